// What only a page shows of a session: the whole run at once, the volume as a graph, the loop's statechart, answers, and
// what every order comes to from the start.
import type { VerdictKind } from '../../explore/verdict.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Timing } from '../../world/scenario.ts';
import { type AppChart, appChart } from '../app-chart.ts';
import { type Foresight, type Prospect, prospectsAfter } from '../foresight.ts';
import { type LanePicture, lanePicture } from '../lane-picture.ts';
import { inLanguage, type Lost, lanesView, type Turn } from '../lanes.ts';
import type { Language } from '../messages/messages.ts';
import { type ProcessChart, processCharts } from '../process-charts.ts';
import { type Answer, requestsView } from '../requests.ts';
import { toldOf, type Verdict } from '../verdicts.ts';
import { type VolumeGraph, volumeGraph } from '../volume-graph.ts';
import { endOf, type SessionState } from './reducer.ts';
import { worldAt } from './run-tree.ts';
import type { SessionView } from './session-view.ts';
import { lastFold } from './stops.ts';

export interface PageView {
  readonly picture: LanePicture;
  /** Columns of the picture up to the cursor. */
  readonly column: number;
  /** Points of no return on the whole branch, as far as an oracle has told. */
  readonly lost: readonly Lost[];
  /** Where the branch turns: its last watch dies. */
  readonly turn: Turn | null;
  readonly graph: VolumeGraph;
  readonly chart: AppChart;
  /** The statecharts of what is played in place of a pod; none in a pod. */
  readonly processes: readonly ProcessChart[];
  readonly answers: readonly Answer[];
  readonly timing: Timing;
  /** What `check` says of every order from the start, by property; those not decided yet are missing. */
  readonly overall: ReadonlyMap<PropertyName, VerdictKind>;
}

/** The page's view of a state. */
export function pageView(state: SessionState, view: SessionView, language: Language): PageView {
  const { tree, model, unfolded, foresight } = state;
  const steps = tree.steps.slice(0, tree.at);
  const since = lastFold(model, tree, unfolded, endOf(model, tree) !== null)?.from ?? 0;
  const lanes = inLanguage(lanesView(model, tree.first, tree.steps, 'folds'), language);
  return {
    picture: lanePicture(lanes, tree.steps),
    column: lanes.columns.filter(({ from }) => from < tree.at).length,
    lost: foresight === null ? [] : lostOf(view.verdicts, prospectsAfter(foresight, tree.steps)),
    turn: view.lanes.turn,
    graph: volumeGraph(view.volume),
    chart: appChart(model, worldAt(tree), steps, since),
    processes: processCharts(model, worldAt(tree), steps, since),
    answers: requestsView(steps, since),
    timing: model.timing,
    overall: foresight === null ? new Map() : overallOf(foresight),
  };
}

/** Of the properties that people ask for. */
function lostOf(lights: readonly Verdict[], whole: readonly Prospect[]): readonly Lost[] {
  return toldOf(lights).flatMap(({ property }) => {
    const at = whole.find((each) => each.property === property)?.lostAt ?? null;
    // What was lost from the first world on turns nowhere.
    return at === null || at === 0 ? [] : [{ property, at }];
  });
}

function overallOf(foresight: Foresight): ReadonlyMap<PropertyName, VerdictKind> {
  return new Map(prospectsAfter(foresight, []).map((prospect) => [prospect.property, verdictOf(prospect)]));
}

function verdictOf({ fate }: Prospect): VerdictKind {
  if (fate === 'safe') return 'holds';
  return fate === 'unknown' ? 'inconclusive' : 'violated';
}
