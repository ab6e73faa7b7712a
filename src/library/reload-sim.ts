// `reload-sim`: the library in Node. What `reload-sim/core` has, and simulations from files and by name.
//
// An entry of the package: what is named here is public, and everything else is not.
export { simulationNames, strategyNames } from '../files/shipped.ts';
export * from './core.ts';
export { loadSimulation, loadStrategy } from './load.ts';
