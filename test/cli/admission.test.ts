// A policy of one's own through the binary: beside the simulation, decided by CEL, and told where it is wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf, reloadSim } from './reload-sim.ts';

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-sim-admission-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SIMULATION = `title: A file by another name
why: The policy lists the one key that there is.
configMap: { data: { feature.yaml: "a: 1" } }
app: { strategy: dir-data-create }
story:
  - { at: 5s, apply: { feature.yml: "a: 2" }, mistake: true }
admission: { policy: policy.yaml }
`;
const policy = (expression: string): string => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: known-keys }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps] }]
  validations:
    - expression: ${expression}
      reason: Forbidden
`;

test('run prints what kubectl prints where a policy in a file refuses', () => {
  const path = file('refused.yaml', SIMULATION);
  file('policy.yaml', policy("object.data.all(k, k == 'feature.yaml')"));
  const { status, stdout, stderr } = reloadSim(['run', path]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(linesOf(stdout)).toContain(
    '5s  kubectl: Error from server (Forbidden): configmaps "app-config" is forbidden: ValidatingAdmissionPolicy ' +
      "'known-keys' with binding 'known-keys' denied request: failed expression: object.data.all(k, k == 'feature.yaml')",
  );
  expect(stdout).toContain('403 Forbidden');
});

test('CEL that does not compile is one line with its place, and status 3', () => {
  const path = file('broken.yaml', SIMULATION);
  file('policy.yaml', policy("object.data.all(k, k = 'feature.yaml')"));
  const { status, stdout, stderr } = reloadSim(['check', path]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(linesOf(stderr)).toHaveLength(1);
  expect(stderr).toMatch(/policy\.yaml:8:40: spec\.validations\[0\]\.expression: CEL: Unexpected character: =$/m);
});

test.each(['admission-fail', 'admission-safe-webhook'])('check of %s finds what it expects', (name) => {
  expect(reloadSim(['check', name])).toMatchObject({ status: 0, stderr: '' });
});
