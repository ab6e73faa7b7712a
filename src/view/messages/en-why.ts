// English: the sentences that say what has just happened, one for each thing that can.
import { podFactsEn } from './en-pod.ts';
import type { FactWords, Messages } from './messages.ts';

const facts: Messages['facts'] = {
  stored: ({ stored, writer, about }) =>
    `${about('isUnasked') === '' ? '' : 'The webhook has not answered in time, and failurePolicy is Ignore. '}The API server stores ${stored}. The files stay as they are until ${writer === 'kubelet' ? 'kubelet syncs the pod' : 'the sidecar writes them'}.`,
  asked: ({ about }) => `The API server asks the webhook about the update and waits for ${about('seconds')} s at most.`,
  rejected: ({ about }) => `The API server refuses the update with ${about('status')}: ${about('reason')}.`,
  sync: () => 'kubelet syncs the pod and looks at its volumes again.',
  unchanged: ({ actor }) =>
    actor === 'api'
      ? 'The data is the same as before: nothing is stored, nobody is told.'
      : 'AtomicWriter finds every file as it should be and writes nothing: no watch is told.',
  published: ({ about }) => `..data leads to ${about('ts')} now.`,
  'write-failed': ({ about }) => `Writing failed at ${about('step')} with ${about('errno')}.`,
  armed: ({ about }) =>
    `The application adds a watch on ${about('path')}: the kernel puts it on the inode found there.`,
  'arm-failed': ({ about }) => `Adding the watch failed: ${about('error')}. No watch is there now.`,
  event: ({ about }) => `An error arrives on the Errors channel; what the strategy does about it: ${about('policy')}.`,
  ignored: (words) => ignored(words),
  'reload-started': ({ about }) => `${trigger(about)} makes the application load its files.`,
  'reload-skipped': () => 'The bytes are those of the last load: nothing is swapped.',
  'reload-applied': ({ serves }) => applied(serves),
  'reload-failed': ({ about, serves }) => `The load failed, ${about('why')}: ${afterFailure(about('policy'), serves)}.`,
  zeroed: ({ about, serves }) =>
    `The configuration in memory is emptied before ${about('before')}: it serves ${serves}.`,
  'loop-exited': ({ serves }) => `The reload loop has ended. The process lives on and serves ${serves} for ever.`,
  crashed: ({ about }) => crashed(about),
  printed: ({ about }) => `The handler prints: ${about('text')}`,
  served: () => '',
  ...podFactsEn,
};

/** A strategy ends its process on purpose; a handler has a message, and mostly a line. */
function crashed(about: FactWords['about']): string {
  const end = 'The process has ended: nothing is served any more.';
  if (about('message') === '') return end;
  const place = about('line') === '' ? '' : `Line ${about('line')}: `;
  return `${place}${about('message')}. ${end}`;
}

/** What a strategy does about a load that failed; it may well hold nothing but zero values. */
function afterFailure(policy: string, serves: string): string {
  switch (policy) {
    case 'keep':
      return `the strategy keeps what it has in memory and goes on serving ${serves}`;
    case 'zero':
      return `the strategy takes the zero value in its place and serves ${serves}`;
    case 'exit-loop':
      return 'the strategy ends its reload loop';
    default:
      return 'the strategy ends the process';
  }
}

function trigger(about: FactWords['about']): string {
  if (about('trigger') === 'poll') return 'The poll';
  if (about('trigger') === 'debounce') return 'The end of the debounce';
  return about('trigger') === 'start' ? 'The start' : `${eventWords(about)}`;
}

/** An event by operation and name; old releases of fsnotify lose the name of a watch that is gone. */
function eventWords(about: FactWords['about']): string {
  const name = about('name');
  return `${about('op')} ${name === '' ? 'without a name' : name}`;
}

function ignored({ about, rule }: FactWords): string {
  if (about('trigger') === 'poll') return 'The poll finds nothing changed.';
  const event = `${eventWords(about)}`;
  return rule === 'S3' ? `${event} falls into the debounce window: ignored.` : `${event} matches no rule: ignored.`;
}

function applied(serves: string): string {
  if (serves === '∅')
    return 'Empty bytes parse without error to the zero value: the application serves ∅, every flag off.';
  if (serves === '✗') return 'The application takes over bytes that do not parse and serves ✗.';
  return `The application serves ${serves} now.`;
}

