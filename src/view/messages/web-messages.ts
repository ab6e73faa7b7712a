// What only the page says; part of the catalog of messages.
import type { Timing } from '../../world/scenario.ts';
import type { ArrowKind } from '../arrows.ts';
import type { PodLane } from '../lane.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface WebMessages {
  /** Title of the window; `simulation` is the title of what is open. */
  readonly title: (simulation: string) => string;
  readonly skip: string;
  readonly lanes: Readonly<Record<PodLane, string>>;
  readonly arrows: Readonly<Record<ArrowKind, string>>;
  readonly regions: {
    readonly settings: string;
    readonly status: string;
    readonly transport: string;
    readonly requests: string;
    readonly branches: string;
    readonly extras: string;
  };
  readonly timing: { readonly label: string } & Readonly<
    Record<Timing, { readonly name: string; readonly help: string }>
  >;
  readonly theme: { readonly label: string } & Readonly<Record<Theme, string>>;
  /** Of the list of languages. */
  readonly language: string;
  readonly stage: {
    /** Of the dark screen, for who does not see it. */
    readonly black: string;
    readonly leave: string;
  };
  readonly change: string;
  readonly users: {
    readonly none: string;
    /** "Users get 200 from ②". */
    readonly get: (status: number) => string;
  };
  readonly timeline: {
    /** A picture of the lanes for who cannot see it. */
    readonly picture: (columns: number) => string;
    readonly scroll: string;
    readonly goTo: string;
    readonly place: (at: number, of: number) => string;
    readonly pointOfNoReturn: (properties: string) => string;
    readonly pointOfNoReturnHelp: (properties: string) => string;
    readonly lastWatch: (wd: number) => string;
    readonly lastWatchHelp: string;
  };
  readonly version: (text: string) => string;
  readonly volume: {
    readonly names: string;
    readonly inodes: string;
    readonly watches: string;
    readonly inode: (ino: number) => string;
    readonly links: (count: number) => string;
    readonly noName: string;
    readonly leadsTo: (target: string) => string;
    /** Two inodes with one number. */
    readonly twin: Readonly<Record<'earlier' | 'later', string>>;
    readonly dead: string;
    readonly alive: string;
  };
  readonly chart: {
    readonly picture: (state: string) => string;
    readonly rules: string;
  };
  /** Of what is played in place of a pod. */
  readonly system: {
    /** A picture of a process's statechart for who cannot see it. */
    readonly chart: (process: string, state: string) => string;
    /** What is drawn: the process that moved last, or one that somebody has chosen. */
    readonly latest: string;
    readonly held: string;
    readonly hold: (process: string) => string;
  };
  readonly choices: {
    readonly usual: string;
    readonly blocked: (count: number) => string;
    readonly leadsTo: (properties: string) => string;
  };
  readonly rule: {
    readonly open: (id: string) => string;
    readonly source: string;
    readonly unknown: string;
  };
  readonly verdicts: {
    readonly property: string;
    readonly fromHere: string;
    readonly fromStart: string;
    readonly play: string;
    readonly playFromStart: string;
  };
  readonly link: {
    readonly copied: string;
    readonly copyYourself: string;
    readonly problem: (what: string) => string;
  };
  /** Numbers as `branch 2/3` counts. */
  readonly forgetBranch: (number: number) => string;
  readonly close: string;
  readonly play: string;
  readonly pause: string;
  readonly search: string;
}
