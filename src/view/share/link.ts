// Links: `#link=…`, a run in the part of an address that no browser sends anywhere. And reading what somebody hands in:
// a link, an exported JSON file, or a file that plays offline.
//
// The record is deflated and written as base64url. Everything is bounded before it is looked at.
import { decodeBase64url, encodeBase64url } from '../../explore/base64url.ts';
import { FILE_BYTES_MAX } from '../../simulation/limits.ts';
import { deflate, inflate } from './deflate.ts';
import { JSON_FIELD, LINK, RECORD_ELEMENT } from './link-form.ts';
import { type MisreadRecord, type SharedRun, sharedRunIn } from './shared-run.ts';

/** Characters of a link's own part at most: more is not passed on whole by mail and chat programs. */
export const LINK_LENGTH_MAX = 64 * 1024;
/** Bytes that a link may unfold to. */
export const LINK_BYTES_MAX = 256 * 1024;

/** Why something handed in cannot be opened. */
export type Misread = MisreadRecord | 'not-a-link' | 'too-big';

/** The hash of an address that opens the run; null when it would be longer than LINK_LENGTH_MAX. */
export async function formatLink(shared: SharedRun): Promise<string | null> {
  const text = JSON.stringify(shared);
  const hash = `#link=${encodeBase64url([...(await deflate(text))])}`;
  const fits = hash.length <= LINK_LENGTH_MAX && new TextEncoder().encode(text).length <= LINK_BYTES_MAX;
  return fits ? hash : null;
}

/** The run of an address, or of its hash alone. */
export async function readLink(given: string): Promise<SharedRun | Misread> {
  const link = given.trim();
  if (link.length > LINK_LENGTH_MAX * 2) return 'too-big';
  const [, packed] = LINK.exec(link) ?? [];
  if (packed === undefined) return 'not-a-link';
  if (packed.length > LINK_LENGTH_MAX) return 'too-big';
  const bytes = decodeBase64url(packed);
  if (bytes === null) return 'damaged';
  const inflated = await inflate(Uint8Array.from(bytes), LINK_BYTES_MAX);
  return typeof inflated === 'string' ? inflated : sharedRunIn(parsed(inflated.text));
}

/** The run in a text: a link, or an exported file. */
export async function readHandedIn(text: string): Promise<SharedRun | Misread> {
  // What a page carries beside the record is its program.
  const record = new RegExp(`<script type="application/json" id="${RECORD_ELEMENT}">(.*?)</script>`, 's').exec(
    text,
  )?.[1];
  if (record !== undefined) return sharedRunIn(parsed(record));
  if (text.length > FILE_BYTES_MAX) return 'too-big';
  if (!text.trimStart().startsWith('{')) return readLink(text);
  const file = parsed(text);
  const hasRecord = typeof file === 'object' && file !== null && Object.hasOwn(file, JSON_FIELD);
  return hasRecord ? sharedRunIn((file as Record<string, unknown>)[JSON_FIELD]) : 'not-a-link';
}

/** Null stands for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
