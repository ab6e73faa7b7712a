// The stories of the article's chapters: for each form that a chapter comes in, whether its properties hold.
//
// A story is a simulation file with `chapter` and `form`. Unlike a hazard it has its own application, or plays a system:
// it has no strategies to be held against, and so it is one row, with one cell for each property that `expect` names.
import { check } from '../explore/check.ts';
import type { PropertyName } from '../properties/names.ts';
import { compareNames } from '../simulation/catalog.ts';
import { type Chapter, FORMS, type Form } from '../simulation/chapters.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { createModel } from '../world/model.ts';
import { type Cell, cellFrom } from './matrix.ts';

/** A simulation that is told of a chapter. */
export interface ChapterStory extends Simulation {
  readonly chapter: Chapter;
  readonly form: Form;
}

export interface ChapterRow {
  readonly story: ChapterStory;
  readonly cells: readonly { readonly property: PropertyName; readonly cell: Cell }[];
}

/** The stories among these simulations, by chapter, then what goes wrong before what survives. */
export function chapterStories(simulations: readonly Simulation[]): readonly ChapterStory[] {
  const rank = ({ form }: ChapterStory): number => FORMS.indexOf(form);
  return simulations
    .filter(isStory)
    .toSorted(
      (a, b) =>
        compareNames(a.chapter, b.chapter) || rank(a) - rank(b) || compareNames(a.scenario.name, b.scenario.name),
    );
}

function isStory(simulation: Simulation): simulation is ChapterStory {
  return simulation.chapter !== null && simulation.form !== null;
}

/** Decides a story, which has its engine if it needs one. `statesMax` bounds each search. Deterministic. */
export function chapterRow(story: ChapterStory, statesMax: number): ChapterRow {
  const { scenario, timing, engine, parameters } = story;
  const model = createModel(scenario, timing, engine);
  const properties = story.expect.map(({ property }) => property);
  const { verdicts } = check(model, { properties, parameters, statesMax });
  return {
    story,
    cells: verdicts.map((verdict) => ({ property: verdict.property, cell: cellFrom(model, [verdict]) })),
  };
}
