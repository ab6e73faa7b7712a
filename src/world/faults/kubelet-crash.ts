// E1: the kubelet is killed between any two of its system calls, and runs again ten seconds later.
//
// Source: kubeadm's kubelet.service (Restart=always, RestartSec=10); kubernetes/kubernetes pkg/kubelet: nothing of the
// volume manager's or AtomicWriter's progress outlives the process, so the first sync after the start looks at the volume
// as it was left (facts/kubelet.md 4, "stale ..data_tmp").
// Leaves out: static pods, the node's own recovery, containers that restart meanwhile.
import { mailboxOf } from '../draft.ts';
import { actorsOf } from '../processes.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';
import { isDown, kill } from './kill.ts';

export const kubeletCrash: Fault = {
  name: 'kubelet-crash',
  rule: 'E1',
  options: (_model, world) => (world.actors.podWorker === undefined || isDown(world, 'podWorker') ? NOT_NOW : ONE_WAY),
  happen: (draft) => {
    const killed = actorsOf('kubelet').filter((id) => draft.before.actors[id] !== undefined);
    kill(draft, 'kubelet', killed);
    // Its connections are closed: what it asked for is answered to nobody.
    const requests = mailboxOf(draft, 'api');
    draft.mailboxes.api = requests.filter((each) => each.type !== 'get' || !killed.includes(each.from));
    return {};
  },
};
