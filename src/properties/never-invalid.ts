// never-invalid: the application never serves configuration that does not parse.
import { servedNow } from '../world/served.ts';
import { safetyProperty } from './property.ts';

export const neverInvalid = safetyProperty(
  'never-invalid',
  'never serves configuration that does not parse',
  (model, world) => {
    const served = servedNow(model, world);
    return served.ready && served.kind === 'invalid' ? served.version : null;
  },
);
