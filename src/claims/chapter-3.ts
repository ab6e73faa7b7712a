// Chapter 3: draining a service, a cache in two layers, and a countdown that is reset.
import type { Claim } from './claim.ts';

export const chapter3: readonly Claim[] = [
  {
    id: '3.1.1',
    told: {
      en: 'On a reload the old context is cancelled, so that unfinished work stops and cleans up: a smooth change.',
      zh: '重载时取消旧上下文，让未完成的操作响应中断并完成清理，实现平滑切换。',
    },
    found: {
      en: 'Unfinished work is an order in flight, and it is cancelled half-way at every update. Swapping a pointer touches none.',
      zh: '未完成的操作就是进行中的订单，每次更新都会把它拦腰取消。切换一个指针则不触及任何订单。',
    },
    evidence: [
      { speaks: 'against', by: 'check', simulation: 'drain-article', property: 'no-order-lost', verdict: 'violated' },
      { speaks: 'against', by: 'check', simulation: 'drain-safe', property: 'no-order-lost', verdict: 'holds' },
    ],
    sources: ['https://pkg.go.dev/context'],
  },
  {
    id: '3.1.2',
    told: {
      en: 'A context made at the reload with context.WithTimeout of 30 s can be the parent of all work.',
      zh: '重载时创建的 context.WithTimeout（30 秒）可作为所有业务协程的父上下文。',
    },
    found: {
      en: 'The timeout counts from the reload: 30 s after the last one every order is cancelled, and each later one fails as it begins.',
      zh: '超时从重载时算起：最后一次重载 30 秒之后，所有订单都被取消，之后的每一单一开始就失败。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'drain-article-timeout',
        property: 'no-order-lost',
        verdict: 'violated',
      },
    ],
    sources: ['https://pkg.go.dev/context#WithTimeout'],
  },
  {
    id: '3.1.3',
    told: {
      en: 'Running, Draining, Stopped: while draining no new order is taken on and those in flight are finished.',
      zh: 'Running / Draining / Stopped：Draining 时不接受新订单，处理完存量。',
    },
    found: {
      en: 'Right for http.Server.Shutdown on SIGTERM: none is taken on late, and those in flight are finished.',
      zh: '对 SIGTERM 时的 http.Server.Shutdown 是对的：没有晚到的订单被接受，进行中的都完成。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'drain-article-holds',
        property: 'none-accepted-late',
        verdict: 'holds',
      },
      { speaks: 'for', by: 'check', simulation: 'drain-article-holds', property: 'no-order-lost', verdict: 'holds' },
    ],
    sources: ['https://pkg.go.dev/net/http#Server.Shutdown'],
  },
  {
    id: '3.1.4',
    told: {
      en: 'When the 30 s of draining are over, unfinished work is ended by force.',
      zh: 'Draining 超时（30 秒）后强制终止未完成任务。',
    },
    found: {
      en: 'With the default grace period of 30 s both end at the same moment, and SIGKILL may be first. The bound has to be less than the grace period, and less what preStop takes.',
      zh: '默认宽限期也是 30 秒，两者同时到期，SIGKILL 可能先到。这个上限必须小于宽限期，还要减去 preStop 占用的时间。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'drain-article-signal', property: 'drains-in-time', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'drain-article-bound',
        property: 'drains-in-time',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'drain-unsafe-grace-period',
        property: 'drains-in-time',
        verdict: 'violated',
      },
    ],
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
  },
  {
    id: '3.1.5',
    told: {
      en: 'A change of configuration leads through Draining to http.Server.Shutdown: configuration is switched smoothly.',
      zh: '配置变更 → Draining → http.Server.Shutdown，实现平滑配置切换。',
    },
    found: {
      en: 'A server that was shut down never serves again, and the Service goes on sending orders to the pod: the update becomes an outage.',
      zh: '关闭过的服务器不会再提供服务，而 Service 仍向这个 Pod 转发订单：更新变成了中断。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'drain-article-restart',
        property: 'no-order-lost',
        verdict: 'violated',
      },
    ],
    sources: ['https://pkg.go.dev/net/http#Server.Shutdown'],
  },
  {
    id: '3.1.6',
    told: {
      en: 'Refusing new orders and waiting for those in flight is all that a graceful shutdown needs.',
      zh: '优雅停机只需拒绝新请求，并等待活跃订单完成。',
    },
    found: {
      en: 'SIGTERM comes together with the removal of the endpoint, not after it: orders that are still routed here are refused. A preStop pause lets the nodes catch up.',
      zh: 'SIGTERM 与端点移除同时发生，而不是在其后：仍被转发来的订单会被拒绝。preStop 的等待让各节点跟上。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'drain-unsafe-no-pre-stop',
        property: 'no-order-lost',
        verdict: 'violated',
      },
      { speaks: 'against', by: 'check', simulation: 'drain-safe', property: 'drains', verdict: 'holds' },
    ],
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
  },
  {
    id: '3.2.1',
    told: {
      en: 'Update the database, delete the key in Redis, refresh the local LRU: the caches end up consistent, and nothing dirty is read.',
      zh: '先更新 DB，再删 Redis，最后刷新本地 LRU：达到最终一致，规避缓存脏读。',
    },
    found: {
      en: 'A reader that missed and read the old row before the update sets it after the delete. Redis keeps it, clients go back to it, and nothing is left that would remove it.',
      zh: '更新之前未命中并读到旧行的读者，会在删除之后把旧行写回。Redis 就留着它，客户端退回旧值，再没有什么会清除它。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-article',
        property: 'cache-converges',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-article',
        property: 'monotonic-reads',
        verdict: 'violated',
      },
    ],
    sources: ['https://www.usenix.org/conference/nsdi13/technical-sessions/presentation/nishtala'],
  },
  {
    id: '3.2.2',
    told: {
      en: 'The version stamp is compared at get time, and an older entry of the local cache is refused.',
      zh: '本地 LRU 在 get 时比对版本戳，旧版本自动拒绝透出。',
    },
    found: {
      en: 'It does what it says: a client that has seen the newer stamp is not given the older entry of that pod. Redis behind it is not asked for a stamp, and gives the old row.',
      zh: '它说到做到：见过较新版本戳的客户端不会从这个 Pod 得到旧条目。但它背后的 Redis 没有版本戳可比，仍会给出旧行。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'sku-cache-article-two-writers',
        property: 'monotonic-reads',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-article',
        property: 'monotonic-reads',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '3.2.3',
    told: {
      en: 'The check prevents that an old value comes back.',
      zh: '版本戳校验防止回滚污染。',
    },
    found: {
      en: 'Old values come back, in Redis after a late fill and in the local cache when two updates cross. A tombstone with a version, or a lease, prevents it.',
      zh: '旧值会回来：迟到的回填让它回到 Redis，两次更新交错让它回到本地缓存。带版本的墓碑或租约才能防止。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-article',
        property: 'no-resurrected-value',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-article-two-writers',
        property: 'no-resurrected-value',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-safe',
        property: 'no-resurrected-value',
        verdict: 'holds',
      },
    ],
  },
  {
    id: '3.2.4',
    told: {
      en: 'The stamp is an auto-increment of the database or a timestamp.',
      zh: '版本戳由数据库自增或时间戳生成。',
    },
    found: {
      en: 'An auto-increment will do. Of a timestamp in whole seconds two updates may have the same, and the second is never newer.',
      zh: '自增可以。以整秒计的时间戳，两次更新可能相同，第二次就永远不会“更新”。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'sku-cache-safe-two-writers',
        property: 'cache-converges',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-unsafe-timestamp',
        property: 'cache-converges',
        verdict: 'violated',
      },
    ],
    sources: ['https://dev.mysql.com/doc/refman/8.4/en/fractional-seconds.html'],
  },
  {
    id: '3.2.5',
    told: {
      en: 'A delete that Redis did not get is made good by a task that listens to the binlog and tries again.',
      zh: 'Redis 写失败时，由监听 binlog 的异步补偿任务重试。',
    },
    found: {
      en: 'In the end, yes. Until it comes a client may be shown the old row after the new one.',
      zh: '最终会补上。但在那之前，客户端可能在看到新行之后又看到旧行。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'sku-cache-article-lost-delete',
        property: 'cache-converges',
        verdict: 'holds',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'sku-cache-article-lost-delete',
        property: 'monotonic-reads',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '3.3.1',
    told: {
      en: 'Between Stop and Reset of a timer there is a race.',
      zh: '直接 timer.Stop() + timer.Reset() 存在竞态窗口。',
    },
    found: {
      en: 'Right, before Go 1.23 and since: a value that was already received ends the campaign at the old deadline.',
      zh: '正确，Go 1.23 之前和之后都是：已经收到的值会按旧的截止时间结束活动。',
    },
    evidence: [
      {
        speaks: 'for',
        by: 'check',
        simulation: 'countdown-timer-unsafe',
        property: 'fires-on-time',
        verdict: 'violated',
      },
      {
        speaks: 'for',
        by: 'check',
        simulation: 'countdown-timer-unsafe-1.23',
        property: 'fires-on-time',
        verdict: 'violated',
      },
    ],
    sources: ['https://go.dev/doc/go1.23#timer-changes', 'https://pkg.go.dev/time#Timer.Reset'],
  },
  {
    id: '3.3.2',
    told: {
      en: 'The race ends in a panic: timer already fired.',
      zh: '竞态会引发 panic: timer already fired。',
    },
    found: {
      en: 'Go has no such panic: Stop and Reset of a timer that has fired or was stopped return false. The only panic of Reset is for a Timer that NewTimer did not make.',
      zh: 'Go 没有这样的 panic：对已触发或已停止的定时器，Stop 和 Reset 都返回 false。Reset 唯一的 panic 针对不是 NewTimer 创建的 Timer。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-go-timer',
        expected: {
          path: 'rows[].outcome',
          where: { field: 'call', not: 'NewTimer did not make' },
          matches: '^returns ',
        },
      },
      {
        speaks: 'against',
        by: 'recording',
        id: 'claim-go-timer',
        expected: { path: 'filesOfGoWithThatText', every: [] },
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'countdown-timer-article-panic',
        property: 'hides-nothing',
        verdict: 'violated',
      },
    ],
    sources: ['https://pkg.go.dev/time#Timer.Reset'],
  },
  {
    id: '3.3.3',
    told: {
      en: 'Active and Resetting behind a CompareAndSwap keep two resets apart.',
      zh: '双状态原子控制：多次重置会被 CAS 拒绝。',
    },
    found: {
      en: 'Right for resets that meet. One that is turned away in Fallback is lost, and nobody is told.',
      zh: '对同时到来的重置是对的。但在 Fallback 状态被拒绝的重置就丢了，没有人被告知。',
    },
    evidence: [
      { speaks: 'for', by: 'check', simulation: 'countdown-timer-article', property: 'resets-count', verdict: 'holds' },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'countdown-timer-article-panic',
        property: 'resets-count',
        verdict: 'violated',
      },
    ],
  },
  {
    id: '3.3.4',
    told: {
      en: 'When Stop says false, a new timer with a goroutine of its own takes over safely.',
      zh: 'Stop() 返回 false 时，新建 Timer 并异步处理回调即可安全接续。',
    },
    found: {
      en: 'The goroutine of the old timer has its value already and ends the campaign; the new one ends it again.',
      zh: '旧定时器的 goroutine 已经拿到值并结束了活动；新的会再结束一次。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'countdown-timer-article',
        property: 'fires-once',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'countdown-timer-article',
        property: 'fires-on-time',
        verdict: 'violated',
      },
      { speaks: 'against', by: 'check', simulation: 'countdown-timer-safe', property: 'fires-once', verdict: 'holds' },
    ],
  },
  {
    id: '3.3.5',
    told: {
      en: 'recover() only catches the panic of Reset and hides no other mistake.',
      zh: 'recover() 仅捕获 Reset 的 panic，不掩盖其他错误。',
    },
    found: {
      en: 'recover() takes whatever panics in that function, and Reset does not: a bug is logged as the timer’s, and the program goes on.',
      zh: 'recover() 会接住该函数里的任何 panic，而 Reset 并不 panic：一个 bug 被当作定时器的问题记录，程序继续运行。',
    },
    evidence: [
      {
        speaks: 'against',
        by: 'check',
        simulation: 'countdown-timer-article-panic',
        property: 'hides-nothing',
        verdict: 'violated',
      },
      {
        speaks: 'against',
        by: 'check',
        simulation: 'countdown-timer-safe-panic',
        property: 'hides-nothing',
        verdict: 'holds',
      },
    ],
    sources: ['https://go.dev/ref/spec#Handling_panics'],
  },
];
