// The Rollouts controller: one step after the other, each weight until its pods are there; an abort goes back to weight 0.
//
// Sources: Argo Rollouts "Canary", "Analysis", rollout/canary.go. A controller acts on what it sees, so each comparison of
// what is with what should be is a step. Leaves out: restarts of the controller, leader election. Rules R1 to R3, R8.
import { assign, setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { CanaryConfig, Step } from './schema.ts';

export interface ControllerContext {
  /** The index of the step under way. */
  readonly step: number;
}

const isResult = (event: ActorEvent, result: string): boolean => event.type === 'operated' && event.result === result;

const tellAnalysis = (outcome: 'passed' | 'failed') =>
  ({
    type: 'observe',
    params: { fact: { rule: 'R8', kind: 'noted', about: { what: 'analysis', outcome } } },
  }) as const;

/** Creates the controller. */
export function createController({ replicas, steps, config }: CanaryConfig) {
  const step = ({ step: index }: ControllerContext): Step => steps[index] ?? {};

  return setup({
    types: { context: {} as ControllerContext, events: {} as ActorEvent },
    actions: {
      ...effectActions,
      nextStep: assign({ step: ({ context }: { context: ControllerContext }) => context.step + 1 }),
    },
    guards: {
      allDone: ({ context }) => context.step >= steps.length,
      isWeight: ({ context }) => step(context).setWeight !== undefined,
      isPause: ({ context }) => step(context).pause !== undefined,
      settled: ({ event }) => isResult(event, 'settled'),
      abortAsked: ({ event }) => isResult(event, 'abort'),
      failed: ({ event }) => isResult(event, 'failed'),
    },
    delays: {
      pause: ({ context }) => step(context).pause ?? 0,
      analysis: ({ context }) => step(context).analysis ?? 0,
    },
  }).createMachine({
    id: 'controller',
    context: { step: 0 },
    initial: 'watching',
    states: {
      watching: {
        entry: { type: 'operate', params: { op: 'begin', args: null } },
        on: { operated: 'deciding' },
      },

      deciding: {
        always: [
          { guard: 'allDone', target: 'completing' },
          { guard: 'isWeight', target: 'weighting' },
          { guard: 'isPause', target: 'pausing' },
          { target: 'analysing' },
        ],
      },

      weighting: {
        entry: {
          type: 'operate',
          params: ({ context }) => ({
            op: 'setWeight',
            args: { replicas, weight: step(context).setWeight ?? 0 },
          }),
        },
        on: { operated: 'scaling' },
      },

      scaling: {
        entry: { type: 'operate', params: { op: 'reconcile', args: { replicas } } },
        on: {
          operated: [
            { guard: 'settled', target: 'deciding', actions: 'nextStep' },
            { guard: 'abortAsked', target: 'aborting' },
            { target: 'scaling', reenter: true },
          ],
        },
      },

      pausing: {
        entry: { type: 'operate', params: { op: 'seeAbort', args: null, select: true } },
        on: { operated: 'aborting' },
        after: { pause: { target: 'deciding', actions: 'nextStep' } },
      },

      analysing: {
        entry: { type: 'operate', params: { op: 'seeAbort', args: null, select: true } },
        on: { operated: 'aborting' },
        after: { analysis: 'measuring' },
      },

      measuring: {
        entry: { type: 'operate', params: { op: 'measure', args: { bad: config === 'bad' } } },
        on: {
          operated: [
            { guard: 'failed', target: 'aborting', actions: tellAnalysis('failed') },
            { target: 'deciding', actions: [tellAnalysis('passed'), 'nextStep'] },
          ],
        },
      },

      completing: {
        entry: { type: 'operate', params: { op: 'setFullWeight', args: null } },
        on: { operated: 'replacing' },
      },

      replacing: {
        entry: { type: 'operate', params: { op: 'reconcile', args: { replicas } } },
        on: {
          operated: [
            { guard: 'settled', target: 'promoting' },
            { guard: 'abortAsked', target: 'aborting' },
            { target: 'replacing', reenter: true },
          ],
        },
      },

      promoting: {
        entry: { type: 'operate', params: { op: 'promote', args: null } },
        on: { operated: 'done' },
      },

      aborting: {
        entry: { type: 'operate', params: { op: 'abort', args: null } },
        on: { operated: 'rollingBack' },
      },

      rollingBack: {
        entry: { type: 'operate', params: { op: 'reconcile', args: { replicas } } },
        on: {
          operated: [
            { guard: 'settled', target: 'done' },
            { target: 'rollingBack', reenter: true },
          ],
        },
      },

      done: {},
    },
  });
}
