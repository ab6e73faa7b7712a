// The steps of AtomicWriter.Write, numbered as the comment in its source numbers them (the newest, 1.27 and
// later).
//
// Source: kubernetes/kubernetes pkg/volume/util/atomic_writer.go. Older releases number differently; this
// model calls a step by the same name wherever it stands. Rules K30 to K45.

export interface AtomicWriterStep {
  /** The state of the machine. */
  readonly state: string;
  /** Its number in the source; null for what surrounds Write. */
  readonly number: number | null;
  readonly title: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  readonly rule: string;
}

export const ATOMIC_WRITER_STEPS = [
  {
    state: 'idle',
    number: null,
    title: 'idle',
    sentence: 'Nothing is being written.',
    rule: 'K30',
  },
  {
    state: 'down',
    number: null,
    title: 'down',
    sentence: 'The kubelet does not run; what it has half done stays as it is.',
    rule: 'E1',
  },
  {
    state: 'step0Stat',
    number: 0,
    title: 'new AtomicWriter',
    sentence: 'The volume directory must exist.',
    rule: 'K30',
  },
  {
    state: 'step1Validate',
    number: 1,
    title: 'validate payload',
    sentence: 'Paths must be relative, must not climb with .. and must not start with .. themselves.',
    rule: 'K31',
  },
  {
    state: 'step2ReadCurrent',
    number: 2,
    title: 'read current',
    sentence: 'The link ..data says which timestamped directory is the current one.',
    rule: 'K32',
  },
  {
    state: 'step3PathsToRemove',
    number: 3,
    title: 'paths to remove',
    sentence: 'The current directory is walked for paths that the payload no longer has.',
    rule: 'K33',
  },
  {
    state: 'step4ShouldWrite',
    number: 4,
    title: 'should write?',
    sentence: 'Files are compared with the payload, byte for byte, until the first difference.',
    rule: 'K34',
  },
  {
    state: 'step5NewTimestampDir',
    number: 5,
    title: 'new timestamped directory',
    sentence: 'A new directory, made private and then opened to all.',
    rule: 'K35',
  },
  {
    state: 'step6WritePayload',
    number: 6,
    title: 'write payload',
    sentence: 'Every file is written into the new directory, changed or not.',
    rule: 'K36',
  },
  {
    state: 'step7SetPerms',
    number: 7,
    title: 'set permissions',
    sentence: 'With fsGroup, everything in the volume is given to the group, what is still published included.',
    rule: 'K37',
  },
  {
    state: 'step8LinkDataTmp',
    number: 8,
    title: 'link ..data_tmp',
    sentence: 'A temporary link to the new directory.',
    rule: 'K38',
  },
  {
    state: 'step8CleanUp',
    number: 8,
    title: 'clean up after a failed link',
    sentence: 'The new directory is removed again.',
    rule: 'K44',
  },
  {
    state: 'step9Publish',
    number: 9,
    title: 'publish',
    sentence: 'The temporary link is renamed over ..data: from here on every path leads to the new files.',
    rule: 'K39',
  },
  {
    state: 'step9CleanUp',
    number: 9,
    title: 'clean up after a failed rename',
    sentence: 'The temporary link and the new directory are removed again.',
    rule: 'K44',
  },
  {
    state: 'step10UserVisibleLinks',
    number: 10,
    title: 'user-visible links',
    sentence: 'A key without a link into ..data gets one.',
    rule: 'K40',
  },
  {
    state: 'step11RemoveStaleLinks',
    number: 11,
    title: 'remove stale links',
    sentence: 'Links of removed keys are removed.',
    rule: 'K41',
  },
  {
    state: 'step12RemoveOld',
    number: 12,
    title: 'remove old directory',
    sentence: 'The previous timestamped directory is removed with all it holds.',
    rule: 'K42',
  },
  {
    state: 'setVolumeOwnership',
    number: null,
    title: 'set ownership after Write',
    sentence:
      'Up to 1.25: with fsGroup, everything in the volume is given to the group after each Write, changed or not.',
    rule: 'K43',
  },
] as const satisfies readonly AtomicWriterStep[];

/** A state of the machine. */
export type AtomicWriterState = (typeof ATOMIC_WRITER_STEPS)[number]['state'];

/** The entry of the table for a state. */
export function stepOf(state: AtomicWriterState): AtomicWriterStep {
  return ATOMIC_WRITER_STEPS.find((step) => step.state === state) ?? ATOMIC_WRITER_STEPS[0];
}
