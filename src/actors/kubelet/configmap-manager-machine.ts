// How the kubelet gets to know a ConfigMap: configMapAndSecretChangeDetectionStrategy Watch, Cache or Get.
//
// Source: kubernetes/kubernetes pkg/kubelet/util/manager/{watch,cache}_based_manager.go,
// pkg/kubelet/configmap/configmap_manager.go; facts/kubelet.md 1 and 5. Nothing here ever starts a pod sync: a
// change waits for the next one. The steady state only. Leaves out: the first LIST, the idle stop of a
// reflector (never with a volume, which is read every 90 s at the latest), relists, other pods that use the same cache
// item (but for whether there is one that stays), and answers older than what is cached (this API server never gives
// one). Rules K5 to K8, V3, V4, V13.
import { assign, setup } from 'xstate';
import {
  type ActorEvent,
  type ActorId,
  type ConfigMapObject,
  effectActions,
  type Fact,
  type Message,
} from '../effects.ts';

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
  /** Another pod of the node refers to the same ConfigMap, and stays. */
  readonly isShared: boolean;
  /** What is projected beside the object; null or left out where nothing is. */
  readonly source?: ConfigMapObject | null;
}

export interface ConfigMapManagerContext {
  /** What is known; null where nothing is kept between two GETs. */
  readonly object: ConfigMapObject | null;
  /** Who waits for the answer of the API server. */
  readonly asker: ActorId | null;
  /** The ConfigMap that the pod refers to; left out as long as it is the first one. */
  readonly name?: string;
  /** The second source, null until it has been read; left out where there is none. */
  readonly source?: ConfigMapObject | null;
}

type Args = { readonly context: ConfigMapManagerContext };
type Post = { to: ActorId; message: Message };

const tellStopped: { fact: Fact } = { fact: { rule: 'V3', kind: 'watch-stopped', about: {} } };

