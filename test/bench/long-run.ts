// A run of more than 300 steps of the page, and of more than 1400 single ones, as a link: fifteen updates of a ConfigMap, each
// mounted by the kubelet and read by a strategy that hears of all of them.
import { loadStrategies } from '../../src/simulation/catalog.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { openRun } from '../../src/view/session/open.ts';
import { formatLink } from '../../src/view/share/link.ts';
import { sharedRun } from '../../src/view/share/shared-run.ts';

const STRATEGY = 'dir-data-create';
const UPDATES = 15;
/** Between two updates; longer than a sync period of the kubelet. */
const APART_S = 130;

/** The hash of an address that opens the run at its start; `strategyText` is the strategy's file. */
export async function longRunLink(strategyText: string): Promise<{ readonly link: string; readonly steps: number }> {
  const story = Array.from({ length: UPDATES }, (_, at) => {
    return `  - { at: ${5 + at * APART_S}s, apply: { app.yaml: "v: ${at + 2}" } }`;
  });
  const text = [
    'title: A long run',
    'why: To be measured.',
    'configMap: { data: { app.yaml: "v: 1" } }',
    `app: { strategy: ${STRATEGY} }`,
    'story:',
    ...story,
  ].join('\n');
  const { strategies } = loadStrategies({ [`${STRATEGY}.yaml`]: strategyText });
  const loaded = loadSimulation(text, 'long.yaml', strategies);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics[0]?.message);
  const { simulation } = loaded;
  const { model, run } = openRun(simulation, null, null);
  const { steps } = run;
  const link = await formatLink(sharedRun({ simulation, model, steps, policy: 'app-first', at: 0, unfolded: false }));
  if (link === null) throw new Error('the run is too long for a link');
  return { link, steps: steps.length };
}
