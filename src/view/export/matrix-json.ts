// The matrix as JSON values for other tools. The names are a contract: a change of meaning raises SCHEMA.
import { asksOf, type Cell, type Matrix } from '../../matrix/matrix.ts';
import { namedWatcher } from '../../simulation/simulation.ts';
import { shellLine } from './shell.ts';

/** Version of the form of these values. */
export const MATRIX_JSON_SCHEMA = 1;

export interface MatrixJson {
  readonly hazards: readonly {
    readonly id: string;
    readonly simulation: string;
    readonly title: string;
    readonly why: string;
    readonly timing: string;
    readonly kubelet: string;
    /** Null: each strategy's own. */
    readonly watcher: string | null;
    readonly asks: readonly string[];
  }[];
  readonly strategies: readonly {
    readonly name: string;
    readonly id: string;
    readonly title: string;
    /** In the order of the hazards. */
    readonly cells: readonly CellJson[];
  }[];
  /** The stories of the article's chapters; none where only some hazards or strategies are asked for. */
  readonly chapters: readonly ChapterJson[];
}

/** What is found of a story; `command` shows it. */
interface ChapterJson {
  readonly chapter: string;
  readonly form: string;
  readonly simulation: string;
  readonly title: string;
  readonly system: string | null;
  readonly found: readonly (Cell & { readonly property: string })[];
  readonly command: string;
}

/** A cell; `command` plays the shortest failure. */
export type CellJson = Cell & { readonly hazard: string; readonly command?: string };

/** Every cell with every failure found, not the shortest alone. */
export function matrixToJson({ hazards, rows, chapters }: Matrix): MatrixJson {
  return {
    hazards: hazards.map((hazard) => ({
      id: hazard.hazard,
      simulation: hazard.scenario.name,
      title: hazard.scenario.title,
      why: hazard.scenario.why,
      timing: hazard.timing,
      kubelet: hazard.scenario.cluster.kubelet,
      watcher: namedWatcher(hazard) ?? null,
      asks: asksOf(hazard),
    })),
    strategies: rows.map(({ strategy: { name, id, title }, word, cells }) => ({
      name,
      id,
      title,
      cells: cells.map((cell, index) => {
        const hazard = hazards[index];
        const shown = { hazard: hazard?.hazard ?? '', ...cell };
        if (cell.kind !== 'violated') return shown;
        const sim = hazard?.scenario.name ?? '';
        const words = ['reload-sim', 'play', sim, '--strategy', word, '--schedule', cell.failures[0].token];
        return { ...shown, command: shellLine(words) };
      }),
    })),
    chapters: chapters.map(({ story: { chapter, form, scenario }, cells }) => ({
      chapter,
      form,
      simulation: scenario.name,
      title: scenario.title,
      system: scenario.system?.name ?? null,
      found: cells.map(({ property, cell }) => ({ property, ...cell })),
      command: shellLine(['reload-sim', 'check', scenario.name]),
    })),
  };
}
