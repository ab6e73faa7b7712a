// English.
import { ATOMIC_WRITER_STEPS, type AtomicWriterState } from '../../actors/kubelet/atomic-writer-steps.ts';
import type { Lane } from '../lane.ts';
import { enChallenge } from './en-challenge.ts';
import { enCheck } from './en-check.ts';
import { enCompare } from './en-compare.ts';
import { enEditor } from './en-editor.ts';
import { faults } from './en-faults.ts';
import { enHandler } from './en-handler.ts';
import { enMatrix } from './en-matrix.ts';
import { enShare } from './en-share.ts';
import { enShrink } from './en-shrink.ts';
import { enWeb } from './en-web.ts';
import { enWhy } from './en-why.ts';
import type { ForkWords, Messages } from './messages.ts';

/** "14 steps". */
/** Single system calls, messages and timers; what the screen counts are whole steps. */
const inSteps = (steps: number): string => `${steps} single ${steps === 1 ? 'step' : 'steps'}`;

const due = (text: string) => (at: string) => (at === '' ? text : `${text}; its timer fires at ${at}`);

/** The steps' table is in English already. */
const writerSteps = Object.fromEntries(
  ATOMIC_WRITER_STEPS.map(({ state, title, sentence }) => [state, { title, sentence }]),
) as Readonly<Record<AtomicWriterState, { readonly title: string; readonly sentence: string }>>;

/** Why requests fail, by what is served. */
const FAILURES: Readonly<Record<string, string>> = {
  '∅': 'the configuration is empty',
  '✗': 'the configuration does not parse',
  '†': 'the process has ended',
};

