// ValidatingAdmissionPolicy and its binding, as kubectl applies them: the part of admissionregistration.k8s.io/v1 that
// is modelled. What is not is a mistake of its own, so that no policy means something else here than in a cluster.
//
// Source: k8s.io/api admissionregistration/v1 types.go, kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy.
import { z } from 'zod';
import { FAILURE_POLICIES } from '../../actors/api/admission.ts';
import { objectName } from '../schema-words.ts';

const EXPRESSION_LENGTH_MAX = 10_000;
const LIST_LENGTH_MAX = 32;

/** `validations[].reason` and the HTTP status of each (reasonToCode). */
export const REASONS = { Unauthorized: 401, Forbidden: 403, Invalid: 422, RequestEntityTooLarge: 413 } as const;
export const VALIDATION_ACTIONS = ['Deny', 'Warn', 'Audit'] as const;

/** A field of Kubernetes that has no meaning here. */
function notModelled(what: string) {
  return z
    .never()
    .optional()
    .meta({ title: `no such field: ${what} not modelled` });
}

/** A selector that selects everything. */
const noSelector = z.strictObject({}).meta({ title: '{}: what selects by labels is not modelled' }).optional();

const metadata = z.looseObject({ name: objectName });
const expression = z.string().min(1).max(EXPRESSION_LENGTH_MAX).meta({ title: 'a CEL expression' });
const words = z.array(z.string()).min(1).max(LIST_LENGTH_MAX);

const resourceRule = z.strictObject({
  apiGroups: words,
  apiVersions: words,
  operations: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'])).min(1),
  resources: words,
  resourceNames: words.optional(),
  scope: z.enum(['Cluster', 'Namespaced', '*']).optional(),
});

const matchResources = z.strictObject({
  resourceRules: z.array(resourceRule).max(LIST_LENGTH_MAX).optional(),
  excludeResourceRules: z.array(resourceRule).max(LIST_LENGTH_MAX).optional(),
  matchPolicy: z.enum(['Exact', 'Equivalent']).optional(),
  namespaceSelector: noSelector,
  objectSelector: noSelector,
});

const named = z.strictObject({ name: z.string().min(1).max(63), expression });

const validation = z.strictObject({
  expression,
  message: z.string().optional(),
  messageExpression: expression.optional(),
  reason: z.enum(Object.keys(REASONS) as [keyof typeof REASONS]).optional(),
});

export const policySchema = z.strictObject({
  apiVersion: z.literal('admissionregistration.k8s.io/v1'),
  kind: z.literal('ValidatingAdmissionPolicy'),
  metadata,
  spec: z.strictObject({
    failurePolicy: z.enum(FAILURE_POLICIES).default('Fail'),
    matchConstraints: matchResources,
    matchConditions: z.array(named).max(64).default([]),
    variables: z.array(named).max(LIST_LENGTH_MAX).default([]),
    validations: z.array(validation).min(1).max(LIST_LENGTH_MAX),
    paramKind: notModelled('parameters are'),
    auditAnnotations: notModelled('audit annotations are'),
  }),
});
export type Policy = z.output<typeof policySchema>;
export type ResourceRule = z.output<typeof resourceRule>;

export const bindingSchema = z.strictObject({
  apiVersion: z.literal('admissionregistration.k8s.io/v1'),
  kind: z.literal('ValidatingAdmissionPolicyBinding'),
  metadata,
  spec: z.strictObject({
    policyName: objectName,
    validationActions: z.array(z.enum(VALIDATION_ACTIONS)).min(1),
    matchResources: notModelled('what a binding matches is'),
    paramRef: notModelled('parameters are'),
  }),
});
export type Binding = z.output<typeof bindingSchema>;
