// fsnotify's Op: what the bits of an inotify mask are called, and how Op.String joins them.
//
// Source: newEvent and Op.String, the same in every modelled release as far as these five operations go.
// Leaves out: the unportable operations (Open, Read, CloseWrite, CloseRead), which no exported option asks for.
import { IN } from '../../../kernel/vocabulary.ts';

/** Operations in the order in which they are printed, with the bits that stand for each. Rule W3. */
const OPS = [
  ['CREATE', IN.IN_CREATE | IN.IN_MOVED_TO],
  ['REMOVE', IN.IN_DELETE | IN.IN_DELETE_SELF],
  ['WRITE', IN.IN_MODIFY],
  ['RENAME', IN.IN_MOVED_FROM | IN.IN_MOVE_SELF],
  ['CHMOD', IN.IN_ATTRIB],
] as const;

/** The operations of a mask joined by `|`; '' when it has none (Op 0, which 1.6 and later print as "[no events]"). */
export function opOf(mask: number): string {
  return OPS.filter(([, bits]) => (mask & bits) !== 0)
    .map(([op]) => op)
    .join('|');
}

/** True for REMOVE and RENAME: the operations after which the name need not exist. */
export function leavesName(mask: number): boolean {
  return (mask & (OPS[1][1] | OPS[3][1])) !== 0;
}
