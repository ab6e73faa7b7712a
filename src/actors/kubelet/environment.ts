// The environment of a container, made of a ConfigMap: `env` with configMapKeyRef, and `envFrom`.
//
// Source: kubernetes/kubernetes pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables), pkg/apis/core/validation
// (RelaxedEnvironmentVariableValidation, on by default since 1.32); facts/kubelet.md 4. Rules V7, V9, V10.
// Leaves out: prefixes, $(VAR) references, variables from elsewhere, and both forms in one container.
import { makePayload } from './payload.ts';

/** Value by name of the variable. */
export type Environment = Readonly<Record<string, string>>;

export interface EnvironmentSource {
  /** `metadata.name` of the ConfigMap. */
  readonly configMap: string;
  /** key → variable (`env`); null takes every key under its own name (`envFrom`). */
  readonly items: Readonly<Record<string, string>> | null;
  readonly optional: boolean;
}

/** The environment, or why the container cannot be created (CreateContainerConfigError). */
export function environmentOf(
  source: EnvironmentSource | null,
  data: Environment | null,
): { readonly environment: Environment | null; readonly problem: string | null } {
  if (source === null) return { environment: null, problem: null };
  const { configMap, items, optional } = source;
  if (data === null && !optional) return { environment: null, problem: `configmap "${configMap}" not found` };
  const made = makePayload(data ?? {}, items, optional);
  if ('payload' in made) return { environment: made.payload, problem: null };
  return { environment: null, problem: `couldn't find key ${made.missingKey} in ConfigMap default/${configMap}` };
}
