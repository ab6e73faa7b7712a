// The picture of a canary at one moment: which ConfigMaps there are, the weight, and what each pod serves.
import type { Moment, PictureRow } from '../system.ts';
import { nameIn, REPLICA_SETS, type ReplicaSet } from './names.ts';
import { podsIn } from './properties.ts';
import type { CanaryConfig } from './schema.ts';
import { type Content, exists, type Fleet, type Pod } from './shared.ts';

/** What the picture says in a language. */
export interface PictureWords
  extends Readonly<Record<ReplicaSet | 'configMap' | 'missing' | 'weight' | 'analysis', string>> {
  readonly content: Readonly<Record<Content, string>>;
  readonly pod: Readonly<Record<Exclude<Pod, 'none'>, string>>;
  readonly phase: Readonly<Record<Fleet['phase'], string>>;
  readonly outcome: Readonly<Record<NonNullable<Fleet['analysis']>, string>>;
}

/** One row for each ConfigMap that there is or that pods name, the rollout, and each replica set that has pods. */
export function pictureOf(canary: CanaryConfig, { shared }: Moment<Fleet>, words: PictureWords): readonly PictureRow[] {
  const { configMaps, weight, phase, analysis, share, pods } = shared;
  const served = podsIn(shared).filter((pod) => pod === 'new').length;
  const spreads = canary.config === 'bad' && analysis !== 'passed' && served > share;
  const row = (label: string, value: string, role: PictureRow['role'] = null): PictureRow => ({ label, value, role });
  const setRow = (set: ReplicaSet): readonly PictureRow[] => {
    const there = pods[set].filter(exists) as readonly Exclude<Pod, 'none'>[];
    if (there.length === 0) return [];
    const bad = there.includes('waiting') || (spreads && there.includes('new'));
    return [row(words[set], there.map((pod) => words.pod[pod]).join(' · '), bad ? 'bad' : null)];
  };
  // A name that pods are made with, and nothing has.
  const missing = REPLICA_SETS.filter((set) => pods[set].some(exists)).map((set) => nameIn(canary, set));
  const missingRows = [...new Set(missing)].filter((name) => configMaps[name] === undefined);
  return [
    ...missingRows.map((name) => row(`${words.configMap} ${name}`, words.missing, 'bad')),
    ...Object.entries(configMaps).map(([name, content]) => row(`${words.configMap} ${name}`, words.content[content])),
    row(words.weight, `${weight} %, ${words.phase[phase]}`, phase === 'aborted' ? 'bad' : null),
    ...(analysis === null
      ? []
      : [row(words.analysis, words.outcome[analysis], analysis === 'passed' ? 'good' : 'bad')]),
    ...REPLICA_SETS.flatMap(setRow),
  ];
}
