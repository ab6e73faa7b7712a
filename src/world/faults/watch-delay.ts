// E2: the kubelet's watch on the API server breaks; what is stored meanwhile is learnt when the reflector lists again.
//
// Source: k8s.io/client-go tools/cache/reflector.go (back-off 800 ms to 30 s, then LIST and WATCH anew).
// The second source of a projected volume has a watch of its own, which is not lost.
// Leaves out: bookmarks, resourceVersion too old, a list that is itself out of date.
import { stateName } from '../actor-state.ts';
import { give } from '../draft.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';

export const watchDelay: Fault = {
  name: 'watch-delay',
  rule: 'E2',
  options: (_model, world) => {
    const manager = world.actors.configMapManager;
    return manager !== undefined && stateName(manager.snapshot) === 'watching' ? ONE_WAY : NOT_NOW;
  },
  happen: (draft) => {
    const mail = draft.before.actors.configMapManager?.mailbox ?? [];
    draft.mailboxes.configMapManager = mail.filter(({ type }) => type !== 'modified' && type !== 'deleted');
    give(draft, 'configMapManager', { type: 'watchLost' });
    return {};
  },
};
