// What the processes around a drain share, and each thing that they do to it atomically.
//
// Sources: Kubernetes "Pod Lifecycle" (Termination of Pods) and "Container Lifecycle Hooks", kuberuntime_container.go
// (killContainer); Go os/signal, net/http (Server.Shutdown), context, sync (WaitGroup.Add).
// Leaves out: how often Shutdown polls, hijacked connections, answers on the way. Rules D1, D4 to D11.
import type { Operated, Operation, Plain } from '../system.ts';
import type { DrainConfig } from './schema.ts';

export const PHASES = ['running', 'draining', 'stopped'] as const;

export interface DrainShared {
  /** The service's own state: it takes orders, finishes those it has, or has ended. */
  readonly phase: (typeof PHASES)[number];
  /** How the process ended, or null. */
  readonly ended: 'by-signal' | 'exited' | 'killed' | null;
  /** The kernel takes connections for it. */
  readonly listening: boolean;
  /** Orders that a drain waits for. */
  readonly inFlight: number;
  /** An order was taken on after the drain had begun. */
  readonly late: boolean;
  /** Somebody has asked for a drain. */
  readonly asked: boolean;
  /** The pod is being deleted. */
  readonly deleted: boolean;
  /** New connections are still sent to this pod. */
  readonly routed: boolean;
  /** The configuration that new orders see. */
  readonly version: number;
  /** activeCtx: which one it is, and whether its Done channel is still open. */
  readonly context: { readonly generation: number; readonly live: boolean };
}

export const firstShared: DrainShared = {
  phase: 'running',
  ended: null,
  listening: true,
  inFlight: 0,
  late: false,
  asked: false,
  deleted: false,
  routed: true,
  version: 1,
  context: { generation: 1, live: true },
};

type Perform = Operation<DrainShared>['perform'];
const done = (shared: DrainShared, result: Plain = null): Operated<DrainShared> => ({ shared, result });

/** The process is gone: nobody listens, nothing is in flight any more. */
function end(shared: DrainShared, ended: DrainShared['ended']): DrainShared {
  return shared.ended === null ? { ...shared, phase: 'stopped', ended, listening: false, inFlight: 0 } : shared;
}

/** Only as long as the process runs; then what it would have done is `ended`. */
function whileAlive(perform: (shared: DrainShared, args: Plain) => Operated<DrainShared> | null): Perform {
  return (shared, args) => (shared.ended === null ? perform(shared, args) : done(shared, 'ended'));
}

/** Waits until the condition holds. */
function awaits(condition: (shared: DrainShared) => boolean): Perform {
  return (shared) => (condition(shared) ? done(shared) : null);
}

const sigterm: Perform = (shared, args) => {
  switch (args as DrainConfig['onSignal']) {
    case 'exit':
      return done(end(shared, 'by-signal'));
    case 'ignore':
      return done(shared);
    case 'drain':
      return done({ ...shared, asked: true });
  }
};

/** The Service picks an endpoint; the pod's kernel answers. `args`: is the order counted in by being accepted? */
const connect: Perform = (shared, args) => {
  if (!shared.routed) return done(shared, 'elsewhere');
  if (!shared.listening) return done(shared, 'refused');
  return done(args === true ? { ...shared, inFlight: shared.inFlight + 1 } : shared, 'accepted');
};

const countIn = whileAlive((shared) =>
  done({ ...shared, inFlight: shared.inFlight + 1, late: shared.late || shared.phase !== 'running' }, 'counted'),
);

const countOut = whileAlive((shared) => done({ ...shared, inFlight: shared.inFlight - 1 }, 'counted out'));

/** `<-ctx.Done()` of an order: the handler returns an error. `args`: the context's generation. */
const awaitCancel = whileAlive((shared, args) => {
  const { generation, live } = shared.context;
  if (generation === args && live) return null;
  return done({ ...shared, inFlight: shared.inFlight - 1 }, 'cancelled');
});

const newContext = whileAlive((shared) =>
  done({
    ...shared,
    version: shared.version + 1,
    context: { generation: shared.context.generation + 1, live: true },
  }),
);

/** The timer of a context's deadline; a context that was replaced meanwhile is cancelled already. */
const expire = whileAlive((shared, args) =>
  done(shared.context.generation === args ? { ...shared, context: { ...shared.context, live: false } } : shared),
);

export const operations = {
  'delete pod': { rule: 'D1', perform: (shared) => done({ ...shared, deleted: true }) },
  SIGTERM: { rule: 'D4', perform: sigterm },
  SIGKILL: { rule: 'D3', perform: (shared) => done(end(shared, 'killed')) },
  'await exit': { rule: 'D3', perform: awaits(({ ended }) => ended !== null) },
  'await deletion': { rule: 'D5', perform: awaits(({ deleted }) => deleted) },
  'remove endpoint': { rule: 'D5', perform: (shared) => done({ ...shared, routed: false }) },
  'await request': { rule: 'D6', perform: whileAlive((shared) => (shared.asked ? done(shared, 'asked') : null)) },
  Shutdown: { rule: 'D6', perform: whileAlive((shared) => done({ ...shared, phase: 'draining', listening: false })) },
  'set draining': { rule: 'D8', perform: whileAlive((shared) => done({ ...shared, phase: 'draining' })) },
  'await idle': { rule: 'D6', perform: whileAlive((shared) => (shared.inFlight === 0 ? done(shared, 'idle') : null)) },
  exit: { rule: 'D7', perform: (shared) => done(end(shared, 'exited')) },
  connect: { rule: 'D5', perform: connect },
  look: { rule: 'D8', perform: whileAlive((shared) => done(shared, shared.phase)) },
  'count in': { rule: 'D8', perform: countIn },
  'count out': { rule: 'D8', perform: countOut },
  begin: { rule: 'D9', perform: whileAlive((shared) => done(shared, shared.context.generation)) },
  'await cancel': { rule: 'D9', perform: awaitCancel },
  answer: { rule: 'D6', perform: countOut },
  swap: { rule: 'D11', perform: whileAlive((shared) => done({ ...shared, version: shared.version + 1 })) },
  cancel: {
    rule: 'D9',
    perform: whileAlive((shared) => done({ ...shared, context: { ...shared.context, live: false } })),
  },
  'new context': { rule: 'D9', perform: newContext },
  'ask for drain': {
    rule: 'D12',
    perform: whileAlive((shared) => done({ ...shared, asked: true, version: shared.version + 1 })),
  },
  'await renewal': {
    rule: 'D10',
    perform: whileAlive((shared, args) =>
      shared.context.generation === args ? null : done(shared, shared.context.generation),
    ),
  },
  expire: { rule: 'D10', perform: expire },
} as const satisfies Readonly<Record<string, Operation<DrainShared>>>;

export type DrainOp = keyof typeof operations;
