// The prober: what kubelet makes of a startup and a readiness probe, `exec: { command: [test, -s, FILE] }`.
//
// Source: kubernetes/kubernetes pkg/kubelet/prober (worker.go, prober_manager.go), pkg/apis/core/v1/defaults.go
// (SetDefaults_Probe); facts/kubelet.md 7. The startup probe runs until it has succeeded once in a container, the readiness
// probe from then on; both look at a file at that moment, and at nothing else: not at what the process holds.
// Leaves out: other commands, HTTP, TCP and gRPC probes, liveness probes, initialDelaySeconds, timeoutSeconds (test takes no
// time), the random start of a probe after a restart of kubelet. Rules V11, V12.
import { assign, setup } from 'xstate';
import type { Result } from '../../kernel/system-call.ts';
import { type ActorEvent, effectActions, type Fact } from '../effects.ts';

/** A probe, in seconds and counts as Kubernetes has them. */
export interface Probe {
  /** The file that `test -s` looks at, below the mount. */
  readonly file: string;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

export interface ProberConfig {
  /** In the container. */
  readonly mountPath: string;
  /** Null: the container has started as soon as it runs. */
  readonly startup: Probe | null;
  /** Null: it is ready as soon as it has started. */
  readonly readiness: Probe | null;
  /** Whether a kubelet runs the pod, which restarts the container when the startup probe has failed for good. */
  readonly hasPodWorker: boolean;
  /** The container runs at time 0. */
  readonly runsAtStart: boolean;
}

export interface ProberContext {
  /** The startup probe has succeeded in this container. */
  readonly started: boolean;
  /** The pod is an endpoint of its Service: requests come to it. */
  readonly ready: boolean;
  /** Results of the same kind in a row: negative for failures. */
  readonly inARow: number;
}

type Args = { readonly context: ProberContext };

/** Creates the prober of the one container. */
export function createProber(config: ProberConfig) {
  const { startup, readiness } = config;
  const present = ({ started }: ProberContext): Probe | null => (started ? readiness : startup);
  const fresh: ProberContext = {
    started: startup === null,
    ready: startup === null && readiness === null,
    inARow: 0,
  };
  const stopped: ProberContext = { started: false, ready: false, inARow: 0 };
  const probe = (started: boolean): string => (started ? 'readiness' : 'startup');
  const tell = (outcome: string) =>
    ({
      type: 'observe',
      params: ({ context: { started } }: Args): { fact: Fact } => ({
        fact: { rule: started ? 'V12' : 'V11', kind: 'probed', about: { probe: probe(started), outcome } },
      }),
    }) as const;

  const pieces = setup({
    types: { context: {} as ProberContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      nothingToProbe: ({ context }) => present(context) === null,
      starts: ({ context }) => !context.started && context.inARow >= (startup?.successThreshold ?? 1),
      startsInVain: ({ context }) => !context.started && -context.inARow >= (startup?.failureThreshold ?? 1),
      becomesReady: ({ context }) =>
        context.started && !context.ready && context.inARow >= (readiness?.successThreshold ?? 1),
      becomesUnready: ({ context }) =>
        context.started && context.ready && -context.inARow >= (readiness?.failureThreshold ?? 1),
    },
    delays: { period: ({ context }) => (present(context)?.periodSeconds ?? 0) * 1000 },
  });

  return pieces.createMachine({
    id: 'prober',
    context: config.runsAtStart ? fresh : stopped,
    initial: config.runsAtStart ? 'choosing' : 'idle',
    on: {
      containerStopped: { target: '.idle', actions: assign(stopped) },
      containerRunning: { target: '.choosing', actions: assign(fresh) },
      // What kubelet has told the API server stays there; its prober begins with the next period.
      killed: '.down',
    },
    states: {
      idle: {},
      down: { on: { kubeletStarted: 'waiting', containerStopped: { actions: assign(stopped) } } },
      waiting: { always: { guard: 'nothingToProbe', target: 'idle' }, after: { period: 'probing' } },
      choosing: { always: [{ guard: 'nothingToProbe', target: 'idle' }, { target: 'probing' }] },
      probing: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'stat', path: `${config.mountPath}/${present(context)?.file ?? ''}` },
          }),
        },
        on: {
          returned: {
            target: 'judging',
            actions: assign({
              inARow: ({ context, event }) => counted(present(context), context.inARow, isThere(event.result)),
            }),
          },
        },
      },
      judging: {
        always: [
          {
            guard: 'starts',
            target: 'started',
            actions: tell('started'),
          },
          {
            guard: 'startsInVain',
            target: config.hasPodWorker ? 'idle' : 'waiting',
            actions: config.hasPodWorker
              ? [
                  tell('restart'),
                  { type: 'post', params: { to: 'podWorker', message: { type: 'containerUnhealthy' } } },
                ]
              : tell('failed'),
          },
          { guard: 'becomesReady', target: 'waiting', actions: [tell('ready'), assign({ ready: true, inARow: 0 })] },
          {
            guard: 'becomesUnready',
            target: 'waiting',
            actions: [tell('unready'), assign({ ready: false, inARow: 0 })],
          },
          { target: 'waiting' },
        ],
      },
      // Never again in this container: what is looked at from now on is the readiness probe's.
      started: {
        entry: assign({ started: true, ready: readiness === null, inARow: 0 }),
        always: 'choosing',
      },
    },
  });
}

/** `test -s`: there, and not empty. */
function isThere(result: Result): boolean {
  return 'size' in result && result.size > 0;
}

/** One more result; no more are counted than can make a difference. */
function counted(probe: Probe | null, inARow: number, succeeded: boolean): number {
  const { successThreshold, failureThreshold } = probe ?? { successThreshold: 1, failureThreshold: 1 };
  return succeeded
    ? Math.min(Math.max(inARow, 0) + 1, successThreshold)
    : Math.max(Math.min(inARow, 0) - 1, -failureThreshold);
}
