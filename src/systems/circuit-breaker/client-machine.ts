// The client of the configuration centre in the service: fetches, validates, serves, keeps a snapshot, breaks the
// circuit.
//
// Source: chapter 4.3 of the article (Closed, Open 60 s, Half-Open 5 s; three slow or invalid fetches;
// loadFallback), as Akka's CircuitBreaker has it: a success sets the count to 0, one probe decides. Java's
// ScheduledExecutorService: after an exception "subsequent executions are suppressed".
// Leaves out: an answer that comes after the client gave up, threads of its own for probes. Rules B1 to B10, B12.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions, type Plain } from '../../actors/effects.ts';
import { contentsOf, isValid } from './contents.ts';
import type { CircuitBreakerConfig } from './schema.ts';
import { type CircuitBreakerOp, firstFile } from './shared.ts';

export interface ClientContext {
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** Failed fetches in a row; 0 when it is not closed. */
  readonly failures: number;
  /** The configuration in hand: just fetched, or just read from the file. */
  readonly inHand: number | null;
  /** What it serves. */
  readonly applied: number | null;
  /** What it has written, or tried to write, since it started. */
  readonly saved: number | null;
}

const STARTED: ClientContext = { breaker: 'closed', failures: 0, inHand: null, applied: null, saved: null };

/** Options of a fetch from a flaky centre. */
const FETCH_OPTIONS = ['answers', 'too slow', 'empty'] as const;

/** The steps of writing a snapshot. */
const STEPS: Readonly<
  Record<CircuitBreakerConfig['writes'], readonly [CircuitBreakerOp, CircuitBreakerOp, CircuitBreakerOp?]>
> = {
  'in-place': ['truncate', 'write body', 'write checksum'],
  rename: ['write temporary', 'rename'],
};

const noted = (rule: string, what: string) =>
  ({ type: 'observe', params: { fact: { rule, kind: 'noted', about: { what } } } }) as const;

/** The result of the operation just done. */
function resultOf(event: ActorEvent): Plain {
  return event.type === 'operated' ? event.result : null;
}

/** The number of the configuration that a fetch brought, or null. */
function fetched(event: ActorEvent): number | null {
  const result = resultOf(event);
  return Array.isArray(result) ? Number(result[1]) : null;
}

