// 简体中文：优雅排空。
import type { ProcessId, SystemWords } from '../system.ts';
import { outcomeIn } from './outcome.ts';
import { type PictureLabels, pictureOf } from './picture.ts';
import type { DrainConfig } from './schema.ts';
import type { DrainOp, DrainShared } from './shared.ts';

const PROCESSES: Readonly<Record<string, string>> = {
  '@server': '服务',
  '@updates': '更新',
  '@ctx-timer': 'ctx 定时器',
  '@kubelet': 'kubelet',
  '@endpoints': '端点',
};

const OPERATIONS: Readonly<Record<DrainOp, string>> = {
  'delete pod': 'DELETE pod：进入 Terminating',
  SIGTERM: '向 PID 1 发送 SIGTERM',
  SIGKILL: 'SIGKILL：宽限期已过',
  'await exit': '等容器退出',
  'await deletion': '监视 Pod',
  'remove endpoint': '所有路由表中都已没有此 Pod',
  'await request': '从通道取出信号',
  Shutdown: 'srv.Shutdown(ctx)：关闭监听',
  'set draining': 'state = Draining',
  'await idle': '已没有在途订单',
  exit: 'os.Exit：main 返回',
  connect: '连接 Service',
  look: 'if state == Running',
  'count in': 'inFlight.Add(1)',
  'count out': 'inFlight.Done()，回复 503',
  begin: '开始：取配置和 ctx',
  'await cancel': '<-ctx.Done()',
  answer: '回复 200',
  swap: 'config.Store(new)',
  cancel: '对旧 context 调用 cancel()',
  'new context': 'activeCtx, cancel = 新的 context',
  'ask for drain': '重载：进入 Draining',
  'await renewal': '新的 context：新的定时器',
  expire: '到期：关闭 ctx.Done()',
};

const MARKS: Readonly<Record<DrainOp, Readonly<Record<string, string>>>> = {
  'delete pod': { '*': 'Terminating' },
  SIGTERM: { '*': 'SIGTERM' },
  SIGKILL: { '*': 'SIGKILL' },
  'await exit': { '*': '容器已退出' },
  'await deletion': { '*': '' },
  'remove endpoint': { '*': '端点已移除' },
  'await request': { ended: '已结束', '*': '收到排空请求' },
  Shutdown: { ended: '已结束', '*': '监听已关闭' },
  'set draining': { ended: '已结束', '*': 'Draining' },
  'await idle': { ended: '已结束', '*': '无在途订单' },
  exit: { '*': 'Stopped' },
  connect: { elsewhere: '去了别的 Pod', refused: '连接被拒', '*': '已连接' },
  look: { running: 'Running：继续', draining: 'Draining：503', '*': '中断' },
  'count in': { ended: '中断', '*': '已计入' },
  'count out': { ended: '中断', '*': '503' },
  begin: { ended: '中断', '*': '开始' },
  'await cancel': { ended: '中断', '*': '被取消' },
  answer: { ended: '中断', '*': '200' },
  swap: { ended: '', '*': '配置已替换' },
  cancel: { ended: '', '*': 'cancel()' },
  'new context': { ended: '', '*': '新 context' },
  'ask for drain': { ended: '', '*': '进入 Draining' },
  'await renewal': { ended: '', '*': '定时器重设' },
  expire: { ended: '', '*': 'ctx 到期' },
};

