// One QuickJS with the sandbox in it, and the copy of its memory that every run begins with.
//
// WebAssembly's memory is one array of bytes, and between two calls into it nothing else belongs to the engine: putting the
// bytes back puts everything back. Whatever a program did is gone then, whether it ended well or was stopped.
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { OP_OF_BIT } from '../actors/app/matching.ts';
import type { Reply } from '../actors/handler/program.ts';
import { parseContent } from '../simulation/contents.ts';
import { BOUNDS } from './bounds.ts';
import { moduleNamed } from './compile.ts';
import { sandboxFile } from './sandbox-files.ts';

/** What the host has to say to a program that runs. */
export interface Host {
  readonly tell: (text: string) => void;
  /** The reply to a call that blocks; null stops the program where it stands. */
  readonly ask: (text: string) => Reply | null;
}

/** An error that a program did not catch. */
export interface Uncaught {
  readonly message: string;
  readonly line: number | null;
}

const ENTRIES = ['begin', 'deliver', 'goOn'] as const;

export class Sandbox {
  /** What the programs in it find around them, as text. */
  readonly environment: string;
  private readonly memory: ReturnType<QuickJSWASMModule['getWasmMemory']>;
  private readonly context: QuickJSContext;
  private readonly runtime: QuickJSRuntime;
  private readonly entries: Readonly<Record<(typeof ENTRIES)[number], QuickJSHandle>>;
  private readonly copy: Uint8Array;
  private host: Host | null = null;
  private module: QuickJSHandle | null = null;
  private interrupts = 0;
  private isStopped = false;

  constructor(
    quickjs: QuickJSWASMModule,
    environment: { readonly files: readonly string[]; readonly mountPath: string },
  ) {
    this.environment = JSON.stringify([environment.files, environment.mountPath]);
    this.memory = quickjs.getWasmMemory();
    this.runtime = quickjs.newRuntime();
    this.runtime.setMemoryLimit(BOUNDS.memoryBytes);
    this.runtime.setMaxStackSize(BOUNDS.stackBytes);
    this.runtime.setInterruptHandler(() => {
      this.interrupts += 1;
      return this.isStopped || this.isExhausted;
    });
    this.context = this.runtime.newContext({ intrinsics: INTRINSICS });
    this.defineHost(JSON.stringify({ ...environment, opOfBit: OP_OF_BIT }));
    this.runtime.setModuleLoader(
      (name) => sandboxFile(name) ?? { error: new Error(`no module ${name}`) },
      (_, name) => name,
    );
    this.context.unwrapResult(this.context.evalCode("import 'sandbox/main';", 'sandbox.js', { type: 'module' }));
    const made = this.context.unwrapResult(this.context.evalCode("globalThis[Symbol.for('reload-sim')].entries"));
    this.runtime.setModuleLoader(moduleCode, (_, name) => moduleNamed(name) ?? name);
    const entry = (name: string): QuickJSHandle => this.context.getProp(made, name);
    this.entries = { begin: entry('begin'), deliver: entry('deliver'), goOn: entry('goOn') };
    this.copy = new Uint8Array(this.memory.buffer).slice(0, this.usedBytes());
  }

  /** Forgets the program that ran before, and runs another one until nothing in it can move. */
  run(code: string, checkpoint: string | null, host: Host): Uncaught | null {
    new Uint8Array(this.memory.buffer).set(this.copy);
    this.host = host;
    this.module = null;
    this.start();
    if (checkpoint !== null) this.call('begin', checkpoint);
    const result = this.context.evalCode(code, 'handler.js', { type: 'module', strict: true });
    if (result.error !== undefined) return this.uncaught(result.error);
    this.module = result.value;
    return this.settle();
  }

  /** Gives it a reply, and runs it until nothing can move. */
  deliver(reply: Reply): Uncaught | null {
    this.start();
    this.call('deliver', JSON.stringify(reply));
    return this.settle();
  }

  /** Lets the loops go on that have come to the beginning of a turn. */
  goOn(isFresh: boolean): Uncaught | null {
    this.call('goOn', isFresh);
    return this.settle();
  }

