// Opens the playground on a terminal and gives the terminal back as it was, however it ends.
//
// Two ways of showing the same session: panes on the alternate screen, or lines for a screen reader. Ends
// with q, Ctrl-C, a signal, or a mistake of ours, which is thrown after the screen has been restored.
import { render } from 'ink';
import { type Consult, keepConsulting } from '../view/consulting.ts';
import { createFace, type Face } from '../view/face.ts';
import type { Messages } from '../view/messages/messages.ts';
import { createSession } from '../view/session.ts';
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
  /** Steps taken up to the cursor in the run of the token, which is whole then; left out, it is opened at the token's end. */
  readonly at?: number;
  readonly policy: Opening['policy'];
  readonly openAt: Opening['openAt'];
  /** Words that select it on a command line; null where the name of the simulation does. */
  readonly named: readonly string[] | null;
  readonly messages: Messages;
  /** Brings the thread in which an oracle searches. */
  readonly consult: Consult;
  /** Linear, frame-free output; so does INK_SCREEN_READER=true. */
  readonly screenReader: boolean;
  /** False where NO_COLOR is set: weight and glyphs only. */
  readonly hasColor: boolean;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

/** How the user left. */
export interface Left {
  /** By Ctrl-C. */
  readonly isInterrupted: boolean;
  /** The command line, without its first word, that comes to the same place again. */
  readonly words: readonly string[];
}

/** Runs until the user quits; null when there is nothing to open. Both streams must be terminals. */
export async function runTerminal(options: TerminalOptions): Promise<Left | null> {
  const { simulation, schedule, at, policy, openAt, named, messages } = options;
  const catalog = once(options.catalog);
  const first = simulation ?? catalog().simulations[0];
  if (first === undefined) return null;
  const session = createSession(
    {
      catalog,
      simulation: first,
      schedule,
      policy,
      openAt,
      ...(named === null ? {} : { named }),
      ...(at === undefined ? {} : { at }),
    },
    messages,
  );
  let isInterrupted = false;
  let opened: OpenFace | null = null;
  const onQuit = (byCtrlC: boolean): void => {
    isInterrupted = byCtrlC;
    opened?.close();
  };
  const menu = simulation === null ? 'simulation' : null;
  const face = createFace({ kind: 'terminal', session, catalog, menu, onQuit, onSuspend: () => opened?.suspend() });
  const isLinear = options.screenReader || process.env.INK_SCREEN_READER === 'true';
  opened = isLinear ? openLinear(face, options) : openScreen(face, options);
  // The first picture does not wait for a thread to start.
  let endConsulting = (): void => {};
  const soon = setImmediate(() => {
    endConsulting = keepConsulting(session, options.consult);
  });
  await opened.ended.finally(() => {
    clearImmediate(soon);
    endConsulting();
  });
  return { isInterrupted, words: session.words() };
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
  /** Gives the terminal back and stops, until the shell brings it to the foreground again. */
  readonly suspend: () => void;
}

function openLinear(face: Face, { stdin, stdout }: TerminalOptions): OpenFace {
  const transcript = createTranscript(face, sizeOf(stdout).columns);
  const app = render(<Linear face={face} transcript={transcript} />, {
    stdin,
    stdout,
    patchConsole: false,
    exitOnCtrlC: false,
    isScreenReaderEnabled: true,
  });
  const suspend = (): void => stop(stdin, () => {});
  return { ended: app.waitUntilExit().then(() => {}), close: () => app.unmount(), suspend };
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
    exitOnCtrlC: false,
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
    suspend: () => {
      painter.leave();
      stop(stdin, () => {
        painter.enter();
        onResize();
      });
    },
  };
}

/**
 * Stops the process and the ones that it was started by, as the terminal's own Ctrl-Z would; `resume` is called
 * when they go on.
 */
function stop(stdin: NodeJS.ReadStream, resume: () => void): void {
  stdin.setRawMode(false);
  process.once('SIGCONT', () => {
    stdin.setRawMode(true);
    resume();
  });
  process.kill(0, 'SIGTSTP');
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
