// The command line that shows a piece of evidence to a reader.
import { shellLine } from '../view/export/shell.ts';
import type { Evidence, Finding } from './claim.ts';

/** Where the recordings lie in the repository; they are not part of the package. */
export const RECORDINGS = 'test/recorded';

/** The line to type; null for a recording that describes no operations, which is only to be read. */
export function commandOf(finding: Finding): string | null {
  switch (finding.by) {
    case 'check': {
      const { simulation, strategy } = finding;
      const other = strategy === undefined ? [] : ['--strategy', strategy];
      return shellLine(['reload-sim', 'check', simulation, ...other]);
    }
    case 'run': {
      const { simulation, format } = finding;
      return shellLine(['reload-sim', 'run', simulation, ...(format === undefined ? [] : ['--format', format])]);
    }
    case 'probe':
      return `printf '${finding.script.map(escaped).join('\\n')}\\n' | reload-sim probe --verify -`;
    case 'recording':
      return finding.replays === true ? `reload-sim probe --verify ${fileOf(finding.id)}` : null;
  }
}

/** Evidence that stands side by side, speaks for the same side and is shown by the same line. */
export interface Shown {
  readonly command: string | null;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** The evidence of a claim in its order, by the lines that show it. */
export function shownBy(evidence: readonly Evidence[]): readonly Shown[] {
  const groups: Shown[] = [];
  for (const each of evidence) {
    const command = commandOf(each);
    const last = groups.at(-1);
    const isSame = command !== null && last?.command === command && last.evidence[0].speaks === each.speaks;
    if (isSame) groups.splice(-1, 1, { command, evidence: [...last.evidence, each] });
    else groups.push({ command, evidence: [each] });
  }
  return groups;
}

/** The file of a recording, from the root of the repository. */
export function fileOf(id: string): string {
  return `${RECORDINGS}/${id}.json`;
}

/** A line as the format of printf(1), in single quotes. */
function escaped(line: string): string {
  return line.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll("'", `'\\''`);
}
