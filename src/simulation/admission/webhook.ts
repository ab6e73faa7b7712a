// A validating webhook with a white-list, written by hand or in Rego, and what its refusals look like to the client.
//
// Sources: k8s.io/apiserver pkg/admission/plugin/webhook (errors.ToStatusErr: a code below 400 or none becomes 400),
// sigs.k8s.io/controller-runtime pkg/webhook/admission (Denied: 403), openpolicyagent.org/docs/kubernetes (package
// system: a message and no code). Rego is not run: the three forms do what OPA's documentation says of them, see
// docs/limits.md. Rules A1 to A4, A7, A8.
import type {
  AdmissionOperation,
  Denial,
  FailurePolicy,
  WebhookAnswers,
  WebhookCall,
} from '../../actors/api/admission.ts';
import { parseContent } from '../contents.ts';
import { kubectlLine } from './kubectl-line.ts';
import type { Decide } from './request.ts';

/** What a list of names is a list of: keys of the ConfigMap, or fields of the YAML in its values. */
export const CHECKS = ['keys', 'fields'] as const;
export type Check = (typeof CHECKS)[number];

/**
 * The article's Rego `as-written` (its variable is unsafe: it does not compile), with that variable bound (`key-bound`:
 * it compares file names with field names), and what it should say (`corrected`).
 */
export const REGO_FORMS = ['as-written', 'key-bound', 'corrected'] as const;
export type RegoForm = (typeof REGO_FORMS)[number];

/** How a policy gets into OPA: as a file when it starts, or while it runs, through kube-mgmt. */
export const REGO_LOADERS = ['file', 'kube-mgmt'] as const;
export type RegoLoader = (typeof REGO_LOADERS)[number];

export interface Webhook {
  readonly name: string;
  /** One of the two. */
  readonly checks?: Check | undefined;
  readonly rego?: RegoForm | undefined;
  readonly loadedFrom: RegoLoader;
  readonly allow: readonly string[];
  readonly require: readonly string[];
  readonly operations: readonly AdmissionOperation[];
  /** `status.code` of its answers; left out, it sends none. */
  readonly code?: number | undefined;
  readonly failurePolicy: FailurePolicy;
  readonly timeoutMs: number;
  readonly answers: WebhookAnswers;
}

/** metav1.StatusReason by HTTP status, as far as a webhook sends one (apierrors, controller-runtime). */
const REASON_OF: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  409: 'Conflict',
  422: 'Invalid',
};

/** What the webhook decides when it answers. */
export function decideByWebhook(webhook: Webhook): Decide {
  const { rego, loadedFrom, failurePolicy, operations } = webhook;
  if (rego === 'as-written') {
    // A7: OPA does not start with a file that does not compile; kube-mgmt notes the error, and nothing denies.
    const refusal = loadedFrom === 'file' && failurePolicy === 'Fail' ? notCalled(webhook, CONNECTION_REFUSED) : null;
    return ({ operation }) => (operations.includes(operation) ? refusal : null);
  }
  return ({ operation, after }) => {
    // The article's rule asks for UPDATE, whatever the webhook is called for.
    if (!operations.includes(operation) || (rego === 'key-bound' && operation !== 'UPDATE')) return null;
    const wrong = wrongWith(webhook, after);
    return wrong === null ? null : denied(webhook, wrong);
  };
}

/** How the webhook is called. */
export function callOfWebhook(webhook: Webhook): WebhookCall {
  const { answers, timeoutMs, failurePolicy, operations } = webhook;
  const onTimeout = failurePolicy === 'Fail' ? notCalled(webhook, 'context deadline exceeded') : null;
  return { operations, answers, timeoutMs, onTimeout };
}

/** Why the data is refused, or null. */
function wrongWith({ rego, checks, allow, require }: Webhook, data: Readonly<Record<string, string>>): string | null {
  if (rego === 'key-bound') {
    // `deny` is a set, and concat puts it in order.
    const messages = notIn(allow, Object.keys(data)).map((key) => `非法字段 "${key}" 不在团购业务白名单中`);
    return messages.length === 0 ? null : messages.sort().join(', ');
  }
  return checks === 'keys' ? wrongKeys(allow, require, Object.keys(data), 'key') : wrongFields(allow, require, data);
}

function wrongKeys(
  allow: readonly string[],
  require: readonly string[],
  found: readonly string[],
  what: string,
): string | null {
  const [extra, missing] = [notIn(allow, found), notIn(found, require)];
  if (extra.length > 0) return `${what} ${quoted(extra)} is not allowed (${allow.join(', ')})`;
  return missing.length > 0 ? `${what} ${quoted(missing)} is missing` : null;
}

/** A8: every value is read as YAML, and must be a mapping of these fields. */
function wrongFields(
  allow: readonly string[],
  require: readonly string[],
  data: Readonly<Record<string, string>>,
): string | null {
  for (const [key, content] of Object.entries(data)) {
    const parsed = parseContent(content);
    if ('problem' in parsed) return `${key} is not YAML`;
    const { value } = parsed;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return `${key} is not a mapping of fields`;
    const wrong = wrongKeys(allow, require, Object.keys(value), 'field');
    if (wrong !== null) return `${key}: ${wrong}`;
  }
  return Object.keys(data).length === 0 ? 'there is no file' : null;
}

function notIn(list: readonly string[], words: readonly string[]): readonly string[] {
  return words.filter((word) => !list.includes(word));
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

/** ToStatusErr: http.StatusBadRequest, whatever less a webhook sends. */
const LEAST_CODE = 400;

/** A1: the webhook says no. Rego's main rule sends a message alone. */
function denied({ name, code, rego }: Webhook, why: string): Denial {
  const sent = rego === undefined ? (code ?? 0) : 0;
  const reason = REASON_OF[sent] ?? '';
  const message = `admission webhook "${name}" denied the request: ${why}`;
  return { rule: 'A1', status: Math.max(sent, LEAST_CODE), reason, message, line: kubectlLine(reason, message) };
}

/** Where the webhook's service stands in messages. */
const SERVICE = 'https://webhook.admission.svc:443/';
const CONNECTION_REFUSED = 'connect: connection refused';

/** A2: the webhook could not be asked, and failurePolicy is Fail. */
function notCalled({ name, timeoutMs }: Webhook, why: string): Denial {
  const url = `${SERVICE}?timeout=${timeoutMs / 1000}s`;
  const failed = `failed calling webhook "${name}": failed to call webhook: Post "${url}": ${why}`;
  const message = `Internal error occurred: ${failed}`;
  return { rule: 'A2', status: 500, reason: 'InternalError', message, line: kubectlLine('InternalError', message) };
}
