// Where things stand in a JSON text: the offset of a syntax error, and of a field named by its path.
// Source: RFC 8259; the messages of JSON.parse in V8. Left out: texts that are no JSON (for fields).

/** The value of a JSON text, or where and why it is none. */
export function parseJson(
  text: string,
): { readonly value: unknown } | { readonly offset: number; readonly message: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(said)?.[1];
    return { offset: position === undefined ? text.length : Number(position), message: `not JSON: ${said}` };
  }
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
