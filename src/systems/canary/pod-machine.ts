// One pod and the kubelet of its node: starts the container, and syncs the pod when its own time comes.
//
// Sources: facts/kubelet.md 1 and 2 (each pod is synced in a phase of its own); Kubernetes "ConfigMaps".
// Leaves out: all of the volume's files, which the other simulations are about. Rules R6, R7.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { PodArgs } from './shared.ts';

/** Creates the pod in a slot of its replica set; its kubelet syncs it `phaseMs` after an edit. */
export function createPod(args: PodArgs, phaseMs: number) {
  const tellWaiting = {
    type: 'observe',
    params: { fact: { rule: 'R6', kind: 'noted', about: { what: 'waiting', ...args } } },
  } as const;

  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      isStale: ({ event }) => event.type === 'operated' && event.result === 'stale',
      waits: ({ event }) => event.type === 'operated' && event.result === 'waiting',
    },
    delays: { phase: phaseMs },
  }).createMachine({
    id: 'pod',
    initial: 'watching',
    states: {
      watching: {
        entry: { type: 'operate', params: { op: 'watchPod', args } },
        on: {
          operated: [
            { guard: 'isStale', target: 'due' },
            { guard: 'waits', target: 'watching', reenter: true, actions: tellWaiting },
            { target: 'watching', reenter: true },
          ],
        },
      },
      // A pod that takes this one's place meanwhile is started at once.
      due: {
        entry: { type: 'operate', params: { op: 'start', args, select: true } },
        on: { operated: [{ guard: 'waits', target: 'watching', actions: tellWaiting }, { target: 'watching' }] },
        after: { phase: 'syncing' },
      },
      syncing: {
        entry: { type: 'operate', params: { op: 'sync', args } },
        on: { operated: 'watching' },
      },
    },
  });
}
