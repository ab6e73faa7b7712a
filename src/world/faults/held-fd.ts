// E11: somebody else (a backup, a log shipper, `tail -f`) has a file of the volume open when it is replaced. Its inode
// lives on, and IN_DELETE_SELF comes only once the last descriptor is closed.
//
// Source: inotify(7); facts/inotify-fsnotify.md (IN_ATTRIB at the last unlink, IN_DELETE_SELF at the last close).
import { O } from '../../kernel/vocabulary.ts';
import { call } from '../draft.ts';
import { volumeOf } from '../mounted-volume.ts';
import type { Fault } from './fault.ts';

export const heldFd: Fault = {
  name: 'held-fd',
  rule: 'E11',
  options: ({ scenario }) => scenario.app.files,
  happen: (draft, file) => {
    // On the node, where the volume is: the container's mount stays free to be made anew.
    const path = `${volumeOf(draft.model.scenario).root}/${file}`;
    const opened = call(draft, 'faults', { call: 'open', path, flags: O.O_RDONLY });
    return 'fd' in opened ? { fd: opened.fd } : {};
  },
};
