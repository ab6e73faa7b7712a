// A line of a file as a location of SARIF 2.1.0 (§3.28), with words of its own where it has some.
import type { Position } from '../../simulation/diagnostics.ts';

/** `uri` is relative to the root of the sources where there is one. */
export function locationAt(uri: string, { line, column }: Position, text: string | null = null): unknown {
  const region = { startLine: line, startColumn: column };
  return {
    physicalLocation: { artifactLocation: { uri }, region },
    ...(text === null ? {} : { message: { text } }),
  };
}
