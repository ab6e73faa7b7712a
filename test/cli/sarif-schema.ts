// SARIF 2.1.0 as its own JSON schema has it: test/schemas/sarif-2.1.0-rtm.5.json, from the npm package
// @microsoft/jest-sarif 1.0.0-beta.0 (MIT), which holds the schema of OASIS unchanged.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../src/setup.mjs';

const FILE = join(ROOT, 'test/schemas/sarif-2.1.0-rtm.5.json');

/** Zod takes `uri-reference` for an absolute URI; that form is tested where URIs are. */
const text = readFileSync(FILE, 'utf8').replaceAll('"format": "uri-reference"', '"$comment": "uri-reference"');

/** Refuses what the schema refuses. */
export const sarifSchema = z.fromJSONSchema(JSON.parse(text), { defaultTarget: 'draft-4' });
