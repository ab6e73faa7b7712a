// How far a long command is, on stderr: on a terminal one line that is drawn over, elsewhere a line now and then, so that
// the log of a CI job shows that something goes on without filling up.

/** What a line is written to; the part of a stream that matters here. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** On a terminal nothing is said before that, and it is drawn again this often. */
const QUIET_MS = 1000;
const REDRAW_MS = 200;
/** Elsewhere the first line comes then, and each further one after twice the time. */
const FIRST_LINE_MS = 10_000;
const COLUMNS = 80;
/** To the first column, and what stands in the line is erased (ECMA-48). */
const CLEAR_LINE = '\r\u001b[K';

/** Tells `describe()` and the time since now until the function returned is called, which tells how it `ended`. */
export function startProgress(stream: ProgressStream, describe: () => string): (ended: string) => void {
  const startMs = performance.now();
  const passedMs = (): number => performance.now() - startMs;
  const line = (text: string): string => `${text} ${(passedMs() / 1000).toFixed(1)} s`;
  const isTerminal = stream.isTTY === true;
  let nextMs = isTerminal ? QUIET_MS : FIRST_LINE_MS;
  let isShown = false;
  const timer = setInterval(() => {
    if (passedMs() < nextMs) return;
    isShown = true;
    nextMs = isTerminal ? 0 : 2 * nextMs;
    const text = line(`${describe()},`);
    // A line that is too long would wrap, and what is drawn over it next would leave its beginning standing.
    const clipped = text.slice(0, (stream.columns ?? COLUMNS) - 1);
    stream.write(isTerminal ? `${CLEAR_LINE}${clipped}` : `${text}\n`);
  }, REDRAW_MS);
  return (ended) => {
    clearInterval(timer);
    if (isShown) stream.write(`${isTerminal ? CLEAR_LINE : ''}${line(ended)}\n`);
  };
}
