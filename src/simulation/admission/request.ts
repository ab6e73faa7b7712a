// One write of the ConfigMap, as admission is asked about it.
import type { AdmissionOperation, Denial } from '../../actors/api/admission.ts';

export type Data = Readonly<Record<string, string>>;

export interface AdmissionRequest {
  readonly operation: AdmissionOperation;
  readonly name: string;
  readonly namespace: string;
  /** Null for a CREATE. */
  readonly before: Data | null;
  readonly after: Data;
}

/** What a webhook or a policy says of a write; null lets it in. */
export type Decide = (request: AdmissionRequest) => Denial | null;

/** The ConfigMap of a request as a mapping. */
export function configMapOf({ name, namespace }: AdmissionRequest, data: Data): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}
