// English: the sentences of `check`'s reports.
import type { Messages } from './messages.ts';

const check: Messages['check'] = {
  subject: (strategy, watcher, writer) => `strategy ${strategy} on ${watcher}, files written by ${writer}`,
  sidecar: (writer) => `a sidecar (${writer})`,
  because: (verdict, why) => `${verdict}: ${why}`,
  proven: (verdict, steps, clause) => `${verdict} ${steps}${clause === '' ? '' : `: ${clause}`}`,
  agreement: (verdict, agreement) => `${verdict}; ${agreement}`,
  happened: (place, what, sentences) => `${place}, ${what}. ${sentences.join(' ')}`.trimEnd(),
  ruled: (text, rule) => `${text} (${rule})`,
  columns: ['property', 'verdict', 'expected'],
  covered: {
    complete: (states, timing) => `checked ${states} states in all interleavings (${timing} timing)`,
    'states-max': (states, timing) =>
      `checked ${states} states and stopped at the bound, so not all interleavings (${timing} timing)`,
    cancelled: (states, timing) => `stopped after ${states} states, so not all interleavings (${timing} timing)`,
  },
  furtherCut: (properties) => `; NOT complete for ${properties}, whose search goes further`,
  verdicts: { holds: 'holds', violated: 'violated', inconclusive: 'inconclusive' },
  vacuous: {
    'no-update': 'vacuously: the story has no update',
    'no-reload': 'vacuously: no update ever made the application load',
  },
  undecided: {
    'states-max': 'the bound on states was hit (--max-states)',
    cancelled: 'the check was stopped',
    'no-clock': 'under any timing nothing measures time; --timing prompt decides it',
  },
  inSteps: (count) => (count === 0 ? 'from the start' : `in ${count} ${count === 1 ? 'step' : 'steps'}`),
  asExpected: 'as expected',
  expected: (verdict) => `expected: ${verdict}`,
  notAsExpected: (expected) => `NOT AS EXPECTED: ${expected}`,
  otherExpect: 'The file’s expect speaks of its own strategy and timing and is not compared.',
  shortest: (properties, count, isProven) =>
    `Shortest schedule ${isProven ? '' : 'found '}that violates ${properties}: ${count} ${count === 1 ? 'step' : 'steps'}`,
  flowStep: (time, from, to, what) =>
    `${time === '' ? '' : `${time}, `}${from === to ? `step ${to}` : `steps ${from} to ${to}`}, ${what}.`,
  flowTurn: 'This is the point of no return.',
  lost: (step, properties) => `Point of no return ║: step ${step}${properties === '' ? '' : ` for ${properties}`}`,
  lostAtStart: (properties) =>
    `Lost from the start ║: every order ends in this violation${properties === '' ? '' : ` for ${properties}`}.`,
  lostUnknown: 'Point of no return: not known, because the search was cut short.',
  ends: (step) => `Ends at step ${step}`,
  lastWatch: (step) => `The last watch dies at step ${step}`,
  volumeGone: (step, mount) =>
    `From step ${step} on the container's ${mount} is empty (–): kubelet has removed that directory, and what it ` +
    'writes later goes into a new one, which only a restarted container sees. (K14)',
  needsFaults: (faults) => `Needs the ${faults.length === 1 ? 'fault' : 'faults'} ${faults.join(', ')}.`,
  noStall: 'Happens without any process being delayed.',
  onlyStall: 'No other process has to be delayed.',
  someStall: (who, time, after, before) => `Needs ${who} to pause ${time} between ${after} and ${before}.`,
  slowAll: (time, after, before) =>
    `Needs several processes to be slow, each by up to ${time}, one of them between ${after} and ${before}.`,
  noTimes: 'No pauses were found that make this order possible in time.',
  who: (actor, lane) => (lane === 'kubelet' ? `kubelet (${actor})` : `the ${actor}`),
  start: 'the start of the container',
  stepNamed: (step, noun, actor) => `${noun} (${actor === '' ? '' : `${actor}, `}step ${step})`,
};

const nouns: Messages['nouns'] = {
  calls: {
    stat: (name) => `the stat of ${name}`,
    lstat: (name) => `the lstat of ${name}`,
    readlink: (name) => `the reading of the link ${name}`,
    open: (name) => `the open of ${name}`,
    openat: (name) => `the open of ${name}`,
    walk: (name) => `the path lookup of ${name}`,
    read: (name) => `the read of ${name}`,
    write: (name) => `the write of ${name}`,
    close: (name) => `the close of ${name}`,
    getdents: (name) => `the listing of ${name}`,
    mkdir: (name) => `the mkdir of ${name}`,
    chmod: (name) => `the chmod of ${name}`,
    lchown: (name) => `the chown of ${name}`,
    truncate: (name) => `the truncation of ${name}`,
    symlink: (name) => `the making of the symlink ${name}`,
    link: (_, to) => `the making of the hard link ${to}`,
    rename: (from, to) => `the rename of ${from} to ${to}`,
    unlink: (name) => `the removal of ${name}`,
    rmdir: (name) => `the removal of ${name}`,
    mount: (name) => `the mount of ${name}`,
    umount: (name) => `the unmount of ${name}`,
    inotify_init1: () => 'the opening of the watcher',
    inotify_add_watch: (name) => `the setting of the watch on ${name}`,
    inotify_rm_watch: () => 'the removal of a watch',
    inotify_read: () => 'the read of the inotify queue',
    inotify_close: () => 'the closing of the watcher',
  },
  failed: (noun, errno) => `${noun} that fails with ${errno}`,
  library: {
    newWatcher: () => 'the opening of the watcher',
    add: (path) => `the Add of ${path}`,
    remove: (path) => `the Remove of ${path}`,
    close: () => 'the closing of the watcher',
  },
  translated: (raw) => `the translation of ${raw}`,
  received: (delivery) => `the receipt of ${delivery}`,
  delivered: (message) => `the arrival of ${message}`,
  timers: {
    untilNext: 'the next command of the story',
    resync: 'the sync of the pod',
    settle: 'the end of the debounce',
    sleep: 'the end of the sleep',
    ttl: 'the end of the cache’s time to live',
    backOff: 'the end of the back-off',
    startDelay: 'the end of the start-up',
    readDelay: 'the next attempt to read',
    armDelay: 'the next attempt to watch',
    interval: 'the next look of the poller',
    tick: 'the tick of the poll',
  },
  timer: (id) => `the timer ${id}`,
  chosen: (question, option) => `the choice of ${option} (${question})`,
  computed: { 'swap the pointer': 'the swap of the pointer', 'config = empty': 'the clearing of the configuration' },
  request: (status, glyph) => `a request (${status} ${glyph})`,
};

export const enCheck = { check, nouns } as const;
