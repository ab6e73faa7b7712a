// English: what happens when a fault does.
import type { Messages } from './messages.ts';

export const faults: Messages['faults'] = {
  'kubelet-crash': () => 'kubelet is killed; systemd starts it again in 10 s',
  'watch-delay': () => "kubelet's watch on the ConfigMap breaks; it lists again later",
  'invalid-yaml': (key) => `somebody applies ${key} with a value that does not parse`,
  'empty-payload': (key) => `somebody applies ${key} with an empty value`,
  'key-removed': (key) => `somebody applies the ConfigMap without ${key}`,
  'slow-app': () => "the application's process stops for a while",
  'container-crash': () => "the application's process is killed; its container is started again",
  'noisy-neighbour': () => 'a burst of files in a busy directory overflows the inotify queue',
  'watch-limit': () => 'the user has no inotify watches left: Add fails with ENOSPC',
  'instance-limit': () => 'the user has no inotify instances left: NewWatcher fails with EMFILE',
  'held-fd': (file) => `another process opens ${file} and holds it`,
  'clock-step': () => "the node's clock is set back",
};
