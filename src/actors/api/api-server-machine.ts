// The API server: stores the pod's ConfigMap, tells those who watch it, and passes on what happens to the pod.
//
// Source: facts/kubelet.md 5, 6, 9. Storing is one step (stored.ts); a watch event is on its way from then on (the
// mailbox). Controllers are part of it: a pod that is deleted is replaced.
// Between what is valid and the store stands admission (admission.ts); a webhook may be late.
// Leaves out: conflicts on resourceVersion, patches of single keys. Rules K2 to K4, V1, V2, V8, A1 to A3.
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
import { type Admission, callOf, type Denial, denialOf } from './admission.ts';
import {
  type Data,
  deleted,
  objectNamed,
  type Put,
  put,
  putSource,
  rolledOut,
  type Stored,
  type Written,
} from './stored.ts';
import { kubectlLine } from './validation.ts';

export interface ApiServerConfig {
  /** `metadata.name` of the ConfigMap. */
  readonly name: string;
  /** The ConfigMap at time 0. */
  readonly object: ConfigMapObject;
  /** What is projected beside it; null or left out where nothing is. */
  readonly source?: ConfigMapObject | null;
  /** Who watches the ConfigMap; each gets `modified` and `deleted`. */
  readonly subscribers: readonly ActorId[];
  /** Whether a kubelet watches the pod. */
  readonly hasPodWorker: boolean;
  /** What is asked before an update is stored; left out, nothing is. */
  readonly admission?: Admission;
}

export interface ApiServerContext extends Stored {
  /** The last update, if it was refused. */
  readonly refused?: Data | undefined;
  /** The update that a webhook is just being asked about. */
  readonly asking?: Put | undefined;
  /** How many calls of the webhook had no answer in time. */
  readonly late?: number;
}

/** What becomes known of a webhook, about one update. */
type Heard =
  | { readonly type: 'webhookAnswered'; readonly update: Put }
  | { readonly type: 'webhookTimedOut'; readonly update: Put };

/** A write that is valid, and what admission says of it. */
type Decided = Written | { readonly outcome: 'denied'; readonly denial: Denial; readonly data: Data };

/** What a webhook may do, as the options of a choice. */
const WEBHOOK_OPTIONS = ['answers', 'times out'] as const;
const ANSWERS = 0;

const told = (rule: string, kind: Fact['kind'], about: Fact['about'] = {}): { fact: Fact } => ({
  fact: { rule, kind, about },
});

/** What is told of a write. */
function outcome(done: Decided, isImmutable: boolean, isUnasked: boolean): Fact {
  switch (done.outcome) {
    case 'denied': {
      const { rule, status, reason: name, message: reason, line } = done.denial;
      return { rule, kind: 'rejected', about: { status, name, reason, line } };
    }
    case 'refused': {
      const about = { status: 422, reason: done.reason, line: kubectlLine(done.reason) };
      return { rule: isImmutable ? 'V1' : 'K3', kind: 'rejected', about };
    }
    // A write that changes nothing gets no new resourceVersion, and so nobody is told.
    case 'unchanged':
      return { rule: 'K2', kind: 'unchanged', about: {} };
    case 'marked':
      return { rule: 'V1', kind: 'annotated', about: { immutable: true } };
    case 'stored':
      return {
        rule: isUnasked ? 'A3' : 'K2',
        kind: 'stored',
        about: { resourceVersion: done.stored.object.resourceVersion, ...(isUnasked ? { isUnasked } : {}) },
      };
  }
}

/** What is stored at time 0. */
export function firstStored({
  name,
  object,
  source = null,
}: Pick<ApiServerConfig, 'name' | 'object' | 'source'>): Stored {
  const history = [{ ...object.data, ...source?.data }];
  return source === null ? { name, object, history } : { name, object, source, history };
}

