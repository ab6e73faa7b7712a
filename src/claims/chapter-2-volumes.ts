// Section 2.1: what a mounted ConfigMap does to the life of a program, by the way it is mounted.
import type { Claim } from './claim.ts';

export const volumeClaims: readonly Claim[] = [
  {
    id: '2.1.1',
    told: {
      en: 'A change of the volume is told through inotify; os.ReadFile knows nothing of it, so the program must listen or poll.',
      zh: '挂载内容变更会触发 inotify 事件；os.ReadFile 不会自动感知，需主动监听或轮询。',
    },
    found: {
      en: 'Right. Whoever looks once never sees the update; whoever listens on the directory or polls does.',
      zh: '正确。只看一次的永远看不到更新；监听目录或轮询的都能看到。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'versioned-name-not-used', property: 'converges', verdict: 'violated' },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x2-second-update-data-create',
        property: 'converges',
        verdict: 'holds',
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x2-second-update',
        strategy: 'poll-hash',
        property: 'converges',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '2.1.2',
    told: {
      en: 'The example (watch the mounted file, reload on Write) reloads the configuration when the ConfigMap changes.',
      zh: '示例程序（监视挂载的文件，在 Write 时重载）会在 ConfigMap 变更时重载配置。',
    },
    found: {
      en: 'It never reloads on a ConfigMap volume, because there never is a Write: three updates, none noticed.',
      zh: '在 ConfigMap 卷上它从不重载，因为从来没有 Write：三次更新一次也没注意到。',
    },
    evidence: [
      { speaks: 'against', by: 'check', simulation: 'incident-kubelet', property: 'converges', verdict: 'violated' },
      {
        speaks: 'against',
        by: 'recording',
        id: 'app-fsnotify-v1.9.0-file-write',
        expected: { path: 'noticed', every: [false, false, false] },
      },
    ],
  },
  {
    id: '2.1.3',
    told: {
      en: 'Testing for fsnotify.Write makes sure that only changes of content are answered.',
      zh: '检查 fsnotify.Write 可确保仅响应内容修改。',
    },
    found: {
      en: 'A chmod gives no Write, that is right. But emptying a file is a Write too, and it comes before the content.',
      zh: 'chmod 确实不产生 Write。但清空文件也是一次 Write，而且早于内容到来。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'probe',
        script: [
          'write f "v: 1"',
          'library fsnotify v1.9.0',
          'add f',
          'chmod 0600 f',
          '',
          'Output:',
          '  fsnotify CHMOD f',
        ],
      },
      {
        speaks: 'against',
        by: 'probe',
        script: [
          'write f "v: 1"',
          'library fsnotify v1.9.0',
          'add f',
          'truncate f 0',
          '',
          'Output:',
          '  fsnotify WRITE f',
        ],
      },
      { speaks: 'against', by: 'check', simulation: 'incident', property: 'never-empty', verdict: 'violated' },
    ],
  },
  {
    id: '2.1.4',
    told: {
      en: 'A volume mount can be reloaded without a restart, if the program listens for itself.',
      zh: 'volumeMount 支持热更新，但需手动监听。',
    },
    found: {
      en: 'Right, on the directory. The update arrives with the next sync of the pod, up to 90 s and more after the write.',
      zh: '正确，要监听目录。更新随 Pod 的下一次同步到达，可能在写入 90 秒甚至更久之后。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x2-second-update-data-create',
        property: 'converges',
        verdict: 'holds',
      },
      {
        speaks: 'for',
        by: 'recording',
        id: 'app-fsnotify-v1.9.0-dir-data-create',
        expected: { path: 'converged', every: true },
      },
    ],
    sources: [
      'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
    ],
  },
  {
    id: '2.1.5',
    told: {
      en: 'envFrom is injected at the start and never updated; a change needs a restart.',
      zh: 'envFrom 在启动时注入，不支持热更新，变更需要重启。',
    },
    found: {
      en: 'Right. A restart of the container is enough; the pod may stay.',
      zh: '正确。重启容器就够了，Pod 可以保留。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'env-from-frozen', property: 'converges', verdict: 'violated' },
      { speaks: 'for', by: 'check', simulation: 'env-container-restarted', property: 'converges', verdict: 'holds' },
    ],
    sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/'],
  },
  {
    id: '2.1.6',
    told: {
      en: 'The files of a volume mount are strongly consistent, as POSIX has it.',
      zh: 'volumeMount 的文件系统一致性为“强（POSIX）”。',
    },
    found: {
      en: 'One file is always whole. Two files read one after the other may be of two versions, and an open may fail for a moment. Read through one pinned directory they are never mixed.',
      zh: '单个文件总是完整的。先后读取的两个文件可能来自两个版本，open 也可能短暂失败。固定在同一个目录里读则从不混合。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'recording',
        id: 'boundary-readers-hammer',
        expected: { path: 'rows[].reads.Torn', where: { field: 'atomicWriter', not: '^inplace$' }, sum: 0 },
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x2-second-update-data-create',
        property: 'never-torn',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-readers-hammer',
        expected: { path: 'rows[].reads.Mixed', where: { field: 'mode', matches: '^visible$' }, atLeast: 1 },
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'x13-two-files',
        strategy: 'poll-hash',
        property: 'never-torn',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'projected-two-sources',
        property: 'never-torn',
        verdict: 'violated',
      },
    ],
  },
];
