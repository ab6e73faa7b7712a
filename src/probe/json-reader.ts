// Reads fields out of untrusted JSON: each read gives a value of the asked type, and what does not fit is collected
// as issues with the path of the field. Left out: schemas and defaults; absent and null are the same.

export interface Issue {
  /** As in `ops[3].flags`. */
  readonly at: string;
  readonly message: string;
}

/** A JSON object whose fields are being read. */
export interface Fields {
  readonly at: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Grows while fields are read; shared by everything below one document. */
  readonly issues: Issue[];
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function complain({ at, issues }: Fields, name: string, found: unknown, expected: string): void {
  const message = found === undefined ? `${expected} expected` : `found ${show(found)}, expected ${expected}`;
  issues.push({ at: at === '' ? name : `${at}.${name}`, message });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The document itself, which must be an object. */
export function openDocument(value: unknown): Fields {
  if (isObject(value)) return { at: '', value, issues: [] };
  return { at: '', value: {}, issues: [{ at: '', message: `found ${show(value)}, expected an object` }] };
}

/** True when the field is there and not null. */
export function has({ value }: Fields, name: string): boolean {
  return value[name] !== undefined && value[name] !== null;
}

export function readText(fields: Fields, name: string, fallback?: string): string {
  const found = fields.value[name];
  if (typeof found === 'string') return found;
  if (fallback === undefined || has(fields, name)) complain(fields, name, found, 'a text');
  return fallback ?? '';
}

export function readInteger(fields: Fields, name: string, fallback?: number): number {
  const found = fields.value[name];
  if (typeof found === 'number' && Number.isInteger(found)) return found;
  if (fallback === undefined || has(fields, name)) complain(fields, name, found, 'a whole number');
  return fallback ?? 0;
}

/** Permission bits in octal: `0644` or `0o644`. */
export function readMode(fields: Fields, name: string, fallback?: number): number {
  const found = fields.value[name];
  if (typeof found === 'string' && /^0o?[0-7]{1,5}$/.test(found)) return Number.parseInt(found.replace('o', ''), 8);
  if (fallback === undefined || has(fields, name)) complain(fields, name, found, 'an octal mode such as "0644"');
  return fallback ?? 0;
}

/** One of `words`. */
export function readWord<W extends string>(fields: Fields, name: string, words: readonly W[], fallback?: W): W {
  const found = fields.value[name];
  const word = words.find((candidate) => candidate === found);
  if (word !== undefined) return word;
  if (fallback === undefined || has(fields, name)) complain(fields, name, found, `one of ${words.join(', ')}`);
  return fallback ?? (words[0] as W);
}

/** A list of texts; absent is empty. */
export function readTexts(fields: Fields, name: string): readonly string[] {
  const found = fields.value[name] ?? [];
  if (Array.isArray(found) && found.every((item): item is string => typeof item === 'string')) return found;
  complain(fields, name, found, 'a list of texts');
  return [];
}

/** A list of objects; absent is empty. */
export function readObjects(fields: Fields, name: string): readonly Fields[] {
  const found = fields.value[name] ?? [];
  if (!Array.isArray(found)) {
    complain(fields, name, found, 'a list of objects');
    return [];
  }
  return found.map((item: unknown, index) => {
    const at = `${fields.at === '' ? '' : `${fields.at}.`}${name}[${index}]`;
    if (!isObject(item)) fields.issues.push({ at, message: `found ${show(item)}, expected an object` });
    return { at, value: isObject(item) ? item : {}, issues: fields.issues };
  });
}

/** An object below this one; absent is undefined. */
export function readObject(fields: Fields, name: string): Fields | undefined {
  if (!has(fields, name)) return undefined;
  const found = fields.value[name];
  if (!isObject(found)) complain(fields, name, found, 'an object');
  const at = fields.at === '' ? name : `${fields.at}.${name}`;
  return { at, value: isObject(found) ? found : {}, issues: fields.issues };
}

/** Adds an issue about a field whose value has the right type and a wrong meaning. */
export function reject(fields: Fields, name: string, expected: string): void {
  complain(fields, name, fields.value[name], expected);
}
