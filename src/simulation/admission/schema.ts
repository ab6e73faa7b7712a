// The block `admission` of a simulation file.
//
// Source: k8s.io/api admissionregistration/v1 types.go for names and defaults. What stands below `policy` is a manifest
// with a schema of its own (policy-schema.ts). A file has one webhook, or one policy.
import { z } from 'zod';
import { ADMISSION_OPERATIONS, FAILURE_POLICIES, WEBHOOK_ANSWERS } from '../../actors/api/admission.ts';
import { interval } from '../../systems/words-of-time.ts';
import { objectName } from '../schema-words.ts';
import { CHECKS, REGO_FORMS, REGO_LOADERS } from './webhook.ts';

const NAMES_MAX = 64;
const TIMEOUT_MAX_MS = 30_000;

/** The article's white-list. */
export const ARTICLE_FIELDS = ['discountRate', 'maxQuantity', 'startTime'] as const;

const names = z.array(z.string().min(1).max(253)).max(NAMES_MAX);

const webhook = z.strictObject({
  name: objectName.default('whitelist.example.com').describe('`webhooks[].name`, as messages have it.'),
  checks: z
    .enum(CHECKS)
    .optional()
    .describe('What the white-list is about: `keys` of the ConfigMap, or `fields` of the YAML in every value.'),
  rego: z
    .enum(REGO_FORMS)
    .optional()
    .describe(
      "In place of `checks`: the article's Rego as it is printed, with its variable bound, or as it should be.",
    ),
  loadedFrom: z
    .enum(REGO_LOADERS)
    .default('file')
    .describe('How OPA gets its Rego: as a file when it starts, or while it runs from kube-mgmt.'),
  allow: names.default([...ARTICLE_FIELDS]).describe("The white-list; left out, the article's."),
  require: names.default([]).describe('Keys or fields that have to be there.'),
  operations: z
    .array(z.enum(ADMISSION_OPERATIONS))
    .min(1)
    .default([...ADMISSION_OPERATIONS])
    .describe('`rules[].operations` for configmaps: which writes the webhook is asked about.'),
  code: z
    .int()
    .min(100)
    .max(599)
    .optional()
    .describe('`status.code` in a refusal; left out, it sends none. The client never sees less than 400.'),
  failurePolicy: z
    .enum(FAILURE_POLICIES)
    .default('Fail')
    .describe('What becomes of a write that the webhook could not be asked about.'),
  timeout: interval
    .refine((ms) => ms >= 1000 && ms <= TIMEOUT_MAX_MS && ms % 1000 === 0)
    .meta({ title: 'a whole number of seconds from 1s to 30s' })
    .prefault('10s')
    .describe('`timeoutSeconds`: how long the API server waits for an answer.'),
  answers: z
    .enum(WEBHOOK_ANSWERS)
    .default('always')
    .describe('Whether it answers in time: `check` looks at both where it `may-time-out`.'),
});

const manifest = z.record(z.string(), z.unknown()).meta({ title: 'a manifest' });

/** The block, without what stands below `policy` and `binding`. */
export const admissionSchema = z
  .strictObject({
    namespace: objectName.default('default').describe("The ConfigMap's namespace."),
    webhook: webhook.optional().describe('A validating webhook that holds a white-list.'),
    policy: z
      .union([z.string().min(1).max(500).meta({ title: 'the path of a file' }), manifest])
      .optional()
      .describe(
        'A ValidatingAdmissionPolicy as kubectl applies it, or the path of a file that holds one, relative to this file; ' +
          'its CEL expressions are evaluated.',
      ),
    binding: manifest.optional().describe('Its ValidatingAdmissionPolicyBinding; left out, one that denies is meant.'),
  })
  .meta({ title: 'a mapping with webhook or policy' });
export type AdmissionFile = z.output<typeof admissionSchema>;