  /** Has it run for too long between two replies? */
  get isExhausted(): boolean {
    return this.interrupts > BOUNDS.interrupts;
  }

  private start(): void {
    this.interrupts = 0;
    this.isStopped = false;
  }

  private call(name: (typeof ENTRIES)[number], given: string | boolean): void {
    const { context } = this;
    const argument = typeof given === 'string' ? context.newString(given) : given ? context.true : context.false;
    const result = context.callFunction(this.entries[name], context.undefined, argument);
    if (typeof given === 'string') argument.dispose();
    // Only memory or time can have run out here, which `settle` finds again.
    (result.error ?? result.value).dispose();
  }

  /** Runs whatever is due. */
  private settle(): Uncaught | null {
    const result = this.runtime.executePendingJobs(BOUNDS.jobs);
    if (result.error === undefined && result.value >= BOUNDS.jobs) this.interrupts = Number.POSITIVE_INFINITY;
    if (result.error !== undefined) return this.isStopped ? null : this.uncaught(result.error);
    if (this.module === null) return null;
    const state = this.context.getPromiseState(this.module);
    return state.type === 'rejected' && !this.isStopped ? this.uncaught(state.error) : null;
  }

  private uncaught(error: QuickJSHandle): Uncaught | null {
    if (this.isStopped) return null;
    if (this.context.typeof(error) !== 'object') {
      return { message: `uncaught ${String(this.context.dump(error)).slice(0, BOUNDS.printedLength)}`, line: null };
    }
    const text = (name: string): string => {
      const value = this.context.getProp(error, name);
      return this.context.typeof(value) === 'string' ? this.context.getString(value) : '';
    };
    const message = `${text('name')}: ${text('message')}`.slice(0, BOUNDS.printedLength);
    return { message, line: lineIn(text('stack')) };
  }

  private defineHost(environment: string): void {
    const { context } = this;
    const define = (name: string, fn: (text: string) => string | null): void => {
      const handle = context.newFunction(name, (given) => {
        const answer = fn(context.getString(given));
        return answer === null ? context.undefined : context.newString(answer);
      });
      context.setProp(context.global, name, handle);
    };
    define('__tell', (text) => {
      if (!this.isStopped) this.host?.tell(text);
      return null;
    });
    define('__ask', (text) => {
      const reply = this.isStopped ? null : (this.host?.ask(text) ?? null);
      if (reply === null) this.isStopped = true;
      return reply === null ? null : JSON.stringify(reply);
    });
    define('__parseYaml', (text) => {
      const parsed = parseContent(text);
      return JSON.stringify('value' in parsed ? parsed : { error: parsed.problem });
    });
    context.setProp(context.global, '__env', context.newString(environment));
  }

  /** Where the part of the memory ends that is in use; above it all is zero, as on the first day. */
  private usedBytes(): number {
    const bytes = new Uint8Array(this.memory.buffer);
    return bytes.findLastIndex((byte) => byte !== 0) + 1;
  }
}

/** All but Date and Proxy: a clock, and objects that a checkpoint could not see through. */
const INTRINSICS = {
  BaseObjects: true,
  Eval: true,
  StringNormalize: true,
  RegExp: true,
  RegExpCompiler: true,
  JSON: true,
  MapSet: true,
  TypedArrays: true,
  Promise: true,
} as const;

/** A module that a handler imports: the names that the sandbox has made for it. */
function moduleCode(name: string, context: QuickJSContext): string | { readonly error: Error } {
  if (moduleNamed(name) === undefined) return { error: new Error(`a handler has no module ${name}`) };
  const source = `globalThis[Symbol.for('reload-sim')].modules[${JSON.stringify(name)}]`;
  const names = context.dump(context.unwrapResult(context.evalCode(`Object.keys(${source}).join()`))) as string;
  const exports = names.split(',').map((each) => {
    return each === 'default' ? 'export default m.default;' : `export const ${each} = m.${each};`;
  });
  return `const m = ${source};${exports.join('')}`;
}

function lineIn(stack: string): number | null {
  const found = /handler\.js:(\d+)/.exec(stack);
  return found === null ? null : Number(found[1]);
}
