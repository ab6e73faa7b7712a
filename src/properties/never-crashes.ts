// never-crashes: the application's process never ends on account of its configuration.
import { servedNow } from '../world/served.ts';
import { safetyProperty } from './property.ts';

export const neverCrashes = safetyProperty(
  'never-crashes',
  'the process never ends because of its configuration',
  (model, world) => (servedNow(model, world).kind === 'down' ? 'down' : null),
);