/** Creates the API server. */
export function createApiServer(config: ApiServerConfig) {
  const admission = config.admission ?? null;
  const asked: Fact = { rule: 'A3', kind: 'asked', about: { seconds: (admission?.call?.timeoutMs ?? 0) / 1000 } };
  /** How the webhook that is to be asked about an update answers; null where none is asked, or nothing is left to ask. */
  const answersTo = (context: ApiServerContext, event: ActorEvent | Heard) =>
    event.type === 'put' && put(context, event).outcome !== 'refused'
      ? (callOf(admission, context.object.data, event.data)?.answers ?? null)
      : null;
  const admitted = (stored: Stored, update: Put, isUnasked: boolean): Decided => {
    const written = put(stored, update);
    if (written.outcome === 'refused') return written;
    const noAnswer = admission?.call?.onTimeout ?? null;
    const denial = isUnasked ? noAnswer : denialOf(admission, stored.object.data, update.data);
    return denial === null ? written : { outcome: 'denied', denial, data: update.data };
  };
  const pieces = setup({
    types: { context: {} as ApiServerContext, events: {} as ActorEvent | Heard },
    actions: effectActions,
    guards: {
      mayBeLate: ({ context, event }) => answersTo(context, event) === 'may-time-out',
      isLate: ({ context, event }) => answersTo(context, event) === 'never',
    },
  });
  const toPod = (message: Message) => (config.hasPodWorker ? [{ to: 'podWorker' as const, message }] : []);
  const passOn = (message: Message) => toPod(message).map((params) => ({ type: 'post' as const, params }));

  const toWatchers = (message: Message) => config.subscribers.map((to) => ({ to, message }));

  /** Carries out a write, and tells the watchers; `replaces`: the pod's template changes instead. */
  const write = (written: (stored: Stored, event: ActorEvent | Heard) => Decided, replaces: boolean) =>
    pieces.enqueueActions(({ context, event, enqueue }) => {
      const done = written(context, event);
      const isUnasked = event.type === 'webhookTimedOut';
      enqueue({ type: 'observe', params: { fact: outcome(done, context.object.immutable === true, isUnasked) } });
      if (done.outcome === 'denied' || done.outcome === 'refused') enqueue.assign({ refused: done.data });
      else if (context.refused !== undefined) enqueue.assign({ refused: undefined });
      if (!('stored' in done)) return;
      const { name, object } = done.stored;
      enqueue.assign(done.stored);
      const messages = replaces ? toPod({ type: 'podDeleted', name }) : toWatchers({ type: 'modified', object });
      for (const params of messages) enqueue({ type: 'post', params });
    });

  const writeSource = pieces.enqueueActions(({ context, event, enqueue }) => {
    const done = putSource(context, asserted(event, 'putSource').data);
    enqueue({ type: 'observe', params: { fact: outcome(done, false, false) } });
    if (!('stored' in done)) return;
    enqueue.assign(done.stored);
    const object = done.stored.source ?? context.object;
    for (const params of toWatchers({ type: 'sourceModified', object })) enqueue({ type: 'post', params });
  });

  /** The webhook says nothing; that is known when the API server's patience ends. */
  const waitInVain = pieces.enqueueActions(({ context, event, enqueue }) => {
    const update = event.type === 'put' ? event : context.asking;
    const call = admission?.call ?? null;
    assert(update !== undefined && call !== null, 'the webhook is asked about an update');
    const late = (context.late ?? 0) + 1;
    const { data, immutable } = update;
    if (event.type === 'put') enqueue({ type: 'observe', params: { fact: asked } });
    enqueue.assign({ late, asking: undefined });
    enqueue.raise(
      { type: 'webhookTimedOut', update: { data, immutable } },
      { delay: call.timeoutMs, id: `webhook timeout ${late}` },
    );
  });

  return pieces.createMachine({
    id: 'api',
    context: firstStored(config),
    initial: 'serving',
    on: {
      webhookTimedOut: {
        actions: write((stored, event) => admitted(stored, asserted(event, 'webhookTimedOut').update, true), false),
      },
    },
    states: {
      serving: {
        on: {
          put: [
            {
              guard: 'mayBeLate',
              target: 'calling',
              actions: [
                pieces.assign({ asking: ({ event }) => asserted(event, 'put') }),
                { type: 'observe', params: { fact: asked } },
              ],
            },
            { guard: 'isLate', actions: waitInVain },
            { actions: write((stored, event) => admitted(stored, asserted(event, 'put'), false), false) },
          ],
          webhookAnswered: {
            actions: write(
              (stored, event) => admitted(stored, asserted(event, 'webhookAnswered').update, false),
              false,
            ),
          },
          rollOut: {
            actions: write((stored, event) => {
              const request = asserted(event, 'rollOut');
              return rolledOut(stored, request.name, request);
            }, true),
          },
          putSource: { actions: writeSource },
          getSource: {
            actions: {
              type: 'post',
              params: ({ context, event }) => ({
                to: event.from,
                message: { type: 'source', object: context.source ?? { resourceVersion: 0, data: null } },
              }),
            },
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

      // The call of one request; others that come now are served as if they came a little later.
      calling: {
        entry: { type: 'choose', params: { question: 'webhook', options: WEBHOOK_OPTIONS } },
        on: {
          chosen: [
            { guard: ({ event }) => event.option !== ANSWERS, target: 'serving', actions: waitInVain },
            {
              target: 'serving',
              actions: pieces.enqueueActions(({ context: { asking }, enqueue }) => {
                assert(asking !== undefined, 'the webhook is asked about an update');
                enqueue.assign({ asking: undefined });
                enqueue.raise({ type: 'webhookAnswered', update: asking });
              }),
            },
          ],
        },
      },
    },
  });
}

/** The event as the one that a transition is about. */
function asserted<Type extends (ActorEvent | Heard)['type']>(event: ActorEvent | Heard, type: Type) {
  assert(event.type === type, `the event is ${type}`);
  return event as Extract<ActorEvent | Heard, { type: Type }>;
}
