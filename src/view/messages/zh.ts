// 简体中文. Words as Kubernetes' own documentation in Chinese has them; names of APIs, calls, events, errors, properties
// and strategies stay as they are. Full-width punctuation in sentences.
import type { Lane } from '../lane.ts';
import type { ForkWords, Messages } from './messages.ts';
import { zhChallenge } from './zh-challenge.ts';
import { zhCheck } from './zh-check.ts';
import { zhCompare } from './zh-compare.ts';
import { zhEditor } from './zh-editor.ts';
import { faults } from './zh-faults.ts';
import { zhHandler } from './zh-handler.ts';
import { zhMatrix } from './zh-matrix.ts';
import { assignmentWords, optionWords, questionWords } from './zh-model-words.ts';
import { zhShare } from './zh-share.ts';
import { zhShrink } from './zh-shrink.ts';
import { zhWeb } from './zh-web.ts';
import { zhWhy } from './zh-why.ts';
import { writerSteps } from './zh-writer-steps.ts';

const due = (text: string) => (at: string) => (at === '' ? text : `${text}；定时器在 ${at} 触发`);

/** Why requests fail, by what is served. */
const FAILURES: Readonly<Record<string, string>> = {
  '∅': '配置是空的',
  '✗': '配置无法解析',
  '†': '进程已经结束',
};

