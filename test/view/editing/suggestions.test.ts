// What an editor offers in texts that are being written: `▮` is the cursor.
import { describe, expect, test } from 'vitest';
import { jsonSchema, strategyJsonSchema } from '../../../src/simulation/json-schema.ts';
import { explanationAt, suggestionsAt } from '../../../src/view/editing/suggestions.ts';
import { placeAt } from '../../../src/view/editing/yaml-place.ts';

const SCHEMA = jsonSchema(['viper', 'poll-hash']);

function offered(marked: string, schema = SCHEMA): readonly string[] {
  const offset = marked.indexOf('▮');
  return suggestionsAt(schema, marked.replace('▮', ''), offset).items.map(({ text }) => text);
}

describe('offers', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['▮', ['title: ', 'app: ', 'expect: '], ['watch: ']],
    ['title: a\n▮\napp: {}', ['why: ', 'story: '], ['title: ', 'app: ']],
    ['cluster:\n  ▮', ['kubelet: ', 'ttl: '], ['title: ']],
    ['cluster:\n  kubelet: "1.30"\n  ▮', ['ttl: '], ['kubelet: ']],
    ['cluster:\n  ttl: 0s\n▮', ['title: '], ['kubelet: ']],
    ['cluster:\n  kubelet: ▮', ['"1.30"'], ['1.30', 'ttl: ']],
    ['cluster: { kubelet: "1.30", ▮', ['ttl: '], ['kubelet: ', 'title: ']],
    ['cluster: { changeDetection: ▮ }', ['Watch', 'Cache', 'Get'], ['ttl: ']],
    ['app: { strategy: ▮', ['viper', 'poll-hash'], ['title: ']],
    ['app:\n  strategy:\n    watch: [▮', ['file', 'directory'], ['title: ']],
    ['app:\n  strategy:\n    on:\n      - ops: [Remove]\n        ▮', ['do: ', 'if: '], ['ops: ']],
    ['app:\n  strategy:\n    on:\n    - ▮', ['ops: ', 'do: '], ['watch: ']],
    ['app:\n  strategy:\n    on:\n    - ops: [Remove]\n      do: [rearm, ▮]', ['reload'], ['Remove']],
    ['story:\n  - at: 5s\n  - ▮', ['at: ', 'apply: '], ['title: ']],
    ['expect: { never-empty: ▮', ['holds', 'violated'], ['never-empty: ']],
    ['expect:\n  never-empty: holds\n  ▮', ['converges: '], ['never-empty: ']],
    ['faults: [\n  kubelet-crash,\n  ▮', ['container-crash'], ['title: ']],
  ])('%s', (marked, some, none) => {
    const found = offered(marked);
    expect(found).toEqual(expect.arrayContaining([...some]));
    expect(found.filter((each) => none.includes(each))).toEqual([]);
  });

  test.each([
    ['in a comment', 'title: a # ▮'],
    ['in a line of comment', '# ▮'],
    ['in a text of several lines', 'configMap:\n  data:\n    a.yaml: |\n      ▮'],
    ['in quotes', 'app: { strategy: "▮'],
    ['in a text that is far too long', `${'a: 1\n'.repeat(100_000)}▮`],
  ])('nothing %s', (_, marked) => {
    expect(offered(marked)).toEqual([]);
  });

  test('keys of a strategy file', () => {
    expect(offered('▮', strategyJsonSchema())).toEqual(expect.arrayContaining(['watch: ', 'swap: ']));
  });

  test('only the word before the cursor is replaced', () => {
    expect(placeAt('cluster:\n  kub', 14)).toEqual({ path: ['cluster'], role: 'key', from: 11 });
  });
});

describe('explains', () => {
  test.each([
    ['cluster:\n  kub▮elet: "1.30"', 'Minor version of the kubelet'],
    ['cluster: { ttl▮: 0s }', 'default: 0s'],
    ['app:\n  strategy:\n    swap▮: atomic', 'atomic'],
  ])('%s', (marked, words) => {
    const found = explanationAt(SCHEMA, marked.replace('▮', ''), marked.indexOf('▮'));
    expect(found?.lines.join('\n')).toContain(words);
  });

  test('nothing of a word that the schema does not know', () => {
    expect(explanationAt(SCHEMA, 'nonsense: 1', 3)).toBeNull();
  });
});
