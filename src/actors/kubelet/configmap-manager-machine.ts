// How the kubelet gets to know a ConfigMap: configMapAndSecretChangeDetectionStrategy Watch, Cache or Get.
//
// Source: kubernetes/kubernetes pkg/kubelet/util/manager/{watch,cache}_based_manager.go,
// pkg/kubelet/configmap/configmap_manager.go; facts/kubelet.md 1. Nothing here ever starts a pod sync: a
// change waits for the next one. The steady state only. Leaves out: the first LIST, the idle stop of a
// reflector (never with a volume, which is read every 90 s at the latest), relists, immutable ConfigMaps,
// other pods that use the same cache item, and answers older than what is cached (this API server never gives
// one). Rules K5 to K8.
import { assign, setup } from 'xstate';
import { type ActorEvent, type ActorId, type ConfigMapObject, effectActions, type Message } from '../effects.ts';

export interface ConfigMapManagerConfig {
  readonly changeDetection: 'Watch' | 'Cache' | 'Get';
  /** How long a cached object is fresh: node.alpha.kubernetes.io/ttl. 0 is never. */
  readonly ttlMs: number;
  /** 1.24 to 1.28: every pod sync drops the cached object (K8), so the time to live never counts. */
  readonly syncDropsCache: boolean;
  /** The object as it was when the pod started, at time 0. */
  readonly object: ConfigMapObject;
  /** How long it takes after a lost watch until the reflector lists again, in ms. */
  readonly relistMs: number;
}

export interface ConfigMapManagerContext {
  /** What is known; null where nothing is kept between two GETs. */
  readonly object: ConfigMapObject | null;
  /** Who waits for the answer of the API server. */
  readonly asker: ActorId | null;
}

type Args = { readonly context: ConfigMapManagerContext };
type Post = { to: ActorId; message: Message };

/** Creates the manager; it answers `get` with `object`. */
export function createConfigMapManager(config: ConfigMapManagerConfig) {
  const known = ({ context }: Args): Message => ({ type: 'object', object: context.object ?? config.object });
  const keeps = config.changeDetection !== 'Get';
  const expires = config.changeDetection === 'Cache' && config.ttlMs > 0 && !config.syncDropsCache;
  const first = { Watch: 'watching', Cache: expires ? 'fresh' : 'stale', Get: 'stale' } as const;

  return setup({
    types: { context: {} as ConfigMapManagerContext, events: {} as ActorEvent },
    actions: effectActions,
    delays: { ttl: config.ttlMs, relist: config.relistMs },
  }).createMachine({
    id: 'configMapManager',
    context: { object: keeps ? config.object : null, asker: null },
    initial: first[config.changeDetection],
    on: { killed: { target: '.down', actions: assign({ object: null, asker: null }) } },
    states: {
      // The reflector keeps the store up to date; a read is answered from it (K5).
      watching: {
        on: {
          modified: { actions: assign({ object: ({ event }) => event.object }) },
          watchLost: 'disconnected',
          get: {
            actions: {
              type: 'post',
              params: ({ context, event }): Post => ({ to: event.from, message: known({ context }) }),
            },
          },
        },
      },

      // The watch is broken: reads are answered from the store as it was (E2).
      disconnected: {
        after: { relist: 'listing' },
        on: {
          get: {
            actions: {
              type: 'post',
              params: ({ context, event }): Post => ({ to: event.from, message: known({ context }) }),
            },
          },
        },
      },

      // The reflector's LIST. A read waits for it only when there is nothing in the store yet (Get polls hasSynced).
      listing: {
        entry: { type: 'post', params: { to: 'api', message: { type: 'get', from: 'configMapManager' } } },
        on: {
          get: [
            {
              guard: ({ context }) => context.object === null,
              actions: assign({ asker: ({ event }) => event.from }),
            },
            {
              actions: {
                type: 'post',
                params: ({ context, event }): Post => ({ to: event.from, message: known({ context }) }),
              },
            },
          ],
          object: [
            {
              guard: ({ context }) => context.asker !== null,
              target: 'watching',
              actions: [
                {
                  type: 'post',
                  params: ({ context, event }): Post => ({ to: context.asker ?? 'volumeManager', message: event }),
                },
                assign({ object: ({ event }) => event.object, asker: null }),
              ],
            },
            { target: 'watching', actions: assign({ object: ({ event }) => event.object }) },
          ],
        },
      },

      // The kubelet does not run (E1).
      down: { on: { kubeletStarted: config.changeDetection === 'Watch' ? 'listing' : 'stale' } },

      // Cached for less than the time to live (K6).
      fresh: {
        after: { ttl: 'stale' },
        on: {
          get: {
            actions: {
              type: 'post',
              params: ({ context, event }): Post => ({ to: event.from, message: known({ context }) }),
            },
          },
        },
      },

      // The next read goes to the API server: always with Get (K7), and with Cache once the time is over.
      stale: {
        on: { get: { target: 'fetching', actions: assign({ asker: ({ event }) => event.from }) } },
      },

      fetching: {
        entry: { type: 'post', params: { to: 'api', message: { type: 'get', from: 'configMapManager' } } },
        on: {
          object: {
            target: expires ? 'fresh' : 'stale',
            actions: [
              {
                type: 'post',
                params: ({ context, event }): Post => ({ to: context.asker ?? 'volumeManager', message: event }),
              },
              assign(({ event }) => ({ object: keeps ? event.object : null, asker: null })),
            ],
          },
        },
      },
    },
  });
}
