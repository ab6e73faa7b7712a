// Opens the playground on a terminal and gives the terminal back as it was, however it ends.
//
// Two ways of showing the same session: panes on the alternate screen, or lines for a screen reader. Ends
// with q, Ctrl-C, a signal, or a mistake of ours, which is thrown after the screen has been restored.
import { render } from 'ink';
import { en } from '../view/messages/en.ts';
import type { Messages } from '../view/messages/messages.ts';
import { createSession } from '../view/session.ts';
import { createFace, type Face } from './face.ts';
import { createTranscript, Linear } from './linear.tsx';
import { createPainter, FrameSink } from './painter.ts';
import { Playground } from './playground.tsx';

type Opening = Parameters<typeof createSession>[0];

export interface TerminalOptions {
  /** Called at most once, when the user asks for something else. */
  readonly catalog: Opening['catalog'];
  /** What to open; null opens the first simulation of the catalog and asks for another. */
  readonly simulation: Opening['simulation'] | null;
  /** A schedule token to follow; null runs by the policy, or as the file says. */
  readonly schedule: Opening['schedule'];
  readonly policy: Opening['policy'];
  readonly openAt: Opening['openAt'];
  /** Linear, frame-free output; so does INK_SCREEN_READER=true. */
  readonly screenReader: boolean;
  /** False where NO_COLOR is set: weight and glyphs only. */
  readonly hasColor: boolean;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

/** Runs until the user quits. Both streams must be terminals. */
export async function runTerminal(options: TerminalOptions): Promise<void> {
  const { simulation, schedule, policy, openAt } = options;
  const catalog = once(options.catalog);
  const first = simulation ?? catalog().simulations[0];
  if (first === undefined) return;
  const messages: Messages = en;
  const session = createSession({ catalog, simulation: first, schedule, policy, openAt }, messages);
  let quit = (): void => {};
  const menu = simulation === null ? 'simulation' : null;
  const face = createFace({ session, catalog, messages, menu, onQuit: () => quit() });
  const isLinear = options.screenReader || process.env.INK_SCREEN_READER === 'true';
  const opened = isLinear ? openLinear(face, options) : openScreen(face, options);
  quit = opened.close;
  await opened.ended;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface OpenFace {
  readonly ended: Promise<void>;
  readonly close: () => void;
}

function openLinear(face: Face, { stdin, stdout }: TerminalOptions): OpenFace {
  const transcript = createTranscript(face, sizeOf(stdout).columns);
  const app = render(<Linear face={face} transcript={transcript} />, {
    stdin,
    stdout,
    patchConsole: false,
    isScreenReaderEnabled: true,
  });
  return { ended: app.waitUntilExit().then(() => {}), close: () => app.unmount() };
}

function openScreen(face: Face, { stdin, stdout, hasColor }: TerminalOptions): OpenFace {
  const painter = createPainter(stdout);
  const sink = new FrameSink(sizeOf(stdout), painter.paint);
  const screen = () => <Playground face={face} size={{ columns: sink.columns, rows: sink.rows }} hasColor={hasColor} />;
  const restore = withRestoring(painter.leave);
  painter.enter();
  const app = render(screen(), {
    stdin,
    stdout: sink as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
    isScreenReaderEnabled: false,
  });
  const onResize = (): void => {
    Object.assign(sink, sizeOf(stdout));
    painter.reset();
    app.rerender(screen());
  };
  stdout.on('resize', onResize);
  const ended = app.waitUntilExit().then(() => {});
  return {
    ended: ended.finally(() => {
      stdout.off('resize', onResize);
      restore();
    }),
    close: () => app.unmount(),
  };
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): { readonly columns: number; readonly rows: number } {
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
}

/** Calls `leave` when the process ends in whatever way; the result calls it now and ends the watching. */
function withRestoring(leave: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    done();
    process.kill(process.pid, signal);
  };
  const done = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('exit', leave);
    leave();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('exit', leave);
  return done;
}
