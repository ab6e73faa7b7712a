// What is served, and which bytes a parsed value was made of. Rule H6.
import { Buffer } from 'sandbox/bytes';
import { env, fromJson, parseYaml, show, tell, toJson } from 'sandbox/calls';

/** The bytes that a parsed value was made of. */
export const origins = new WeakMap();

function parsed(parse) {
  return (text, ...rest) => {
    const source = text instanceof Uint8Array ? Buffer.prototype.toString.call(text) : String(text);
    const value = parse(source, ...rest);
    if (typeof value === 'object' && value !== null) origins.set(value, source);
    return value;
  };
}

JSON.parse = parsed(fromJson);
export const YAML = {
  parse: parsed((text) => {
    const { value, error } = fromJson(parseYaml(text));
    if (error !== undefined) throw new SyntaxError(error);
    return value;
  }),
};

function bytesOf(value) {
  if (value === null || value === undefined) return { found: true, bytes: null };
  if (typeof value === 'string') return { found: true, bytes: value };
  if (value instanceof Uint8Array) return { found: true, bytes: Buffer.prototype.toString.call(value) };
  const bytes = typeof value === 'object' ? origins.get(value) : undefined;
  return { found: bytes !== undefined, bytes };
}

function fileOf(key) {
  const file = key.startsWith(`${env.mountPath}/`) ? key.slice(env.mountPath.length + 1) : key;
  if (env.files.includes(file)) return file;
  throw new TypeError(`serve: ${show(key)} is none of the files of app.files (${env.files.join(', ')})`);
}

/** Requests are answered from this from now on: the first file's content, or an object from file to content. */
export function serve(config) {
  const single = bytesOf(config);
  if (single.found && (config !== null || env.files.length === 1)) {
    tell(toJson({ kind: 'serve', held: { [env.files[0]]: single.bytes } }));
    return;
  }
  const held = {};
  for (const key of Reflect.ownKeys(config ?? {})) {
    const { found, bytes } = bytesOf(config[key]);
    if (!found) {
      const wanted = 'the text that was read, or what JSON.parse or YAML.parse made of it';
      throw new TypeError(`serve: cannot tell which bytes ${show(config[key])} is; give ${wanted}`);
    }
    held[fileOf(String(key))] = bytes;
  }
  tell(toJson({ kind: 'serve', held }));
}
