// Chapter 4: canary releases, metrics, a circuit breaker with a snapshot, and admission.
import type { Claim } from './claim.ts';

export const chapter4: readonly Claim[] = [
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
      en: 'disableNameSuffixHash: false switches the hash on, and the Rollout then names the right ConfigMap by itself.',
      zh: 'disableNameSuffixHash: false 启用哈希，Rollout 随之自动引用正确的 ConfigMap。',
    },
    found: {
      en: 'The hash is the default already. kustomize does not rewrite names in a custom resource such as a Rollout unless it is given rollout-transform.yaml; the new pods name what is not there, and the rollout stops.',
      zh: '哈希本来就是默认值。若没有 rollout-transform.yaml，kustomize 不会改写 Rollout 这类自定义资源里的名字；新 Pod 引用的名字不存在，发布停在第一步。',
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
        says: 'config_parse_errors_total 1',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-debounced',
        format: 'prometheus',
        says: 'config_reload_success_total 2',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-debounced',
        format: 'prometheus',
        says: 'config_parse_errors_total 0',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-debounced',
        format: 'prometheus',
        says: 'http_requests_total{code="503"} 1',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-kubelet',
        format: 'prometheus',
        says: 'config_reload_success_total 1',
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
        says: 'config_reload_success_total 2',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-kubelet',
        format: 'prometheus',
        says: 'config_reload_success_total 1\n',
      },
      {
        speaks: 'against',
        by: 'run',
        simulation: 'incident-kubelet',
        format: 'prometheus',
        says: 'config_parse_errors_total 0\n',
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
        says: 'config_reload_failures_total{cause="parse"} 1',
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
  {
    id: '4.3.1',
    told: {
      en: 'Three fetches in a row that are too slow or invalid open the breaker; a snapshot is served, and after 60 s a probe closes it again.',
      zh: '连续三次拉取超时或无效则打开熔断器；使用快照，60 秒后探测成功则恢复。',
    },
    found: {
      en: 'As told, with the snapshot intact: what is served was validated, and the newest configuration comes back.',
      zh: '在快照完好时如文章所述：所提供的都经过校验，最新的配置会恢复。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'circuit-breaker-article', property: 'falls-back', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'circuit-breaker-article', property: 'recovers', verdict: 'holds' },
    ],
  },
  {
    id: '4.3.2',
    told: {
      en: 'The snapshot carries a SHA-256 and is checked by it.',
      zh: '快照带 SHA256 校验。',
    },
    found: {
      en: 'The code looks at fields and never compares the checksum: an edited snapshot is served, even with a threshold below zero.',
      zh: '代码只看字段，从不比对校验和：被改过的快照照样提供，哪怕阈值小于零。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'circuit-breaker-article-edited',
        property: 'serves-validated-only',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'circuit-breaker-safe-edited',
        property: 'serves-validated-only',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '4.3.3',
    told: {
      en: 'While the breaker is open the service always has configuration that was validated.',
      zh: '熔断期间仍使用已验证的配置，避免降级为硬编码的值。',
    },
    found: {
      en: 'Only when there is a whole snapshot. At the first start of a pod there is none, and a kill during the write leaves half of one: nothing can be served.',
      zh: '仅当存在完整的快照时。Pod 首次启动时没有快照，写入时被杀会留下半个：没有配置可提供。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'circuit-breaker-article',
        property: 'serves-validated-only',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'circuit-breaker-article-missing',
        property: 'falls-back',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'circuit-breaker-unsafe',
        property: 'falls-back',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '4.3.4',
    told: {
      en: 'The breaker keeps failing fetches from interrupting the service.',
      zh: '熔断器避免配置拉取失败导致预占逻辑中断。',
    },
    found: {
      en: 'The exception of a missing snapshot ends the periodic task, which a ScheduledExecutorService never runs again: the centre recovers and this pod does not.',
      zh: '快照缺失抛出的异常会终止周期任务，ScheduledExecutorService 不再执行它：配置中心恢复了，这个 Pod 没有。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'circuit-breaker-article', property: 'recovers', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'circuit-breaker-article-missing',
        property: 'recovers',
        verdict: 'violated',
      },
    ],
    sources: [
      'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/ScheduledExecutorService.html',
    ],
  },
  {
    id: '4.3.5',
    told: {
      en: 'When it opens, the snapshot at /etc/stock/config-snapshot.json is loaded: the last configuration that was validated.',
      zh: '熔断开启后加载 /etc/stock/config-snapshot.json：最近一次通过校验的配置。',
    },
    found: {
      en: 'A mount below /etc is usually read-only, so no newer snapshot was ever written, and opening the breaker goes back to an older configuration than the one in memory.',
      zh: '/etc 下通常是只读挂载，从未写入过更新的快照；熔断一打开，就退回到比内存中更旧的配置。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'circuit-breaker-article-read-only',
        property: 'never-older',
        verdict: 'violated',
      },
      { speaks: 'against', by: 'check', simulation: 'circuit-breaker-safe', property: 'never-older', verdict: 'holds' },
    ],
    sources: ['https://kubernetes.io/docs/concepts/storage/volumes/#configmap'],
  },
  {
    id: '4.4.1',
    told: {
      en: 'A validating webhook can turn down an update of a ConfigMap with fields that are not on a list.',
      zh: 'Validating Webhook 可以拦截含白名单外字段的 ConfigMap 更新。',
    },
    found: {
      en: 'Right, if it parses the values: a broken or unknown one never reaches the store while the webhook answers.',
      zh: '正确，前提是它解析了值：只要 webhook 在回答，损坏或未知的内容就进不了存储。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'admission-fail', property: 'never-invalid', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'admission-safe-webhook', property: 'never-invalid', verdict: 'holds' },
      { speaks: 'for', by: 'check', simulation: 'admission-none', property: 'never-invalid', verdict: 'violated' },
    ],
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/'],
  },
  {
    id: '4.4.2',
    told: {
      en: 'The Rego rule goes through all keys with `some key; not whitelist[key]`.',
      zh: 'Rego 规则以 some key; not whitelist[key] 迭代所有键。',
    },
    found: {
      en: 'Nothing binds key, so OPA refuses to compile it (rego_unsafe_var_error). Depending on how it is loaded, every update is refused, with 500, or every update gets in.',
      zh: '没有什么绑定 key，OPA 拒绝编译（rego_unsafe_var_error）。视加载方式而定，要么所有更新都被 500 拒绝，要么所有更新都放行。',
    },
    evidence: [
      { speaks: 'against', by: 'check', simulation: 'admission-rego', property: 'converges', verdict: 'violated' },
      { speaks: 'against', by: 'run', simulation: 'admission-rego', says: '500 InternalError' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'admission-rego-kube-mgmt',
        property: 'never-invalid',
        verdict: 'violated',
      },
    ],
    sources: ['https://www.openpolicyagent.org/docs/latest/policy-language/#negation'],
  },
  {
    id: '4.4.3',
    told: {
      en: 'The keys of the ConfigMap’s data are the fields of the business: discountRate, maxQuantity, startTime.',
      zh: 'ConfigMap 的 data 的键就是业务字段：discountRate、maxQuantity、startTime。',
    },
    found: {
      en: 'The keys are files, such as feature.yaml, so even a rule that compiles refuses every update. The fields are inside the value, which has to be parsed.',
      zh: '键是文件，例如 feature.yaml，所以即使规则能编译，也会拒绝每一次更新。字段在值里面，需要解析。',
    },
    evidence: [
      { speaks: 'against', by: 'check', simulation: 'admission-rego-keys', property: 'converges', verdict: 'violated' },
      { speaks: 'against', by: 'run', simulation: 'admission-rego-keys', says: '"feature.yaml"' },
    ],
  },
  {
    id: '4.4.4',
    told: {
      en: 'A refused update gets 403 and the message.',
      zh: '被拒绝的更新返回 403 和错误消息。',
    },
    found: {
      en: 'The message, yes. The code is the one that the webhook sends, and 400 when it sends none, as with OPA’s own main rule; 403 comes from webhooks that ask for it.',
      zh: '消息确实会返回。状态码由 webhook 决定，不发送则为 400，OPA 自带的主规则就是如此；403 来自明确要求它的 webhook。',
    },
    evidence: [
      { speaks: 'for', by: 'run', simulation: 'admission-fail', says: '403 Forbidden' },
      { speaks: 'for', by: 'run', simulation: 'admission-rego-keys', says: '不在团购业务白名单中' },
      { speaks: 'against', by: 'run', simulation: 'admission-rego-keys', never: '403' },
    ],
    sources: ['https://github.com/kubernetes/kubernetes/pull/77022'],
  },
  {
    id: '4.4.5',
    told: {
      en: 'failurePolicy: Fail refuses a request whose check has failed.',
      zh: 'failurePolicy: Fail 表示校验失败时拒绝请求。',
    },
    found: {
      en: 'A check that says no refuses under either policy. Fail is about a webhook that cannot be asked: then right updates are refused as well, the repair of a bad one among them.',
      zh: '校验不通过，在哪种策略下都会拒绝。Fail 针对的是无法询问的 webhook：这时正确的更新也被拒绝，包括修复坏配置的那次。',
    },
    evidence: [
      { speaks: 'for', by: 'run', simulation: 'admission-fail', says: '500 InternalError' },
      { speaks: 'against', by: 'check', simulation: 'admission-fail', property: 'converges', verdict: 'violated' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'admission-ignore',
        property: 'never-invalid',
        verdict: 'violated',
      },
    ],
    sources: [
      'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
    ],
  },
];
