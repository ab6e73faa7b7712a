// `list`: everything that has a name, for people in columns and for tools as JSON.
import { version } from '../../../package.json';
import { KUBELET_VERSIONS } from '../../actors/kubelet/versions.ts';
import { watcherLibraries } from '../../actors/watcher/libraries.ts';
import { shippedCatalog } from '../../files/shipped.ts';
import { properties } from '../../properties/properties.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { type Outcome, printed } from '../outcome.ts';

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

export async function list({ json }: ListOptions): Promise<Outcome> {
  const listing = makeListing();
  return printed(json === true ? `${JSON.stringify(listing, null, 2)}\n` : formatListing(listing));
}

function makeListing(): Listing {
  const { simulations, strategies } = shippedCatalog();
  return {
    version,
    simulations: simulations.map(describeSimulation),
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

function formatListing({ simulations, strategies, watchers, properties: asked, kubelets }: Listing): string {
  return [
    section(
      'Simulations',
      simulations.map(({ name, title }) => [name, title]),
    ),
    section(
      'Strategies',
      strategies.map(({ name, title }) => [name, title]),
    ),
    section(
      'Properties',
      asked.map(({ name, asks }) => [name, asks]),
    ),
    section('Watchers', [[watchers.map(({ id }) => id).join(', ')]]),
    section('Kubelet', [[`${kubelets[0]} to ${kubelets.at(-1)}`]]),
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
