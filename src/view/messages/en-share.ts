// English: sharing, exporting and opening runs.
import type { ShareWords } from './share-words.ts';

const steps = (from: number, to: number): string =>
  from === to ? `at step ${from}` : `between step ${from} and step ${to}`;

const share: ShareWords = {
  title: 'Share',
  link: 'Link to this place',
  linkHelp: 'It holds the simulation, the choices and the place; nothing is uploaded.',
  copy: 'Copy the link',
  copied: 'Copied.',
  copyYourself: 'Copying is not allowed here; the link is selected.',
  making: 'Working …',
  tooLong: 'This run is too long for a link; export a file instead.',
  exports: 'Export the whole run',
  formats: {
    svg: { name: 'SVG', help: 'the lanes as a picture, light and dark' },
    png: { name: 'PNG', help: 'the lanes as a picture, as they look now' },
    html: { name: 'HTML', help: 'one file that plays without network' },
    mermaid: { name: 'Mermaid', help: 'a sequence diagram as text' },
    json: { name: 'JSON', help: 'every step with all that it tells' },
    perfetto: { name: 'Perfetto', help: 'a trace for ui.perfetto.dev or chrome://tracing' },
    otlp: { name: 'OTLP', help: 'a trace of each update for OpenTelemetry' },
  },
  saved: (file) => `Saved as ${file}.`,
  failed: (why) => `It could not be made: ${why}`,
  open: 'Open a link or a file',
  openHelp: 'A link, or the text of an exported JSON or HTML file. It is loaded, not run.',
  openButton: 'Open',
  file: 'Open a file …',
  opened: (title) => `Opened: ${title}`,
  problems: {
    'not-a-link': 'This is neither a link nor a file of the playground.',
    'too-big': 'The link is too big to be one of the playground.',
    damaged: 'The link or file is damaged: mistyped or cut short.',
    'newer-format': 'The link or file was made by another version of reload-sim, which writes them differently.',
  },
  mistake: (line) => `The simulation in it has a mistake: ${line}`,
  changed: {
    simulation: 'Loaded, not run: this version of reload-sim reads the simulation differently than the one it is from.',
    steps: (from, to, made, now) =>
      `Loaded, not run: the model changed ${steps(from, to)} (made by model ${made}, this is model ${now}).`,
  },
  picture: (strategy, watcher) => `strategy ${strategy}, watcher ${watcher}`,
};

export const enShare = { share } as const;
