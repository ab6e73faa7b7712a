// The scalars of the file formats: paths, keys, names; durations are in systems/words-of-time.ts. `title` is the phrase for "expected …" in a
// diagnostic and the label in an editor.
//
// Sources: Go's duration syntax (facts/kubelet.md section 2), IsConfigMapKey and validatePath of AtomicWriter
// (sections 3 and 9).
import { z } from 'zod';
import { KEY_LENGTH_MAX, PATH_LENGTH_MAX, TITLE_LENGTH_MAX, WHY_LENGTH_MAX } from './limits.ts';

// The browser's Content-Security-Policy forbids `new Function`, which Zod would use to go faster.
z.config({ jitless: true });

/** Prose on one line: line breaks of a YAML block become spaces. */
function line(lengthMax: number) {
  return z
    .string()
    .min(1)
    .max(lengthMax)
    .refine((text) => text.trim() !== '')
    .transform((text) => text.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim())
    .meta({ title: `a text of 1 to ${lengthMax} characters` });
}
export const titleText = line(TITLE_LENGTH_MAX);
export const whyText = line(WHY_LENGTH_MAX);

/** A title and a reason in another language. */
export const prose = z.strictObject({
  title: titleText.describe('The title in that language.'),
  why: whyText.describe('The reason in that language.'),
});

/** IsConfigMapKey, and AtomicWriter's reserved prefix "..". */
export const configMapKey = z
  .string()
  .max(KEY_LENGTH_MAX)
  .regex(/^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z0-9]+$/)
  .meta({ title: 'a ConfigMap key: letters, digits, "-", "_" and ".", not starting with ".."' });

/** DNS-1123 subdomain. */
export const objectName = z
  .string()
  .max(KEY_LENGTH_MAX)
  .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/)
  .meta({ title: 'an object name: lower-case letters, digits, "-" and "."' });

/** A mount path: absolute, without "." and ".." and a slash at the end. */
export const absolutePath = z
  .string()
  .max(PATH_LENGTH_MAX)
  .regex(/^(\/(?!\.{1,2}(\/|$))[-._a-zA-Z0-9]+)+$/)
  .meta({ title: 'an absolute path such as /etc/config' });

/** A file below the mount; no component starts with "..", which AtomicWriter keeps for itself. */
export const relativePath = z
  .string()
  .max(PATH_LENGTH_MAX)
  .regex(/^(?!\.{1,2}(\/|$))(?!\.\.)[-._a-zA-Z0-9]+(\/(?!\.{1,2}(\/|$))[-._a-zA-Z0-9]+)*$/)
  .meta({ title: 'a path below the mount such as feature.yaml or conf.d/feature.yaml' });

/** The data of a ConfigMap: key to text. */
export const configMapData = z.record(
  configMapKey,
  z.string().meta({ title: 'a text; a number, a boolean or a YAML fragment needs quotes or "|"' }),
);