const why: Messages['why'] = {
  start: (title) => title,
  insteadOf: (strategy, own, why) => `With ${strategy} instead of ${own}. ${why}`,
  openedBefore: (move, properties) =>
    `Opened before: ${move}${properties === '' ? '' : `, which leads to ✗ ${properties}`}. Press →.`,
  openedSchedule: 'Here ends the schedule that was given: ← goes back through it, → goes on.',
  violated: (property, finding) => `✗ ${property}: ${finding === '' ? 'violated' : finding}.`,
  doomed: (property) => `⊗ ${property}: the point of no return. From here on every continuation violates it.`,
  hopeless: (properties) =>
    `⊗ ${properties}: lost from the start. Set up like this every interleaving ends so; no single step is the turn.`,
  lastWatch: 'This was the last watch: of what is written from here on nobody is told.',
  restored: (property, asks) => `✓ ${property} again: ${asks}.`,
  ended: (mayGoOn) => `The run is over: the story is told.${mayGoOn ? ' Time may still go on.' : ''}`,
  writerStep: (number, title, sentence) =>
    number === '' ? `AtomicWriter, ${title}: ${sentence}` : `AtomicWriter step ${number}, ${title}: ${sentence}`,
  watchDied: (wd, path, ino, isReused) =>
    `Inode ${ino}${isReused ? ' (a later file with a number used again)' : ''} is gone, and with it wd ${wd}, added as ${path}: the kernel queues IN_IGNORED and forgets the watch.`,
  told: (list) => `${list}.`,
  linkCount: 'IN_ATTRIB is the link count of the old inode: the name that is taken away lowers it, no chmod did.',
  tells: (path, events) => `The watch on ${path} gets ${events}`,
  notTold: (paths) => `The watch on ${paths} gets nothing: its own inode has not changed.`,
  nobodyToTell: 'No watch is left: nobody is told of it.',
  merged: (event) => `${event} equals the unread last event of the queue and is merged with it.`,
  overflow: (limit) => `The queue is full at ${limit}: IN_Q_OVERFLOW is queued, what follows is lost.`,
  truncated: (file) => `open(2) with O_TRUNC empties ${file}: until the write, a reader finds 0 bytes and no error.`,
  written: (file, glyph) =>
    `write(2) fills ${file} in place: ${glyph}. The inode stays the same, and so does every watch.`,
  renamedOver: (file) => `rename(2) puts a new inode in the place of ${file}; the old one has lost its name.`,
  removed: (file) => `${file} is removed.`,
  closed: 'The file is closed.',
  failedCall: (call, errno) => `${call} fails with ${errno}.`,
  readFile: (glyph) => `The application reads ${glyph}, the newest there is.`,
  readNothing: 'The application reads 0 bytes, and read(2) reports no error.',
  readOld: (glyph) => `The application reads ${glyph}, which is not what the API server holds.`,
  looked: (call) => `The application looks at the disk: ${call}.`,
  opened: (call) => `The application opens a file: ${call}.`,
  readQueue: (count) => `The watcher reads ${count} ${count === 1 ? 'event' : 'events'} from the queue.`,
  translated: (raw, sends) => `The watcher makes ${sends} of ${raw} and waits until the application receives it.`,
  dropped: (raw) => `The watcher keeps ${raw} to itself.`,
  received: (delivery) => `The application receives ${delivery}.`,
  heard: (version, writer) =>
    writer === 'kubelet'
      ? `kubelet's watch brings ${version} into its cache. No sync follows from that.`
      : `The sidecar hears of ${version} and is going to write it.`,
  message: (to, type) => `${to}: message ${type}.`,
  timer: (actor, id) => `${actor}: timer ${id} fires.`,
  chosen: (question, option) => `${question}: ${option}. Nobody in the system decides that.`,
  request: (status, glyph) => `A request is answered ${status} from ${glyph}.`,
  computed: (label) =>
    label === 'getenv' ? 'The program reads its environment: what it was started with.' : `One assignment: ${label}.`,
  library: (call, error) => (error === '' ? `The application calls ${call}.` : `${call} returns ${error}.`),
  goesOn: (actor) => `${actor} goes on in its own memory: nothing that anybody else can see.`,
};

export const enWhy = { facts, why } as const;
