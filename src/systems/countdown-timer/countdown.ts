// What the goroutines around a countdown share: Go's timers, the campaign that is to end once, and what keeps resets apart.
//
// Every duration that a timer is given has a number: 0 at the start, k by reset k. So what is in a channel or in a
// goroutine's hand says which deadline it belongs to. Sources: time/sleep.go, runtime/time.go (Go 1.22: a timer is
// taken off the heap, the lock given back, and only then f called), the release notes of Go 1.23, go.dev/issue/37196 and
// 69312 (as of Go 1.23.2), chapter 3.3 of the article. Leaves out: tickers, periods, garbage collection of timers, and
// the data race on the article's field t.timer. Rules T1 to T9.
import { assert } from '../../kernel/assert.ts';
import type { Operated, Operation, Plain, ProcessId } from '../system.ts';

/** What the `go` line of go.mod names. */
export const GO_VERSIONS = ['1.22', '1.23'] as const;
export type GoVersion = (typeof GO_VERSIONS)[number];

/** How a countdown is reset. */
export const FORMS = ['naive', 'drain', 'after-func', 'article', 'owner', 'epoch'] as const;
export type Form = (typeof FORMS)[number];

/** The article's state of a countdown. */
export const STATES = ['Active', 'Resetting', 'Fallback'] as const;
export type State = (typeof STATES)[number];

/** One `time.Timer`. Each field holds the number of the duration that it belongs to. */
export interface Timer {
  /** It will expire. */
  readonly armed: number | null;
  /** It has expired, and its value is on the way into the channel (before Go 1.23). */
  readonly sending: number | null;
  /** What a receive from its channel would get. */
  readonly channel: number | null;
}

export interface Countdown {
  readonly go: GoVersion;
  /** AfterFunc starts a goroutine; NewTimer sends on a channel. */
  readonly kind: 'channel' | 'func';
  /** Timer 0, and one made by each reset that made one; `null` where none was made. */
  readonly timers: readonly (Timer | null)[];
  /** The timer that the program's variable names. */
  readonly current: number;
  /** Goroutines that AfterFunc has started and that have not run yet, by the number of the duration. */
  readonly started: readonly number[];
  /** The number of the duration that was set last. */
  readonly applied: number;
  /** How often the campaign was ended, up to 2, and by which duration's expiry. */
  readonly ended: 0 | 1 | 2;
  readonly endedBy: number | null;
  /** It was ended by a duration when another one had been set already. */
  readonly early: boolean;
  readonly mutex: ProcessId | null;
  /** What a reset wants of the owner: the number of its duration. */
  readonly request: number | null;
  readonly state: State;
  /** A reset was turned away though no other was under way, and nobody was told. */
  readonly turnedAway: boolean;
  /** A panic that was not the timer's was recovered, and the program went on. */
  readonly hidden: boolean;
  /** A panic that nobody recovered has ended the process. */
  readonly crashed: boolean;
}

const ARMED = (setting: number): Timer => ({ armed: setting, sending: null, channel: null });

/** A countdown that has just begun, with room for one timer more for each reset. */
export function begun(go: GoVersion, kind: Countdown['kind'], resets: number): Countdown {
  return {
    go,
    kind,
    timers: [ARMED(0), ...Array.from({ length: resets }, () => null)],
    current: 0,
    started: [],
    applied: 0,
    ended: 0,
    endedBy: null,
    early: false,
    mutex: null,
    request: null,
    state: 'Active',
    turnedAway: false,
    hidden: false,
    crashed: false,
  };
}

/** The arguments of an operation, each where it needs them. */
export interface CountdownArgs {
  readonly timer: number;
  readonly setting: number;
  readonly cause: number;
  readonly recovered: boolean;
  readonly take: 'reset' | 'timer';
}

export function countdownArgs(args: Plain): CountdownArgs {
  return args as unknown as CountdownArgs;
}

type Perform = (countdown: Countdown, args: CountdownArgs, by: ProcessId) => Operated<Countdown> | null;

/** An operation of a process that runs: after a panic that nobody recovered nothing is done any more. */
function operation(rule: string, perform: Perform): Operation<Countdown> {
  return {
    rule,
    perform: (countdown, args, by) => (countdown.crashed ? null : perform(countdown, countdownArgs(args ?? {}), by)),
  };
}

const done = (shared: Countdown, result: Plain = null): Operated<Countdown> => ({ shared, result });

function timerAt({ timers }: Countdown, index: number): Timer {
  const timer = timers[index] ?? null;
  assert(timer !== null, `timer ${index} was made`);
  return timer;
}

function withTimer(countdown: Countdown, index: number, change: Partial<Timer>): Countdown {
  const changed = { ...timerAt(countdown, index), ...change };
  return { ...countdown, timers: countdown.timers.map((each, at) => (at === index ? changed : each)) };
}

/** Rules T1 and T2: expiry takes the timer off the heap; what it brings follows at once, or before Go 1.23 in a step. */
function expire(countdown: Countdown, { timer: index, setting }: CountdownArgs): Operated<Countdown> {
  const { armed } = timerAt(countdown, index);
  if (armed !== setting) return done(countdown, 'stopped');
  if (countdown.kind === 'func') {
    const started = [...countdown.started, setting].toSorted();
    return done({ ...withTimer(countdown, index, { armed: null }), started }, 'started');
  }
  if (countdown.go === '1.22') return done(withTimer(countdown, index, { armed: null, sending: setting }), 'sending');
  return done(withTimer(countdown, index, { armed: null, channel: setting }), 'sent');
}

