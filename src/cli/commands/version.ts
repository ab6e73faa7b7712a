// What this build models: its own version, and those of kubelet, kernel and watcher libraries.
import { version } from '../../../package.json';
import { KUBELET_VERSIONS } from '../../actors/kubelet/versions.ts';
import { watcherLibraries } from '../../actors/watcher/libraries.ts';
import { MODEL_VERSION } from '../../explore/token.ts';

/** The kernel that the recordings were made on; the model equals it. */
export const KERNEL_MODELLED = 'Linux 6.18';

/** Five lines: `reload-sim 0.1.0`, then what is modelled. */
export function describeVersions(): string {
  const lines = [
    ['reload-sim', version],
    ['model', String(MODEL_VERSION)],
    ['kubelet', `${KUBELET_VERSIONS[0]} to ${KUBELET_VERSIONS.at(-1)}`],
    ['kernel', KERNEL_MODELLED],
    ['watchers', Object.keys(watcherLibraries).join(', ')],
  ];
  return lines.map(([name = '', value = '']) => `${name.padEnd(12)}${value}\n`).join('');
}