/** Creates the manager; it answers `get` with `object`. */
export function createConfigMapManager(config: ConfigMapManagerConfig) {
  const known = ({ context }: Args): Message => ({ type: 'object', object: context.object ?? config.object });
  const keeps = config.changeDetection !== 'Get';
  const isWatching = config.changeDetection === 'Watch';
  const expires = config.changeDetection === 'Cache' && config.ttlMs > 0 && !config.syncDropsCache;
  // The volume was set up at time 0, and so the object read.
  const watching = config.object.immutable === true ? 'stopped' : 'watching';
  const first = { Watch: watching, Cache: expires ? 'fresh' : 'stale', Get: 'stale' } as const;

  const pieces = setup({
    types: { context: {} as ConfigMapManagerContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      immutable: ({ context }) => context.object?.immutable === true,
      // AddReference of the new pod finds the item that another pod keeps.
      keepsItem: ({ event }) =>
        isWatching && config.isShared && event.type === 'podReplaced' && event.name === undefined,
      answersOther: ({ context, event }) => event.type === 'object' && event.name !== context.name,
    },
    delays: { ttl: config.ttlMs, relist: config.relistMs },
  });
  const reply = {
    type: 'post',
    params: ({ context, event }: Args & { readonly event: ActorEvent }): Post => ({
      to: event.type === 'get' ? event.from : 'volumeManager',
      message: known({ context }),
    }),
  } as const;
  const ask = {
    type: 'post',
    params: ({ context: { name } }: Args): Post => ({
      to: 'api',
      message: { type: 'get', from: 'configMapManager', ...(name === undefined ? {} : { name }) },
    }),
  } as const;
  // Get stops the reflector of an immutable object (V3).
  const readStore = [
    { guard: 'immutable', target: 'stopped', actions: [reply, { type: 'observe', params: tellStopped }] },
    { actions: reply },
  ] as const;

  return pieces.createMachine({
    id: 'configMapManager',
    context: { object: keeps ? config.object : null, asker: null, ...sourceOf(config.source ?? null) },
    initial: first[config.changeDetection],
    on: {
      killed: {
        target: '.down',
        actions: assign({ object: null, asker: null, ...((config.source ?? null) === null ? {} : { source: null }) }),
      },
      // The second source has a reflector and a store of its own (V13).
      sourceModified: {
        guard: ({ context }) => isWatching && (context.source ?? null) !== null,
        actions: assign(({ event }) => ({ source: event.object })),
      },
      getSource: [
        {
          guard: ({ context }) => isWatching && (context.source ?? null) !== null,
          actions: {
            type: 'post',
            params: ({ context, event }): Post => ({
              to: event.from,
              message: { type: 'source', object: context.source ?? config.object },
            }),
          },
        },
        { actions: { type: 'post', params: { to: 'api', message: { type: 'getSource', from: 'configMapManager' } } } },
      ],
      source: {
        actions: [
          assign(({ event }) => ({ source: event.object })),
          { type: 'post', params: ({ event }): Post => ({ to: 'volumeManager', message: event }) },
        ],
      },
      podReplaced: [
        { guard: 'keepsItem' },
        {
          target: isWatching ? '.listing' : '.stale',
          // A name that is given stays.
          actions: assign(({ event }) => ({
            object: null,
            asker: null,
            ...(event.name === undefined ? {} : { name: event.name }),
          })),
        },
      ],
    },
    states: {
      // The reflector keeps the store up to date; a read is answered from it (K5).
      watching: {
        on: {
          modified: { actions: assign({ object: ({ event }) => event.object }) },
          deleted: { actions: assign({ object: ({ event }) => event.object }) },
          watchLost: 'disconnected',
          get: readStore,
        },
      },

      // The object is immutable: nobody watches it any more, and it is read from the store for as long as a pod of the
      // node refers to it, whatever becomes of it (V3, V4).
      stopped: { on: { get: { actions: reply } } },

      // The watch is broken: reads are answered from the store as it was (E2).
      disconnected: { after: { relist: 'listing' }, on: { get: readStore } },

      // The reflector's LIST. A read waits for it only when there is nothing in the store yet (Get polls hasSynced).
      listing: {
        entry: ask,
        on: {
          get: [
            {
              guard: ({ context }) => context.object === null,
              actions: assign({ asker: ({ event }) => event.from }),
            },
            ...readStore,
          ],
          object: [
            // The LIST of a reflector that has been stopped meanwhile.
            { guard: 'answersOther' },
            {
              guard: ({ context, event }) => context.asker !== null && event.object.immutable === true,
              target: 'stopped',
              actions: [
                { type: 'post', params: answer },
                assign({ object: ({ event }) => event.object, asker: null }),
                { type: 'observe', params: tellStopped },
              ],
            },
            {
              guard: ({ context }) => context.asker !== null,
              target: 'watching',
              actions: [{ type: 'post', params: answer }, assign({ object: ({ event }) => event.object, asker: null })],
            },
            { target: 'watching', actions: assign({ object: ({ event }) => event.object }) },
          ],
        },
      },

      // The kubelet does not run (E1).
      down: { on: { kubeletStarted: isWatching ? 'listing' : 'stale' } },

      // Cached for less than the time to live (K6).
      fresh: { after: { ttl: 'stale' }, on: { get: { actions: reply } } },

      // The next read goes to the API server: always with Get (K7), and with Cache once the time is over.
      stale: {
        on: { get: { target: 'fetching', actions: assign({ asker: ({ event }) => event.from }) } },
      },

      fetching: {
        entry: ask,
        on: {
          object: [
            { guard: 'answersOther' },
            {
              target: expires ? 'fresh' : 'stale',
              actions: [
                { type: 'post', params: answer },
                assign(({ event }) => ({ object: keeps ? event.object : null, asker: null })),
              ],
            },
          ],
        },
      },
    },
  });
}

function sourceOf(source: ConfigMapObject | null): Pick<ConfigMapManagerContext, 'source'> {
  return source === null ? {} : { source };
}

/** Passes the API server's answer on to whoever waits for it. */
function answer({ context, event }: Args & { readonly event: { readonly object: ConfigMapObject } }): Post {
  return { to: context.asker ?? 'volumeManager', message: { type: 'object', object: event.object } };
}
