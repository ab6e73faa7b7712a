// What a kubelet release does differently when it writes a ConfigMap volume.
//
// Run or diffed: AtomicWriter of v1.12.2, v1.19.4, v1.25.0, v1.29.14, v1.32.10 and of master at 2e09081
// (facts/inotify-fsnotify.md, Observed 1). A release between two of those is placed by its pull request, and
// where the pull request does not name a release, by its date: see SINCE. A minor release stands for its
// last patch.
// Leaves out: everything else that changed in the kubelet. Rules K1, K8, K21.
import { assert } from '../../kernel/assert.ts';
import type { RemoveAllFlavour } from './remove-all.ts';

export const KUBELET_VERSIONS = [
  '1.18',
  '1.19',
  '1.20',
  '1.21',
  '1.22',
  '1.23',
  '1.24',
  '1.25',
  '1.26',
  '1.27',
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
] as const;
export type KubeletVersion = (typeof KUBELET_VERSIONS)[number];

/** When the fsGroup pass over the volume runs. */
export const SET_PERMS = ['after-write', 'before-publish'] as const;
export type SetPerms = (typeof SET_PERMS)[number];

export interface KubeletFeatures {
  /** User-visible links of new keys are made before `..data` is switched: they dangle until then. */
  readonly linksBeforePublish: boolean;
  /** `after-write`: after Write, on every SetUp, changed or not. `before-publish`: step 7, only when writing. */
  readonly setPerms: SetPerms;
  /** Missing user-visible links are made again although the data has not changed. */
  readonly linksWhenUnchanged: boolean;
  /** `Cache`: every pod sync drops the cached ConfigMap, whatever its time to live. */
  readonly syncDropsCache: boolean;
  /** os.RemoveAll of the Go release that the kubelet is built with. */
  readonly removeAll: RemoveAllFlavour;
}

/** Every change with the first minor release that has it, and how sure that is. */
const SINCE = {
  // kubernetes#97642, merged after the freeze of 1.22 (July 2021), no release note. v1.19.4 has it not, v1.23.0 has it.
  linksAfterPublish: 23,
  // kubernetes#114464 (1.27), picked to 1.26 by #114728. v1.25.0 has it not, v1.26.7 has it.
  setPermsBeforePublish: 26,
  // kubernetes#122807 (1.30). v1.29.14 has it not, v1.31.12 has it; 1.30 by the pull request's milestone.
  linksWhenUnchanged: 30,
  // kubernetes#107821: RegisterPod in every SyncPod (about 1.24); kubernetes#120255 undid its effect in 1.29.
  syncDropsCache: 24,
  syncKeepsCache: 29,
  // golang/go#52745, picked to Go 1.22.4 and 1.21.11. Placed by the Go release of each last patch, which is from
  // memory: 1.26.15 is built with Go 1.21.8, 1.27.16 with Go 1.22.5. Recorded: Go 1.19.8 and Go 1.23.5.
  removeAllNofollow: 27,
} as const;

/** True for the text of a release that this model knows: "1.34". */
export function isKubeletVersion(text: string): text is KubeletVersion {
  return (KUBELET_VERSIONS as readonly string[]).includes(text);
}

/** What the kubelet of this release does. */
export function kubeletFeatures(version: KubeletVersion): KubeletFeatures {
  const minor = Number(version.split('.')[1]);
  assert(Number.isInteger(minor), `'${version}' is a version like 1.34`);
  return {
    linksBeforePublish: minor < SINCE.linksAfterPublish,
    setPerms: minor < SINCE.setPermsBeforePublish ? 'after-write' : 'before-publish',
    linksWhenUnchanged: minor >= SINCE.linksWhenUnchanged,
    syncDropsCache: minor >= SINCE.syncDropsCache && minor < SINCE.syncKeepsCache,
    removeAll: minor < SINCE.removeAllNofollow ? 'lstat' : 'nofollow',
  };
}
