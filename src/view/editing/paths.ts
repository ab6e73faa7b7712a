// Names of the user's files. They lie as the delivered ones do: `simulations/NAME.yaml`, `simulations/strategies/NAME.yaml`.

export const FILE_KINDS = ['simulation', 'strategy'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const FOLDERS: Readonly<Record<FileKind, string>> = { simulation: 'simulations/', strategy: 'simulations/strategies/' };
const EXTENSION = '.yaml';
/** What a name may be on any disk and in any address. */
const NAME = /^[a-z0-9][-._a-z0-9]{0,59}$/i;

/** The path of a file of this name. */
export function pathOf(kind: FileKind, name: string): string {
  return `${FOLDERS[kind]}${name}${EXTENSION}`;
}

export function isStrategyFile(path: string): boolean {
  return path.startsWith(FOLDERS.strategy);
}

export function kindOf(path: string): FileKind {
  return isStrategyFile(path) ? 'strategy' : 'simulation';
}

/** `simulations/incident.yaml` → `incident`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

/** Is this a path that a file of the user's may have? */
export function isPath(path: string): boolean {
  return NAME.test(nameOf(path)) && pathOf(kindOf(path), nameOf(path)) === path;
}

/** A name like this one that is free: `mine`, `mine-2`; letters that no name may have are left out. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  const clean =
    wanted
      .replaceAll(/[^-._a-z0-9]+/gi, '-')
      .replaceAll(/^[-._]+/g, '')
      .slice(0, 50) || 'mine';
  if (!isTaken(clean)) return clean;
  let number = 2;
  while (isTaken(`${clean}-${number}`)) number += 1;
  return `${clean}-${number}`;
}
