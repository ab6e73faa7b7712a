// Request handlers: each request reads what the application serves at that moment.
//
// A request is atomic: it takes one look at the served configuration (an atomic pointer load). Configuration that is
// itself half-swapped is seen half-swapped. Handlers that take two looks belong to the configuration store (issue 5).
// Rules S30, S31.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../effects.ts';

export interface RequestContext {
  /** Digest of what the last request saw; another request is worth a step only when it would see something else. */
  readonly last: string | null;
}

/** Creates the stream of requests. */
export function createRequestMachine() {
  return setup({
    types: { context: {} as RequestContext, events: {} as ActorEvent },
    actions: effectActions,
  }).createMachine({
    id: 'requests',
    context: { last: null },
    initial: 'arriving',
    states: {
      arriving: {
        entry: { type: 'serve', params: {} },
        on: {
          served: {
            target: 'arriving',
            reenter: true,
            actions: assign({ last: ({ event }) => event.version }),
          },
        },
      },
    },
  });
}
