// never-empty: the application never serves zero-valued configuration. The incident is its violation.
import { servedNow } from '../world/served.ts';
import { safetyProperty } from './property.ts';

export const neverEmpty = safetyProperty('never-empty', 'never serves zero-valued configuration', (model, world) => {
  const served = servedNow(model, world);
  return served.ready && served.kind === 'empty' ? served.version : null;
});
