// `list`: everything that has a name, for people in columns and for tools as JSON.
import { version } from '../../../package.json';
import { KUBELET_VERSIONS } from '../../actors/kubelet/versions.ts';
import { watcherLibraries } from '../../actors/watcher/libraries.ts';
import { shippedCatalog, shippedHandlers } from '../../files/shipped.ts';
import { PROPERTY_NAMES } from '../../properties/names.ts';
import { properties } from '../../properties/properties.ts';
import type { Catalog } from '../../simulation/catalog.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { systems } from '../../systems/systems.ts';
import { byChapter, formMark, groupHeading } from '../../view/chapters.ts';
import { proseOf } from '../../view/prose.ts';
import { pad, widthOf } from '../../view/rows.ts';
import { type Outcome, printed } from '../outcome.ts';
import type { Speech } from '../words/speech.ts';

export interface ListOptions {
  readonly json?: true;
}

/** What `list --json` prints; tools rely on these names. */
interface Listing {
  readonly version: string;
  readonly simulations: readonly {
    readonly name: string;
    readonly title: string;
    readonly why: string;
    /** Of the article that the project grew out of; null for what is not of it. */
    readonly chapter: string | null;
    readonly form: string | null;
    /** What is played in place of a pod, which has the three below. */
    readonly system: string | null;
    readonly watcher: string | null;
    readonly strategy: string | null;
    readonly kubelet: string | null;
    readonly expect: Readonly<Record<string, string>>;
  }[];
  readonly systems: readonly {
    readonly name: string;
    readonly title: string;
    readonly properties: readonly { readonly name: string; readonly asks: string }[];
  }[];
  /** Simulations too, whose application is a handler in JavaScript. */
  readonly handlers: Listing['simulations'];
  readonly strategies: readonly {
    readonly name: string;
    readonly id: string;
    readonly title: string;
    readonly why: string;
  }[];
  readonly watchers: readonly { readonly id: string; readonly version: string | null }[];
  readonly properties: readonly { readonly name: string; readonly asks: string }[];
  readonly kubelets: readonly string[];
}

export async function list({ json }: ListOptions, speech: Speech): Promise<Outcome> {
  const delivered = { ...shippedCatalog(), handlers: shippedHandlers() };
  return printed(
    json === true ? `${JSON.stringify(makeListing(delivered), null, 2)}\n` : formatListing(delivered, speech),
  );
}

interface Delivered extends Catalog {
  readonly handlers: readonly Simulation[];
}

function makeListing({ simulations, handlers, strategies }: Delivered): Listing {
  return {
    version,
    simulations: simulations.map(describeSimulation),
    systems: systems.map(({ name, words: { en }, ...system }) => ({
      name,
      title: en.name,
      properties: system.properties.map((property) => ({
        name: property.name,
        asks: en.properties[property.name]?.asks ?? '',
      })),
    })),
    handlers: handlers.map(describeSimulation),
    strategies: strategies.map(({ name, id, title, why }) => ({ name, id, title, why })),
    watchers: Object.values(watcherLibraries).map((library) => ({ id: library.id, version: library.version })),
    properties: properties.map(({ name, asks }) => ({ name, asks })),
    kubelets: KUBELET_VERSIONS,
  };
}

function describeSimulation({ scenario, expect, chapter, form }: Simulation): Listing['simulations'][number] {
  const { name, title, why, app, cluster, system } = scenario;
  const played =
    system === undefined
      ? { system: null, watcher: app.watcher, strategy: app.strategy.name, kubelet: cluster.kubelet }
      : { system: system.name, watcher: null, strategy: null, kubelet: null };
  return {
    name,
    title,
    why,
    chapter,
    form,
    ...played,
    expect: Object.fromEntries(expect.map(({ property, verdict }) => [property, verdict])),
  };
}

function formatListing({ simulations, handlers, strategies }: Delivered, { view, cli }: Speech): string {
  const { language } = view;
  const told = (name: string, of: Parameters<typeof proseOf>[1]): readonly string[] => [name, proseOf(view, of).title];
  const story = (each: Simulation): readonly string[] => {
    const { scenario, form } = each;
    const { title } = proseOf(view, scenario);
    return form === null ? [scenario.name, title] : [scenario.name, formMark(language, each), title];
  };
  return [
    ...byChapter(simulations).map(({ chapter, items }) => section(groupHeading(language, chapter), items.map(story))),
    section(cli.sections.handlers, handlers.map(story)),
    section(
      cli.sections.systems,
      systems.flatMap(({ name, properties: asked, words }) => {
        const { name: title, properties: told } = words[language];
        const rows = asked.map((each) => [`  ${each.name}`, told[each.name]?.asks ?? '']);
        return [[name, title], ...rows];
      }),
    ),
    section(
      cli.sections.strategies,
      strategies.map((strategy) => told(strategy.name, strategy)),
    ),
    section(
      cli.sections.properties,
      PROPERTY_NAMES.map((name) => [name, view.properties[name]]),
    ),
    section(cli.sections.watchers, [[Object.keys(watcherLibraries).join(', ')]]),
    section(cli.sections.kubelet, [[cli.range(KUBELET_VERSIONS[0], KUBELET_VERSIONS.at(-1) ?? '')]]),
  ].join('\n');
}

/** A heading and rows in columns; the last column is never padded. */
function section(heading: string, rows: readonly (readonly string[])[]): string {
  const widthAt = (at: number): number =>
    Math.max(...rows.map((row) => (at < row.length - 1 ? widthOf(row[at] ?? '') + 2 : 0)));
  const lines = rows.map(
    (row) => `  ${row.map((cell, at) => (at < row.length - 1 ? pad(cell, widthAt(at)) : cell)).join('')}`,
  );
  return [heading, ...lines, ''].join('\n');
}
