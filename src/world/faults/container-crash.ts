// E7: the application's process is killed, and its container is started again.
//
// Source: kubernetes/kubernetes pkg/kubelet (PLEG relists every second; its event syncs the pod, and that sync starts the
// container, the first time without a back-off, while the volumes are remounted beside it: facts/kubelet.md 2). What a new
// container is given is in src/world/runtime.ts.
// Leaves out: the back-off of later restarts (10 s, 20 s, … 5 min), init containers, and containers that cannot start
// because the volume or the file of a subPath is not there: they are not killed then.

import { syscall } from '../../kernel/kernel.ts';
import { failed } from '../../kernel/system-call.ts';
import { volumeOf } from '../mounted-volume.ts';
import { endContainer } from '../runtime.ts';
import { isEnvironment } from '../scenario.ts';
import { servedNow } from '../served.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';

export const containerCrash: Fault = {
  name: 'container-crash',
  rule: 'E7',
  options: (model, world) => {
    if (servedNow(model, world).kind === 'down') return NOT_NOW;
    if (isEnvironment(model.scenario.mount.kind)) return ONE_WAY;
    const source = syscall(world.kernel, { call: 'stat', path: volumeOf(model.scenario).source }).result;
    return failed(source) ? NOT_NOW : ONE_WAY;
  },
  happen: (draft) => {
    endContainer(draft);
    return { died: true };
  },
};
