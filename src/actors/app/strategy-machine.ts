// The application's reload loop: one XState machine that runs every strategy record.
//
// States are what a reader of such code would name: waiting in select, considering an event, arming a watch, reading a
// file, swapping. One reaction is a list of things to do (`todo`), taken from the strategy's rule. The states are in
// loop-states.ts, watch-states.ts and load-states.ts; what the loop knows is app-context.ts.
// Leaves out: preemption inside one assignment; a second read(2) until end of file. Rules S1 to S12.
import { assign } from 'xstate';
import { type AppConfig, firstContext } from './app-context.ts';
import { appSetup } from './app-setup.ts';
import { loadStates } from './load-states.ts';
import { loopStates } from './loop-states.ts';
import { watchStates } from './watch-states.ts';

/** Creates the reload loop of an application. */
export function createStrategyMachine(config: AppConfig) {
  const app = appSetup(config);
  return app.createMachine({
    id: 'app',
    context: firstContext(config),
    initial: config.startsLater ? 'down' : 'starting',
    on: {
      windowOver: { actions: assign({ quiet: false }) },
      killed: { target: '.down', actions: ['noTick', 'noSettle', 'noWindow'] },
    },
    states: { ...loopStates(app, config), ...watchStates(app, config), ...loadStates(app, config) },
  });
}
