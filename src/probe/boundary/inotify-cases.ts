// Boundary recordings about raw inotify, case by case: which script or computation stands for which case.
// Left out: cases about fsnotify (fsnotify.ts). A case that is not known here is undecided, never agreed.

import { assert } from '../../kernel/assert.ts';
import type { Check } from '../check.ts';
import { compareLines } from '../compare.ts';
import { formatTranscript } from '../format.ts';
import { type Fields, openDocument, readObjects, readText, readTexts } from '../json-reader.ts';
import type { Recording } from '../recording.ts';
import { runProbe } from '../run.ts';
import { parseScript } from '../script.ts';
import { LIMIT_CASES } from './inotify-limits.ts';
import { checkRawMount } from './inotify-mounts.ts';
import { OVERFLOWS } from './inotify-overflow.ts';
import { SEMANTICS } from './inotify-semantics.ts';

/** Checks the raw cases of a boundary recording; empty when it is about something else. */
export function checkInotifyCases({ id, document }: Recording): readonly Check[] {
  const cases = readObjects(openDocument(document), 'cases');
  switch (id) {
    case 'boundary-inotify-semantics':
      return cases.map((each) => checkScript(each, lookUp(SEMANTICS, readText(each, 'id'))));
    case 'boundary-overflow-raw':
      return cases.map((each) => checkScript(each, lookUp(OVERFLOWS, readText(each, 'id'))?.(each)));
    case 'boundary-limits':
    case 'boundary-queue-default':
      return cases.filter((each) => readText(each, 'id').startsWith('raw-')).map(checkComputed);
    case 'boundary-mounts':
      return cases.filter((each) => each.value.library === 'raw').map(checkRawMount);
    default:
      return [];
  }
}

/** What a table has for a case: under its id, or under its id without a number at the end (`distinct-10`). */
function lookUp<T>(table: Readonly<Record<string, T>>, id: string): T | undefined {
  const key = [id, id.replace(/-\d+$/, '')].find((candidate) => Object.hasOwn(table, candidate));
  return key === undefined ? undefined : table[key];
}

function checkScript(fields: Fields, text: string | undefined): Check {
  const id = readText(fields, 'id');
  if (text === undefined) return { undecided: `${id} is not a case that this model knows` };
  const script = parseScript(text, id);
  assert('probe' in script, `the script of ${id} can be read`);
  const run = runProbe(script.probe);
  const recorded = readTexts(fields, 'raw');
  const modelled = formatTranscript(run.transcript);
  const differences = compareLines(id, withoutCookies(recorded), withoutCookies(modelled));
  return { checked: `${id}: ${recorded.length} lines`, differences: [...run.surprises, ...differences] };
}

/** Cookies numbered in order of appearance. */
function withoutCookies(lines: readonly string[]): readonly string[] {
  const seen: string[] = [];
  return lines.map((line) =>
    line.replace(/#(\d+)/, (_, cookie: string) => {
      if (!seen.includes(cookie)) seen.push(cookie);
      return `#${seen.indexOf(cookie) + 1}`;
    }),
  );
}

function checkComputed(fields: Fields): Check {
  const id = readText(fields, 'id');
  const compute = lookUp(LIMIT_CASES, id);
  if (compute === undefined) return { undecided: `${id} is not a case that this model knows` };
  const computed = Object.entries(compute(fields));
  const lines = (of: (name: string) => unknown): readonly string[] =>
    computed.map(([name]) => `${name} ${JSON.stringify(of(name))}`);
  const modelled = lines((name) => Object.fromEntries(computed)[name]);
  return {
    checked: id,
    differences: compareLines(
      id,
      lines((name) => fields.value[name]),
      modelled,
    ),
  };
}
