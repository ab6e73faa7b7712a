// Every sentence and label that a person reads, as one typed catalog: a language is one object of this type,
// and a sentence that is missing is a type error.
//
// What is not translated: the words of kernel, Kubernetes and fsnotify (IN_ATTRIB, rename, CHMOD, ..data) and
// names of simulations, strategies and properties. Numbers, paths and glyphs are handed in; no sentence looks
// anything up.
import type { ActorId, FactKind, Plain, PodActorId, PodFactKind } from '../../actors/effects.ts';
import type { FaultName } from '../../actors/faults/fault-names.ts';
import type { AtomicWriterState } from '../../actors/kubelet/atomic-writer-steps.ts';
import type { Covered, InconclusiveReason, VacuousReason, VerdictKind } from '../../explore/verdict.ts';
import type { CallName } from '../../kernel/system-call.ts';
import type { PodPropertyName } from '../../properties/names.ts';
import type { ExpectedVerdict } from '../../simulation/schema.ts';
import type { SystemWords } from '../../systems/system.ts';
import type { Reason } from '../../world/enabled.ts';
import type { Timing } from '../../world/scenario.ts';
import type { Policy } from '../../world/schedulers.ts';
import type { AppPhase } from '../app-phases.ts';
import type { Origin } from '../foresight.ts';
import type { CommandId } from '../keymap.ts';
import type { Lane } from '../lane.ts';
import type { Menu } from '../menus.ts';
import type { Light } from '../verdicts.ts';
import type { WatchEnd } from '../watches.ts';
import type { ChallengeWords } from './challenge-words.ts';
import type { CompareWords } from './compare-words.ts';
import type { EditorWords } from './editor-words.ts';
import type { HandlerWords } from './handler-words.ts';
import type { MatrixWords } from './matrix-words.ts';
import type { ShareWords } from './share-words.ts';
import type { ShrinkWords } from './shrink-words.ts';
import type { WebMessages } from './web-messages.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Panes of the playground. */
export const PANES = [
  'lanes',
  'volume',
  'queue',
  'app',
  'choices',
  'why',
  'verdicts',
  // Of a system.
  'state',
  'processes',
] as const;
export type Pane = (typeof PANES)[number];

/** What the sentence about a fact may speak of; a field that the fact does not have is empty. */
export interface FactWords {
  /** A field of the fact's own. */
  readonly about: (field: string) => string;
  readonly actor: ActorId;
  readonly rule: string;
  /** Glyph of what the application serves after the step. */
  readonly serves: string;
  /** Glyph of what the API server holds after the step. */
  readonly stored: string;
  /** Who writes the files: "kubelet", or the sidecar. */
  readonly writer: 'kubelet' | 'sidecar';
}

/** Sentences about what becomes of ConfigMaps, of the pod and of its container. */
export type PodFacts = Readonly<Record<PodFactKind, (words: FactWords) => string>>;

/** What the sentence about a finding may speak of; versions are glyphs, times are formatted. */
export interface FindingWords {
  readonly violated: boolean;
  readonly served: string;
  readonly newest: string;
  /** The newest version is one that the API server refused. */
  readonly refused: boolean;
  readonly loads: number;
  readonly bound: number;
  readonly longest: string;
  readonly boundTime: string;
}

/** What a line of the list of branches may speak of; versions are glyphs. */
export interface ForkWords {
  readonly isPresent: boolean;
  readonly step: number;
  readonly choice: string;
  readonly serves: string;
  /** Null: no request has failed. */
  readonly failed: string | null;
  readonly violates: string;
  readonly isOver: boolean;
}

/** What is read out where a sign stands. */
export interface SpokenWords {
  readonly keys: Readonly<Record<'→' | '←' | '↑' | '↓', string>>;
  /** Between two keys of one command. */
  readonly or: string;
  readonly pause: string;
  readonly empty: string;
  readonly down: string;
  readonly invalid: string;
  readonly watch: string;
  readonly to: string;
}

