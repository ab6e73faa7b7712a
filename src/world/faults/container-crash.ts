// E7: the application's process is killed, and its container is started again.
//
// Source: kubernetes/kubernetes pkg/kubelet (PLEG relists every second; the first restart has no back-off; a container
// that died is a reason to sync the pod, which also remounts its volumes); a subPath is bound anew at each start of a
// container (facts/kubelet.md 3).
// Leaves out: the back-off of later restarts (10 s, 20 s, … 5 min), a kubelet that is itself down, init containers, and
// that a subPath is bound at the start and not at the end of the old container.
import { call, type Draft, post } from '../draft.ts';
import { closeInstance } from '../library-step.ts';
import { volumeOf } from '../mounted-volume.ts';
import { servedNow } from '../served.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';
import { kill } from './kill.ts';

export const containerCrash: Fault = {
  name: 'container-crash',
  rule: 'E7',
  options: (model, world) => (servedNow(model, world).kind === 'down' ? NOT_NOW : ONE_WAY),
  happen: (draft) => {
    closeInstance(draft);
    kill(draft, 'app', ['app']);
    if (draft.before.actors.podWorker !== undefined) post(draft, 'podWorker', { type: 'podUpdated' });
    bindAgain(draft);
    return {};
  },
};

function bindAgain(draft: Draft): void {
  const { scenario } = draft.model;
  if (scenario.mount.kind !== 'subPath') return;
  const { source, target, readOnly } = volumeOf(scenario);
  call(draft, 'faults', { call: 'umount', target });
  call(draft, 'faults', { call: 'mount', type: 'bind', source, target, readOnly });
}
