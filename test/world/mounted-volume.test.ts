import { describe, expect, test } from 'vitest';
import { type Kernel, syscall } from '../../src/kernel/kernel.ts';
import { failed } from '../../src/kernel/system-call.ts';
import { O } from '../../src/kernel/vocabulary.ts';
import { createModel } from '../../src/world/model.ts';
import { runToEnd } from '../../src/world/run.ts';
import { createScheduler } from '../../src/world/schedulers.ts';
import { scenarioWith, V1, V2 } from './scenarios.ts';

const FILE = '/etc/config/feature.yaml';

function contentOf(kernel: Kernel, path: string): string {
  const opened = syscall(kernel, { call: 'open', path, flags: O.O_RDONLY });
  if (failed(opened.result)) return opened.result.errno;
  const read = syscall(opened.kernel, { call: 'read', fd: opened.result.fd, count: 4096 });
  return failed(read.result) ? read.result.errno : read.result.data;
}

const errnoOf = (kernel: Kernel, path: string): string | null => {
  const { result } = syscall(kernel, { call: 'open', path, flags: O.O_WRONLY | O.O_TRUNC });
  return failed(result) ? result.errno : null;
};

function lastKernel(kind: 'volume' | 'subPath'): Kernel {
  const mount = { kind, subPath: kind === 'subPath' ? 'feature.yaml' : null };
  const run = runToEnd(createModel(scenarioWith({ mount })), createScheduler('app-first', 0));
  return (run.steps.at(-1)?.world ?? run.first).kernel;
}

describe('K60 the volume', () => {
  test('is full before the container starts, and read-only in it', () => {
    const { kernel } = createModel(scenarioWith({})).first;
    expect(contentOf(kernel, FILE)).toBe(V1);
    expect(errnoOf(kernel, FILE)).toBe('EROFS');
  });

  test('shows every update', () => {
    expect(contentOf(lastKernel('volume'), FILE)).toBe(V2);
  });

  test('that a sidecar writes is an ordinary directory', () => {
    const { kernel } = createModel(scenarioWith({ mount: { writer: 'in-place' } })).first;
    expect(contentOf(kernel, FILE)).toBe(V1);
    expect(errnoOf(kernel, FILE)).toBeNull();
  });
});

describe('K61 a subPath', () => {
  test('is there from the start', () => {
    const { kernel } = createModel(scenarioWith({ mount: { kind: 'subPath', subPath: 'feature.yaml' } })).first;
    expect(contentOf(kernel, FILE)).toBe(V1);
  });

  test('never changes again', () => {
    expect(contentOf(lastKernel('subPath'), FILE)).toBe(V1);
  });
});
