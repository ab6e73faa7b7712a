// AtomicWriter.Write: how the kubelet switches a volume to new content, one system call at a time.
//
// One state per numbered step of the source (atomic-writer-steps.ts); what a step does is a procedure
// (atomic-writer-procedures.ts), of which the machine keeps the replies so far. The order of the states is
// that of the kubelet's release. A killed kubelet is this actor dropped at any call: what it has done stays,
// and the next Write finds it (K46). Source: kubernetes/kubernetes pkg/volume/util/atomic_writer.go;
// facts/kubelet.md 3. Rules K30 to K48.
// Leaves out: one volume only, so no two Writes at once; fsync, of which the source has none.
import { assign, setup } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import { type ActorEvent, type ActorId, effectActions, type Fact, type Message } from '../effects.ts';
import {
  type AtomicWriterConfig,
  cleanUpLink,
  cleanUpRename,
  compare,
  findPathsToRemove,
  linkDataTmp,
  makeUserVisibleLinks,
  newAtomicWriter,
  newTimestampDir,
  publish,
  readCurrent,
  removeOld,
  removeStaleLinks,
  type StepProcedure,
  type StepResult,
  setOwnership,
  setPerms,
  tsName,
  validate,
  type WriteProgress,
  writePayload,
} from './atomic-writer-procedures.ts';
import type { AtomicWriterState } from './atomic-writer-steps.ts';
import { actionOf, type Procedure, type Question, type Reply, replay, replyOf } from './procedure.ts';

export interface AtomicWriterContext extends WriteProgress {
  /** Replies that the step has had so far. */
  readonly replies: readonly Reply[];
  /** How the step stands. */
  readonly step: 'asking' | 'done' | 'failed';
  /** The error that Write is going to return, and the step it comes from. */
  readonly failure: { readonly step: AtomicWriterState; readonly error: string } | null;
}

/** A writer at rest: only the count of timestamped directories outlives a Write. */
function atRest(lastTs: number): AtomicWriterContext {
  return {
    payload: {},
    lastTs,
    oldTs: '',
    stale: [],
    newNames: [],
    shouldWrite: true,
    replies: [],
    step: 'done',
    failure: null,
  };
}

/** The context after one more reply of a step, and what the step asks next (null when it is through). */
function advance(
  step: AtomicWriterState,
  procedure: Procedure<StepResult>,
  replies: readonly Reply[],
): { readonly changes: Partial<AtomicWriterContext>; readonly question: Question | null } {
  const progress = replay(procedure, replies);
  if (progress.status === 'asking') {
    return { changes: { replies, step: 'asking' }, question: progress.question };
  }
  const { value } = progress;
  const found: Partial<AtomicWriterContext> =
    'error' in value ? { step: 'failed', failure: { step, error: value.error } } : { ...value, step: 'done' };
  return { changes: { ...found, replies: [] }, question: null };
}

type Args = { readonly context: AtomicWriterContext };
const told = (fact: Fact): { fact: Fact } => ({ fact });
const answered = (message: Message): { to: ActorId; message: Message } => ({ to: 'volumeManager', message });

const tellPublished = {
  type: 'observe',
  params: ({ context }: Args) => told({ rule: 'K39', kind: 'published', about: { ts: tsName(context.lastTs) } }),
} as const;

const tellUnchanged = {
  type: 'observe',
  params: told({ rule: 'K34', kind: 'unchanged', about: {} }),
} as const;

const tellFailed = {
  type: 'observe',
  params: ({ context }: Args) => told({ rule: 'K45', kind: 'write-failed', about: failureOf(context) }),
} as const;

const answerWritten = {
  type: 'post',
  params: ({ context }: Args) => answered({ type: 'written', changed: context.shouldWrite }),
} as const;

const answerFailed = {
  type: 'post',
  params: ({ context }: Args) => answered({ type: 'writeFailed', ...failureOf(context) }),
} as const;

function failureOf({ failure }: AtomicWriterContext): { readonly step: AtomicWriterState; readonly errno: string } {
  assert(failure !== null, 'a failing Write has an error');
  return { step: failure.step, errno: failure.error };
}