export interface Messages {
  readonly language: Language;
  readonly panes: Readonly<Record<Pane, string>>;
  readonly actors: Readonly<Record<PodActorId, string>>;
  /** What the system says that is played; null in a pod. `messagesFor` puts it in. */
  readonly system: SystemWords<Plain, Plain> | null;
  /** What happens when a fault does; `option` is the key or the file that it is about, empty where there is none. */
  readonly faults: Readonly<Record<FaultName, (option: string) => string>>;
  readonly policies: Readonly<Record<Policy, string>>;
  /** Why an actor cannot move; `due` is when its timer fires, empty when there is none. */
  readonly reasons: Readonly<Record<Reason, (due: string) => string>>;
  /** What each property asks. */
  readonly properties: Readonly<Record<PodPropertyName, string>>;
  /**
   * What a run showed of each property: how it was violated, or by how much it was not. Empty: nothing to
   * add.
   */
  readonly findings: Readonly<Record<PodPropertyName, (words: FindingWords) => string>>;
  readonly commands: Readonly<Record<CommandId, { readonly label: string; readonly help: string }>>;
  readonly phases: Readonly<Record<AppPhase, string>>;
  readonly facts: Readonly<Record<FactKind, (words: FactWords) => string>>;
  /** Steps of AtomicWriter.Write: title and sentence. */
  readonly writerSteps: Readonly<Record<AtomicWriterState, { readonly title: string; readonly sentence: string }>>;
  readonly why: {
    readonly start: (title: string) => string;
    /** Of a strategy that has taken the place of the file's `own`. */
    readonly insteadOf: (strategy: string, own: string, why: string) => string;
    /** What the cursor stands before when a run is opened, and what it leads to. */
    readonly openedBefore: (move: string, properties: string) => string;
    readonly openedSchedule: string;
    readonly violated: (property: string, finding: string) => string;
    /** The point of no return. */
    readonly doomed: (property: string) => string;
    /** Of what no order could have avoided. */
    readonly hopeless: (properties: string) => string;
    /** The step at which the last watch dies. */
    readonly lastWatch: string;
    readonly restored: (property: string, asks: string) => string;
    readonly ended: (mayGoOn: boolean) => string;
    readonly writerStep: (number: string, title: string, sentence: string) => string;
    /** `isReused`: an inode of the same number has died before. */
    readonly watchDied: (wd: number, path: string, ino: number, isReused: boolean) => string;
    readonly told: (list: string) => string;
    /** Why a watch gets IN_ATTRIB where nobody has changed a mode. */
    readonly linkCount: string;
    readonly tells: (path: string, events: string) => string;
    readonly notTold: (paths: string) => string;
    readonly nobodyToTell: string;
    readonly merged: (event: string) => string;
    readonly overflow: (limit: number) => string;
    readonly truncated: (file: string) => string;
    readonly written: (file: string, glyph: string) => string;
    readonly renamedOver: (file: string) => string;
    readonly removed: (file: string) => string;
    readonly closed: string;
    readonly failedCall: (call: string, errno: string) => string;
    readonly readFile: (glyph: string) => string;
    readonly readNothing: string;
    readonly readOld: (glyph: string) => string;
    readonly looked: (call: string) => string;
    readonly opened: (call: string) => string;
    readonly readQueue: (count: number) => string;
    readonly translated: (raw: string, sends: string) => string;
    readonly dropped: (raw: string) => string;
    readonly received: (delivery: string) => string;
    readonly heard: (version: string, writer: 'kubelet' | 'sidecar') => string;
    readonly message: (to: string, type: string) => string;
    readonly timer: (actor: string, id: string) => string;
    readonly chosen: (question: string, option: string) => string;
    readonly request: (status: number, glyph: string) => string;
    readonly computed: (label: string) => string;
    readonly library: (call: string, error: string) => string;
    readonly goesOn: (actor: string) => string;
  };
  readonly choices: {
    /** Before what somebody does. */
    readonly who: (who: string) => string;
    readonly take: (raw: string) => string;
    /** A question that chance answers, and its answer. */
    readonly ask: (question: string, option: string) => string;
    /** An assignment, by what is told of it. */
    readonly compute: (label: string) => string;
    readonly request: (status: number, glyph: string) => string;
    readonly receive: (delivery: string) => string;
    /** A mark of a lane as something that may be chosen. */
    readonly effect: (lane: Lane, mark: string) => string;
    readonly writerStep: (number: string) => string;
    readonly timePasses: (time: string) => string;
    /** Of a move that leaves nothing to see. */
    readonly silent: string;
    readonly hears: (type: string) => string;
    readonly waitUntil: (time: string) => string;
    readonly fires: (id: string) => string;
    readonly none: string;
  };
  readonly volume: {
    readonly unlinked: string;
    readonly open: (fds: string) => string;
    readonly addedAs: (path: string) => string;
    readonly reused: (ino: number) => string;
    readonly ended: (how: WatchEnd, wd: number, path: string, ino: number) => string;
    readonly notYet: string;
    readonly noneLeft: string;
    /** No watch is left, and events of it still wait to be told. */
    readonly noneLeftYet: string;
    readonly noneLeftButPoll: string;
  };
  readonly queue: {
    readonly none: string;
    readonly empty: string;
    readonly waiting: (count: number, limit: number) => string;
    readonly more: (count: number) => string;
    readonly short: string;
    readonly blocked: (delivery: string) => string;
    readonly batch: (count: number) => string;
  };
  readonly app: {
    readonly holds: string;
    readonly serves: string;
    readonly notServing: string;
    readonly until: (timer: string, time: string) => string;
    readonly onPoll: (every: string) => string;
    readonly otherwise: string;
  };
  /** The banner about requests. */
  readonly users: {
    readonly failing: (status: number, glyph: string) => string;
    /** `aside` is what is to be said of the version; empty for the newest. */
    readonly served: (glyph: string, aside: string) => string;
    readonly stale: (newest: string) => string;
    readonly behind: (newest: string) => string;
  };
  readonly lights: Readonly<Record<Light, string>>;
  /** What may still come of a property; `steps` to the nearest violation. */
  readonly prospects: {
    readonly doomed: (steps: number | null) => string;
    /** Lost from the first world on: the light, and all that is to be said of it. */
    readonly always: string;
    readonly fromStart: string;
    readonly atRisk: (steps: number) => string;
    readonly unknown: Readonly<Record<InconclusiveReason | 'beyond', string>>;
  };
  /** How far the oracle is. */
  readonly checking: {
    /** Null: none found yet. */
    readonly running: (states: string | null, decided: number, of: number) => string;
    readonly done: (states: string) => string;
    /** Cut short. */
    readonly cut: (states: string) => string;
    readonly failed: (why: string) => string;
    /** Read out when it is done. */
    readonly read: (states: string) => string;
  };
  readonly screen: {
    readonly step: (at: number, of: number) => string;
    readonly branch: (number: number, of: number) => string;
    readonly fork: (words: ForkWords) => string;
    readonly more: (lines: number) => string;
    readonly noChoice: (number: number, count: number) => string;
    readonly atEnd: string;
    readonly atStart: string;
    /** How to come to this place again; `line` is a command line. */
    readonly again: (line: string) => string;
    readonly counterexample: (property: string, steps: number, from: Origin) => string;
    readonly noCounterexample: (property: string) => string;
    readonly origin: (steps: number, from: Origin) => string;
    readonly unfolded: string;
    readonly playing: string;
    readonly tooSmall: string;
    readonly menus: Readonly<Record<Menu, string>>;
    readonly filter: string;
    /** What signs and words mean, a line each. */
    readonly legend: readonly string[];
    readonly nothingFound: string;
    /** There is no counterexample at all. */
    readonly nothingToPlay: string;
    readonly linear: string;
    readonly spoken: SpokenWords;
    /** A line that is read out: what it is about, and what is said of it. */
    readonly headed: (head: string, text: string) => string;
    readonly sentence: (text: string) => string;
    readonly aside: (text: string) => string;
    /** Of a strategy that sets dontFollow. */
    readonly misfit: (watcher: string) => string;
    readonly prompt: string;
    readonly ended: string;
    readonly usual: string;
    readonly expects: (verdict: ExpectedVerdict) => string;
    readonly violates: (properties: string) => string;
    /** Read out behind a choice. */
    readonly leadsTo: (light: string, properties: string) => string;
    readonly found: (count: number) => string;
    readonly pointedAt: string;
  };
  /** Reports of `check`. */
  readonly check: {
    readonly subject: (strategy: string, watcher: string, writer: string) => string;
    /** In its place where a system is played. */
    readonly ofSystem: (name: string, processes: number) => string;
    readonly sidecar: (writer: string) => string;
    /** After the subject: the faults that are switched on. */
    readonly mayGoWrong: (faults: readonly string[]) => string;
    /** The verdict with what proves or weakens it. */
    readonly because: (verdict: string, why: string) => string;
    /** `clause` is empty where the verdict says it all. */
    readonly proven: (verdict: string, steps: string, clause: string) => string;
    readonly agreement: (verdict: string, agreement: string) => string;
    /** A place of a counterexample; what the step there was, and the sentences about it. */
    readonly happened: (place: string, what: string, sentences: readonly string[]) => string;
    readonly ruled: (text: string, rule: string) => string;
    readonly columns: readonly [property: string, verdict: string, expected: string];
    readonly covered: Readonly<Record<Covered['end'], (states: string, timing: Timing) => string>>;
    /** After `complete`: the searches for these properties go further, and were cut. */
    readonly furtherCut: (properties: string) => string;
    readonly verdicts: Readonly<Record<VerdictKind, string>>;
    readonly vacuous: Readonly<Record<VacuousReason, string>>;
    readonly undecided: Readonly<Record<InconclusiveReason, string>>;
    readonly inSteps: (count: number) => string;
    readonly asExpected: string;
    readonly expected: (verdict: string) => string;
    readonly notAsExpected: (expected: string) => string;
    readonly otherExpect: string;
    /** Steps `from` to `to` (from 1) of a code flow; `time` is empty where there is no clock. */
    readonly flowStep: (time: string, from: number, to: number, what: string) => string;
    readonly flowTurn: string;
    /** Not proven: a search that was cut may have missed a shorter one. */
    readonly shortest: (properties: string, count: number, isProven: boolean) => string;
    /** Of `properties`; empty: of all. */
    readonly lost: (step: number, properties: string) => string;
    readonly lostAtStart: (properties: string) => string;
    /** Where a system comes to rest, and what is wrong there. */
    readonly rests: (step: number, clause: string) => string;
    readonly lostUnknown: string;
    readonly ends: (step: number) => string;
    readonly lastWatch: (step: number) => string;
    /** What the application has mounted was removed, to stay so. */
    readonly volumeGone: (step: number, mount: string) => string;
    readonly needsFaults: (faults: readonly FaultName[]) => string;
    readonly noStall: string;
    /** A fault is the only delay. */
    readonly onlyStall: string;
    readonly someStall: (who: string, time: string, after: string, before: string) => string;
    readonly slowAll: (time: string, after: string, before: string) => string;
    readonly noTimes: string;
    /** Somebody as one who pauses. */
    readonly who: (actor: string, lane: Lane) => string;
    readonly start: string;
    /** A step as a place in time; `actor` is empty where it is clear whose step it is. */
    readonly stepNamed: (step: number, noun: string, actor: string) => string;
  };
  /** Steps as nouns: "the rename of ..data_tmp to ..data". */
  readonly nouns: {
    readonly calls: Readonly<Record<CallName, (name: string, to: string) => string>>;
    readonly failed: (noun: string, errno: string) => string;
    readonly library: Readonly<Record<'newWatcher' | 'add' | 'remove' | 'close', (path: string) => string>>;
    readonly translated: (raw: string) => string;
    readonly received: (delivery: string) => string;
    readonly delivered: (message: string) => string;
    /** By the name of the timer. */
    readonly timers: Readonly<Record<string, string>>;
    readonly timer: (id: string) => string;
    readonly chosen: (question: string, option: string) => string;
    /** By what is told of the computation; what is not here is told as it is. */
    readonly computed: Readonly<Record<string, string>>;
    readonly request: (status: number, glyph: string) => string;
    /** Of the application's container. */
    readonly containerStarted: string;
    readonly containerStopped: string;
  };
  readonly shrink: ShrinkWords;
  /** Reports of `matrix`. */
  readonly matrix: MatrixWords;
  /** What only the page says. */
  readonly web: WebMessages;
  readonly editor: EditorWords;
  readonly handler: HandlerWords;
  readonly compare: CompareWords;
  readonly challenge: ChallengeWords;
  readonly share: ShareWords;
}
