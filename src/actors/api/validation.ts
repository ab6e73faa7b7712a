// What the API server refuses to store as a ConfigMap.
//
// Source: kubernetes/kubernetes pkg/apis/core/validation (ValidateConfigMap, ValidateConfigMapUpdate), apimachinery
// pkg/util/validation (IsConfigMapKey), pkg/util/errors (Aggregate); facts/kubelet.md 5 and 9. Rules K3, V1.
// Leaves out: binaryData (and keys that are in both), metadata, admission.
import { utf8Bytes } from '../../kernel/utf8.ts';

/** MaxSecretSize: bytes of all values together. */
export const MAX_DATA_BYTES = 1024 * 1024;
/** DNS1123SubdomainMaxLength: characters of a key. */
const MAX_KEY_LENGTH = 253;
const KEY = /^[-._a-zA-Z0-9]+$/;

/** Why the data is refused (422 Invalid), or null. */
export function refusal(data: Readonly<Record<string, string>>): string | null {
  for (const key of Object.keys(data)) {
    const wrong = wrongWithKey(key);
    if (wrong !== null) return `data[${key}]: Invalid value: ${wrong}`;
  }
  const bytes = Object.values(data).reduce((sum, value) => sum + utf8Bytes(value), 0);
  return bytes > MAX_DATA_BYTES ? `[]: Too long: may not be more than ${MAX_DATA_BYTES} bytes` : null;
}

/** What an update of an immutable ConfigMap changes. */
export interface ImmutableChange {
  /** It is not to be immutable any more. */
  readonly field: boolean;
  readonly data: boolean;
}

/** Why an update of an immutable ConfigMap is refused (422 Invalid), in the API server's words (V1); or null. */
export function updateRefusal(changes: ImmutableChange): string | null {
  const fields = [...(changes.field ? ['immutable'] : []), ...(changes.data ? ['data'] : [])];
  const causes = fields.map((field) => `${field}: Forbidden: field is immutable when \`immutable\` is set`);
  return causes.length > 1 ? `[${causes.join(', ')}]` : (causes[0] ?? null);
}

/** What kubectl prints of such a message, on one line; it gives each of several causes a line of its own. */
export function kubectlLine(reason: string): string {
  const [, head = '', causes = ''] = /^(.* is invalid: )\[(.*)\]$/.exec(reason) ?? [];
  if (head === '') return `The ${reason}`;
  return `The ${head}${causes
    .split(', ')
    .map((cause) => `* ${cause}`)
    .join(' ')}`;
}

function wrongWithKey(key: string): string | null {
  if (key.length > MAX_KEY_LENGTH) return `must be no more than ${MAX_KEY_LENGTH} characters`;
  if (!KEY.test(key)) return "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  if (key === '.' || key === '..') return `must not be '${key}'`;
  return key.startsWith('..') ? "must not start with '..'" : null;
}
