// What is said where a run is shared, exported or opened from elsewhere; part of the catalog of messages.
import type { Misread } from '../share/link.ts';

/** What can be exported, in the order of the buttons. */
export const EXPORTS = ['svg', 'png', 'html', 'mermaid', 'json', 'perfetto', 'otlp'] as const;
export type Export = (typeof EXPORTS)[number];

/** Those that a system does not have: nothing is mounted there, watched and loaded. */
export const POD_EXPORTS: readonly Export[] = ['otlp'];

export interface ShareWords {
  /** The button that opens it, and its title. */
  readonly title: string;
  readonly link: string;
  readonly linkHelp: string;
  readonly copy: string;
  readonly copied: string;
  /** Copying is forbidden here. */
  readonly copyYourself: string;
  readonly making: string;
  /** The run does not fit into a link. */
  readonly tooLong: string;
  readonly exports: string;
  readonly formats: Readonly<Record<Export, { readonly name: string; readonly help: string }>>;
  readonly saved: (file: string) => string;
  readonly failed: (why: string) => string;
  readonly open: string;
  readonly openHelp: string;
  readonly openButton: string;
  readonly file: string;
  readonly opened: (title: string) => string;
  /** Why nothing was opened. */
  readonly problems: Readonly<Record<Misread, string>>;
  readonly mistake: (line: string) => string;
  /** Loaded, and not run. */
  readonly changed: {
    readonly simulation: string;
    readonly steps: (from: number, to: number, made: number, now: number) => string;
  };
  /** Under the picture: how the run ended up in it. */
  readonly picture: (strategy: string, watcher: string) => string;
}
