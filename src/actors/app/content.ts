// What the application makes of the bytes it read: valid, empty, invalid, missing keys.
//
// Source: facts/strategies.md section 5 (N17, N18, the article's recipe). Parsing itself is done once per distinct
// content by the simulation layer; here bytes are only looked up. Empty bytes parse without error to a zero value, as
// yaml.Unmarshal does in Go: that is the incident. Rules S6, S7.
import type { Strategy } from './strategy.ts';

/** What a parser makes of one file's bytes; worked out once, by the simulation layer. */
export interface ContentClass {
  readonly status: 'valid' | 'empty' | 'invalid';
  /** Root keys of the parsed document; empty unless it is a mapping. */
  readonly rootKeys: readonly string[];
}

/** File → bytes held in memory; null is the zero value. */
export type Held = Readonly<Record<string, string | null>>;

/** Why a load is refused, or null when the strategy accepts the bytes. */
export function refusal(
  verify: Strategy['verify'],
  contents: Readonly<Record<string, ContentClass>>,
  bytes: string,
): string | null {
  const found = contents[bytes] ?? { status: 'invalid', rootKeys: [] };
  if (verify.nonEmpty && found.status === 'empty') return 'empty content';
  if (verify.parse && found.status === 'invalid') return 'parse error';
  const missing = verify.requiredKeys.filter((key) => !found.rootKeys.includes(key));
  return missing.length > 0 ? `missing root key ${missing.join(', ')}` : null;
}

/** What is in memory after parsing `bytes` without checking: nothing for empty bytes, what was there otherwise. */
export function parsed(contents: Readonly<Record<string, ContentClass>>, bytes: string): string | null {
  return contents[bytes]?.status === 'empty' ? null : bytes;
}
