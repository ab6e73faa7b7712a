// The service's main goroutine: waits until it is asked to drain, drains, exits.
//
// Sources: net/http Server.Shutdown (closes the listeners, waits for active connections until its context is done,
// cancels none of them); chapter 3.1 of the article (Running, Draining, Stopped).
// Leaves out: cleaning up after the drain; a second signal. Rules D6 to D8, D12.
import { setup } from 'xstate';
import { type ActorEvent, effectActions } from '../../actors/effects.ts';
import type { DrainConfig } from './schema.ts';

/** Creates the goroutine that called signal.Notify; without a drain nobody ever asks it for one. */
export function createServer({ gate, drainTimeout }: DrainConfig) {
  const op = gate === 'listener' ? 'Shutdown' : 'set draining';
  return setup({
    types: { events: {} as ActorEvent },
    actions: effectActions,
    guards: { processEnded: ({ event }) => event.type === 'operated' && event.result === 'ended' },
    delays: { drainTimeout },
  }).createMachine({
    id: 'server',
    initial: 'running',
    states: {
      running: {
        entry: { type: 'operate', params: { op: 'await request', args: null } },
        on: { operated: [{ guard: 'processEnded', target: 'stopped' }, { target: 'draining' }] },
      },
      draining: {
        entry: { type: 'operate', params: { op, args: null } },
        on: { operated: [{ guard: 'processEnded', target: 'stopped' }, { target: 'waiting' }] },
      },
      waiting: {
        entry: { type: 'operate', params: { op: 'await idle', args: null, select: true } },
        on: { operated: [{ guard: 'processEnded', target: 'stopped' }, { target: 'exiting' }] },
        after: { drainTimeout: 'overdue' },
      },
      // Shutdown has returned context.DeadlineExceeded; the handlers still run, and end with the process.
      overdue: {
        entry: { type: 'observe', params: { fact: { rule: 'D7', kind: 'noted', about: { what: 'overdue' } } } },
        always: 'exiting',
      },
      exiting: {
        entry: { type: 'operate', params: { op: 'exit', args: null } },
        on: { operated: 'stopped' },
      },
      stopped: {},
    },
  });
}
