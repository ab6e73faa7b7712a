// never-torn: the application never serves files of two versions together.
import { servedNow } from '../world/served.ts';
import { safetyProperty } from './property.ts';

export const neverTorn = safetyProperty('never-torn', 'never serves files of two versions together', (model, world) => {
  const served = servedNow(model, world);
  return served.ready && served.kind === 'mixed' ? served.version : null;
});