/** Marks as verbs; what a lane's mark says well is left as it is. */
const EFFECTS: readonly (readonly [lane: Lane | null, mark: RegExp, words: string])[] = [
  [null, /^open O_TRUNC /, 'truncate '],
  [null, /^rm /, 'remove '],
  ['app', /^reload$/, 'start to reload'],
  ['app', /^reload /, 'serve '],
  ['app', /^ignored$/, 'ignore it'],
  ['watcher', /^read (\d+)$/, 'read $1 events from the inotify queue'],
  ['watcher', /^(?=[A-Z("])/, 'receive '],
];

function effect(lane: Lane, mark: string): string {
  const found = EFFECTS.find(([of, pattern]) => (of === null || of === lane) && pattern.test(mark));
  return found === undefined ? mark : mark.replace(found[1], found[2]);
}

/** How a branch fared: "503 ∅ seen, ✗ never-empty", "no 503". */
function fork({ isPresent, step, choice, serves, failed, violates, isOver }: ForkWords): string {
  const requests = failed === null ? 'no 503' : `503 ${failed} seen`;
  const verdict = violates === '' ? '' : `, ✗ ${violates}`;
  const end = isOver ? `ends serving ${serves}` : `so far ${serves}`;
  const where = isPresent ? 'this run' : `after ${step}: ${choice}`;
  return `${requests}${verdict} · ${end} · ${where}`;
}

export const en: Messages = {
  language: 'en',
  system: null,
  panes: {
    lanes: 'Lanes',
    volume: 'Volume',
    queue: 'inotify queue',
    app: 'Application',
    choices: 'Next',
    why: 'Why',
    verdicts: 'Verdicts',
    state: 'State',
    processes: 'Processes',
  },
  actors: {
    operator: 'operator',
    api: 'API server',
    configMapManager: 'ConfigMap manager',
    podWorker: 'pod worker',
    volumeManager: 'volume manager',
    atomicWriter: 'AtomicWriter',
    prober: 'prober',
    sidecar: 'sidecar',
    watcher: 'watcher',
    app: 'application',
    requests: 'request',
    faults: '↯ fault',
  },
  faults,
  policies: {
    'app-first': 'the application is as fast as it can be',
    'writer-first': 'the writer ends before anybody looks',
    random: 'anybody may be next',
  },
  reasons: {
    'queue-empty': due('blocked in read(2): the inotify queue is empty'),
    'nobody-receives': due('blocked on its channel: the application is not in its select'),
    'nothing-to-receive': due('in its select: nothing to receive'),
    asleep: due('asleep'),
    idle: due('has nothing to do'),
    'has-to-wait': () => 'has to wait: what it asks for cannot be done yet',
    'nothing-new-to-serve': due('the next request would see the same'),
    ended: due('has ended'),
  },
  properties: {
    'never-empty': 'never serves zero-valued configuration',
    'never-torn': 'never serves files of two versions together',
    'never-invalid': 'never serves configuration that does not parse',
    'never-crashes': 'the process never ends because of its configuration',
    converges: 'once updates stop, the newest valid version ends up served',
    'stays-armed': 'a further update would still be noticed',
    'bounded-staleness': 'no older version is served for longer than the bound after a newer one was stored',
    'no-reload-storm': 'one update causes no more loads than the bound',
    'no-needless-reload': 'an unchanged payload triggers no reload',
  },
  findings: {
    'never-empty': ({ violated }) => (violated ? 'serves ∅, nothing but zero values' : ''),
    'never-torn': ({ violated, served }) => (violated ? `serves ${served} together` : ''),
    'never-invalid': ({ violated }) => (violated ? 'serves what does not parse' : ''),
    'never-crashes': ({ violated }) => (violated ? 'the process has ended' : ''),
    converges: ({ violated, served, newest, refused }) =>
      violated
        ? `serves ${served} at the end, and ${refused ? 'the valid update after it was refused' : `${newest} is the newest valid version`}`
        : '',
    'stays-armed': ({ violated }) => (violated ? 'one more update is not noticed' : ''),
    'bounded-staleness': ({ violated, longest, boundTime }) =>
      violated ? `the newest version is still not served after ${boundTime}` : `stale for ${longest} at most`,
    'no-reload-storm': ({ violated, loads, bound }) =>
      violated ? `${loads} loads for one update, and ${bound} is the bound` : '',
    'no-needless-reload': ({ violated }) => (violated ? 'the very same bytes are swapped in again' : ''),
  },
  commands: {
    next: { label: 'step', help: 'the next thing that happens' },
    back: { label: 'back', help: 'one step back; stepping again repeats it' },
    up: { label: 'up', help: 'the choice above' },
    down: { label: 'down', help: 'the choice below' },
    take: { label: 'choose', help: 'take the choice that is pointed at; another one than last time makes a branch' },
    play: { label: 'play', help: 'play, and pause' },
    jump: {
      label: 'skip ahead',
      help: 'past what only passes things on, to the next publication, notification, reload or answer',
    },
    unfold: { label: 'unfold', help: 'single system calls, or whole steps' },
    branches: { label: 'branches', help: 'the runs tried so far' },
    'next-branch': { label: 'next branch', help: 'on to the next of the runs tried so far' },
    simulation: { label: 'simulation', help: 'open another simulation' },
    strategy: { label: 'strategy', help: 'the same simulation with another reload strategy' },
    policy: { label: 'who goes first', help: 'who goes first where you do not choose' },
    pane: { label: 'pane', help: 'volume, queue or application' },
    home: { label: 'start', help: 'to the start of the run' },
    end: { label: 'last', help: 'to the end of the run' },
    'jump-inotify': { label: 'next inotify event', help: 'on to the next event in the inotify queue' },
    'jump-request': { label: 'next request', help: 'on to the next request that sees something else' },
    'jump-time': { label: 'let time pass', help: 'on to the next moment at which time passes' },
    counterexample: {
      label: 'counterexample',
      help: 'play the shortest way to a violation, from here or from the start',
    },
    verdicts: { label: 'verdicts', help: 'what each property asks, and how it stands' },
    help: { label: 'help', help: 'all keys; type to search, Enter runs the command' },
    palette: { label: 'command', help: 'run a command by its name' },
    present: {
      label: 'present',
      help: 'fill the screen, readable from the back of a room; page keys step, B goes black, Esc leaves',
    },
    close: { label: 'close', help: 'close what is open' },
    share: { label: 'share', help: 'the command line that comes to this place again; quitting prints it too' },
    quit: { label: 'quit', help: 'leave' },
  },
  phases: {
    start: 'start',
    select: 'select',
    consider: 'consider',
    watch: 'add watch',
    read: 'read',
    check: 'check',
    swap: 'swap',
    sleep: 'sleep',
    'loop-ended': 'loop ended',
    exited: 'exited',
  },
  writerSteps,
  ...enWhy,
  ...enCheck,
  ...enWeb,
  compare: enCompare,
  challenge: enChallenge,
  ...enShare,
  shrink: enShrink,
  matrix: enMatrix,
  editor: enEditor,
  handler: enHandler,
  choices: {
    who: (who) => `${who}: `,
    ask: (question, option) => `${question}: ${option}`,
    compute: (label) => label,
    take: (raw) => `take ${raw} from the batch`,
    request: (status, glyph) => `arrives and gets ${status} ${glyph}`,
    receive: (delivery) => `receive ${delivery}`,
    effect,
    writerStep: (number) => `step ${number}, `,
    timePasses: (time) => `time passes to ${time}, then `,
    silent: 'nothing that can be seen; time may go on',
    hears: (type) => `take the message ${type}`,
    waitUntil: (time) => `wait until ${time}: `,
    fires: (id) => `timer ${id} fires`,
    none: 'Nothing can happen any more: the run is over.',
  },
  volume: {
    unlinked: 'unlinked',
    open: (fds) => `open as fd ${fds}`,
    addedAs: (path) => `added as ${path}`,
    reused: (ino) => `new file, number ${ino} used again`,
    ended: (how, wd, path, ino) => {
      if (how === 'inode-gone')
        return `wd ${wd} (added as ${path}) is dead: inode ${ino} is gone, IN_IGNORED is queued`;
      return how === 'removed' ? `wd ${wd} (added as ${path}) was removed` : `wd ${wd} went with its instance`;
    },
    notYet: 'watches: none yet',
    noneLeft: 'watches: none left — nothing will be noticed',
    noneLeftYet: 'watches: none left — what is queued is the last that will be told',
    noneLeftButPoll: 'watches: none left — only the poll will notice',
  },
  queue: {
    none: 'no inotify instance',
    empty: 'empty',
    waiting: (count, limit) => `${count} of ${limit}`,
    more: (count) => `and ${count} more`,
    short: 'queue',
    blocked: (delivery) => `watcher waits to send ${delivery}`,
    batch: (count) => `${count} read and not yet translated`,
  },
  app: {
    holds: 'holds',
    serves: 'serves',
    notServing: 'not serving yet',
    until: (timer, time) => `${timer} until ${time}`,
    onPoll: (every) => `every ${every}`,
    otherwise: 'else ignored',
  },
  users: {
    failing: (status, glyph) => `USERS GET ${status} — ${FAILURES[glyph] ?? `the application serves ${glyph}`}`,
    served: (glyph, aside) => `users get ${glyph}${aside === '' ? '' : ` — ${aside}`}`,
    stale: (newest) => `stale: ${newest} is the newest`,
    behind: (newest) => `${newest} is stored and not served yet`,
  },
  lights: {
    violated: 'violated',
    doomed: 'past the point of no return',
    'at-risk': 'at risk',
    inconclusive: 'unknown',
    pending: 'not yet known',
    vacuous: 'nothing could violate it',
    ok: 'not violated',
  },
  prospects: {
    doomed: (steps) => `no way back${steps === null ? '' : `: violated in ${inSteps(steps)} at the soonest`}`,
    always: 'fails in every interleaving',
    fromStart: 'lost from the start: set up like this it fails in every interleaving',
    atRisk: (steps) => `at risk: violated in ${inSteps(steps)} at the soonest`,
    unknown: {
      'states-max': 'unknown: too many states to look at while you play; `check` looks at more',
      cancelled: 'unknown: the search was ended',
      'no-clock': 'unknown: without a clock nothing is too late',
      beyond: 'unknown: beyond the end of the story nothing was looked at',
    },
  },
  checking: {
    running: (states, decided, of) => `checking ${decided}/${of}${states === null ? '' : `, ${states} states`}`,
    done: (states) => `${states} states checked`,
    cut: (states) => `cut off at ${states} states`,
    failed: (why) => `checking broke: ${why}`,
    read: (states) => `Every continuation has been checked, ${states} states`,
  },
  screen: {
    step: (at, of) => `${at}/${of}`,
    branch: (number, of) => `branch ${number}/${of}`,
    fork,
    more: (lines) => `+${lines} more`,
    noChoice: (number, count) =>
      `There is no choice ${number}: ${count === 1 ? 'only 1 is' : `${count} are`} offered here.`,
    atEnd: 'This is the end of the run: the story is told. ← goes back, Home to the start, s opens another.',
    atStart: 'This is the start of the run.',
    again: (line) => `Again: ${line}`,
    counterexample: (property, steps, from) =>
      from === 'here'
        ? `→ leads to ✗ ${property} in ${steps} ${steps === 1 ? 'step' : 'steps'}; where it turns is marked.`
        : `Back at the start: → leads to ✗ ${property} in ${steps} ${steps === 1 ? 'step' : 'steps'}; where it turns is marked.`,
    noCounterexample: (property) => `No continuation that was looked at violates ${property}.`,
    origin: (steps, from) => `${inSteps(steps)} ${from === 'here' ? 'from here' : 'from the start'}`,
    unfolded: 'unfolded',
    playing: 'playing',
    tooSmall: 'small; 80×24 shows all',
    menus: {
      help: 'Help',
      palette: 'Command',
      simulation: 'Simulation',
      strategy: 'Strategy',
      policy: 'Who goes first where you do not choose',
      branches: 'Branches',
      counterexample: 'Play the counterexample of',
    },
    filter: 'type to search · ↑↓ · Enter · Esc',
    legend: [
      '① ② versions · ∅ empty · ①② mixed · ✗ unparsable · – missing · † process ended',
      'inotify lane: ◉ a watch, ╌ while there is one, ✗ none left · wd: number of a watch',
      'volume: + new, ~ changed, - gone · columns: inode, mode, links, version, name',
      'holds: in memory · serves: what requests get · swap: memory → served',
      'lights: ✗ violated, ⊗ every continuation violates it (no way back), ! some does,',
      '  ✓ none does, ○ nothing could, … not yet known, ? unknown · → behind a choice: after it',
    ],
    nothingFound: 'nothing found',
    nothingToPlay: 'nothing to play: no continuation violates anything',
    linear: 'reload-sim, linear mode for screen readers: every step is a block of lines, choices are numbered.',
    spoken: {
      keys: { '→': 'right arrow', '←': 'left arrow', '↑': 'up arrow', '↓': 'down arrow' },
      or: 'or',
      empty: 'empty',
      down: 'down',
      invalid: 'invalid',
      pause: ', ',
      watch: 'watch',
      to: 'to',
    },
    headed: (head, text) => `${head}: ${text}`,
    sentence: (text) => `${text}.`,
    aside: (text) => ` (${text})`,
    misfit: (watcher) => `${watcher} does not have dontFollow, which the strategy sets; inotify has`,
    prompt: 'Type a number to choose, right arrow to step, left arrow to go back, question mark for help, q to quit.',
    ended: 'The run is over.',
    usual: 'Enter or right arrow',
    expects: (verdict) =>
      verdict === 'violated' ? 'this simulation is there to show it violated' : `this simulation expects: ${verdict}`,
    violates: (properties) => `This violates ${properties}.`,
    leadsTo: (light, properties) =>
      properties === '' ? `Afterwards: ${light}.` : `Afterwards: ${properties} ${light}.`,
    found: (count) => `${count} found`,
    pointedAt: 'Enter takes',
  },
};
