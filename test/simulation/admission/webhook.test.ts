// The white-list as a webhook: what it refuses, and the status that a client really sees.
import { describe, expect, test } from 'vitest';
import type { AdmissionRequest } from '../../../src/simulation/admission/request.ts';
import { callOfWebhook, decideByWebhook, type Webhook } from '../../../src/simulation/admission/webhook.ts';

const WEBHOOK: Webhook = {
  name: 'whitelist.example.com',
  checks: 'keys',
  loadedFrom: 'file',
  allow: ['feature.yaml'],
  require: [],
  operations: ['CREATE', 'UPDATE'],
  failurePolicy: 'Fail',
  timeoutMs: 10_000,
  answers: 'always',
};
const REGO: Webhook = { ...WEBHOOK, checks: undefined, allow: ['discountRate', 'maxQuantity', 'startTime'] };
const FIELDS: Webhook = { ...REGO, checks: 'fields' };

const UPDATE: AdmissionRequest = {
  operation: 'UPDATE',
  name: 'app-config',
  namespace: 'default',
  before: { 'feature.yaml': 'discountRate: 8' },
  after: { 'feature.yaml': 'discountRate: 9' },
};

const ask = (webhook: Webhook, request: Partial<AdmissionRequest> = {}) =>
  decideByWebhook(webhook)({ ...UPDATE, ...request });

describe('A1: the client sees the code that the webhook sends', () => {
  const after = { 'feature.yml': '' };
  const why =
    'admission webhook "whitelist.example.com" denied the request: key "feature.yml" is not allowed (feature.yaml)';

  test.each<[code: number | undefined, status: number, reason: string, line: string]>([
    [undefined, 400, '', `Error from server: ${why}`],
    [403, 403, 'Forbidden', `Error from server (Forbidden): ${why}`],
    [422, 422, 'Invalid', `The request is invalid: ${why}`],
    [200, 400, '', `Error from server: ${why}`],
    [418, 418, '', `Error from server: ${why}`],
  ])('%s becomes %i', (code, status, reason, line) => {
    expect(ask({ ...WEBHOOK, code }, { after })).toEqual({ rule: 'A1', status, reason, message: why, line });
  });

  test('what is allowed is let in, and what it is not asked about', () => {
    expect(ask(WEBHOOK)).toBeNull();
    expect(ask({ ...WEBHOOK, operations: ['CREATE'] }, { after })).toBeNull();
    expect(ask(WEBHOOK, { after, operation: 'CREATE', before: null })).not.toBeNull();
  });
});

test('A8: a white-list says what may be there, not what has to be', () => {
  expect(ask(WEBHOOK, { after: {} })).toBeNull();
  expect(ask({ ...WEBHOOK, require: ['feature.yaml'] }, { after: {} })?.message).toMatch(
    /key "feature.yaml" is missing$/,
  );
});

describe('A8: a webhook can look into the values', () => {
  test.each<[content: string, why: RegExp | null]>([
    ['discountRate: 9', null],
    ['discountRat: 9', /: feature.yaml: field "discountRat" is not allowed \(discountRate, maxQuantity, startTime\)$/],
    ['discountRate: [9', /: feature.yaml is not YAML$/],
    ['', /: feature.yaml is not a mapping of fields$/],
    ['- discountRate', /: feature.yaml is not a mapping of fields$/],
    ['discountRate=9', /: feature.yaml is not a mapping of fields$/],
  ])('%j', (content, why) => {
    const denial = ask(FIELDS, { after: { 'feature.yaml': content } });
    if (why === null) expect(denial).toBeNull();
    else expect(denial?.message).toMatch(why);
  });

  test('a file that is gone is refused', () => {
    expect(ask(FIELDS, { after: {} })?.message).toMatch(/: there is no file$/);
  });

  test('fields may be required', () => {
    expect(ask({ ...FIELDS, require: ['startTime'] })?.message).toMatch(/field "startTime" is missing$/);
  });
});

describe("A7: the article's Rego", () => {
  test('does not compile: an OPA that gets it as a file never answers, and failurePolicy decides', () => {
    const refused = ask({ ...REGO, rego: 'as-written' });
    expect(refused).toMatchObject({ rule: 'A2', status: 500, reason: 'InternalError' });
    expect(refused?.line).toBe(
      'Error from server (InternalError): Internal error occurred: failed calling webhook "whitelist.example.com": failed to ' +
        'call webhook: Post "https://webhook.admission.svc:443/?timeout=10s": connect: connection refused',
    );
    expect(ask({ ...REGO, rego: 'as-written', failurePolicy: 'Ignore' })).toBeNull();
  });

  test('does not compile: an OPA that gets it from kube-mgmt goes on without it and lets everything in', () => {
    const webhook: Webhook = { ...REGO, rego: 'as-written', loadedFrom: 'kube-mgmt' };
    expect(ask(webhook, { after: { 'feature.yaml': 'discountRat: [' } })).toBeNull();
  });

  test('with its variable bound compares file names with field names, and says so with 400', () => {
    expect(ask({ ...REGO, rego: 'key-bound' })).toMatchObject({
      rule: 'A1',
      status: 400,
      line: 'Error from server: admission webhook "whitelist.example.com" denied the request: 非法字段 "feature.yaml" 不在团购业务白名单中',
    });
    expect(ask({ ...REGO, rego: 'key-bound' }, { after: { discountRate: '9' } })).toBeNull();
    expect(ask({ ...REGO, rego: 'key-bound' }, { operation: 'CREATE', before: null })).toBeNull();
  });

  test('as it should be reads the values, on CREATE too', () => {
    const webhook: Webhook = { ...REGO, rego: 'corrected' };
    expect(ask(webhook)).toBeNull();
    const after = { 'feature.yaml': 'discountRat: 9' };
    expect(ask(webhook, { after })).toMatchObject({ status: 400 });
    expect(ask(webhook, { after, operation: 'CREATE', before: null })).toMatchObject({ status: 400 });
  });
});

describe('A2: a webhook that does not answer in time', () => {
  test('is 500 with Fail', () => {
    const { onTimeout } = callOfWebhook({ ...WEBHOOK, timeoutMs: 3000 });
    expect(onTimeout).toMatchObject({ rule: 'A2', status: 500 });
    expect(onTimeout?.message).toBe(
      'Internal error occurred: failed calling webhook "whitelist.example.com": failed to call webhook: ' +
        'Post "https://webhook.admission.svc:443/?timeout=3s": context deadline exceeded',
    );
  });

  test('A3: lets everything in with Ignore', () => {
    expect(callOfWebhook({ ...WEBHOOK, failurePolicy: 'Ignore' }).onTimeout).toBeNull();
  });
});