/** Rules T2 to T4: Stop; true when it kept the timer from firing, since Go 1.23 also when nobody had received yet. */
function stopped(countdown: Countdown): Operated<Countdown> {
  const { armed, channel } = timerAt(countdown, countdown.current);
  if (countdown.go === '1.22' || countdown.kind === 'func') {
    return done(withTimer(countdown, countdown.current, { armed: null }), armed !== null);
  }
  const stoppedTimer = withTimer(countdown, countdown.current, { armed: null, channel: null });
  return done(stoppedTimer, armed !== null || channel !== null);
}

/** Rule T7: Active → Resetting; whoever comes at another time is turned away without a word. */
function compareAndSwap(countdown: Countdown): Operated<Countdown> {
  if (countdown.state === 'Active') return done({ ...countdown, state: 'Resetting' }, true);
  return done({ ...countdown, turnedAway: countdown.turnedAway || countdown.state === 'Fallback' }, false);
}

/** Go's select in the goroutine that owns the timer: one case is ready, or both, of which chance takes one (T9). */
function select(countdown: Countdown): Operated<Countdown> | null {
  const { request } = countdown;
  const { channel } = timerAt(countdown, 0);
  if (request === null && channel === null) return null;
  if (request !== null && channel !== null) return done(countdown, 'both');
  return take(countdown, request === null ? 'timer' : 'reset');
}

function take(countdown: Countdown, which: CountdownArgs['take']): Operated<Countdown> {
  if (which === 'reset') return done({ ...countdown, request: null }, { reset: countdown.request });
  return done(withTimer(countdown, 0, { channel: null }), { timer: timerAt(countdown, 0).channel });
}

/** Every operation around a countdown. */
export const operations: Readonly<Record<string, Operation<Countdown>>> = {
  // The runtime's side of one timer.
  wake: operation('T1', (countdown, { timer }) => {
    const setting = countdown.timers[timer]?.armed ?? null;
    return setting === null ? null : done(countdown, setting);
  }),
  changed: operation('T1', (countdown, { timer, setting }) =>
    timerAt(countdown, timer).armed === setting ? null : done(countdown),
  ),
  expire: operation('T1', expire),
  send: operation('T2', (countdown, { timer: index }) => {
    const { sending, channel } = timerAt(countdown, index);
    return done(withTimer(countdown, index, { sending: null, channel: channel ?? sending }));
  }),

  // Goroutines that end the campaign.
  receive: operation('T2', (countdown, { timer: index }) => {
    const channel = countdown.timers[index]?.channel ?? null;
    return channel === null ? null : done(withTimer(countdown, index, { channel: null }), channel);
  }),
  begin: operation('T5', (countdown, { setting }) => {
    const { started } = countdown;
    if (!started.includes(setting)) return null;
    return done({ ...countdown, started: started.filter((each) => each !== setting) });
  }),
  end: operation('T1', (countdown, { cause }) => {
    const isEarly = cause !== countdown.applied;
    const isFirst = countdown.ended === 0;
    const early = countdown.early || isEarly;
    return done({ ...countdown, ended: isFirst ? 1 : 2, endedBy: cause, early }, { isEarly, isFirst });
  }),

  // Calls on the timer that the program's variable names.
  stop: operation('T4', stopped),
  reset: operation('T5', (countdown, { setting }) => {
    const { shared, result } = stopped(countdown);
    return done({ ...withTimer(shared, shared.current, { armed: setting }), applied: setting }, result);
  }),
  'new-timer': operation('T7', (countdown, { setting }) => {
    const timers = countdown.timers.map((each, at) => (at === setting ? ARMED(setting) : each));
    return done({ ...countdown, timers, current: setting, applied: setting }, countdown.kind);
  }),
  drain: operation('T4', (countdown) => {
    const { channel } = timerAt(countdown, countdown.current);
    return channel === null ? null : done(withTimer(countdown, countdown.current, { channel: null }), channel);
  }),

  // The article's state, and recover.
  'compare-and-swap': operation('T7', compareAndSwap),
  activate: operation('T7', (countdown) => done({ ...countdown, state: 'Active' })),
  panic: operation('T6', (countdown, { recovered }) =>
    done(recovered ? { ...countdown, state: 'Fallback', hidden: true } : { ...countdown, crashed: true }),
  ),
  'fall-back': operation('T8', (countdown) => (countdown.state === 'Fallback' ? done(countdown) : null)),

  // A mutex, and one goroutine that owns the timer.
  lock: operation('T9', (countdown, _, by) => {
    if (countdown.mutex !== null) return null;
    return done({ ...countdown, mutex: by }, { applied: countdown.applied, isOver: countdown.ended > 0 });
  }),
  unlock: operation('T9', (countdown, _, by) => {
    assert(countdown.mutex === by, 'only the holder of a mutex gives it back');
    return done({ ...countdown, mutex: null });
  }),
  ask: operation('T9', (countdown, { setting }) => {
    if (countdown.ended > 0) return done(countdown, 'over');
    return countdown.request === null ? done({ ...countdown, request: setting }, 'asked') : null;
  }),
  asked: operation('T9', (countdown, { setting }) => {
    if (countdown.request !== setting) return done(countdown, 'taken');
    return countdown.ended > 0 ? done({ ...countdown, request: null }, 'over') : null;
  }),
  select: operation('T9', select),
  take: operation('T9', (countdown, args) => take(countdown, args.take)),
};
