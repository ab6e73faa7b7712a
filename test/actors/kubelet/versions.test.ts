import { expect, test } from 'vitest';
import { isKubeletVersion, KUBELET_VERSIONS, kubeletFeatures } from '../../../src/actors/kubelet/versions.ts';

test('K1: what each kubelet release does differently', () => {
  const table = KUBELET_VERSIONS.map((version) => {
    const features = kubeletFeatures(version);
    const words = [
      features.linksBeforePublish ? 'links before publish' : 'links after publish',
      `fsGroup ${features.setPerms}`,
      ...(features.linksWhenUnchanged ? ['links also when unchanged'] : []),
      ...(features.syncDropsCache ? ['sync drops cache'] : []),
      `RemoveAll by ${features.removeAll}`,
    ];
    return `${version}: ${words.join(', ')}`;
  });
  expect(table).toMatchInlineSnapshot(`
    [
      "1.18: links before publish, fsGroup after-write, RemoveAll by lstat",
      "1.19: links before publish, fsGroup after-write, RemoveAll by lstat",
      "1.20: links before publish, fsGroup after-write, RemoveAll by lstat",
      "1.21: links before publish, fsGroup after-write, RemoveAll by lstat",
      "1.22: links before publish, fsGroup after-write, RemoveAll by lstat",
      "1.23: links after publish, fsGroup after-write, RemoveAll by lstat",
      "1.24: links after publish, fsGroup after-write, sync drops cache, RemoveAll by lstat",
      "1.25: links after publish, fsGroup after-write, sync drops cache, RemoveAll by lstat",
      "1.26: links after publish, fsGroup before-publish, sync drops cache, RemoveAll by lstat",
      "1.27: links after publish, fsGroup before-publish, sync drops cache, RemoveAll by nofollow",
      "1.28: links after publish, fsGroup before-publish, sync drops cache, RemoveAll by nofollow",
      "1.29: links after publish, fsGroup before-publish, RemoveAll by nofollow",
      "1.30: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.31: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.32: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.33: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.34: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.35: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.36: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
      "1.37: links after publish, fsGroup before-publish, links also when unchanged, RemoveAll by nofollow",
    ]
  `);
});

test('K1: a release that is not in the list is none', () => {
  expect(isKubeletVersion('1.34')).toBe(true);
  expect(isKubeletVersion('1.17')).toBe(false);
  expect(isKubeletVersion('v1.34')).toBe(false);
});
