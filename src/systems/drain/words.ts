// What the drain says in English.
import type { ProcessId, SystemWords } from '../system.ts';
import { outcomeIn } from './outcome.ts';
import { type PictureLabels, pictureOf } from './picture.ts';
import type { DrainConfig } from './schema.ts';
import type { DrainOp, DrainShared } from './shared.ts';

/** Orders have none of their own: they are numbered. */
const PROCESSES: Readonly<Record<string, string>> = {
  '@server': 'server',
  '@updates': 'updates',
  '@ctx-timer': 'ctx timer',
  '@kubelet': 'kubelet',
  '@endpoints': 'endpoints',
};

const OPERATIONS: Readonly<Record<DrainOp, string>> = {
  'delete pod': 'DELETE pod: it is Terminating',
  SIGTERM: 'SIGTERM to PID 1',
  SIGKILL: 'SIGKILL: the grace period is over',
  'await exit': 'wait for the container to exit',
  'await deletion': 'watch the pod',
  'remove endpoint': 'the pod is out of every routing table',
  'await request': 'take the signal from the channel',
  Shutdown: 'srv.Shutdown(ctx): close the listener',
  'set draining': 'state = Draining',
  'await idle': 'no order is in flight any more',
  exit: 'os.Exit: main returns',
  connect: 'connect to the Service',
  look: 'if state == Running',
  'count in': 'inFlight.Add(1)',
  'count out': 'inFlight.Done(), answer 503',
  begin: 'begin: take config and ctx',
  'await cancel': '<-ctx.Done()',
  answer: 'answer 200',
  swap: 'config.Store(new)',
  cancel: 'cancel() the old context',
  'new context': 'activeCtx, cancel = a new context',
  'ask for drain': 'reload: start Draining',
  'await renewal': 'a new context: a new timer',
  expire: 'the deadline: close ctx.Done()',
};

/** By operation, then by what came of it; `*` is everything else. */
const MARKS: Readonly<Record<DrainOp, Readonly<Record<string, string>>>> = {
  'delete pod': { '*': 'Terminating' },
  SIGTERM: { '*': 'SIGTERM' },
  SIGKILL: { '*': 'SIGKILL' },
  'await exit': { '*': 'container exited' },
  'await deletion': { '*': '' },
  'remove endpoint': { '*': 'endpoint gone' },
  'await request': { ended: 'ended', '*': 'asked to drain' },
  Shutdown: { ended: 'ended', '*': 'listener closed' },
  'set draining': { ended: 'ended', '*': 'Draining' },
  'await idle': { ended: 'ended', '*': 'nothing in flight' },
  exit: { '*': 'Stopped' },
  connect: { elsewhere: 'sent elsewhere', refused: 'refused', '*': 'connected' },
  look: { running: 'Running: go on', draining: 'Draining: 503', '*': 'cut off' },
  'count in': { ended: 'cut off', '*': 'counted in' },
  'count out': { ended: 'cut off', '*': '503' },
  begin: { ended: 'cut off', '*': 'begins' },
  'await cancel': { ended: 'cut off', '*': 'cancelled' },
  answer: { ended: 'cut off', '*': '200' },
  swap: { ended: '', '*': 'config swapped' },
  cancel: { ended: '', '*': 'cancel()' },
  'new context': { ended: '', '*': 'new context' },
  'ask for drain': { ended: '', '*': 'start Draining' },
  'await renewal': { ended: '', '*': 'timer set anew' },
  expire: { ended: '', '*': 'ctx deadline' },
};

