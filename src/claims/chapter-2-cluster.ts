// Chapter 2, sections 2.3 to 2.5: sync.Map under the garbage collector, immutable ConfigMaps, and the tracepoint.
import type { Claim } from './claim.ts';

export const clusterClaims: readonly Claim[] = [
  {
    id: '2.3.1',
    told: {
      en: 'runtime.GC() between Load and Store makes sync.Map panic with "concurrent map read and map write", 14 times in 10,000 operations.',
      zh: '在 runtime.GC() 间隙混用 Load/Store，sync.Map 会 panic：concurrent map read and map write，每一万次操作 14 次。',
    },
    found: {
      en: 'Never: 168 million operations with 24,600 collections and the article’s own program, with Go 1.19 and 1.23. A plain map dies at once, which shows that the trial could have failed.',
      zh: '从不：1.68 亿次操作、24,600 次回收，以及文章自己的程序，Go 1.19 与 1.23 都没有。普通 map 立刻崩溃，说明试验本可以失败。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-syncmap-gc',
        expected: { path: 'rows[].output', where: { field: 'program', not: '^control' }, matches: 'no panic$' },
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-syncmap-gc',
        expected: {
          path: 'rows[].output',
          where: { field: 'program', matches: '^control' },
          every: 'fatal error: concurrent map writes',
        },
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'config-store-article',
        property: 'never-crashes',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '2.3.2',
    told: {
      en: 'The change from dirty to read inside sync.Map is not atomic; a collection can interrupt it and free half of dirty.',
      zh: 'sync.Map 的 dirty 提升为 read 并非原子；GC 可能中断切换，使 dirty map 被部分释放。',
    },
    found: {
      en: 'The pointer is stored atomically under the lock, and what a goroutine can reach is not freed: no race in any interleaving of its inside, none reported by the race detector.',
      zh: '指针在锁内原子地存入，goroutine 还能到达的对象不会被释放：其内部的任何交错都没有竞争，竞态检测器也没有报告。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'config-store-article-inside',
        property: 'no-data-race',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-syncmap-gc',
        expected: { path: 'rows[].output', where: { field: 'binary', matches: 'race$' }, matches: 'no panic$' },
      },
    ],
    sources: ['https://github.com/golang/go/blob/go1.19.8/src/sync/map.go'],
  },
  {
    id: '2.3.3',
    told: {
      en: 'sync.Map is not quite free of locks: Load reads read without one, and looks into dirty under the lock when it does not find the key.',
      zh: 'sync.Map 并非完全无锁：Load 先无锁读 read，未命中再加锁查 dirty。',
    },
    found: {
      en: 'Right for Go up to 1.23. Since 1.24 it is a hash trie, which works otherwise.',
      zh: '对 Go 1.23 及以前是对的。自 1.24 起它是哈希字典树，工作方式不同。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'recording',
        id: 'claim-go-sync-map',
        expected: {
          path: 'load',
          every: [
            'read, _ := m.read.Load().(readOnly)',
            'e, ok := read.m[key]',
            'm.mu.Lock()',
            'read, _ = m.read.Load().(readOnly)',
            'e, ok = read.m[key]',
            'e, ok = m.dirty[key]',
            'm.mu.Unlock()',
          ],
        },
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'config-store-article-inside',
        property: 'never-crashes',
        verdict: 'holds',
      },
    ],
    sources: ['https://go.dev/doc/go1.24#syncpkgsync', 'https://github.com/golang/go/blob/go1.19.8/src/sync/map.go'],
  },
  {
    id: '2.3.4',
    told: {
      en: 'A sync.Map with one key for each value is a store for configuration that is swapped while it is read.',
      zh: '配置热替换可用 sync.Map 存储运行时键值。',
    },
    found: {
      en: 'It is free of races, and still two Loads of one request may see two versions; Range is no snapshot either. One pointer to the whole is.',
      zh: '它没有竞争，但一个请求的两次 Load 仍可能看到两个版本；Range 也不是快照。指向整体的一个指针才是。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'config-store-article', property: 'no-data-race', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'config-store-article',
        property: 'never-torn',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'config-store-article-range',
        property: 'never-torn',
        verdict: 'violated',
      },
    ],
    sources: ['https://pkg.go.dev/sync#Map.Range'],
  },
  {
    id: '2.4.1',
    told: {
      en: 'From Kubernetes 1.22 on ConfigMaps are immutable by default.',
      zh: 'Kubernetes v1.22 起默认启用 immutable: true 的 ConfigMap。',
    },
    found: {
      en: 'In no release. The field is stable since 1.21 and set by nobody: an update of a ConfigMap without it is stored and loaded.',
      zh: '没有哪个版本如此。该字段自 1.21 起稳定，但没有谁会替你设置：不写它，更新照样被存下并加载。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'immutable-default-believed',
        property: 'never-invalid',
        verdict: 'violated',
      },
      { speaks: 'against', by: 'run', simulation: 'immutable-default-believed', never: '422' },
    ],
    sources: [
      'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable',
      'https://github.com/kubernetes/kubernetes/pull/97615',
    ],
  },
  {
    id: '2.4.2',
    told: {
      en: 'The data of an immutable ConfigMap cannot be changed; the API server answers with HTTP 422, Invalid.',
      zh: '不可变 ConfigMap 的数据不能更改；API Server 以 HTTP 422 Invalid 拒绝。',
    },
    found: {
      en: 'Right. Metadata may still be edited. The cause in the answer is "data: Forbidden: field is immutable when `immutable` is set"; a code fieldImmutable there is not.',
      zh: '正确，元数据仍可修改。回答中的原因是“data: Forbidden: field is immutable when `immutable` is set”，并没有 fieldImmutable 这个代码。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'immutable-apply-refused', property: 'converges', verdict: 'violated' },
      { speaks: 'for', by: 'run', simulation: 'immutable-apply-refused', says: '422 Invalid' },
      {
        speaks: 'for',
        by: 'run',
        simulation: 'immutable-apply-refused',
        says: 'data: Forbidden: field is immutable when `immutable` is set',
      },
    ],
    sources: ['https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go'],
  },
  {
    id: '2.4.3',
    told: {
      en: 'With immutable ConfigMaps there is no hot update; a change needs a rolling restart.',
      zh: '不可变之后不支持热更新，需滚动重启。',
    },
    found: {
      en: 'Right, and it works: a new name changes the pod template, and the template replaces the pods.',
      zh: '正确，而且可行：新名字改变 Pod 模板，模板替换 Pod。',
    },
    evidence: [
      { speaks: 'for', by: 'run', simulation: 'immutable-refused', says: '422 Invalid' },
      { speaks: 'for', by: 'check', simulation: 'immutable-new-name', property: 'converges', verdict: 'holds' },
    ],
  },
  {
    id: '2.4.4',
    told: {
      en: 'The way back is to delete the ConfigMap, make it again under the same name, and roll the Deployment out.',
      zh: '回滚办法：删除旧 ConfigMap、创建新 ConfigMap，再触发 Deployment rollout。',
    },
    found: {
      en: 'It works on a node only when no pod refers to the name any more: kubelet has stopped watching it and keeps its copy until then. A neighbour on the node is enough to mount the deleted one. A new name has none of this.',
      zh: '只有当节点上不再有 Pod 引用该名字时才有效：kubelet 已停止监视它，在那之前一直保留副本。同节点上有一个邻居，就会挂载已删除的内容。换一个新名字则没有这些问题。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'immutable-recreate-pod-deleted',
        property: 'converges',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'immutable-recreate-same-name',
        property: 'converges',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'immutable-recreate-shared-node',
        property: 'converges',
        verdict: 'violated',
      },
    ],
    sources: ['https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable'],
  },
  {
    id: '2.4.5',
    told: {
      en: 'A mutable ConfigMap is rolled back with `kubectl apply` of the old file.',
      zh: '可变的 ConfigMap 直接用 kubectl apply 旧文件即可回滚。',
    },
    found: {
      en: 'Right, when the application still listens: the valid version that follows a broken one is served. The article’s own reload no longer does.',
      zh: '正确，前提是应用还在监听：坏版本之后的有效版本会被提供。而文章自己的重载已经听不到了。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'x7-invalid-then-valid-keep', property: 'converges', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'x7-invalid-then-valid-keep',
        strategy: 'article-four-steps',
        property: 'converges',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '2.4.6',
    told: {
      en: 'immutable cannot be switched back: it has to be set to false explicitly, or the ConfigMap made anew.',
      zh: 'immutable 没有回退开关，需显式设为 false，或重建资源。',
    },
    found: {
      en: 'There is no way back, that is right, and so setting it to false is refused with 422 as well. Making it anew is left, best under a new name.',
      zh: '没有回退是对的，所以设为 false 同样被 422 拒绝。剩下的只有重建，最好换一个名字。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'immutable-new-name', property: 'converges', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'immutable-apply-refused',
        says: 'immutable: Forbidden: field is immutable',
      },
    ],
    sources: ['https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable'],
  },
  {
    id: '2.5.1',
    told: {
      en: 'Since kernel 5.15 an update of a ConfigMap fires the tracepoint k8s:configmap_update.',
      zh: '内核 5.15+ 中，ConfigMap 更新会触发 tracepoint k8s:configmap_update。',
    },
    found: {
      en: 'The kernel knows nothing of Kubernetes: of 2305 tracepoints of Linux 6.18 none has k8s, kube or configmap in its name. What it sees of an update is system calls: rename by kubelet, inotify by the program.',
      zh: '内核不知道 Kubernetes：Linux 6.18 的 2305 个 tracepoint 中，没有一个名字含 k8s、kube 或 configmap。内核看到的只是系统调用：kubelet 的 rename，程序的 inotify。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-tracepoints',
        expected: { path: 'ofKubernetes', every: [] },
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-tracepoints',
        expected: { path: 'ofAnUpdate[]', some: 'syscalls:sys_enter_renameat2' },
      },
      { speaks: 'against', by: 'run', simulation: 'x1-single-update-data-create', says: 'rename ..data' },
    ],
  },
  {
    id: '2.5.2',
    told: {
      en: 'One probe in the kernel covers the whole way: the write to etcd, the cache and the informer.',
      zh: '一个内核探针覆盖全链路：etcd 写入、缓存更新、informer 分发。',
    },
    found: {
      en: 'The way leads through processes of several machines: API server, kubelet, program. A trace of it is made of spans of each, tied by parents; the kernel of the node sees the last part only.',
      zh: '这条路经过多台机器上的进程：API 服务器、kubelet、程序。它的追踪由各自的 span 组成，用父子关系相连；节点的内核只看到最后一段。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'run',
        simulation: 'x1-single-update-data-create',
        format: 'otlp',
        says: '"stringValue": "kube-apiserver"',
      },
      { speaks: 'against', by: 'recording', id: 'claim-tracepoints', expected: { path: 'ofKubernetes', every: [] } },
      { speaks: 'against', by: 'check', simulation: 'trace-lost-update', property: 'stays-armed', verdict: 'violated' },
    ],
    sources: ['https://kubernetes.io/docs/concepts/cluster-administration/system-traces/'],
  },
  {
    id: '2.5.3',
    told: {
      en: 'The resourceVersion ties what is seen at one end to what is seen at the other.',
      zh: 'resource_version 可用来关联各处看到的版本。',
    },
    found: {
      en: 'Right: the API server gives it, and the watch event of kubelet carries the same. It ends there: nothing in the volume has it.',
      zh: '正确：API 服务器给出它，kubelet 的 watch 事件带着同一个。到此为止：卷里没有任何东西带有它。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'run',
        simulation: 'x1-single-update-data-create',
        format: 'otlp',
        says: 'reload_sim.resource_version',
      },
      {
        speaks: 'for',
        by: 'run',
        simulation: 'x1-single-update-data-create',
        format: 'otlp',
        says: 'WATCH MODIFIED configmaps',
      },
    ],
    sources: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions'],
  },
];
