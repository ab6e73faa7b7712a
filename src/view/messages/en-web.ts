// English: what only the page says.
import type { WebMessages } from './web-messages.ts';

const web: WebMessages = {
  title: (simulation) => `${simulation} · reload-sim`,
  skip: 'Skip to the next step',
  lanes: {
    api: 'API server',
    kubelet: 'kubelet',
    sidecar: 'sidecar',
    volume: 'volume',
    inotify: 'inotify queue',
    watcher: 'watcher',
    app: 'application',
    requests: 'requests',
  },
  arrows: {
    message: 'a message',
    write: 'a change of the files',
    event: 'a notification',
    read: 'bytes that are read',
    request: 'an answer',
  },
  regions: {
    settings: 'What is played',
    status: 'Where the run stands',
    transport: 'Moving through the run',
    requests: 'What users get',
    branches: 'Runs tried so far',
  },
  timing: {
    label: 'Time',
    prompt: { name: 'prompt timing', help: 'Time passes only when nobody has anything to do.' },
    any: { name: 'any timing', help: 'Every process may be as slow as you like.' },
  },
  theme: { label: 'Colours', system: 'as the system', light: 'light', dark: 'dark' },
  language: 'Language',
  change: 'change',
  users: { none: 'no request yet', get: (status) => `users get ${status}` },
  timeline: {
    picture: (columns) => `Lanes of the run in ${columns} columns; the sentence under it tells each step.`,
    scroll: 'The run, time to the right',
    goTo: 'Place in the run',
    place: (at, of) => `step ${at} of ${of}`,
    pointOfNoReturn: (properties) => `no way back: ${properties}`,
    pointOfNoReturnHelp: (properties) => `Point of no return: from here on every order violates ${properties}.`,
  },
  version: (text) => `version ${text}`,
  volume: {
    names: 'names',
    inodes: 'inodes',
    watches: 'watches',
    inode: (ino) => `inode ${ino}`,
    links: (count) => `${count} ${count === 1 ? 'link' : 'links'}`,
    noName: 'no name any more',
    leadsTo: (target) => `→ ${target}`,
    dead: 'hears nothing',
    alive: 'watches this inode',
  },
  chart: { picture: (state) => `Statechart of the reload loop; it is in ${state}.`, rules: 'rules of the strategy' },
  choices: {
    usual: 'goes on as so far',
    blocked: (count) => `${count} cannot move, and why`,
    leadsTo: (properties) => `violates ${properties}`,
  },
  rule: {
    open: (id) => `Rule ${id}: what it says and where it is from`,
    source: 'Source',
    unknown: 'This rule is not in the list.',
  },
  verdicts: {
    property: 'property',
    fromHere: 'from here on',
    fromStart: 'every order from the start',
    play: (steps) => `play it, ${steps} ${steps === 1 ? 'step' : 'steps'}`,
    playFromStart: (steps) => `play it from the start, ${steps} ${steps === 1 ? 'step' : 'steps'}`,
  },
  link: {
    copied: 'The link to this place is copied.',
    copyYourself: 'The address of this page is the link to this place.',
    problem: (what) => `The link could not be followed: ${what}.`,
  },
  close: 'close',
  play: 'play',
  pause: 'pause',
  search: 'type to search',
};

export const enWeb = { web } as const;
