// Runs handlers in QuickJS, compiled to WebAssembly: a JavaScript engine of its own, which knows nothing but what it is given.
//
// `advance` is a function: the program is run from its beginning (or from a checkpoint) and given the replies one by one,
// each time to the point at which nothing in it can move. To be fast, a program goes on from where the last call left it
// when the replies asked for begin with those it has had. Bounded (bounds.ts): memory, stack, steps between two replies,
// calls open, text printed. No clock, no chance, no network, no page: QuickJS has none of them, and Date and Math.random are
// taken out. A call that blocks (`readFileSync`) ends the run where it stands; the run that has its reply passes by it.
// Leaves out: Worker, class fields in checkpoints. Rules H1 to H9.
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { Call, Program, ProgramEngine, Progress, Reply, Served } from '../actors/handler/program.ts';
import { assert } from '../kernel/assert.ts';
import { BOUNDS } from './bounds.ts';
import { type Compiled, compile } from './compile.ts';
import { type Host, Sandbox, type Uncaught } from './sandbox.ts';
import { told } from './told.ts';

/** Results that an engine remembers. */
const KNOWN_MAX = 20_000;

/** An engine in an instance of QuickJS of its own. */
export function createEngine(quickjs: QuickJSWASMModule): ProgramEngine {
  let sandbox: Sandbox | null = null;
  let compiled: { readonly source: string; readonly code: Compiled } | null = null;
  let live: Run | null = null;
  const known = new Map<string, Progress>();

  const prepare = ({ source, files, mountPath }: Program): { readonly box: Sandbox; readonly code: Compiled } => {
    const of = JSON.stringify([files, mountPath]);
    if (sandbox?.environment !== of) sandbox = new Sandbox(quickjs, { files, mountPath });
    if (compiled?.source !== source) {
      const code = compile(source);
      assert('fromStart' in code, 'a handler without mistakes is run');
      compiled = { source, code };
      live = null;
      known.clear();
    }
    return { box: sandbox, code: compiled.code };
  };

  return {
    advance: (program, checkpoint, replies) => {
      const { box, code } = prepare(program);
      const key = JSON.stringify([box.environment, checkpoint, replies]);
      const found = known.get(key);
      if (found !== undefined) return found;
      let run = live !== null && live.box === box && live.begins(checkpoint, replies) ? live : null;
      run ??= new Run(box, code, checkpoint, replies);
      const progress = run.advance(replies);
      live = run.isOver ? null : run;
      if (known.size >= KNOWN_MAX) known.clear();
      known.set(key, progress);
      return progress;
    },
  };
}

/** A program under way in a sandbox. */
class Run {
  readonly box: Sandbox;
  /** Its process has ended, or it stands within a call that blocks: it cannot go on from here. */
  isOver = false;
  private checkpoint: string | null;
  private had: readonly Reply[] = [];
  private at = 0;
  private replies: readonly Reply[];
  private readonly calls = new Map<number, Call>();
  private served: Served | null = null;
  private printed: string[] = [];
  private failed: Progress['failed'] = null;
  private turns: { readonly loop: number; readonly state: string | null }[] = [];
  private found: string | null = null;

  constructor(box: Sandbox, code: Compiled, checkpoint: string | null, replies: readonly Reply[]) {
    this.box = box;
    this.checkpoint = checkpoint;
    this.replies = replies;
    const text =
      checkpoint === null ? code.fromStart : code.fromLoop((JSON.parse(checkpoint) as { loop: number }).loop);
    this.settle(box.run(text, checkpoint, this.host()));
  }

  /** Do these replies go on from where it is? */
  begins(checkpoint: string | null, replies: readonly Reply[]): boolean {
    if (this.checkpoint !== checkpoint || this.had.length > replies.length) return false;
    return this.had.every((reply, index) => reply === replies[index] || same(reply, replies[index]));
  }

