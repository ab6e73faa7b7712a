// The API server: stores one ConfigMap, tells those who watch it, and passes on what happens to the pod.
//
// Source: facts/kubelet.md 5, 6, 9. Storing is one step; a watch event is on its way from then on (the
// mailbox).
// Leaves out: conflicts on resourceVersion, patches of single keys, deletion, immutable, admission. Rules K2
// to K4.
import { assign, setup } from 'xstate';
import { type ActorEvent, type ActorId, type ConfigMapObject, effectActions, type Fact } from '../effects.ts';
import { refusal } from './validation.ts';

type Data = Readonly<Record<string, string>>;

export interface ApiServerConfig {
  /** The ConfigMap at time 0. */
  readonly object: ConfigMapObject;
  /** Who watches the ConfigMap; each gets `modified`. */
  readonly subscribers: readonly ActorId[];
  /** Whether a kubelet watches the pod. */
  readonly hasPodWorker: boolean;
}

export interface ApiServerContext {
  readonly object: ConfigMapObject;
  /** The data of every version so far; resourceVersion n is at n - 1. */
  readonly history: readonly Data[];
}

function sameData(a: Data | null, b: Data): boolean {
  if (a === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

const told = (fact: Fact): { fact: Fact } => ({ fact });

/** Creates the API server. */
export function createApiServer(config: ApiServerConfig) {
  const pieces = setup({
    types: { context: {} as ApiServerContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      refused: ({ event }) => event.type === 'put' && refusal(event.data) !== null,
      same: ({ context, event }) => event.type === 'put' && sameData(context.object.data, event.data),
    },
  });

  return pieces.createMachine({
    id: 'api',
    context: { object: config.object, history: [config.object.data ?? {}] },
    initial: 'serving',
    states: {
      serving: {
        on: {
          put: [
            {
              guard: 'refused',
              actions: {
                type: 'observe',
                params: ({ event }) =>
                  told({ rule: 'K3', kind: 'rejected', about: { status: 422, reason: refusal(event.data) ?? '' } }),
              },
            },
            // A write that changes nothing gets no new resourceVersion, and so nobody is told.
            { guard: 'same', actions: { type: 'observe', params: told({ rule: 'K2', kind: 'unchanged', about: {} }) } },
            {
              actions: [
                assign(({ context, event }) => ({
                  object: { resourceVersion: context.object.resourceVersion + 1, data: event.data },
                  history: [...context.history, event.data],
                })),
                {
                  type: 'observe',
                  params: ({ context }) =>
                    told({
                      rule: 'K2',
                      kind: 'stored',
                      about: { resourceVersion: context.object.resourceVersion },
                    }),
                },
                ...config.subscribers.map((to) => ({
                  type: 'post' as const,
                  params: ({ context }: { readonly context: ApiServerContext }) => ({
                    to,
                    message: { type: 'modified' as const, object: context.object },
                  }),
                })),
              ],
            },
          ],
          get: {
            actions: {
              type: 'post',
              params: ({ context, event }) => ({ to: event.from, message: { type: 'object', object: context.object } }),
            },
          },
          annotatePod: {
            actions: config.hasPodWorker
              ? { type: 'post', params: { to: 'podWorker', message: { type: 'podUpdated' } } }
              : [],
          },
        },
      },
    },
  });
}