/** Marks as verbs; what a lane's mark says well is left as it is. */
const EFFECTS: readonly (readonly [lane: Lane | null, mark: RegExp, words: string])[] = [
  [null, /^sync$/, '同步该 Pod'],
  [null, /^open O_TRUNC /, '截断 '],
  [null, /^rm /, '删除 '],
  ['app', /^reload$/, '开始重载'],
  ['app', /^reload /, '改为提供 '],
  ['app', /^ignored$/, '忽略它'],
  ['watcher', /^read (\d+)$/, '从 inotify 队列读出 $1 个事件'],
  ['watcher', /^(?=[A-Z("])/, '收到 '],
];

function effect(lane: Lane, mark: string): string {
  const found = EFFECTS.find(([of, pattern]) => (of === null || of === lane) && pattern.test(mark));
  return found === undefined ? mark : mark.replace(found[1], found[2]);
}

/** How a branch fared: "出现过 503 ∅，✗ never-empty", "没有 503". */
function fork({ isPresent, step, choice, serves, failed, violates, isOver }: ForkWords): string {
  const requests = failed === null ? '没有 503' : `出现过 503 ${failed}`;
  const verdict = violates === '' ? '' : `，✗ ${violates}`;
  const end = isOver ? `结束时提供 ${serves}` : `目前提供 ${serves}`;
  const where = isPresent ? '当前运行' : `第 ${step} 步之后：${choice}`;
  return `${requests}${verdict} · ${end} · ${where}`;
}

export const zh: Messages = {
  language: 'zh',
  system: null,
  panes: {
    lanes: '泳道',
    volume: '卷',
    queue: 'inotify 队列',
    app: '应用',
    choices: '下一步',
    why: '为什么',
    verdicts: '判定',
    state: '状态',
    processes: '进程',
  },
  actors: {
    operator: '操作者',
    api: 'API 服务器',
    configMapManager: 'ConfigMap 管理器',
    podWorker: 'Pod worker',
    volumeManager: '卷管理器',
    atomicWriter: 'AtomicWriter',
    prober: '探针',
    sidecar: '边车',
    watcher: '监视器',
    app: '应用',
    requests: '请求',
    faults: '↯ 故障',
  },
  faults,
  policies: {
    'app-first': '应用尽可能地快',
    'writer-first': '写入方先写完，别人才查看',
    random: '谁都可能是下一个',
  },
  reasons: {
    'queue-empty': due('阻塞在 read(2)：inotify 队列为空'),
    'nobody-receives': due('阻塞在通道上：应用不在 select 中'),
    'nothing-to-receive': due('在 select 中：没有可接收的'),
    asleep: due('休眠中'),
    idle: due('无事可做'),
    'has-to-wait': () => '必须等待：它要做的事现在还做不了',
    'nothing-new-to-serve': due('下一个请求看到的还是一样'),
    ended: due('已经结束'),
  },
  properties: {
    'never-empty': '从不提供零值配置',
    'never-torn': '从不把两个版本的文件混在一起提供',
    'never-invalid': '从不提供无法解析的配置',
    'never-crashes': '进程从不因为配置而结束',
    converges: '更新停止之后，最终提供最新的有效版本',
    'stays-armed': '再来一次更新，仍会被察觉',
    'bounded-staleness': '存入新版本之后，提供旧版本的时间不超过上限',
    'no-reload-storm': '一次更新引起的加载次数不超过上限',
    'no-needless-reload': '内容不变就不触发重载',
  },
  findings: {
    'never-empty': ({ violated }) => (violated ? '提供 ∅，全是零值' : ''),
    'never-torn': ({ violated, served }) => (violated ? `把 ${served} 混在一起提供` : ''),
    'never-invalid': ({ violated }) => (violated ? '提供了无法解析的配置' : ''),
    'never-crashes': ({ violated }) => (violated ? '进程已经结束' : ''),
    converges: ({ violated, served, newest, refused }) =>
      violated ? `最终提供 ${served}，而${refused ? '其后的有效更新被拒绝了' : `最新的有效版本是 ${newest}`}` : '',
    'stays-armed': ({ violated }) => (violated ? '再来一次更新不会被察觉' : ''),
    'bounded-staleness': ({ violated, longest, boundTime }) =>
      violated ? `${boundTime} 之后仍未提供最新版本` : `最多过时 ${longest}`,
    'no-reload-storm': ({ violated, loads, bound }) => (violated ? `一次更新加载了 ${loads} 次，上限是 ${bound}` : ''),
    'no-needless-reload': ({ violated }) => (violated ? '完全相同的字节又被切换进来' : ''),
  },
  commands: {
    next: { label: '前进', help: '接下来发生的事' },
    back: { label: '后退', help: '退回一步；再前进即重复它' },
    up: { label: '上移', help: '上一个选择' },
    down: { label: '下移', help: '下一个选择' },
    take: { label: '选择', help: '采用所指的选择；与上次不同就会产生分支' },
    play: { label: '播放', help: '播放与暂停' },
    jump: { label: '快进', help: '略过只作传递的步骤，到下一次发布、通知、重载或应答' },
    unfold: { label: '展开', help: '逐个系统调用，或整步' },
    branches: { label: '分支', help: '到目前为止试过的运行' },
    'next-branch': { label: '下一分支', help: '转到试过的下一个运行' },
    simulation: { label: '模拟', help: '打开另一个模拟' },
    strategy: { label: '策略', help: '同一个模拟，换一种重载策略' },
    policy: { label: '谁先走', help: '你不作选择的地方由谁先走' },
    pane: { label: '窗格', help: '卷、队列或应用' },
    home: { label: '开头', help: '回到运行的开头' },
    end: { label: '末尾', help: '跳到运行的末尾' },
    'jump-inotify': { label: '下一个 inotify 事件', help: '跳到 inotify 队列中的下一个事件' },
    'jump-request': { label: '下一个请求', help: '跳到下一个看到不同结果的请求' },
    'jump-time': { label: '让时间流逝', help: '跳到时间流逝的下一刻' },
    counterexample: { label: '反例', help: '播放通往违反的最短路径，从这里或从开头' },
    verdicts: { label: '判定', help: '每个性质要求什么，现状如何' },
    help: { label: '帮助', help: '所有按键；输入即搜索，Enter 执行命令' },
    palette: { label: '命令', help: '按名称执行命令' },
    present: { label: '演示', help: '铺满屏幕，让后排也看得清；翻页键前进后退，B 黑屏，Esc 离开' },
    close: { label: '关闭', help: '关闭打开的窗口' },
    share: { label: '分享', help: '能回到此处的命令行；退出时也会打印' },
    quit: { label: '退出', help: '离开' },
  },
  phases: {
    start: '启动',
    select: 'select',
    consider: '判断',
    watch: '添加监视',
    read: '读取',
    check: '校验',
    swap: '切换',
    sleep: '休眠',
    'loop-ended': '循环已结束',
    exited: '已退出',
  },
  writerSteps,
  ...zhWhy,
  ...zhCheck,
  ...zhWeb,
  compare: zhCompare,
  challenge: zhChallenge,
  ...zhShare,
  shrink: zhShrink,
  matrix: zhMatrix,
  editor: zhEditor,
  handler: zhHandler,
  choices: {
    who: (who) => `${who}：`,
    ask: (question, option) => `${questionWords(question)}：${optionWords(option)}`,
    compute: assignmentWords,
    take: (raw) => `从这一批中取出 ${raw}`,
    request: (status, glyph) => `到达，得到 ${status} ${glyph}`,
    receive: (delivery) => `接收 ${delivery}`,
    effect,
    writerStep: (number) => `第 ${number} 步，`,
    timePasses: (time) => `时间流逝到 ${time}，然后 `,
    silent: '没有可见的变化；时间可能流逝',
    hears: (type) => `取出消息 ${type}`,
    waitUntil: (time) => `等到 ${time}：`,
    fires: (id) => `定时器 ${id} 触发`,
    none: '再也不会发生什么：运行结束了。',
  },
  volume: {
    unlinked: '已断链',
    open: (fds) => `以 fd ${fds} 打开着`,
    addedAs: (path) => `经 ${path} 添加`,
    reused: (ino) => `新文件，重用编号 ${ino}`,
    ended: (how, wd, path, ino) => {
      if (how === 'inode-gone') return `wd ${wd}（经 ${path} 添加）已失效：inode ${ino} 消失，IN_IGNORED 已入队`;
      return how === 'removed' ? `wd ${wd}（经 ${path} 添加）已被移除` : `wd ${wd} 随其实例一起消失`;
    },
    notYet: '监视：还没有',
    noneLeft: '监视：一个不剩，什么也不会被察觉',
    noneLeftYet: '监视：一个不剩，队列里的是最后的通知',
    noneLeftButPoll: '监视：一个不剩，只有轮询会察觉',
  },
  queue: {
    none: '没有 inotify 实例',
    empty: '空',
    waiting: (count, limit) => `${count}/${limit}`,
    more: (count) => `还有 ${count} 个`,
    short: '队列',
    blocked: (delivery) => `监视器等待发送 ${delivery}`,
    batch: (count) => `已读出 ${count} 个，尚未转换`,
  },
  app: {
    holds: '持有',
    serves: '提供',
    notServing: '尚未提供服务',
    until: (timer, time) => `${timer} 直到 ${time}`,
    onPoll: (every) => `每 ${every}`,
    otherwise: '其余忽略',
  },
  users: {
    failing: (status, glyph) => `用户得到 ${status}：${FAILURES[glyph] ?? `应用提供的是 ${glyph}`}`,
    served: (glyph, aside) => `用户得到 ${glyph}${aside === '' ? '' : `——${aside}`}`,
    stale: (newest) => `已过时：最新的是 ${newest}`,
    behind: (newest) => `${newest} 已存入，尚未提供`,
  },
  lights: {
    violated: '违反',
    doomed: '已过不归点',
    'at-risk': '有风险',
    inconclusive: '未知',
    pending: '尚不知道',
    vacuous: '没有什么能违反它',
    ok: '未违反',
  },
  prospects: {
    doomed: (steps) => `没有退路${steps === null ? '' : `：最快 ${steps} 个单步后违反`}`,
    always: '任何顺序都会违反',
    fromStart: '从一开始就保不住：照这样设置，任何顺序都会违反',
    atRisk: (steps) => `有风险：最快 ${steps} 个单步后违反`,
    unknown: {
      'states-max': '未知：状态太多，游玩时看不完；check 可以判定',
      cancelled: '未知：搜索被终止',
      'no-clock': '未知：没有时钟，就无所谓太迟',
      beyond: '未知：剧情结束之后没有再看',
    },
  },
  checking: {
    running: (states, decided, of) => `检查中 ${decided}/${of}${states === null ? '' : `，${states} 个状态`}`,
    done: (states) => `已检查 ${states} 个状态`,
    cut: (states) => `在 ${states} 个状态处截断`,
    failed: (why) => `检查出错：${why}`,
    read: (states) => `所有后续都已检查，共 ${states} 个状态`,
  },
  screen: {
    step: (at, of) => `${at}/${of}`,
    branch: (number, of) => `分支 ${number}/${of}`,
    fork,
    more: (lines) => `还有 ${lines} 行`,
    noChoice: (number, count) => `没有选择 ${number}：这里${count === 1 ? '只有 1 个' : `有 ${count} 个`}选择。`,
    atEnd: '这是运行的末尾：剧情已经讲完。← 返回，Home 回到开头，s 打开另一个。',
    atStart: '这是运行的开头。',
    again: (line) => `重现：${line}`,
    counterexample: (property, steps, from) =>
      from === 'here'
        ? `→ 通往 ✗ ${property}，从这里起 ${steps} 步；转折处已标出。`
        : `回到开头：→ 通往 ✗ ${property}，共 ${steps} 步；转折处已标出。`,
    noCounterexample: (property) => `看过的后续中没有一个违反 ${property}。`,
    origin: (steps, from) => `${from === 'here' ? '从这里起' : '从开头起'} ${steps} 个单步`,
    unfolded: '已展开',
    playing: '播放中',
    tooSmall: '屏幕小；80×24 可显示全部',
    menus: {
      help: '帮助',
      palette: '命令',
      simulation: '模拟',
      strategy: '策略',
      policy: '你不作选择的地方由谁先走',
      branches: '分支',
      counterexample: '播放反例',
    },
    filter: '输入即搜索 · ↑↓ · Enter · Esc',
    legend: [
      '① ② 版本 · ∅ 空 · ①② 混合 · ✗ 无法解析 · – 缺失 · † 进程已结束',
      'inotify 泳道：◉ 一个监视，╌ 监视存在期间，✗ 一个不剩 · wd：监视的编号',
      '卷：+ 新，~ 变，- 消失 · 列：inode、权限、链接数、版本、名称',
      '持有：在内存中 · 提供：请求得到的 · 切换：内存 → 对外提供',
      '灯：✗ 违反，⊗ 所有后续都违反（没有退路），! 有的后续违反，',
      '  ✓ 都不违反，○ 没有什么能违反，… 尚不知道，? 未知 · 选择后的 →：走这一步之后',
    ],
    nothingFound: '没有找到',
    nothingToPlay: '没有可播放的：没有任何后续会违反什么',
    linear: 'reload-sim，供屏幕阅读器使用的线性模式：每一步是一段文字，选择带有编号。',
    spoken: {
      keys: { '→': '右箭头', '←': '左箭头', '↑': '上箭头', '↓': '下箭头' },
      or: '或',
      pause: '，',
      empty: '空',
      down: '已停',
      invalid: '无效',
      watch: '监视',
      to: '到',
    },
    headed: (head, text) => `${head}：${text}`,
    sentence: (text) => `${text}。`,
    aside: (text) => `（${text}）`,
    misfit: (watcher) => `${watcher} 没有策略所设的 dontFollow；只有 inotify 有`,
    prompt: '输入编号来选择，右箭头前进，左箭头后退，问号显示帮助，q 退出。',
    ended: '运行结束了。',
    usual: 'Enter 或右箭头',
    expects: (verdict) =>
      verdict === 'violated' ? '这个模拟正是为了展示它被违反' : `这个模拟预期：${zhCheck.check.verdicts[verdict]}`,
    violates: (properties) => `这会违反 ${properties}。`,
    leadsTo: (light, properties) => (properties === '' ? `之后：${light}。` : `之后：${properties} ${light}。`),
    found: (count) => `找到 ${count} 个`,
    pointedAt: 'Enter 采用',
  },
};
