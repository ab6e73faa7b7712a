import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRecordings } from '../../src/probe/recording.ts';
import { verifyRecording } from '../../src/probe/verify.ts';

const RECORDED = join(import.meta.dirname, '../recorded');
const FILES = readdirSync(RECORDED).filter((file) => /^fsn-random-.*\.jsonl$/.test(file));

test('the random scripts of seven releases are here', () => {
  expect(FILES.length).toBe(7);
});

test.each(FILES)('W1 to W21: every script of %s agrees in errors, events and final tree', (file) => {
  const { recordings } = parseRecordings(readFileSync(join(RECORDED, file), 'utf8'), file);
  expect(recordings.length).toBe(40);
  const verified = recordings.map(verifyRecording);
  expect(verified.filter(({ outcome }) => outcome !== 'agrees')).toEqual([]);
});
