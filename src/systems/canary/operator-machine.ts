// Whoever releases: applies the ConfigMap, then the Rollout, then deletes what the manifests no longer have; may abort.
//
// Sources: helm upgrade (objects that the new release does not have are deleted, unless helm.sh/resource-policy: keep),
// kubectl apply --prune, kubectl argo rollouts abort. Rules R1, R4, R9.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import { abandonedName, nameIn, templateChanges, writtenName } from './names.ts';
import type { CanaryConfig } from './schema.ts';

/** Creates the operator. */
export function createOperator(config: CanaryConfig) {
  const abandoned = abandonedName(config);

  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      editsOnly: () => config.configMap === 'in-place' && !config.newImage,
      leavesAll: () => !config.prune || abandoned === null,
      neverAborts: () => config.abortAt === undefined,
    },
    delays: { untilAbort: config.abortAt ?? 0 },
  }).createMachine({
    id: 'operator',
    initial: 'applyingConfigMap',
    states: {
      applyingConfigMap: {
        entry: { type: 'operate', params: { op: 'applyConfigMap', args: { name: writtenName(config) } } },
        on: { operated: [{ guard: 'editsOnly', target: 'applied' }, { target: 'applyingRollout' }] },
      },
      applyingRollout: {
        entry: {
          type: 'operate',
          params: { op: 'applyRollout', args: { name: nameIn(config, 'canary'), changes: templateChanges(config) } },
        },
        on: { operated: [{ guard: 'leavesAll', target: 'applied' }, { target: 'pruning' }] },
      },
      pruning: {
        entry: { type: 'operate', params: { op: 'prune', args: { name: abandoned ?? '' } } },
        on: { operated: 'applied' },
      },
      applied: { always: [{ guard: 'neverAborts', target: 'done' }, { target: 'looking' }] },
      looking: { after: { untilAbort: 'aborting' } },
      aborting: {
        entry: { type: 'operate', params: { op: 'askAbort', args: null } },
        on: { operated: 'done' },
      },
      done: {},
    },
  });
}
