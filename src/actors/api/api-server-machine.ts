// The API server: stores the pod's ConfigMap, tells those who watch it, and passes on what happens to the pod.
//
// Source: facts/kubelet.md 5, 6, 9. Storing is one step (stored.ts); a watch event is on its way from then on (the
// mailbox). Controllers are part of it: a pod that is deleted is replaced.
// Leaves out: conflicts on resourceVersion, patches of single keys, admission. Rules K2 to K4, V1, V2, V8.
import { setup } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import {
  type ActorEvent,
  type ActorId,
  type ConfigMapObject,
  effectActions,
  type Fact,
  type Message,
} from '../effects.ts';
import { deleted, objectNamed, put, rolledOut, type Stored, type Written } from './stored.ts';

export interface ApiServerConfig {
  /** `metadata.name` of the ConfigMap. */
  readonly name: string;
  /** The ConfigMap at time 0. */
  readonly object: ConfigMapObject;
  /** Who watches the ConfigMap; each gets `modified` and `deleted`. */
  readonly subscribers: readonly ActorId[];
  /** Whether a kubelet watches the pod. */
  readonly hasPodWorker: boolean;
}

export type ApiServerContext = Stored;

const told = (rule: string, kind: Fact['kind'], about: Fact['about'] = {}): { fact: Fact } => ({
  fact: { rule, kind, about },
});

/** What is told of a write. */
function outcome(done: Written, isImmutable: boolean): Fact {
  switch (done.outcome) {
    case 'refused':
      return { rule: isImmutable ? 'V1' : 'K3', kind: 'rejected', about: { status: 422, reason: done.reason } };
    // A write that changes nothing gets no new resourceVersion, and so nobody is told.
    case 'unchanged':
      return { rule: 'K2', kind: 'unchanged', about: {} };
    case 'marked':
      return { rule: 'V1', kind: 'annotated', about: { immutable: true } };
    case 'stored':
      return { rule: 'K2', kind: 'stored', about: { resourceVersion: done.stored.object.resourceVersion } };
  }
}

/** Creates the API server. */
export function createApiServer(config: ApiServerConfig) {
  const pieces = setup({
    types: { context: {} as ApiServerContext, events: {} as ActorEvent },
    actions: effectActions,
  });
  const toPod = (message: Message) => (config.hasPodWorker ? [{ to: 'podWorker' as const, message }] : []);
  const passOn = (message: Message) => toPod(message).map((params) => ({ type: 'post' as const, params }));

  const toWatchers = (message: Message) => config.subscribers.map((to) => ({ to, message }));

  /** Carries out a write, and tells the watchers; `replaces`: the pod's template changes instead. */
  const write = (written: (stored: Stored, event: ActorEvent) => Written, replaces: boolean) =>
    pieces.enqueueActions(({ context, event, enqueue }) => {
      const done = written(context, event);
      enqueue({ type: 'observe', params: { fact: outcome(done, context.object.immutable === true) } });
      if (!('stored' in done)) return;
      const { name, object } = done.stored;
      enqueue.assign(done.stored);
      const messages = replaces ? toPod({ type: 'podDeleted', name }) : toWatchers({ type: 'modified', object });
      for (const params of messages) enqueue({ type: 'post', params });
    });

  return pieces.createMachine({
    id: 'api',
    context: { name: config.name, object: config.object, history: [config.object.data ?? {}] },
    initial: 'serving',
    states: {
      serving: {
        on: {
          put: { actions: write((stored, event) => put(stored, asserted(event, 'put')), false) },
          rollOut: {
            actions: write((stored, event) => {
              const request = asserted(event, 'rollOut');
              return rolledOut(stored, request.name, request);
            }, true),
          },
          deleteConfigMap: {
            guard: ({ context }) => context.object.data !== null,
            actions: pieces.enqueueActions(({ context, enqueue }) => {
              const stored = deleted(context);
              enqueue.assign(stored);
              const { resourceVersion } = stored.object;
              enqueue({ type: 'observe', params: told('V2', 'deleted', { resourceVersion }) });
              for (const params of toWatchers({ type: 'deleted', object: stored.object })) {
                enqueue({ type: 'post', params });
              }
            }),
          },
          // Metadata may be changed, be it immutable or not; nothing that is mounted changes by it.
          annotateConfigMap: { actions: { type: 'observe', params: told('V1', 'annotated') } },
          get: {
            actions: {
              type: 'post',
              params: ({ context, event }) => ({
                to: event.from,
                message: {
                  type: 'object',
                  object: objectNamed(context, event.name),
                  ...(event.name === undefined ? {} : { name: event.name }),
                },
              }),
            },
          },
          annotatePod: { actions: passOn({ type: 'podUpdated' }) },
          deletePod: { actions: passOn({ type: 'podDeleted' }) },
          restartContainer: { actions: passOn({ type: 'containerUnhealthy' }) },
        },
      },
    },
  });
}

/** The event as the one that a transition is about. */
function asserted<Type extends ActorEvent['type']>(event: ActorEvent, type: Type): Extract<ActorEvent, { type: Type }> {
  assert(event.type === type, `the event is ${type}`);
  return event as Extract<ActorEvent, { type: Type }>;
}
