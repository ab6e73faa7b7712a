// Admission: what stands between a valid update and the store, as decisions made beforehand.
//
// Sources: k8s.io/apiserver pkg/admission/plugin/webhook (validating dispatcher, errors.ToStatusErr) and
// pkg/admission/plugin/policy/validating; facts/kubelet.md 6. A policy is evaluated where the simulation is read
// (src/simulation/admission), for every pair of data that may follow one another; here are only the answers.
// Leaves out: mutating admission, several webhooks or policies at once, and an answer that depends on who asks.
// Rules A1 to A8.
import { type Data, sameData } from './stored.ts';

/** Operations of a client on a ConfigMap that admission is asked about. */
export const ADMISSION_OPERATIONS = ['CREATE', 'UPDATE'] as const;
export type AdmissionOperation = (typeof ADMISSION_OPERATIONS)[number];

/** `Fail` refuses what could not be decided, `Ignore` lets it in. */
export const FAILURE_POLICIES = ['Fail', 'Ignore'] as const;
export type FailurePolicy = (typeof FAILURE_POLICIES)[number];

/** Whether the webhook answers within its timeout: always, never, or that is nobody's to choose. */
export const WEBHOOK_ANSWERS = ['always', 'may-time-out', 'never'] as const;
export type WebhookAnswers = (typeof WEBHOOK_ANSWERS)[number];

/** A refusal as the client gets it: the metav1.Status. */
export interface Denial {
  /** The rule of docs/model.md behind it. */
  readonly rule: string;
  readonly status: number;
  /** metav1.StatusReason; a webhook that sends none leaves it empty. */
  readonly reason: string;
  readonly message: string;
  /** What kubectl prints of it, on one line. */
  readonly line: string;
}

/** The call of a webhook, apart from what it decides. */
export interface WebhookCall {
  readonly operations: readonly AdmissionOperation[];
  readonly answers: WebhookAnswers;
  readonly timeoutMs: number;
  /** What the client gets when there is no answer in time; null lets the update in (`Ignore`). */
  readonly onTimeout: Denial | null;
}

export interface Admission {
  /** Every data that a story or a mistake may put, and the data of version 1; about others nobody is asked. */
  readonly data: readonly Data[];
  /** What is refused, by `before>after` (places in `data`; -1 before a CREATE). Whatever is not listed is let in. */
  readonly denials: Readonly<Record<string, Denial>>;
  /** Null where no webhook is called. */
  readonly call: WebhookCall | null;
}

/** What admission decides about data that follows other data (null: the ConfigMap does not exist). */
export function denialOf(admission: Admission | null, before: Data | null, after: Data): Denial | null {
  if (admission === null) return null;
  const from = before === null ? -1 : placeOf(admission, before);
  return admission.denials[`${from}>${placeOf(admission, after)}`] ?? null;
}

function placeOf({ data }: Admission, wanted: Data): number {
  return data.findIndex((each) => sameData(each, wanted));
}

/** The webhook that is called for this write and may be late; null when none is, or none can be. */
export function callOf(admission: Admission | null, before: Data | null, after: Data): WebhookCall | null {
  const call = admission?.call ?? null;
  if (admission === null || call === null || call.answers === 'always') return null;
  if (placeOf(admission, after) === -1) return null;
  return call.operations.includes(before === null ? 'CREATE' : 'UPDATE') ? call : null;
}
