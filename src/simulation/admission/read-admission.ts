// The block `admission` of a simulation: every mistake in it, and what becomes of every write that the story may make.
//
// CEL is compiled and evaluated here and nowhere else; what leaves is plain data (actors/api/admission.ts).
import type { WebhookCall } from '../../actors/api/admission.ts';
import { assert } from '../../kernel/assert.ts';
import { type Diagnostic, quote } from '../diagnostics.ts';
import { readDocument, type SourceDocument, valueAt } from '../document.ts';
import type { Sources } from '../handler-source.ts';
import { diagnosticAt } from '../issues.ts';
import { readablePart } from '../parts.ts';
import type { Simulation } from '../simulation.ts';
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
import type { Decide } from './request.ts';
import { type AdmissionFile, admissionSchema } from './schema.ts';
import { callOfWebhook, decideByWebhook, type Webhook } from './webhook.ts';

/** A simulation's text as it was written, and the files that it names. */
export interface Written {
  readonly document: SourceDocument;
  readonly text: string;
  readonly sources: Sources;
}

/** The file that the simulation in a text names at `admission.policy`; null when it names none. */
export function policyFileIn(text: string, fileName: string): string | null {
  return text.includes('policy') ? policyFileOf(readDocument(text, fileName)) : null;
}

function policyFileOf(document: SourceDocument): string | null {
  const policy = valueAt(document, ['admission', 'policy']);
  return typeof policy === 'string' ? policy : null;
}

/** Every mistake of the block that its schema cannot tell. */
export function checkAdmission(written: Written): readonly Diagnostic[] {
  const { document } = written;
  const block = readablePart(document, admissionSchema, ['admission']);
  if (block === undefined || document.brokenFrom !== null) return [];
  const form = checkForm(document, block);
  if (form.length > 0 || block.policy === undefined) return form;
  const policy = policyOf(written);
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

/** The simulation with every write decided; `block` has no mistakes but that there may be too much to decide. */
export function withAdmission(
  simulation: Simulation,
  block: AdmissionFile | undefined,
  written: Written,
): { readonly simulation: Simulation } | { readonly diagnostics: readonly Diagnostic[] } {
  if (block === undefined) return { simulation };
  const { scenario } = simulation;
  const { configMap, story, faults } = scenario;
  const applied = story.flatMap((item) => (item.do === 'apply' ? [item.data] : []));
  const data = dataThatMayBePut(configMap.data === null ? applied : [configMap.data, ...applied], faults);
  if (data === null) {
    const message = `found more than ${ADMISSION_DATA_MAX} different data that story and faults may apply, expected fewer`;
    return { diagnostics: [diagnosticAt(written.document, ['admission'], 'too-big', message, 'key')] };
  }
  const subject = { name: configMap.name, namespace: block.namespace };
  const { decide, call, file } = deciding(block, written);
  const admission = { ...decideAll(decide, subject, data, call), file };
  return { simulation: { ...simulation, scenario: { ...scenario, admission } } };
}

interface Deciding {
  readonly decide: Decide;
  readonly call: WebhookCall | null;
  /** The block as a file has it, with the manifests that it named in it. */
  readonly file: Readonly<Record<string, unknown>>;
}

function deciding({ webhook }: AdmissionFile, written: Written): Deciding {
  const file = valueAt(written.document, ['admission']) as Readonly<Record<string, unknown>>;
  if (webhook !== undefined) {
    const { timeout, ...same } = webhook;
    const called: Webhook = { ...same, timeoutMs: timeout };
    return { decide: decideByWebhook(called), call: callOfWebhook(called), file };
  }
  const found = policyOf(written);
  assert('decide' in found, 'the policy was checked');
  const { policy, binding } = found.manifests;
  const inline = { policy: policy.document.value, ...(binding === null ? {} : { binding: binding.document.value }) };
  return { decide: found.decide, call: null, file: { ...file, ...inline } };
}

function policyOf(
  written: Written,
): { readonly manifests: Manifests; readonly decide: Decide } | readonly Diagnostic[] {
  const manifests = manifestsOf(written);
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

function manifestsOf({ document, text, sources }: Written): Manifests | readonly Diagnostic[] {
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