const CUT_OFF = 'The process has ended, and the order with it: the client sees the connection break.';
const WHY: Readonly<Record<DrainOp, Readonly<Record<string, string>>>> = {
  'delete pod': {
    '*': 'The grace period begins now, with the preStop hook; removing the endpoint begins at the same time and is waited for by nobody.',
  },
  SIGTERM: { '*': 'The runtime sends SIGTERM to PID 1 of the container, after the preStop hook.' },
  SIGKILL: { '*': 'The grace period is over and the process still runs: it is killed, with all that it was doing.' },
  'await exit': { '*': 'The container has exited by itself; kubelet need not kill it.' },
  'await deletion': { '*': 'The control plane sees that the pod is being deleted.' },
  'remove endpoint': { '*': 'From now on a new connection goes to another pod; until now it came here.' },
  'await request': {
    ended: 'The process has ended before it could drain.',
    '*': 'The main goroutine receives from the channel that signal.Notify, or the reload, sends to.',
  },
  Shutdown: {
    ended: 'The process has ended before it could drain.',
    '*': 'Shutdown closes the listener first: a new connection is refused. It waits for the active ones and cancels none.',
  },
  'set draining': {
    ended: 'The process has ended before it could drain.',
    '*': 'The flag is set; the listener stays open, and handlers that look at the flag from now on answer 503.',
  },
  'await idle': {
    ended: 'The process has ended before the drain was over.',
    '*': 'Nothing that was counted in is left, so the drain is over.',
  },
  exit: { '*': 'main returns and the process ends, with every goroutine that still runs.' },
  connect: {
    elsewhere: 'The endpoint is gone: the Service sends this order to another pod.',
    refused: 'The Service still routes to this pod, and nobody listens here: the client sees "connection refused".',
    '*': 'The Service routes the order to this pod and its kernel accepts the connection.',
  },
  look: {
    running: 'The handler sees Running. What it has seen may be out of date by its next statement.',
    draining: 'The handler sees Draining and turns the order away.',
    '*': CUT_OFF,
  },
  'count in': {
    ended: CUT_OFF,
    '*': 'From now on a drain waits for this order; one that looked a moment ago does not.',
  },
  'count out': {
    ended: CUT_OFF,
    '*': 'The order was turned away with 503 by a pod to which the Service still routes.',
  },
  begin: { ended: CUT_OFF, '*': 'The handler takes the configuration and the context of this moment; it keeps both.' },
  'await cancel': {
    ended: CUT_OFF,
    '*': 'The context of this order is cancelled, so its handler gives up half-way: the order is lost though nothing was wrong with it.',
  },
  answer: { ended: CUT_OFF, '*': 'The order is done and the client has its answer.' },
  swap: {
    ended: 'The process has ended; there is nothing to update.',
    '*': 'New orders see the new configuration; those in flight keep what they began with.',
  },
  cancel: {
    ended: 'The process has ended; there is nothing to update.',
    '*': 'Everything that hangs on the old context is cancelled, every order in flight included.',
  },
  'new context': {
    ended: 'The process has ended; there is nothing to update.',
    '*': 'Orders that begin from now on get the new context; one that began since cancel() was given the cancelled one.',
  },
  'ask for drain': {
    ended: 'The process has ended; there is nothing to update.',
    '*': 'The reload starts a drain, and a drain ends in Shutdown: a server cannot be started again after that.',
  },
  'await renewal': {
    ended: 'The process has ended, and its timers with it.',
    '*': 'context.WithTimeout starts a timer of its own for the new context.',
  },
  expire: {
    ended: 'The process has ended, and its timers with it.',
    '*': 'The timeout counts from the reload, not from the order: when it is over every order that has this context is cancelled, and every one that begins until the next reload.',
  },
};

const TIMERS: Readonly<Record<string, string>> = {
  untilDeletion: 'the pod is deleted now',
  preStopHook: 'the preStop hook has slept enough',
  gracePeriod: 'the grace period is over',
  propagation: 'the nodes have learnt of it',
  drainTimeout: "Shutdown's context is done",
  untilUpdate: 'an update arrives',
  contextTimeout: "the context's time is over",
  untilSent: 'a customer orders',
  work: 'the work is done',
};

const LOST = {
  refused: 'the Service sent an order to this pod after it had closed its listener',
  unavailable: 'an order was turned away with 503 while the Service still sent orders here',
  cancelled: 'an order in flight was cancelled half-way',
  cutOff: 'an order in flight ended with the process',
};
const LATE = { late: 'an order was taken on after the drain had begun' };
const KILLED = { killed: 'the drain took longer than the grace period: SIGKILL' };

const PICTURE: PictureLabels = {
  rows: {
    service: 'service',
    listener: 'listener',
    endpoint: 'endpoint',
    inFlight: 'in flight',
    config: 'config',
    context: 'activeCtx',
  },
  phases: { running: 'Running', draining: 'Draining', stopped: 'Stopped' },
  ended: { 'by-signal': 'ended by SIGTERM', exited: 'has exited', killed: 'ended by SIGKILL' },
  listening: { open: 'open', closed: 'closed' },
  routed: { yes: 'routed to', no: 'gone' },
  late: 'one accepted late',
  cancelled: 'cancelled',
  order: processName,
  orders: {
    coming: 'not sent yet',
    working: 'in work',
    answered: 'answered',
    elsewhere: 'went to another pod',
    refused: 'lost: connection refused',
    unavailable: 'lost: 503',
    cancelled: 'lost: cancelled',
    cutOff: 'lost: cut off',
  },
};

export const words: SystemWords<DrainConfig, DrainShared> = {
  name: 'Graceful drain',
  process: processName,
  operation: (op) => OPERATIONS[op as DrainOp] ?? op,
  mark: (op, _, result) => outcomeIn(MARKS, op, result),
  why: (op, _, result) => outcomeIn(WHY, op, result),
  fact: () => ({
    mark: 'drain overdue',
    sentence:
      'Shutdown gives up waiting and returns context.DeadlineExceeded; the orders in flight still run, until main returns.',
    role: 'bad',
  }),
  option: (_, option) => `sent at ${option}`,
  timer: (id) => TIMERS[id] ?? id,
  properties: {
    drains: {
      asks: 'no order is lost, none is accepted late, and the bound is kept',
      violated: { ...LOST, ...LATE, ...KILLED },
    },
    'no-order-lost': { asks: 'every order that is sent to this pod is answered', violated: LOST },
    'none-accepted-late': { asks: 'no order is taken on once the drain has begun', violated: LATE },
    'drains-in-time': { asks: 'the drain is over before SIGKILL', violated: KILLED },
  },
  picture: pictureOf(PICTURE),
};

function processName(id: ProcessId): string {
  return PROCESSES[id] ?? id.slice(1).replace('-', ' ');
}
