// `list`: everything that has a name, for people in columns and for tools as JSON.
import { version } from '../../../package.json';
import { KUBELET_VERSIONS } from '../../actors/kubelet/versions.ts';
import { watcherLibraries } from '../../actors/watcher/libraries.ts';
import { shippedCatalog, shippedHandlers } from '../../files/shipped.ts';
import { PROPERTY_NAMES } from '../../properties/names.ts';
import { properties } from '../../properties/properties.ts';
import type { Catalog } from '../../simulation/catalog.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { proseOf } from '../../view/prose.ts';
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
    readonly watcher: string;
    readonly strategy: string;
    readonly kubelet: string;
    readonly expect: Readonly<Record<string, string>>;
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
    handlers: handlers.map(describeSimulation),
    strategies: strategies.map(({ name, id, title, why }) => ({ name, id, title, why })),
    watchers: Object.values(watcherLibraries).map((library) => ({ id: library.id, version: library.version })),
    properties: properties.map(({ name, asks }) => ({ name, asks })),
    kubelets: KUBELET_VERSIONS,
  };
}

function describeSimulation({ scenario, expect }: Simulation): Listing['simulations'][number] {
  const { name, title, why, app, cluster } = scenario;
  return {
    name,
    title,
    why,
    watcher: app.watcher,
    strategy: app.strategy.name,
    kubelet: cluster.kubelet,
    expect: Object.fromEntries(expect.map(({ property, verdict }) => [property, verdict])),
  };
}

function formatListing({ simulations, handlers, strategies }: Delivered, { view, cli }: Speech): string {
  const told = (name: string, of: Parameters<typeof proseOf>[1]): readonly string[] => [name, proseOf(view, of).title];
  return [
    section(
      cli.sections.simulations,
      simulations.map(({ scenario }) => told(scenario.name, scenario)),
    ),
    section(
      cli.sections.handlers,
      handlers.map(({ scenario }) => told(scenario.name, scenario)),
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
  const width = Math.max(...rows.map(([first = '', ...rest]) => (rest.length > 0 ? first.length + 2 : 0)));
  const lines = rows.map(
    (row) => `  ${row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(width) : cell)).join('')}`,
  );
  return [heading, ...lines, ''].join('\n');
}
