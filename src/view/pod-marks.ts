// Marks in the lanes for what becomes of ConfigMaps, of the pod and of its container, besides updates.
import type { Fact, PodFactKind } from '../actors/effects.ts';
import type { Role } from './rows.ts';

/** The text of such a mark, at most a few words, and its role. */
export function podMark(kind: PodFactKind, fact: Fact): { readonly text: string; readonly role: Role | null } {
  const about = (key: string): string => String(fact.about[key] ?? '');
  switch (kind) {
    case 'deleted':
      return { text: 'delete', role: 'bad' };
    case 'annotated':
      return { text: about('immutable') === 'true' ? 'immutable' : 'metadata', role: 'dim' };
    case 'watch-stopped':
      return { text: 'stops watching', role: 'bad' };
    case 'pod-replaced':
      return { text: 'new pod', role: null };
    case 'container-stopped':
      return { text: 'kill container', role: 'dead' };
    case 'container-started':
      return { text: 'start container', role: null };
    case 'container-waits':
      return { text: 'cannot create', role: 'bad' };
    case 'probed':
      return {
        text: `${about('probe')}: ${about('outcome')}`,
        role: ['started', 'ready'].includes(about('outcome')) ? null : 'bad',
      };
  }
}
