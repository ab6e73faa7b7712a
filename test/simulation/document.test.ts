import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { placeOf, readDocument } from '../../src/simulation/document.ts';

function told(text: string): readonly string[] {
  return readDocument(text, 'f.yaml').diagnostics.map(formatDiagnostic);
}

describe('YAML text to values with places', () => {
  test('values, keys as words, octal numbers as in Kubernetes', () => {
    const { value, diagnostics } = readDocument('a: 0644\nb: 644\n1: x\ntrue: y\nc: "0644"\n', 'f.yaml');
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ a: 420, b: 644, '1': 'x', true: 'y', c: '0644' });
  });

  test.each([
    ['line feeds', 'a: 1\nb:\n  - x\n  - y\n'],
    ['carriage returns', 'a: 1\r\nb:\r\n  - x\r\n  - y\r\n'],
    ['a byte order mark', '\uFEFFa: 1\nb:\n  - x\n  - y\n'],
  ])('places are the same with %s', (_, text) => {
    const document = readDocument(text, 'f.yaml');
    expect(document.diagnostics).toEqual([]);
    expect(placeOf(document, ['a'])).toEqual({
      value: { line: 1, column: 4 },
      key: { line: 1, column: 1 },
      source: '1',
    });
    expect(placeOf(document, ['b', 1]).value).toEqual({ line: 4, column: 5 });
  });

  test('a place that is not in the text is that of what encloses it', () => {
    const document = readDocument('a:\n  b: 1\n', 'f.yaml');
    expect(placeOf(document, ['a', 'c', 0]).key).toEqual({ line: 1, column: 1 });
  });

  test('an alias stands for its anchor and keeps its own place', () => {
    const document = readDocument('a: &v { x: 1 }\nb: *v\n', 'f.yaml');
    expect(document.value).toEqual({ a: { x: 1 }, b: { x: 1 } });
    expect(placeOf(document, ['b', 'x']).value).toEqual({ line: 2, column: 4 });
  });

  test.each([
    ['a: 1\na: 2\n', 'f.yaml:2:1: found the key "a" a second time, expected it once'],
    ['a:\n  - b\n c: 1\n', 'f.yaml:3:1: not YAML: All mapping items must start at the same column'],
    [
      'abc\n  d: 1\n',
      'f.yaml:1:1: found a key over several lines, expected one line; is a ":" or "-" missing, or the indentation wrong?',
    ],
    ['a: {b: 1\n', 'f.yaml:2:1: not YAML: Flow map in block collection must be sufficiently indented and end with a }'],
    ['a:\n\tb: 1\n', 'f.yaml:2:1: found a tab as indentation, expected spaces'],
    ['a: b: c\n', 'f.yaml:1:4: found a second ": " on the line, expected one: a text that contains ": " needs quotes'],
    ['a: *b\n', 'f.yaml:1:4: found the alias "*b" without its anchor, expected the anchor before it'],
    ['a: &a [*a]\n', 'f.yaml:1:8: found an alias within its own anchor, expected at most 32 levels'],
    ['a: 1\n---\nb: 2\n', 'f.yaml:3:1: found a second document, expected one in a file'],
    ['a: !secret 1\n', 'f.yaml:1:4: not YAML: Unresolved tag: !secret'],
    ['? [a]\n: 1\n', 'f.yaml:1:3: found a key that is not a word, expected a string as key'],
    ['__proto__: 1\n', 'f.yaml:1:1: found the key "__proto__", expected any other'],
    ['a: "x\n', 'f.yaml:2:1: not YAML: Missing closing "quote'],
  ])('%j is told in one line', (text, line) => {
    expect(told(text)).toContain(line);
  });

  test('one place has one complaint', () => {
    for (const text of ['abc\n  d: 1\n', 'a: b\n  c: d\n']) expect(told(text)).toHaveLength(1);
  });

  test('nesting is bounded, in the text and through aliases', () => {
    expect(told('['.repeat(100_000))).toEqual([
      'f.yaml:1:35: found collections nested too deep, expected at most 32 levels',
    ]);
    const chain = Array.from({ length: 40 }, (_, index) => `a${index}: &a${index} [${index ? `*a${index - 1}` : ''}]`);
    expect(told(chain.join('\n')).join('\n')).toContain('aliases nested too deep');
  });

  test('an alias bomb is stopped by the number of values', () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      const of = index === 0 ? 'x' : `*a${index - 1}`;
      return `a${index}: &a${index} [${Array(9).fill(of).join(', ')}]`;
    });
    expect(told(levels.join('\n')).at(-1)).toMatch(/found 20000 values or more, aliases expanded, expected fewer/);
  });

  test('a text that is too long is refused before it is parsed', () => {
    expect(told(`a: ${'x'.repeat(5_000_000)}`)).toEqual(['f.yaml:1:1: found 5000003 bytes, expected at most 4194304']);
  });
});