  advance(replies: readonly Reply[]): Progress {
    this.replies = replies;
    while (this.at < replies.length && !this.isOver) {
      const reply = replies[this.at] as Reply;
      this.at += 1;
      this.beginStretch();
      this.calls.delete(reply.id);
      this.settle(this.box.deliver(reply));
    }
    this.had = replies;
    if (this.at >= BOUNDS.replies) this.fail(`it took ${BOUNDS.replies} replies without a checkpoint`, null);
    const progress: Progress = {
      calls: [...this.calls.values()],
      served: this.served,
      printed: this.printed,
      failed: this.failed,
      checkpoint: this.found,
    };
    if (this.found !== null) {
      this.checkpoint = this.found;
      this.had = [];
      this.at = 0;
      this.found = null;
    }
    return progress;
  }

  private beginStretch(): void {
    this.served = null;
    this.printed = [];
    this.found = null;
  }

  private host(): Host {
    return {
      tell: (text) => this.hear(text),
      ask: (text) => {
        const asked = told(text);
        assert(asked?.kind === 'call', 'the sandbox asks for calls');
        const reply = this.replies[this.at];
        if (reply?.id === asked.call.id) {
          this.at += 1;
          this.beginStretch();
          return reply;
        }
        this.calls.set(asked.call.id, asked.call);
        this.isOver = true;
        return null;
      },
    };
  }

  private hear(text: string): void {
    const heard = told(text);
    switch (heard?.kind) {
      case undefined:
        this.fail('the sandbox was tampered with', null);
        break;
      case 'call':
        this.calls.set(heard.call.id, heard.call);
        if (this.calls.size > BOUNDS.calls) this.fail(`more than ${BOUNDS.calls} calls are open at a time`, null);
        break;
      case 'cancel':
        this.calls.delete(heard.id);
        break;
      case 'serve':
        this.served = heard.held;
        break;
      case 'print':
        if (this.printed.length < BOUNDS.printedLines) this.printed.push(heard.text);
        break;
      case 'turn':
        this.turns.push(heard);
        break;
      case 'failed':
        this.fail(heard.message, heard.line);
        break;
    }
  }

  /** After the program has moved: has it failed, and are loops to go on that have come to the beginning of a turn? */
  private settle(uncaught: Uncaught | null): void {
    this.judge(uncaught);
    for (let turns = 1; this.turns.length > 0 && !this.isOver; turns += 1) {
      if (turns > BOUNDS.turns) {
        this.fail(`a loop made ${BOUNDS.turns} turns without waiting for anything`, null);
        return;
      }
      const [turn, ...others] = this.turns;
      this.turns = [];
      const isAlone = others.length === 0 && this.calls.size === 0;
      const isFound = isAlone && turn?.state != null;
      if (isFound) this.found = JSON.stringify({ loop: turn.loop, state: turn.state });
      this.judge(this.box.goOn(isFound));
    }
  }

  private judge(uncaught: Uncaught | null): void {
    if (this.box.isExhausted) {
      const steps = `${BOUNDS.interrupts / 100} million steps`;
      this.fail(`it ran for ${steps} without waiting for anything: an endless loop?`, uncaught?.line ?? null);
      return;
    }
    if (uncaught === null) return;
    const memory = `out of memory: a handler has ${BOUNDS.memoryBytes / 2 ** 20} MiB`;
    const isMemory = uncaught.message.endsWith('out of memory');
    this.fail(isMemory ? memory : uncaught.message + hint(uncaught.message), uncaught.line);
  }

  private fail(message: string, line: number | null): void {
    this.failed ??= { message, line };
    this.isOver = true;
    this.calls.clear();
  }
}

function same(a: Reply, b: Reply | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Names of the world outside that a handler may look for in vain. */
const OUTSIDE = ['process', 'require', 'fetch', 'window', 'document', 'XMLHttpRequest', 'WebSocket', 'Worker', 'Date'];

function hint(message: string): string {
  const name = /'(\w+)' is not defined/.exec(message)?.[1] ?? '';
  if (!OUTSIDE.includes(name)) return '';
  return ': a handler has files and watches, and neither network, page, process nor clock';
}