/** Creates the client. */
export function createClient(config: CircuitBreakerConfig) {
  const { onOpen, verifies, onBadSnapshot, writes, storage } = config;
  const contents = contentsOf(config);
  const [firstStep, secondStep, thirdStep] = STEPS[writes];
  const write = (op: CircuitBreakerOp) =>
    ({
      type: 'operate',
      params: ({ context }: { context: ClientContext }) => ({
        op,
        args: storage === 'read-only' ? null : context.inHand,
      }),
    }) as const;
  /** Whether this failure opens the breaker. */
  const opens = ({ breaker, failures }: ClientContext): boolean =>
    breaker === 'half-open' || failures + 1 >= config.failures;
  /** Whether what was read from the file may be served: the article's check, or the whole one. */
  const passes = (event: ActorEvent): boolean => {
    const result = resultOf(event);
    if (!Array.isArray(result) || typeof result[0] !== 'number') return false;
    const [version, sumFits] = result;
    return verifies === 'fields'
      ? (contents[version]?.hasFields ?? false)
      : sumFits === true && isValid(contents, version);
  };

  const pieces = setup({
    types: { context: {} as ClientContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      killed: ({ event }) => resultOf(event) === 'killed',
      readOnly: ({ event }) => resultOf(event) === 'EROFS',
      flaky: ({ event }) => {
        const result = resultOf(event);
        return Array.isArray(result) && result[0] === 'flaky';
      },
      fetched: ({ event }) => fetched(event) !== null,
      invalid: ({ context }) => context.inHand === null || !isValid(contents, context.inHand),
      halfOpen: ({ context }) => context.breaker === 'half-open',
      opens: ({ context }) => opens(context),
      applied: ({ context }) => context.applied === context.inHand,
      saved: ({ context }) => context.saved === context.inHand,
      opensAndKeeps: ({ context }) => opens(context) && onOpen === 'keep-serving' && context.applied !== null,
      passes: ({ event }) => passes(event),
      throws: () => onBadSnapshot === 'throw',
      answers: ({ event }) => event.type === 'chosen' && event.option === 0,
      tooSlow: ({ event }) => event.type === 'chosen' && event.option === 1,
      hasThirdStep: () => thirdStep !== undefined,
    },
    delays: {
      slowAfter: config.slowAfter,
      halfOpenFor: config.halfOpenFor,
      deadline: ({ context }) => (context.breaker === 'half-open' ? config.halfOpenFor : config.slowAfter),
      untilFetch: config.fetchEvery,
      openFor: config.openFor,
    },
  });
  /** A fetch is under way; how long it may take is its state's. */
  const asking = pieces.createStateConfig({
    entry: { type: 'operate', params: { op: 'fetch', args: null, select: true } },
    on: {
      operated: [
        { guard: 'killed', target: 'starting' },
        { guard: 'flaky', target: 'choosing', actions: assign({ inHand: ({ event }) => fetched(event) }) },
        { guard: 'fetched', target: 'validating', actions: assign({ inHand: ({ event }) => fetched(event) }) },
        { target: 'failed' },
      ],
    },
  });

  const opening = [noted('B2', 'open'), pieces.assign({ breaker: 'open' as const, failures: 0, inHand: null })];

  return pieces.createMachine({
    id: 'client',
    context: STARTED,
    initial: 'starting',
    states: {
      starting: {
        entry: [
          assign(STARTED),
          {
            type: 'operate',
            params: { op: 'start', args: storage === 'container-layer' ? firstFile(config) : 'as it is' },
          },
        ],
        on: { operated: 'fetching' },
      },

      fetching: { ...asking, after: { slowAfter: { target: 'failed', actions: noted('B1', 'slow') } } },
      // Half-open: the one probe.
      probing: { ...asking, after: { halfOpenFor: { target: 'failed', actions: noted('B3', 'slow') } } },
      choosing: {
        entry: { type: 'choose', params: { question: 'fetch', options: FETCH_OPTIONS } },
        on: {
          chosen: [
            { guard: 'answers', target: 'validating' },
            { guard: 'tooSlow', target: 'stalling' },
            { target: 'failed' },
          ],
        },
      },
      stalling: {
        entry: { type: 'operate', params: { op: 'await kill', args: null, select: true } },
        on: { operated: 'starting' },
        after: { deadline: { target: 'failed', actions: noted('B1', 'slow') } },
      },
      validating: {
        always: [
          { guard: 'invalid', target: 'failed', actions: noted('B4', 'invalid') },
          { guard: 'applied', target: 'saving', actions: assign({ failures: 0 }) },
          { target: 'applying', actions: assign({ failures: 0 }) },
        ],
      },
      applying: {
        entry: { type: 'operate', params: ({ context }) => ({ op: 'serve', args: context.inHand }) },
        on: {
          operated: [
            { guard: 'killed', target: 'starting' },
            { target: 'saving', actions: assign({ applied: ({ context }) => context.inHand }) },
          ],
        },
      },
      saving: {
        always: [
          { guard: 'halfOpen', actions: [noted('B3', 'closed'), assign({ breaker: 'closed' })] },
          { guard: 'saved', target: 'closed' },
          { target: 'writing' },
        ],
      },
      writing: {
        entry: [write(firstStep), assign({ saved: ({ context }) => context.inHand })],
        on: {
          operated: [
            { guard: 'killed', target: 'starting' },
            { guard: 'readOnly', target: 'closed', actions: noted('B11', 'read-only') },
            { target: 'writingOn' },
          ],
        },
      },
      writingOn: {
        entry: write(secondStep),
        on: {
          operated: [
            { guard: 'killed', target: 'starting' },
            { guard: 'hasThirdStep', target: 'finishing' },
            { target: 'closed' },
          ],
        },
      },
      finishing: {
        entry: write(thirdStep ?? secondStep),
        on: { operated: [{ guard: 'killed', target: 'starting' }, { target: 'closed' }] },
      },
      closed: {
        entry: [assign({ inHand: null }), { type: 'operate', params: { op: 'await kill', args: null, select: true } }],
        on: { operated: 'starting' },
        after: { untilFetch: 'fetching' },
      },

      failed: {
        always: [
          { guard: 'opensAndKeeps', target: 'open', actions: opening },
          { guard: 'opens', target: 'loading', actions: opening },
          { target: 'closed', actions: assign({ failures: ({ context }) => context.failures + 1 }) },
        ],
      },
      loading: {
        entry: { type: 'operate', params: { op: 'read snapshot', args: null } },
        on: {
          operated: [
            { guard: 'killed', target: 'starting' },
            { guard: 'passes', target: 'fallingBack', actions: assign({ inHand: ({ event }) => heldBy(event) }) },
            { guard: 'throws', target: 'taskEnded', actions: noted('B10', 'thrown') },
            { target: 'open', actions: noted('B9', 'unusable') },
          ],
        },
      },
      fallingBack: {
        entry: { type: 'operate', params: ({ context }) => ({ op: 'serve', args: context.inHand }) },
        on: {
          operated: [
            { guard: 'killed', target: 'starting' },
            { target: 'open', actions: assign({ applied: ({ context }) => context.inHand }) },
          ],
        },
      },
      open: {
        entry: [assign({ inHand: null }), { type: 'operate', params: { op: 'await kill', args: null, select: true } }],
        on: { operated: 'starting' },
        after: {
          openFor: { target: 'probing', actions: [noted('B3', 'half-open'), assign({ breaker: 'half-open' })] },
        },
      },
      // The executor has dropped the task: nothing is fetched any more, and nobody is told.
      taskEnded: {
        entry: { type: 'operate', params: { op: 'await kill', args: null } },
        on: { operated: 'starting' },
      },
    },
  });
}

/** The number of the configuration that the file holds. */
function heldBy(event: ActorEvent): number | null {
  const result = resultOf(event);
  return Array.isArray(result) ? Number(result[0]) : null;
}
