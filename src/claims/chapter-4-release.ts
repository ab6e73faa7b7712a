// Sections 4.1 and 4.2: canary releases, and the metrics of a reload.
import type { Claim } from './claim.ts';

export const releaseClaims: readonly Claim[] = [
  {
    id: '4.1.1',
    told: {
      en: 'A ConfigMap has to be bound to the version of the rollout, or configuration drifts.',
      zh: 'ConfigMap 变更需与版本严格对齐，否则引发配置漂移。',
    },
    found: {
      en: 'Right. An edit in place is no change of the pod template: it passes every step, reaches stable pods as well, and there is nothing to abort.',
      zh: '正确。原地修改不改变 Pod 模板：它绕过所有步骤，也到达稳定版 Pod，而且没有什么可以中止。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'canary-unsafe', property: 'canary-contained', verdict: 'violated' },
      { speaks: 'for', by: 'check', simulation: 'canary-unsafe', property: 'rolls-back', verdict: 'violated' },
    ],
    sources: ['https://argo-rollouts.readthedocs.io/en/stable/features/canary/'],
  },
  {
    id: '4.1.2',
    told: {
      en: 'A name with a hash of the content makes the version unique: the canary alone sees the new configuration.',
      zh: '带哈希后缀的名字确保版本唯一：只有金丝雀看到新配置。',
    },
    found: {
      en: 'Right: in no interleaving does a stable pod see it.',
      zh: '正确：任何一种交错中，稳定版 Pod 都看不到它。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'canary-article', property: 'canary-contained', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'canary-safe', property: 'canary-contained', verdict: 'holds' },
    ],
    sources: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/'],
  },
  {
    id: '4.1.3',
    told: {
      en: 'disableNameSuffixHash: false switches the hash on; a strategic merge patch puts the name into the envFrom of the Rollout.',
      zh: 'disableNameSuffixHash: false 启用哈希；用 patchesStrategicMerge 把名字注入 Rollout 的 envFrom。',
    },
    found: {
      en: 'The hash is the default already. A patch knows no hash, and kustomize does not rewrite names in a custom resource such as a Rollout unless it is given rollout-transform.yaml; the new pods name what is not there, and the rollout stops.',
      zh: '哈希本来就是默认值。补丁里写的名字没有哈希，若没有 rollout-transform.yaml，kustomize 不会改写 Rollout 这类自定义资源里的名字；新 Pod 引用的名字不存在，发布停在第一步。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'canary-article-unrewritten',
        property: 'rolls-out',
        verdict: 'violated',
      },
      { speaks: 'against', by: 'check', simulation: 'canary-safe-promoted', property: 'rolls-out', verdict: 'holds' },
    ],
    sources: ['https://argo-rollouts.readthedocs.io/en/stable/features/kustomize/'],
  },
  {
    id: '4.1.4',
    told: {
      en: 'helmfile, Kustomize and Rollouts together can go back: an abort restores the stable version.',
      zh: 'helmfile + Kustomize + Rollouts 协同，可回滚到稳定版本。',
    },
    found: {
      en: 'helm upgrade deletes what the new release no longer has, the old ConfigMap among it: the pod that the abort makes cannot start. Kept (helm.sh/resource-policy: keep), it does.',
      zh: 'helm upgrade 会删除新版本中不再有的东西，包括旧 ConfigMap：中止所创建的 Pod 无法启动。保留它（helm.sh/resource-policy: keep）就能启动。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'canary-safe', property: 'rolls-back', verdict: 'holds' },
      { speaks: 'against', by: 'check', simulation: 'canary-article', property: 'rolls-back', verdict: 'violated' },
    ],
    sources: ['https://helm.sh/docs/howto/charts_tips_and_tricks/'],
  },
  {
    id: '4.2.1',
    told: {
      en: 'A counter of successful reloads and one of parse errors are an orthogonal pair: between them a failure is found at once.',
      zh: '重载成功计数与解析失败计数构成“成功—失败”正交监控对，支撑快速归因。',
    },
    found: {
      en: 'A broken file is counted. The two failures of the article itself are not: the empty file counts as a success while orders fail with 503, and on a ConfigMap volume neither counter moves, because there is no reload. What tells them is the digest of the configuration in force and the number of empty loads and of watches.',
      zh: '损坏的文件会被计数。文章自己的两种故障却不会：空文件算作成功，而订单正以 503 失败；在 ConfigMap 卷上两个计数都不动，因为根本没有重载。能说明问题的是生效配置的摘要、空加载次数和监视数量。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'run',
        simulation: 'x7-invalid-then-valid',
        format: 'prometheus',
        line: 'config_parse_errors_total 1',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'metrics-article',
        format: 'prometheus',
        line: 'config_reload_success_total 2',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'metrics-article',
        format: 'prometheus',
        line: 'config_parse_errors_total 0',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'metrics-article',
        format: 'prometheus',
        line: 'http_requests_total{code="503"} 1',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-kubelet',
        format: 'prometheus',
        line: 'config_reload_success_total 1',
      },
    ],
  },
  {
    id: '4.2.2',
    told: {
      en: 'rate(success) / (rate(success) + rate(errors)) over an hour says how stable reloading is.',
      zh: '以一小时的 rate(成功) / (rate(成功) + rate(失败)) 评估重载成功率。',
    },
    found: {
      en: 'With reloads in the hour it does. Without any it is 0 / 0, NaN, which no alert sees: so it is in a quiet hour, and so it is with a watcher that has gone deaf: an update, and neither counter has moved since the start.',
      zh: '这一小时内有重载时可以。没有重载时是 0 / 0，即 NaN，任何告警都看不到：平静时如此，监视器聋了也如此：更新了一次，两个计数自启动后都没动过。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'run',
        simulation: 'x7-invalid-then-valid-keep',
        format: 'prometheus',
        line: 'config_reload_success_total 2',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-kubelet',
        format: 'prometheus',
        line: 'config_reload_success_total 1',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-kubelet',
        format: 'prometheus',
        line: 'config_parse_errors_total 0',
      },
    ],
    sources: ['https://prometheus.io/docs/prometheus/latest/querying/operators/#arithmetic-binary-operators'],
  },
  {
    id: '4.2.3',
    told: {
      en: 'topk(3, config_parse_errors_total) shows the three most frequent causes.',
      zh: 'topk(3, config_parse_errors_total) 给出错误 TOP3 原因。',
    },
    found: {
      en: 'The counter has no label, so there is one series for each pod and no cause in any. A label for the cause makes the question one that can be asked.',
      zh: '这个计数器没有标签，每个 Pod 只有一条序列，里面没有原因。加上表示原因的标签，这个问题才问得出来。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'run',
        simulation: 'x7-invalid-then-valid',
        format: 'prometheus',
        never: '^config_parse_errors_total\\{',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'x7-invalid-then-valid',
        format: 'prometheus',
        line: 'config_reload_failures_total{cause="parse"} 1',
      },
    ],
    sources: ['https://prometheus.io/docs/practices/instrumentation/#use-labels'],
  },
  {
    id: '4.2.4',
    told: {
      en: 'The names keep to the conventions of Prometheus.',
      zh: '指标名符合 Prometheus 命名规范。',
    },
    found: {
      en: 'Right: counters, in lower case, that end in _total.',
      zh: '正确：小写，计数器以 _total 结尾。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'run',
        simulation: 'incident',
        format: 'prometheus',
        says: '# TYPE config_reload_success_total counter',
      },
      {
        speaks: 'for',
        by: 'run',
        simulation: 'incident',
        format: 'prometheus',
        says: '# TYPE config_parse_errors_total counter',
      },
    ],
    sources: ['https://prometheus.io/docs/practices/naming/'],
  },
];
