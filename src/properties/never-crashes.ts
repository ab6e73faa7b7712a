// never-crashes: the application's process never ends on account of its configuration.
import { hasExited } from '../world/served.ts';
import { safetyProperty } from './property.ts';

export const neverCrashes = safetyProperty(
  'never-crashes',
  'the process never ends because of its configuration',
  (_model, world) => (hasExited(world) ? 'down' : null),
);
