// Where things stand in a JSON text: the offset of a syntax error, and of a field named by its path.
// Source: RFC 8259. Left out: reading values (JSON.parse does).

/** The value of a JSON text, or where and why it is none. */
export function parseJson(
  text: string,
): { readonly value: unknown } | { readonly offset: number; readonly message: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const { at, expected } = findMistake(text);
    const found = text[at] === undefined ? 'the end' : JSON.stringify(text[at]);
    return { offset: at, message: `not JSON: found ${found}, expected ${expected}` };
  }
}

/** Where a scan has come to; `expected` is set once something else stood there. */
interface Scan {
  readonly at: number;
  readonly expected?: string;
}

/** The first place at which a text stops being JSON; JSON.parse does not always tell. */
function findMistake(text: string): { readonly at: number; readonly expected: string } {
  const end = scanValue(text, skipSpace(text, 0));
  return { at: end.at, expected: end.expected ?? 'the end' };
}

function scanValue(text: string, at: number): Scan {
  if (text[at] === '{') return scanMembers(text, at, '}');
  if (text[at] === '[') return scanMembers(text, at, ']');
  if (text[at] === '"') return scanText(text, at);
  const word = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/.exec(text.slice(at, at + 400))?.[0];
  return after(text, word === undefined ? { at, expected: 'a value' } : { at: at + word.length });
}

function scanText(text: string, at: number): Scan {
  let position = at + 1;
  for (;;) {
    const character = text[position];
    if (character === '"') return after(text, { at: position + 1 });
    if (character === undefined || character < ' ') return { at: position, expected: 'the end of a text' };
    const escaped = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(position, position + 6))?.[0];
    if (character === '\\' && escaped === undefined) return { at: position, expected: 'an escape such as \\n' };
    position += escaped?.length ?? 1;
  }
}

function scanMembers(text: string, at: number, closing: '}' | ']'): Scan {
  let position = skipSpace(text, at + 1);
  if (text[position] === closing) return after(text, { at: position + 1 });
  for (;;) {
    const member = closing === '}' ? scanNamed(text, position) : scanValue(text, position);
    if (member.expected !== undefined) return member;
    if (text[member.at] === closing) return after(text, { at: member.at + 1 });
    if (text[member.at] !== ',') return { at: member.at, expected: `"," or "${closing}"` };
    position = skipSpace(text, member.at + 1);
  }
}

function scanNamed(text: string, at: number): Scan {
  if (text[at] !== '"') return { at, expected: 'a name in quotes' };
  const name = scanText(text, at);
  if (name.expected !== undefined) return name;
  return text[name.at] === ':' ? scanValue(text, skipSpace(text, name.at + 1)) : { at: name.at, expected: '":"' };
}

function after(text: string, scan: Scan): Scan {
  return scan.expected === undefined ? { at: skipSpace(text, scan.at) } : scan;
}

/** The offset of the value at a path such as `ops[3].flags`, or of the deepest part of it that is there. */
export function offsetOfField(text: string, path: string): number {
  const steps = [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) => index ?? key ?? '');
  return steps.reduce<{ at: number; lost: boolean }>(
    ({ at, lost }, step) => {
      const inner = lost ? undefined : findMember(text, at, step);
      return inner === undefined ? { at, lost: true } : { at: inner, lost: false };
    },
    { at: skipSpace(text, 0), lost: false },
  ).at;
}

/** The offset of one member of the object or array that starts at `at`. */
function findMember(text: string, at: number, wanted: string): number | undefined {
  const isArray = text[at] === '[';
  if (!isArray && text[at] !== '{') return undefined;
  let position = skipSpace(text, at + 1);
  for (let index = 0; position < text.length && text[position] !== ']' && text[position] !== '}'; index += 1) {
    let name = String(index);
    if (!isArray) {
      const end = skipValue(text, position);
      name = JSON.parse(text.slice(position, end)) as string;
      position = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === wanted) return position;
    position = skipSpace(text, skipValue(text, position));
    if (text[position] === ',') position = skipSpace(text, position + 1);
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  let position = at;
  while (/\s/.test(text[position] ?? '')) position += 1;
  return position;
}

/** The offset after the value that starts at `at`. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  for (let position = at; position < text.length; position += 1) {
    const character = text[position] ?? '';
    if (character === '"') position = endOfString(text, position);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (depth === 0 && /[\s,:]/.test(character)) return position;
    if (depth < 0) return position;
    if (depth === 0 && /["}\]]/.test(character)) return position + 1;
  }
  return text.length;
}

/** The offset of the quote that ends the string that starts at `at`. */
function endOfString(text: string, at: number): number {
  let position = at + 1;
  while (position < text.length && text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position;
}
