// What the API server refuses to store as a ConfigMap.
//
// Source: kubernetes/kubernetes pkg/apis/core/validation (ValidateConfigMap), apimachinery
// pkg/util/validation (IsConfigMapKey); facts/kubelet.md 9. Rule K3.
// Leaves out: binaryData (and keys that are in both), immutable, metadata, admission.
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

function wrongWithKey(key: string): string | null {
  if (key.length > MAX_KEY_LENGTH) return `must be no more than ${MAX_KEY_LENGTH} characters`;
  if (!KEY.test(key)) return "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  if (key === '.' || key === '..') return `must not be '${key}'`;
  return key.startsWith('..') ? "must not start with '..'" : null;
}
