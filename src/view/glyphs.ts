// Which version something is, as a glyph with a role: ① ② ③ … of the story, ∅ empty, ①② two versions
// together.
//
// The same signs everywhere: files in the volume, what the application holds, requests. A glyph always comes
// with its role, never a colour alone. Numbers are those of world/served.ts; rules S30, S31.
import type { AppContext } from '../actors/app/app-context.ts';
import { inodeOf, ROOT_POSITION } from '../kernel/file-system.ts';
import { lookup } from '../kernel/path-walk.ts';
import { ROOT } from '../kernel/system-call.ts';
import type { Model } from '../world/model.ts';
import { servedNow, storedPayloads, storedVersions, versionsOf } from '../world/served.ts';
import type { World } from '../world/world.ts';
import type { Role, Span } from './rows.ts';

/** A version as it is shown. */
export type Glyph = Span & { readonly role: Role };

/** ① to ⑳ exist; later versions are numbers in brackets. */
const CIRCLED_MAX = 20;
const VERSION_ROLES = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6'] as const satisfies readonly Role[];

export const EMPTY: Glyph = { text: '∅', role: 'empty' };
export const INVALID: Glyph = { text: '✗', role: 'invalid' };
/** There is nothing of that name. */
export const MISSING: Glyph = { text: '–', role: 'invalid' };
/** The process has ended. */
export const DOWN: Glyph = { text: '†', role: 'dead' };

/** The glyph of version `number`, counted from 1. */
export function versionGlyph(number: number): Glyph {
  const text = number <= CIRCLED_MAX ? String.fromCodePoint(0x2460 + number - 1) : `(${number})`;
  return { text, role: VERSION_ROLES[(number - 1) % VERSION_ROLES.length] ?? 'v1' };
}

/** The version that the API server holds. */
export function storedGlyph(world: World): Glyph {
  return versionGlyph(storedVersions(world));
}

/** The bytes of one file as a version, or why they are none. */
export function bytesGlyph(model: Model, world: World, file: string, bytes: string): Glyph {
  // Of several equal versions (on, off, on again) the newest one is meant.
  const number = versionsOf(storedPayloads(model, world), file, bytes).at(-1);
  if (number !== undefined) return versionGlyph(number);
  return bytes === '' || model.contents[bytes]?.status === 'empty' ? EMPTY : INVALID;
}

/** What requests are answered from. */
export function servedGlyph(model: Model, world: World): Glyph {
  return versionTextGlyph(servedNow(model, world).version);
}

/** A version as `Served` words it ("2", "1+2", "empty", "invalid", "down") as a glyph. */
export function versionTextGlyph(version: string): Glyph {
  if (version === 'empty') return EMPTY;
  if (version === 'down') return DOWN;
  if (version === 'invalid') return INVALID;
  return version.includes('+') ? tornGlyph(version.split('+')) : versionGlyph(Number(version));
}

function tornGlyph(versions: readonly string[]): Glyph {
  const text = versions.map((each) => (/^\d+$/.test(each) ? versionGlyph(Number(each)).text : each)).join('');
  return { text, role: 'torn' };
}

/** What a reader of every configured file would find at this moment, through the mount or in the environment. */
export function volumeGlyph(model: Model, world: World): Glyph {
  const { app, mount } = model.scenario;
  const { environment } = (world.actors.app?.snapshot.context ?? {}) as Partial<AppContext>;
  const stored = storedPayloads(model, world);
  const matching: (readonly number[])[] = [];
  for (const file of app.files) {
    const bytes =
      (environment === undefined ? fileBytes(world, `${mount.path}/${file}`) : environment[file]) ?? undefined;
    if (bytes === undefined && !app.optionalFiles.includes(file)) return MISSING;
    const versions = versionsOf(stored, file, bytes);
    if (bytes !== undefined && versions.length === 0) return bytesGlyph(model, world, file, bytes);
    matching.push(versions);
  }
  const common = matching.reduce((left, right) => left.filter((number) => right.includes(number))).at(-1);
  if (common !== undefined) return versionGlyph(common);
  return tornGlyph([...new Set(matching.map((numbers) => String(numbers.at(-1) ?? '?')))].sort());
}

/** The bytes that a path leads to; null when there is no such file. */
export function fileBytes({ kernel }: World, path: string): string | null {
  const found = lookup({ fs: kernel.fs, cred: ROOT, start: ROOT_POSITION }, path, { follow: true });
  if ('errno' in found) return null;
  const inode = inodeOf(kernel.fs, found.dentry);
  return inode.kind === 'file' ? inode.content : null;
}
