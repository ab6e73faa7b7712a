// 简体中文: the sentences of `check`'s reports.
import type { Messages } from './messages.ts';
import { ASSIGNMENTS, optionWords, questionWords } from './zh-model-words.ts';

/** The words of a simulation file's `expect`. */
const VERDICTS: Readonly<Record<string, string>> = { holds: '成立', violated: '违反' };

const check: Messages['check'] = {
  ofSystem: (name, processes) => `${name}，${processes} 个进程`,
  subject: (strategy, watcher, writer) =>
    `策略 ${strategy}，监视器 ${watcher}，文件由${/^[a-z]/.test(writer) ? ` ${writer} ` : writer}写入`,
  mayGoWrong: (faults) => `；可能出的故障：${faults.join('、')}`,
  sidecar: (writer) => `边车（${writer}）`,
  because: (verdict, why) => `${verdict}：${why}`,
  proven: (verdict, steps, clause) => `${verdict}${steps}${clause === '' ? '' : `：${clause}`}`,
  agreement: (verdict, agreement) => `${verdict}；${agreement}`,
  happened: (place, what, sentences) => `${place}，${what}。${sentences.join('')}`,
  ruled: (text, rule) => `${text}（${rule}）`,
  columns: ['性质', '判定', '预期'],
  covered: {
    complete: (states, timing) => `已检查所有交错中的 ${states} 个状态（时序 ${timing}）`,
    'states-max': (states, timing) => `检查了 ${states} 个状态后触及上限，因此未覆盖所有交错（时序 ${timing}）`,
    cancelled: (states, timing) => `检查了 ${states} 个状态后被停止，因此未覆盖所有交错（时序 ${timing}）`,
  },
  furtherCut: (properties) => `；但 ${properties} 的搜索要走得更远，并不完整`,
  verdicts: { holds: '成立', violated: '违反', inconclusive: '未定' },
  vacuous: {
    'no-update': '（平凡成立：剧情中没有任何更新）',
    'no-reload': '（平凡成立：没有任何更新让应用加载过）',
    'not-exercised': '（平凡成立：没有任何一步考验过它）',
  },
  undecided: {
    'states-max': '触及状态数上限（--max-states）',
    cancelled: '检查被停止',
    'no-clock': 'any 时序下没有任何东西计时；--timing prompt 可以判定',
  },
  inSteps: (count) => (count === 0 ? '（从一开始）' : `（${count} 步）`),
  asExpected: '与预期一致',
  expected: (verdict) => `预期：${VERDICTS[verdict] ?? verdict}`,
  notAsExpected: (expected) => `与预期不符：应为${VERDICTS[expected] ?? ` ${expected}`}`,
  otherExpect: '文件中的 expect 针对的是它自己的策略和时序，此处不作比较。',
  shortest: (properties, count, isProven) =>
    `违反 ${properties} 的最短调度${isProven ? '' : '（目前找到的）'}：${count} 步`,
  flowStep: (time, from, to, what) =>
    `${time === '' ? '' : `${time}，`}${from === to ? `第 ${to} 步` : `第 ${from} 至 ${to} 步`}，${what}。`,
  flowTurn: '这里就是不归点。',
  lost: (step, properties) => `不归点 ║：第 ${step} 步${properties === '' ? '' : `（针对 ${properties}）`}`,
  rests: (step, clause) => `第 ${step} 步之后，再没有什么会改变它：${clause}。`,
  lostAtStart: (properties) =>
    `从一开始就无法挽回 ║：无论什么次序，最终都会违反${properties === '' ? '' : ` ${properties}`}。`,
  lostUnknown: '不归点未知，因为搜索被提前截断。',
  ends: (step) => `结束于第 ${step} 步`,
  lastWatch: (step) => `最后一个监视在第 ${step} 步失效`,
  volumeGone: (step, mount) =>
    `从第 ${step} 步起，容器中的 ${mount} 是空的（–）：kubelet 已删除该目录，此后写入的是一个新目录，只有重新启动的容器才看得到。（K14）`,
  needsFaults: (faults) => `需要故障 ${faults.join('、')}。`,
  noStall: '无需任何进程被拖慢就会发生。',
  onlyStall: '此外无需任何进程被拖慢。',
  someStall: (who, time, after, before) => `需要 ${who} 在${after}之后、${before}之前停顿 ${time}。`,
  slowAll: (time, after, before) =>
    `需要多个进程都变慢，每个最多慢 ${time}，其中一个发生在${after}之后、${before}之前。`,
  noTimes: '没有找到能让这一次序在时间上成立的停顿。',
  who: (actor, lane) => (lane === 'kubelet' ? `kubelet（${actor}）` : actor),
  start: '容器启动',
  stepNamed: (step, noun, actor) => `${noun}（${actor === '' ? '' : `${actor}，`}第 ${step} 步）`,
};

const nouns: Messages['nouns'] = {
  calls: {
    stat: (name) => `对 ${name} 的 stat`,
    lstat: (name) => `对 ${name} 的 lstat`,
    readlink: (name) => `读取链接 ${name}`,
    open: (name) => `打开 ${name}`,
    openat: (name) => `打开 ${name}`,
    walk: (name) => `对 ${name} 的路径解析`,
    read: (name) => `读取 ${name}`,
    write: (name) => `写入 ${name}`,
    close: (name) => `关闭 ${name}`,
    getdents: (name) => `列出 ${name}`,
    mkdir: (name) => `创建目录 ${name}`,
    chmod: (name) => `对 ${name} 的 chmod`,
    lchown: (name) => `对 ${name} 的 chown`,
    truncate: (name) => `截断 ${name}`,
    symlink: (name) => `创建符号链接 ${name}`,
    link: (_, to) => `创建硬链接 ${to}`,
    rename: (from, to) => `将 ${from} 改名为 ${to}`,
    unlink: (name) => `删除 ${name}`,
    rmdir: (name) => `删除目录 ${name}`,
    mount: (name) => `挂载 ${name}`,
    umount: (name) => `卸载 ${name}`,
    inotify_init1: () => '打开监视器',
    inotify_add_watch: (name) => `在 ${name} 上添加监视`,
    inotify_rm_watch: () => '移除监视',
    inotify_read: () => '读取 inotify 队列',
    inotify_close: () => '关闭监视器',
  },
  failed: (noun, errno) => `${noun}（失败，${errno}）`,
  library: {
    newWatcher: () => '打开监视器',
    add: (path) => `对 ${path} 的 Add`,
    remove: (path) => `对 ${path} 的 Remove`,
    close: () => '关闭监视器',
  },
  translated: (raw) => `转换 ${raw}`,
  received: (delivery) => `收到 ${delivery}`,
  delivered: (message) => `${message} 到达`,
  timers: {
    untilNext: '剧情的下一条命令',
    resync: 'Pod 的同步',
    settle: '防抖窗口结束',
    sleep: '休眠结束',
    ttl: '缓存 TTL 到期',
    backOff: '退避结束',
    startDelay: '启动过程结束',
    readDelay: '下一次尝试读取',
    armDelay: '下一次尝试添加监视',
    interval: '轮询器的下一次查看',
    tick: '轮询的滴答',
  },
  timer: (id) => `定时器 ${id}`,
  chosen: (question, option) => `选择 ${optionWords(option)}（${questionWords(question)}）`,
  computed: ASSIGNMENTS,
  request: (status, glyph) => `一个请求（${status} ${glyph}）`,
  containerStarted: '容器启动',
  containerStopped: '容器停止',
};

export const zhCheck = { check, nouns } as const;
