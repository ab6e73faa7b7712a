// E7: the application's process is killed, and its container is started again.
//
// Source: kubernetes/kubernetes pkg/kubelet (PLEG relists every second; its event syncs the pod, and that sync starts the
// container, the first time without a back-off, while the volumes are remounted beside it: facts/kubelet.md 2). A new
// container has its mounts made anew: it gets the volume directory that is there now, and a subPath is bound to what its
// path resolves to (facts/kubelet.md 3, 4).
// Leaves out: the back-off of later restarts (10 s, 20 s, … 5 min), a kubelet that is itself down, init containers, that
// the mounts are made at the start and not at the end of the old container, and containers that cannot start because the
// volume or the file of a subPath is not there: they are not killed then.

import { syscall } from '../../kernel/kernel.ts';
import { failed } from '../../kernel/system-call.ts';
import { call, type Draft } from '../draft.ts';
import { closeInstance } from '../library-step.ts';
import { volumeOf } from '../mounted-volume.ts';
import { servedNow } from '../served.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';
import { kill } from './kill.ts';

export const containerCrash: Fault = {
  name: 'container-crash',
  rule: 'E7',
  options: (model, world) => {
    if (servedNow(model, world).kind === 'down') return NOT_NOW;
    const source = syscall(world.kernel, { call: 'stat', path: volumeOf(model.scenario).source }).result;
    return failed(source) ? NOT_NOW : ONE_WAY;
  },
  happen: (draft) => {
    closeInstance(draft);
    kill(draft, 'app', ['app']);
    bindAgain(draft);
    return { died: draft.before.actors.podWorker !== undefined };
  },
};

/** What the new container sees: made by the runtime, which is no process of the model's. */
function bindAgain(draft: Draft): void {
  const { source, target, readOnly } = volumeOf(draft.model.scenario);
  call(draft, 'faults', { call: 'umount', target });
  call(draft, 'faults', { call: 'mount', type: 'bind', source, target, readOnly });
}
