import { describe, expect, test } from 'vitest';
import { createProber, type Probe, type ProberConfig } from '../../../src/actors/kubelet/prober-machine.ts';
import { drive } from '../transcript.ts';

const PERIOD = 'xstate.after.period.prober.waiting';
const probe: Probe = { file: 'a', periodSeconds: 10, failureThreshold: 3, successThreshold: 1 };
const size = (bytes: number) => ({ type: 'returned', result: { kind: 'file', size: bytes } }) as never;
const missing = { type: 'returned', result: { errno: 'ENOENT' } } as const;

function prober(config: Partial<ProberConfig>) {
  const whole = { mountPath: '/etc/config', startup: null, readiness: null, hasPodWorker: true, runsAtStart: true };
  return drive(createProber({ ...whole, ...config }));
}

describe('V11: the startup probe', () => {
  test('looks at once, and never again after its first success', () => {
    const looks = prober({ startup: probe });
    expect(looks.line()).toBe('probing stat(/etc/config/a)');
    expect(looks.give(size(1))).toEqual(['idle [probed]']);
    expect(looks.state().snapshot.context).toMatchObject({ started: true, ready: true });
  });

  test('an empty file is a failure; three in a row restart the container', () => {
    const looks = prober({ startup: probe });
    const failed = `waiting +${PERIOD} 10000ms`;
    expect(looks.give(size(0), { type: PERIOD }, missing, { type: PERIOD }, size(0))).toEqual([
      failed,
      `probing stat(/etc/config/a) -${PERIOD}`,
      failed,
      `probing stat(/etc/config/a) -${PERIOD}`,
      'idle [probed] [post containerUnhealthy to podWorker]',
    ]);
    expect(looks.facts()).toMatchObject([{ rule: 'V11', about: { probe: 'startup', outcome: 'restart' } }]);
  });

  test('begins anew with every container, and not before there is one', () => {
    const looks = prober({ startup: probe, runsAtStart: false });
    expect(looks.line()).toBe('idle');
    looks.give({ type: 'containerRunning' }, size(1));
    expect(looks.give({ type: 'containerStopped' }, { type: 'containerRunning' })).toEqual([
      'idle',
      'probing stat(/etc/config/a)',
    ]);
    expect(looks.state().snapshot.context).toMatchObject({ started: false, ready: false });
  });

  test('without a kubelet that runs the pod it goes on failing', () => {
    const looks = prober({ startup: { ...probe, failureThreshold: 1 }, hasPodWorker: false });
    expect(looks.give(missing)).toEqual([`waiting [probed] +${PERIOD} 10000ms`]);
  });
});

describe('V12: the readiness probe', () => {
  test('looks for as long as the container runs; three failures in a row take the pod out, one success brings it back', () => {
    const looks = prober({ readiness: probe });
    const ready = (): unknown => looks.state().snapshot.context.ready;
    const seen = [size(1), size(0), missing, size(1), size(0), size(0), size(0), size(0), size(1)].map((result) => {
      looks.give(result, { type: PERIOD });
      return ready();
    });
    expect(seen).toEqual([true, true, true, true, true, true, false, false, true]);
  });

  test('begins when the startup probe has succeeded', () => {
    const looks = prober({ startup: probe, readiness: { ...probe, file: 'b', successThreshold: 2 } });
    expect(looks.give(size(1))).toEqual(['probing [probed] stat(/etc/config/b)']);
    looks.give(size(1), { type: PERIOD });
    expect(looks.state().snapshot.context.ready).toBe(false);
    looks.give(size(1));
    expect(looks.state().snapshot.context.ready).toBe(true);
  });

  test('what kubelet has told the API server outlives a crash of kubelet', () => {
    const looks = prober({ readiness: probe });
    looks.give(size(1));
    expect(looks.give({ type: 'killed' }, { type: 'kubeletStarted' })).toEqual([
      `down -${PERIOD}`,
      `waiting +${PERIOD} 10000ms`,
    ]);
    expect(looks.state().snapshot.context.ready).toBe(true);
  });

  test('without probes there is nothing to look at', () => {
    expect(prober({}).line()).toBe('idle');
  });
});
