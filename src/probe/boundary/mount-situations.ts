// The four situations of `boundary-mounts`: the volume seen through a read-only bind mount, a bind mount of one resolved
// file (subPath), a file that the program keeps open, and a tmpfs volume that is unmounted.
// Left out: the updates in between and who watches (inotify-mounts.ts, fsnotify-mounts.ts).

import { O } from '../../kernel/vocabulary.ts';
import { type Change, change, writeFile } from './change.ts';
import { ROOT } from './fsnotify-case.ts';
import { newVolume } from './volume.ts';

/** Where the volume is written, what is done before the watches, what is watched, and what happens at the end. */
export interface Situation {
  readonly volume: string;
  readonly before: readonly Change[];
  readonly watches: readonly (readonly [w: string, path: string])[];
  readonly after: readonly Change[];
}

const VOLUME = '/volume';
const NEW_VOLUME: readonly Change[] = [change({ call: 'mkdir', path: VOLUME, mode: 0o755 }), ...newVolume(VOLUME)];
const WHOLE: Situation['watches'] = [
  ['file', `${ROOT}/config.yaml`],
  ['mount', ROOT],
];
const UMOUNT = change({ call: 'umount', target: ROOT });
const CTR = `${ROOT}/ctr`;
/** The first descriptor that a process gets after the standard ones. */
const FIRST_FD = 3;

export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'bind-ro': {
    volume: VOLUME,
    before: [...NEW_VOLUME, change({ call: 'mount', type: 'bind', source: VOLUME, target: ROOT, readOnly: true })],
    watches: WHOLE,
    after: [UMOUNT],
  },
  subpath: {
    volume: VOLUME,
    before: [
      ...NEW_VOLUME,
      writeFile(CTR, ''),
      change({ call: 'mount', type: 'bind', source: `${VOLUME}/config.yaml`, target: CTR, readOnly: true }),
    ],
    watches: [['file', CTR]],
    after: [change({ call: 'umount', target: CTR })],
  },
  openfd: {
    volume: ROOT,
    before: [...newVolume(ROOT), change({ call: 'open', path: `${ROOT}/config.yaml`, flags: O.O_RDONLY })],
    watches: WHOLE,
    after: [change({ call: 'close', fd: FIRST_FD })],
  },
  umount: {
    volume: ROOT,
    before: [change({ call: 'mount', type: 'tmpfs', target: ROOT }), ...newVolume(ROOT)],
    watches: WHOLE,
    after: [UMOUNT],
  },
};
