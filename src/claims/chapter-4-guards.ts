// Sections 4.3 and 4.4: a circuit breaker with a snapshot, and admission.
import type { Claim } from './claim.ts';

export const guardClaims: readonly Claim[] = [
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
  {
    id: '4.4.6',
    told: {
      en: 'Asking about UPDATE of groupon-config keeps illegal content out of it.',
      zh: '拦截 groupon-config 的 UPDATE 操作，即可挡住非法内容。',
    },
    found: {
      en: 'Out of updates. Whoever deletes it and creates it again, as `kubectl replace --force` does, makes a CREATE that nobody asks about.',
      zh: '挡住的是更新。删除后再创建（kubectl replace --force 就是如此）是一次 CREATE，没有人询问。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'admission-safe-webhook', property: 'never-invalid', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'admission-update-only',
        property: 'never-invalid',
        verdict: 'violated',
      },
    ],
  },
];