/** Creates the writer of one volume; it answers `write` with `written` or `writeFailed` to the volume manager. */
export function createAtomicWriter(config: AtomicWriterConfig) {
  const { linksBeforePublish, linksWhenUnchanged, setPerms: permsWhen } = config.features;
  const pieces = setup({
    types: { context: {} as AtomicWriterContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      failed: ({ context }) => context.step === 'failed',
      done: ({ context }) => context.step === 'done',
      nothingThere: ({ context }) => context.step === 'done' && context.oldTs === '',
      unchanged: ({ context }) => context.step === 'done' && !context.shouldWrite,
    },
  });

  /** What every step is made of: its procedure is run call by call; where Write goes on is said state by state. */
  const step = (state: AtomicWriterState, procedure: StepProcedure) => {
    const run = (replyTo: (event: ActorEvent) => Reply | null) =>
      pieces.enqueueActions(({ context, event, enqueue }) => {
        const reply = replyTo(event);
        const replies = reply === null ? [] : [...context.replies, reply];
        const { changes, question } = advance(state, procedure(config, context), replies);
        enqueue.assign(changes);
        if (question !== null) enqueue(actionOf(question));
      });
    const answer = { actions: run(replyOf) };
    return pieces.createStateConfig({ entry: run(() => null), on: { returned: answer, chosen: answer } });
  };
  const fails = { guard: 'failed', target: 'failing' } as const;
  const then = (target: string) => ({ guard: 'done', target }) as const;

  // The order of the release (K1): links before or after the switch, fsGroup before or after.
  const afterPayload = linksBeforePublish ? 'step10UserVisibleLinks' : 'step7SetPerms';
  const afterLinks = linksBeforePublish ? 'step7SetPerms' : 'step11RemoveStaleLinks';
  const afterPublish = linksBeforePublish ? 'step11RemoveStaleLinks' : 'step10UserVisibleLinks';
  const afterWrite = permsWhen === 'after-write' ? 'setVolumeOwnership' : 'written';
  const whenUnchanged = linksWhenUnchanged ? 'step10UserVisibleLinks' : afterWrite;

  const rest = pieces.assign(({ context }) => atRest(context.lastTs));
  return pieces.createMachine({
    id: 'atomicWriter',
    context: atRest(config.lastTs ?? 0),
    initial: 'idle',
    on: { killed: { target: '.down', actions: rest } },
    states: {
      // The kubelet does not run (E1); what is half done on the disk stays as it is.
      down: { on: { kubeletStarted: 'idle' } },
      idle: {
        on: { write: { target: 'step0Stat', actions: assign({ payload: ({ event }) => event.payload }) } },
      },
      step0Stat: { ...step('step0Stat', newAtomicWriter), always: [fails, then('step1Validate')] },
      step1Validate: { ...step('step1Validate', validate), always: [fails, then('step2ReadCurrent')] },
      step2ReadCurrent: {
        ...step('step2ReadCurrent', readCurrent),
        always: [fails, { guard: 'nothingThere', target: 'step5NewTimestampDir' }, then('step3PathsToRemove')],
      },
      step3PathsToRemove: {
        ...step('step3PathsToRemove', findPathsToRemove),
        always: [fails, then('step4ShouldWrite')],
      },
      step4ShouldWrite: {
        ...step('step4ShouldWrite', compare),
        always: [fails, { guard: 'unchanged', target: whenUnchanged }, then('step5NewTimestampDir')],
      },
      step5NewTimestampDir: {
        ...step('step5NewTimestampDir', newTimestampDir),
        always: [fails, then('step6WritePayload')],
      },
      step6WritePayload: { ...step('step6WritePayload', writePayload), always: [fails, then(afterPayload)] },
      step7SetPerms: { ...step('step7SetPerms', setPerms), always: [fails, then('step8LinkDataTmp')] },
      step8LinkDataTmp: {
        ...step('step8LinkDataTmp', linkDataTmp),
        always: [{ guard: 'failed', target: 'step8CleanUp' }, then('step9Publish')],
      },
      step8CleanUp: { ...step('step8CleanUp', cleanUpLink), always: then('failing') },
      step9Publish: {
        ...step('step9Publish', publish),
        always: [
          { guard: 'failed', target: 'step9CleanUp' },
          { ...then(afterPublish), actions: tellPublished },
        ],
      },
      step9CleanUp: { ...step('step9CleanUp', cleanUpRename), always: then('failing') },
      step10UserVisibleLinks: {
        ...step('step10UserVisibleLinks', makeUserVisibleLinks),
        always: [fails, then(afterLinks)],
      },
      step11RemoveStaleLinks: {
        ...step('step11RemoveStaleLinks', removeStaleLinks),
        always: [fails, then('step12RemoveOld')],
      },
      step12RemoveOld: { ...step('step12RemoveOld', removeOld), always: [fails, then(afterWrite)] },
      setVolumeOwnership: { ...step('setVolumeOwnership', setOwnership), always: [fails, then('written')] },
      written: {
        always: [
          { guard: 'unchanged', target: 'idle', actions: [tellUnchanged, answerWritten, rest] },
          { target: 'idle', actions: [answerWritten, rest] },
        ],
      },
      failing: { always: { target: 'idle', actions: [tellFailed, answerFailed, rest] } },
    },
  });
}
