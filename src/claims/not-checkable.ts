// What the article says that nobody else can check: its own numbers, and its own tools. Listed apart, without a verdict.
import type { NotCheckable } from './claim.ts';

/** Numbers of one incident, of one load test, of one business. */
const OWN_NUMBERS = {
  en: 'A number of the article’s own system; it gives neither data nor a way to make them again.',
  zh: '文章自己系统的数字；它没有给出数据，也没有给出重现的方法。',
};

export const notCheckable: readonly NotCheckable[] = [
  {
    id: '1',
    told: { en: 'At two at night 92 % of the orders failed with 503.', zh: '凌晨两点，下单接口 503 率骤升至 92%。' },
    why: OWN_NUMBERS,
  },
  {
    id: '2.3',
    told: {
      en: 'p99 rises from 0.8 to 3.7 ms and GC pauses from 120 to 890 µs when GC is called every 10,000 operations.',
      zh: '每万次操作调用一次 GC，P99 由 0.8 升至 3.7 ms，GC 停顿由 120 升至 890 µs。',
    },
    why: OWN_NUMBERS,
  },
  {
    id: '2.4',
    told: {
      en: 'Roll-backs succeed in 100 % of 30 trials before 1.22 and in 63 % since.',
      zh: '30 次压测的回滚成功率：v1.21 为 100%，v1.22+ 为 63%。',
    },
    why: {
      en: 'A number of the article’s own system, and its premise does not hold (2.4.1).',
      zh: '文章自己系统的数字，而且前提不成立（2.4.1）。',
    },
  },
  {
    id: '2.5',
    told: {
      en: 'trace-go attaches to the tracepoint and filters by namespace and name inside BPF.',
      zh: 'trace-go 挂到该 tracepoint 上，并在 BPF 层按 namespace 和 name 过滤。',
    },
    why: {
      en: 'The article does not say which library this is, and there is nothing to attach to (2.5.1).',
      zh: '文章没有说明这是哪个库，而且没有可挂载的对象（2.5.1）。',
    },
  },
  {
    id: '4.1',
    told: {
      en: 'Argo Rollouts routes traffic in proportion to the weight.',
      zh: 'Argo Rollouts 按比例路由流量。',
    },
    why: {
      en: 'It depends on the traffic router; without one the weight is only a number of pods. Routers are not modelled.',
      zh: '取决于流量路由器；没有它，权重只是 Pod 的数量。路由器没有建模。',
    },
  },
  {
    id: '4.2',
    told: {
      en: 'prometheus.MustRegister exposes the metrics under /metrics.',
      zh: 'prometheus.MustRegister 使指标自动出现在 /metrics。',
    },
    why: {
      en: 'By the documentation it only registers them; somebody has to serve promhttp.Handler there. The program’s own server is not modelled.',
      zh: '按文档它只是注册；还要有人在那里提供 promhttp.Handler。程序自己的服务器没有建模。',
    },
  },
  {
    id: '4.4',
    told: {
      en: 'matchPolicy: Exact matches the name groupon-config exactly.',
      zh: 'matchPolicy: Exact 精确匹配 groupon-config 名称。',
    },
    why: {
      en: 'By the documentation it is about API groups and versions and not about names; versions are not modelled.',
      zh: '按文档它说的是 API 组和版本，而不是名称；版本没有建模。',
    },
  },
  {
    id: '5',
    told: {
      en: 'Latency from 842 to 217 ms, 93.6 % fewer errors, 42,800 requests a second, 61.3 % less cost.',
      zh: '延迟从 842 降到 217 ms，错误率下降 93.6%，QPS 达 42,800，成本降低 61.3%。',
    },
    why: OWN_NUMBERS,
  },
];
