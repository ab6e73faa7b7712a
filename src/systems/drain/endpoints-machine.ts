// Endpoint slices and kube-proxy: some time after the deletion no new connection is sent to the pod any more.
//
// Source: Kubernetes "Pod Lifecycle", Termination of Pods: the control plane removes the pod from its EndpointSlices
// at the same time as the kubelet begins to stop it, and every node learns of it by a watch of its own.
// Leaves out: nodes that learn of it at different times, proxies that retry elsewhere. Rule D5.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { DrainConfig } from './schema.ts';

/** Creates what stands for all that routes to the pod. */
export function createEndpoints({ endpointsAfter }: DrainConfig) {
  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    delays: { propagation: endpointsAfter },
  }).createMachine({
    id: 'endpoints',
    initial: 'routing',
    states: {
      routing: {
        entry: { type: 'operate', params: { op: 'await deletion', args: null } },
        on: { operated: 'propagating' },
      },
      propagating: { after: { propagation: 'removing' } },
      removing: {
        entry: { type: 'operate', params: { op: 'remove endpoint', args: null } },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}
