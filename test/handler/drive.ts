// A handler given replies by hand: what a machine does, without a kernel.
import type { ProgramEngine, Progress, Reply, ReplyValue } from '../../src/actors/handler/program.ts';
import { loadEngine } from '../../src/handler/load-engine.ts';

export interface Driven {
  /** What the program has come to. */
  readonly progress: () => Progress;
  /** The only call that is open, as text: `readFile /etc/config/app.yaml`. */
  readonly asks: () => string;
  /** Answers the oldest open call of this name, or the oldest of all. */
  readonly reply: (value: ReplyValue, fn?: string) => Driven;
  readonly fail: (error: string) => Driven;
  readonly checkpoint: () => string | null;
}

const engine = await loadEngine();

/** Starts a handler whose mount is /etc/config and whose only file is app.yaml. */
export function drive(source: string, by: ProgramEngine = engine): Driven {
  const program = { source, files: ['app.yaml'], mountPath: '/etc/config' };
  let checkpoint: string | null = null;
  let replies: readonly Reply[] = [];
  let progress: Progress = by.advance(program, null, []);
  const settle = (): void => {
    if (progress.checkpoint === null) return;
    checkpoint = progress.checkpoint;
    replies = [];
  };
  settle();
  const answer = (outcome: { value: ReplyValue } | { error: string }, fn?: string): Driven => {
    const call = progress.calls.find((each) => fn === undefined || each.fn === fn);
    if (call === undefined) throw new Error(`no call ${fn ?? ''} is open: ${JSON.stringify(progress)}`);
    replies = [...replies, { id: call.id, ...outcome }];
    progress = by.advance(program, checkpoint, replies);
    settle();
    return driven;
  };
  const driven: Driven = {
    progress: () => progress,
    asks: () => progress.calls.map((call) => ('path' in call ? `${call.fn} ${call.path}` : call.fn)).join(', '),
    reply: (value, fn) => answer({ value }, fn),
    fail: (error) => answer({ error }),
    checkpoint: () => checkpoint,
  };
  return driven;
}