const CUT_OFF = '进程已结束，订单随之中断：客户端看到连接断开。';
const TOO_LATE = '进程还没来得及排空就结束了。';
const GONE = '进程已结束，没有什么可更新的了。';
const WHY: Readonly<Record<DrainOp, Readonly<Record<string, string>>>> = {
  'delete pod': { '*': '宽限期从现在开始计时，preStop 钩子也算在内；端点的移除同时开始，但没有谁等它完成。' },
  SIGTERM: { '*': 'preStop 钩子之后，运行时向容器的 PID 1 发送 SIGTERM。' },
  SIGKILL: { '*': '宽限期已过而进程还在运行：它连同手上的一切被杀掉。' },
  'await exit': { '*': '容器自己退出了，kubelet 不必再杀它。' },
  'await deletion': { '*': '控制面看到 Pod 正在被删除。' },
  'remove endpoint': { '*': '从现在起新连接去往别的 Pod；在此之前都到这里来。' },
  'await request': { ended: TOO_LATE, '*': '主 goroutine 从 signal.Notify（或重载）写入的通道收到请求。' },
  Shutdown: { ended: TOO_LATE, '*': 'Shutdown 先关闭监听：新连接被拒绝。它等待活动连接，不取消任何一个。' },
  'set draining': { ended: TOO_LATE, '*': '标志已设置；监听仍然开着，此后查看标志的处理函数回复 503。' },
  'await idle': { ended: '排空还没结束，进程就结束了。', '*': '计入的订单都已完成，排空结束。' },
  exit: { '*': 'main 返回，进程结束，仍在运行的 goroutine 随之结束。' },
  connect: {
    elsewhere: '端点已移除：Service 把这个订单送到别的 Pod。',
    refused: 'Service 仍把请求送到此 Pod，而这里已无人监听：客户端看到 connection refused。',
    '*': 'Service 把订单送到此 Pod，内核接受了连接。',
  },
  look: {
    running: '处理函数看到 Running。到下一条语句时，它看到的可能已经过时。',
    draining: '处理函数看到 Draining，把订单拒之门外。',
    '*': CUT_OFF,
  },
  'count in': { ended: CUT_OFF, '*': '从现在起排空会等这个订单；刚才已经看过计数的那次排空不会。' },
  'count out': { ended: CUT_OFF, '*': '订单被回以 503，而 Service 仍把订单送到这里。' },
  begin: { ended: CUT_OFF, '*': '处理函数取下此刻的配置和 context，并一直用它们。' },
  'await cancel': {
    ended: CUT_OFF,
    '*': '这个订单的 context 被取消，处理函数半途而废：订单丢了，而它本身没有任何问题。',
  },
  answer: { ended: CUT_OFF, '*': '订单完成，客户端得到了答复。' },
  swap: { ended: GONE, '*': '新订单看到新配置；在途订单用它们开始时的配置。' },
  cancel: { ended: GONE, '*': '挂在旧 context 上的一切都被取消，包括每一个在途订单。' },
  'new context': {
    ended: GONE,
    '*': '此后开始的订单得到新的 context；在 cancel() 之后、此刻之前开始的，拿到的是已取消的那个。',
  },
  'ask for drain': { ended: GONE, '*': '重载启动了排空，而排空以 Shutdown 告终：此后这个 server 不能再启动。' },
  'await renewal': {
    ended: '进程已结束，它的定时器也随之消失。',
    '*': 'context.WithTimeout 为新的 context 启动自己的定时器。',
  },
  expire: {
    ended: '进程已结束，它的定时器也随之消失。',
    '*': '超时从重载起算，而不是从订单起算：时间一到，持有它的订单全部被取消，此后直到下次重载才开始的订单也一样。',
  },
};

const TIMERS: Readonly<Record<string, string>> = {
  untilDeletion: 'Pod 现在被删除',
  preStopHook: 'preStop 钩子睡够了',
  gracePeriod: '宽限期已过',
  propagation: '各节点已得知',
  drainTimeout: 'Shutdown 的 context 到期',
  untilUpdate: '更新到达',
  contextTimeout: 'context 的时间到了',
  untilSent: '顾客下单',
  work: '处理完毕',
};

const LOST = {
  refused: '监听关闭之后，Service 仍把一个订单送到此 Pod',
  unavailable: 'Service 仍把订单送到这里，而一个订单被回以 503',
  cancelled: '一个在途订单半途被取消',
  cutOff: '一个在途订单随进程一起中断',
};
const LATE = { late: '排空开始之后又接了一个订单' };
const KILLED = { killed: '排空超过了宽限期：SIGKILL' };

const PICTURE: PictureLabels = {
  rows: {
    service: '服务',
    listener: '监听',
    endpoint: '端点',
    inFlight: '在途',
    config: '配置',
    context: 'activeCtx',
  },
  phases: { running: 'Running', draining: 'Draining', stopped: 'Stopped' },
  ended: { 'by-signal': '被 SIGTERM 结束', exited: '已自行退出', killed: '被 SIGKILL 杀掉' },
  listening: { open: '开', closed: '已关闭' },
  routed: { yes: '有路由', no: '已移除' },
  late: '有一个是迟到接下的',
  cancelled: '已取消',
  order: processName,
  orders: {
    coming: '尚未下单',
    working: '处理中',
    answered: '已答复',
    elsewhere: '去了别的 Pod',
    refused: '丢失：连接被拒',
    unavailable: '丢失：503',
    cancelled: '丢失：被取消',
    cutOff: '丢失：中断',
  },
};

export const wordsZh: SystemWords<DrainConfig, DrainShared> = {
  name: '优雅排空',
  process: processName,
  operation: (op) => OPERATIONS[op as DrainOp] ?? op,
  mark: (op, _, result) => outcomeIn(MARKS, op, result),
  why: (op, _, result) => outcomeIn(WHY, op, result),
  fact: () => ({
    mark: '排空超时',
    sentence: 'Shutdown 不再等待，返回 context.DeadlineExceeded；在途订单仍在运行，直到 main 返回。',
    role: 'bad',
  }),
  option: (_, option) => `在 ${option} 下单`,
  timer: (id) => TIMERS[id] ?? id,
  properties: {
    drains: { asks: '不丢订单、不接迟到的订单、不超过期限', violated: { ...LOST, ...LATE, ...KILLED } },
    'no-order-lost': { asks: '送到此 Pod 的每个订单都得到答复', violated: LOST },
    'none-accepted-late': { asks: '排空开始后不再接订单', violated: LATE },
    'drains-in-time': { asks: '排空在 SIGKILL 之前结束', violated: KILLED },
  },
  picture: pictureOf(PICTURE),
};

function processName(id: ProcessId): string {
  return PROCESSES[id] ?? id.replace('@order-', '订单 ');
}
