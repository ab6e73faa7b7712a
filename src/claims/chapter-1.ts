// Chapter 1 of the article: the incident, the four steps of a safe reload, and what it advises on the cluster's side.
import type { Claim } from './claim.ts';

export const chapter1: readonly Claim[] = [
  {
    id: '1.1',
    told: {
      en: 'An empty file parses without error to zero values: every switch is off, and the whole feature is gone.',
      zh: '空文件解析不报错，得到零值：所有开关关闭，整个功能下线。',
    },
    found: {
      en: 'So it is, for a program that does not check what it has read: one read of the emptied file is enough.',
      zh: '确实如此：程序若不检查读到的内容，只要读到一次被清空的文件就够了。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'incident', property: 'never-empty', verdict: 'violated' },
      { speaks: 'for', by: 'check', simulation: 'incident-debounced', property: 'converges', verdict: 'violated' },
    ],
    sources: ['https://pkg.go.dev/gopkg.in/yaml.v3#Unmarshal'],
  },
  {
    id: '1.2',
    told: {
      en: 'The processes go on running, nothing crashes, and nobody notices: a silent failure.',
      zh: '进程仍在运行，没有崩溃，也没有人察觉：静默失联。',
    },
    found: {
      en: 'Right. No interleaving of the incident ends the process, and the watch is still there.',
      zh: '正确。事故的任何一种交错都不会结束进程，监视也还在。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'incident-debounced', property: 'never-crashes', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'incident-debounced', property: 'stays-armed', verdict: 'holds' },
    ],
  },
  {
    id: '1.3',
    told: {
      en: 'Kubernetes updates a mounted ConfigMap by writing a temporary file and replacing a symlink atomically.',
      zh: 'Kubernetes 更新挂载的 ConfigMap 时，先写临时文件，再原子地替换符号链接。',
    },
    found: {
      en: 'A symlink is replaced atomically, but it is that of the directory, ..data: every file is written anew into a new directory, and the symlink of the file itself is never touched.',
      zh: '符号链接确实是原子替换的，但换的是目录的 ..data：所有文件都重新写进一个新目录，文件自己的符号链接从未被动过。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'recording',
        id: 'raw-U1-master-ext4-fsn',
        expected: { path: 'ops[].to', where: { field: 'op', matches: '^rename$' }, every: '..data' },
        replays: true,
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
        id: 'raw-U1-master-ext4-fsn',
        expected: {
          path: 'ops[].path',
          where: { field: 'op', matches: '^(open|write|symlink|unlink|chmod)$' },
          none: 'config.yaml',
        },
        replays: true,
      },
    ],
    sources: ['https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/util/atomic_writer.go'],
  },
  {
    id: '1.4',
    told: {
      en: 'One update of a ConfigMap gives fsnotify two Write events: the temporary file and the symlink.',
      zh: '一次 ConfigMap 更新会让 fsnotify 触发两次 Write 事件：写临时文件一次，切换符号链接一次。',
    },
    found: {
      en: 'It gives none at all, in seven releases of fsnotify and on every path that can be watched: Create, Chmod, Rename and Remove on the directory, Chmod and Remove on the file.',
      zh: '一次也没有：七个版本的 fsnotify、所有可监视的路径都如此。目录上是 Create、Chmod、Rename、Remove，文件上是 Chmod 和 Remove。',
    },
    evidence: [
      { speaks: 'against', by: 'run', simulation: 'incident-kubelet', never: 'WRITE' },
      ...['v1.4.9', 'v1.5.4', 'v1.6.0', 'v1.7.0', 'v1.8.0', 'v1.9.0', 'v1.10.1'].map(
        (version) =>
          ({
            speaks: 'against',
            by: 'recording',
            id: `fsn-${version}-U1-once`,
            expected: { path: 'events[].op', none: 'WRITE' },
            replays: true,
          }) as const,
      ),
    ],
  },
  {
    id: '1.5',
    told: {
      en: 'At the second event the mounted file is not ready yet, and the program reads it empty.',
      zh: '第二次事件到来时挂载的文件尚未就绪，程序读到空内容。',
    },
    found: {
      en: 'Not on a ConfigMap volume: of 4.6 million reads during updates none was empty and none torn. A writer that truncates in place, such as a sidecar or a script, makes exactly these symptoms; the incident needed one.',
      zh: '在 ConfigMap 卷上不会：更新期间的 460 万次读取，没有一次为空，也没有一次撕裂。就地截断再写的写入者（如 sidecar 或脚本）才会造成这些症状；事故需要这样的写入者。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-readers-hammer',
        expected: { path: 'rows[].reads.Empty', where: { field: 'atomicWriter', not: '^inplace$' }, sum: 0 },
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'boundary-readers-hammer',
        expected: { path: 'rows[].reads.OK', where: { field: 'atomicWriter', not: '^inplace$' }, atLeast: 4_600_000 },
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'incident-kubelet',
        strategy: 'dir-any-event',
        property: 'never-empty',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '1.6',
    told: {
      en: 'React to Chmod only: it is the one reliable sign that the symlink was switched.',
      zh: '仅响应 Chmod 事件：它是符号链接更新的唯一可靠信号。',
    },
    found: {
      en: 'The Chmod is the deletion of the watched inode, and the watch goes with it: the first update is noticed, the second and third are not. Create of ..data on the directory is there every time.',
      zh: '这个 Chmod 是被监视的 inode 遭删除的副产品，监视也随之结束：第一次更新能看到，第二、第三次看不到。目录上 ..data 的 Create 则每次都有。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'article-chmod-three-updates',
        property: 'converges',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'x2-second-update-data-create',
        property: 'converges',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'app-fsnotify-v1.9.0-file-chmod-fsgroup',
        expected: { path: 'noticed', every: [true, false, false] },
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'app-fsnotify-v1.9.0-dir-data-create',
        expected: { path: 'noticed', every: [true, true, true] },
      },
    ],
  },
  {
    id: '1.7',
    told: {
      en: 'Look whether os.Stat().ModTime() has changed before reading.',
      zh: '读取前检查 os.Stat().ModTime() 是否变化。',
    },
    found: {
      en: 'A good test: in 91,000 updates no two had the same time, and it keeps a Chmod without a change from reloading. It has to ask for a difference; asking for "later" misses an update after the clock was set back.',
      zh: '好的检查：91,000 次更新中没有两次时间相同，它也挡住了没有变化的 Chmod。但要问“是否不同”；问“是否更晚”会在时钟回拨之后漏掉更新。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'recording',
        id: 'boundary-readers-hammer',
        expected: {
          path: 'rows[].consecutiveUpdatesWithEqualMtime',
          where: { field: 'atomicWriter', not: '^inplace$' },
          sum: 0,
        },
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x10-chmod-without-change',
        strategy: 'article-four-steps',
        property: 'no-needless-reload',
        verdict: 'holds',
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x15-clock-step',
        strategy: 'poll-mtime',
        property: 'converges',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '1.8',
    told: {
      en: 'Check after parsing that the root key is there; on failure keep the old configuration and warn.',
      zh: '解析后校验 YAML 根字段是否存在；失败时保留旧配置并记录 WARN。',
    },
    found: {
      en: 'This is what keeps bad configuration out, empty or invalid: in no interleaving is any served.',
      zh: '正是它把坏配置挡在外面，无论是空的还是无效的：任何一种交错都不会提供坏配置。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'article-chmod-three-updates',
        property: 'never-empty',
        verdict: 'holds',
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x7-invalid-then-valid-keep',
        strategy: 'article-four-steps',
        property: 'never-invalid',
        verdict: 'holds',
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x7-invalid-then-valid-keep',
        property: 'never-invalid',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '1.9',
    told: {
      en: 'An atomic.Value that holds a pointer to the configuration avoids races between readers and the reload.',
      zh: '用 atomic.Value 存放配置指针，避免读写竞争。',
    },
    found: {
      en: 'Right: no data race, and nothing torn, as long as a request loads the pointer once.',
      zh: '正确：没有数据竞争，也没有撕裂，只要一个请求只加载一次指针。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'config-store-safe', property: 'no-data-race', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'config-store-safe', property: 'never-torn', verdict: 'holds' },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'config-store-unsafe-two-loads',
        property: 'no-data-race',
        verdict: 'holds',
      },
    ],
    sources: ['https://go.dev/ref/mem', 'https://pkg.go.dev/sync/atomic#Value'],
  },
  {
    id: '1.10',
    told: {
      en: 'An event that concerns the configuration carries a name that ends in the name of its file.',
      zh: '与配置有关的事件，其名字以配置文件名结尾（HasSuffix 过滤）。',
    },
    found: {
      en: 'On a watch of the file itself, yes. On a watch of the directory, which is the one that lasts, the name of the file is never mentioned: three updates, none noticed.',
      zh: '监视文件本身时是这样。监视目录（唯一能持续的监视）时，文件名从不出现：三次更新一次也没注意到。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'probe',
        script: [
          'mkdir ..ts1 0755',
          'write ..ts1/feature.yaml "v: 1"',
          'ln -s ..ts1 ..data',
          'ln -s ..data/feature.yaml feature.yaml',
          'library fsnotify v1.9.0',
          'add feature.yaml',
          'rm ..ts1/feature.yaml',
          '',
          'Output:',
          '  fsnotify CHMOD feature.yaml',
          '  fsnotify REMOVE feature.yaml',
        ],
      },
      { speaks: 'against', by: 'check', simulation: 'x1-single-update', property: 'converges', verdict: 'violated' },
      {
        speaks: 'against',
        by: 'recording',
        id: 'app-fsnotify-v1.9.0-dir-basename',
        expected: { path: 'noticed', every: [false, false, false] },
      },
    ],
  },
  {
    id: '1.11',
    told: {
      en: 'The four steps together make a safe hot reload.',
      zh: '四步合在一起，就是安全的热重载。',
    },
    found: {
      en: 'Safe, yes: nothing empty, invalid or torn is ever served. A reload, once: after the first update the program is deaf.',
      zh: '安全是真的：从不提供空的、无效的或撕裂的配置。重载只有一次：第一次更新之后程序就聋了。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'article-chmod-three-updates',
        property: 'never-invalid',
        verdict: 'holds',
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'article-chmod-three-updates',
        property: 'never-torn',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'article-chmod-three-updates',
        property: 'stays-armed',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '1.12',
    told: {
      en: 'A subPath mount switches automatic updates off, and mounts one file instead of replacing a directory.',
      zh: 'subPath 挂载可禁用自动更新，只挂载单个文件，避免整个目录被替换。',
    },
    found: {
      en: 'The file stays as it is, because the mount holds the inode of the start. That is a side effect: the next start of the container binds what is there then, without a rollout. What is meant to be frozen is immutable or has a name of its own.',
      zh: '文件确实保持不变，因为挂载固定了启动时的 inode。但这是副作用：容器下次启动就绑定当时的文件，没有任何发布过程。要冻结，应当用 immutable 或独立的名字。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'x14-subpath', property: 'converges', verdict: 'violated' },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'subpath-restarted-too-soon',
        property: 'converges',
        verdict: 'violated',
      },
      { speaks: 'against', by: 'check', simulation: 'subpath-restarted', property: 'converges', verdict: 'holds' },
    ],
    sources: [
      'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
    ],
  },
  {
    id: '1.13',
    told: {
      en: 'The safe reload and the subPath mount go well together.',
      zh: '安全热重载与 subPath 挂载可以一并使用。',
    },
    found: {
      en: 'They exclude each other: the one Chmod that a subPath mount tells leads to a reload of the old bytes, reported as a success.',
      zh: '两者互相排斥：subPath 挂载唯一发出的那次 Chmod 会引来一次旧内容的重载，还报告成功。',
    },
    evidence: [
      { speaks: 'against', by: 'check', simulation: 'article-subpath', property: 'converges', verdict: 'violated' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'x14-subpath-chmod',
        property: 'no-needless-reload',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '1.14',
    told: {
      en: 'ConfigMaps with a version in the name and a rolling update of the Deployment are the safe way to change them.',
      zh: '启用 ConfigMap 版本化：名字带版本，灰度时滚动更新 Deployment 引用的名字。',
    },
    found: {
      en: 'Right, and the best advice of the chapter: forth and back, each pod serves one whole configuration.',
      zh: '正确，也是本章最好的建议：无论前进还是回退，每个 Pod 都只提供一份完整的配置。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'versioned-name', property: 'converges', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'immutable-new-name', property: 'converges', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'env-rolled-out', property: 'converges', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'canary-safe', property: 'canary-contained', verdict: 'holds' },
    ],
  },
  {
    id: '1.15',
    told: {
      en: 'A startup probe with `test -s` keeps a pod out of the Service until its configuration is ready.',
      zh: '用 `test -s` 作启动探针，防止 Pod 在配置未就绪时被纳入 Service。',
    },
    found: {
      en: 'It waits for a file of an optional ConfigMap, which may come later. For any other kubelet does not even start the container before the file is there. It never runs again, and so guards no update.',
      zh: '对可选的 ConfigMap 有用，它的文件可能后到。对其他 ConfigMap，文件不在 kubelet 根本不会启动容器。探针成功后不再运行，因此守不住任何一次更新。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'probe-startup-optional', property: 'never-empty', verdict: 'holds' },
      { speaks: 'against', by: 'check', simulation: 'required-missing', property: 'converges', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'probe-startup-in-place',
        property: 'never-empty',
        verdict: 'violated',
      },
    ],
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe'],
  },
  {
    id: '1.16',
    told: {
      en: 'Nothing reloads by itself in Go: every hot update is the program reading again, and every read needs a defence.',
      zh: 'Go 没有类热替换：任何热更新都是程序主动加载，每一次 ReadFile 都要有防御性断言。',
    },
    found: {
      en: 'Right. The environment of a process never changes, a value that was read stays, and what is not checked is served.',
      zh: '正确。进程的环境变量不会变，读过的值不会变，而没有检查过的内容会被提供出去。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'env-from-frozen', property: 'converges', verdict: 'violated' },
      { speaks: 'for', by: 'check', simulation: 'versioned-name-not-used', property: 'converges', verdict: 'violated' },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'x7-invalid-then-valid-zero',
        property: 'never-empty',
        verdict: 'violated',
      },
    ],
  },
];
