// The block `admission` of a simulation: every mistake in it, and what becomes of every write that the story may make.
//
// CEL is compiled and evaluated here and nowhere else; what leaves is plain data (actors/api/admission.ts).
import type { Admission } from '../../actors/api/admission.ts';
import type { FaultSpec } from '../../actors/faults/fault-names.ts';
import { assert } from '../../kernel/assert.ts';
import { type Diagnostic, quote } from '../diagnostics.ts';
import { type SourceDocument, valueAt } from '../document.ts';
import type { Sources } from '../handler-source.ts';
import { diagnosticAt } from '../issues.ts';
import { readablePart } from '../parts.ts';
import { ADMISSION_DATA_MAX, dataThatMayBePut, decideAll } from './decisions.ts';
import {
  documentAt,
  type Manifest,
  type Manifests,
  manifestsIn,
  positionWithin,
  readBinding,
  readPolicy,
} from './manifest.ts';
import { compilePolicy } from './policy.ts';
import type { Data, Decide } from './request.ts';
import { type AdmissionFile, admissionSchema } from './schema.ts';
import { callOfWebhook, decideByWebhook, type Webhook } from './webhook.ts';

/** What a simulation says besides the block itself. */
export interface AdmissionSetting {
  /** The ConfigMap's name. */
  readonly name: string;
  /** Version 1 and what the story applies. */
  readonly told: readonly Data[];
  readonly faults: readonly FaultSpec[];
}

/** Decisions, and the block as a file of its own would have it. */
export type ScenarioAdmission = Admission & { readonly file: Readonly<Record<string, unknown>> };

/** The file that a text names at `admission.policy`; null when it names none. */
export function policyFileOf(document: SourceDocument): string | null {
  const policy = valueAt(document, ['admission', 'policy']);
  return typeof policy === 'string' ? policy : null;
}

/** Every mistake of the block that its schema cannot tell. */
export function checkAdmission(document: SourceDocument, text: string, sources: Sources): readonly Diagnostic[] {
  const block = readablePart(document, admissionSchema, ['admission']);
  if (block === undefined || document.brokenFrom !== null) return [];
  const form = checkForm(document, block);
  if (form.length > 0 || block.policy === undefined) return form;
  const policy = policyOf(document, text, sources);
  return 'decide' in policy ? [] : policy;
}

function checkForm(document: SourceDocument, { webhook, policy, binding }: AdmissionFile): readonly Diagnostic[] {
  const contradict = (field: readonly string[], message: string): readonly Diagnostic[] => [
    diagnosticAt(document, ['admission', ...field], 'contradiction', message, 'key'),
  ];
  if (webhook === undefined && policy === undefined) {
    return [diagnosticAt(document, ['admission'], 'missing-key', 'found neither, expected webhook or policy', 'key')];
  }
  if (webhook !== undefined && policy !== undefined) {
    return contradict(['policy'], 'found it beside webhook, expected one of the two');
  }
  if (binding !== undefined && typeof policy !== 'object') {
    return contradict(['binding'], 'found it without a policy in this file, expected both here or both in the file');
  }
  if (webhook === undefined) return [];
  const { checks, rego, code, require, answers, loadedFrom } = webhook;
  if ((checks === undefined) === (rego === undefined)) {
    return contradict(
      ['webhook'],
      `found ${checks === undefined ? 'neither' : 'both'}, expected either checks or rego`,
    );
  }
  if (rego === undefined) return [];
  if (code !== undefined) return contradict(['webhook', 'code'], 'found it with rego, whose main rule sends no code');
  if (require.length > 0 && rego !== 'corrected') {
    return contradict(['webhook', 'require'], `found it with rego ${rego}, which asks for nothing to be there`);
  }
  if (rego === 'as-written' && loadedFrom === 'file' && answers !== 'always') {
    return contradict(['webhook', 'answers'], 'found it with an OPA that does not start: its connection is refused');
  }
  return [];
}

/** Of more data than are decided beforehand. */
export function checkAdmissionSize(document: SourceDocument, setting: AdmissionSetting): readonly Diagnostic[] {
  if (dataThatMayBePut(setting.told, setting.faults) !== null) return [];
  const message = `found more than ${ADMISSION_DATA_MAX} different data that faults and story may apply, expected fewer`;
  return [diagnosticAt(document, ['admission'], 'too-big', message, 'key')];
}

/** The decisions of a block without mistakes. */
export function buildAdmission(
  document: SourceDocument,
  text: string,
  sources: Sources,
  block: AdmissionFile,
  { name, told, faults }: AdmissionSetting,
): ScenarioAdmission {
  const data = dataThatMayBePut(told, faults);
  assert(data !== null, 'the number of data was checked');
  const subject = { name, namespace: block.namespace };
  const written = valueAt(document, ['admission']) as Readonly<Record<string, unknown>>;
  if (block.webhook !== undefined) {
    const { timeout, ...same } = block.webhook;
    const webhook: Webhook = { ...same, timeoutMs: timeout };
    return { ...decideAll(decideByWebhook(webhook), subject, data, callOfWebhook(webhook)), file: written };
  }
  const found = policyOf(document, text, sources);
  assert('decide' in found, 'the policy was checked');
  const { manifests, decide } = found;
  const { policy, binding } = manifests;
  const file = {
    ...written,
    policy: policy.document.value,
    ...(binding === null ? {} : { binding: binding.document.value }),
  };
  return { ...decideAll(decide, subject, data, null), file };
}

function policyOf(
  document: SourceDocument,
  text: string,
  sources: Sources,
): { readonly manifests: Manifests; readonly decide: Decide } | readonly Diagnostic[] {
  const manifests = manifestsOf(document, text, sources);
  if (!('policy' in manifests)) return manifests;
  const policy = readPolicy(manifests.policy);
  if (!('spec' in policy)) return policy;
  const binding = manifests.binding === null ? null : readBinding(manifests.binding, policy);
  if (binding !== null && !('spec' in binding)) return binding;
  const decide = compilePolicy(policy, binding);
  if (typeof decide === 'function') return { manifests, decide };
  return decide.map(({ path, at, message }) => ({
    ...diagnosticAt(manifests.policy.document, path, 'wrong-value', `CEL: ${message}`),
    ...positionWithin(manifests.policy, path, at),
  }));
}

function manifestsOf(document: SourceDocument, text: string, sources: Sources): Manifests | readonly Diagnostic[] {
  const here: Manifest = { document, text };
  const named = policyFileOf(document);
  if (named === null) {
    const binding = valueAt(document, ['admission', 'binding']);
    return {
      policy: documentAt(here, ['admission', 'policy']),
      binding: binding === undefined ? null : documentAt(here, ['admission', 'binding']),
    };
  }
  const source = sources[named];
  if (source !== undefined) return manifestsIn(source, besides(document.file, named));
  const message = `found ${quote(named)}, expected a file that is there, relative to this one, or a manifest`;
  return [diagnosticAt(document, ['admission', 'policy'], 'unknown-file', message)];
}

/** The name of a file that stands beside another. */
function besides(file: string, named: string): string {
  return /^[/\\]|^\w:/.test(named) ? named : file.slice(0, file.lastIndexOf('/') + 1) + named;
}
