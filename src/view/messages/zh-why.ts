// 简体中文: the sentences that say what has just happened, one for each thing that can.
import type { FactWords, Messages } from './messages.ts';
import { assignmentWords, loadFailureWords, momentWords, optionWords, questionWords } from './zh-model-words.ts';
import { podFactsZh } from './zh-pod.ts';

const facts: Messages['facts'] = {
  stored: ({ stored, writer, about }) =>
    `${about('isUnasked') === '' ? '' : 'webhook 没有按时应答，而 failurePolicy 是 Ignore。'}API 服务器存下 ${stored}。在${writer === 'kubelet' ? ' kubelet 同步该 Pod' : '边车写入'}之前，文件保持原样。`,
  asked: ({ about }) => `API 服务器就这次更新询问 webhook，最多等待 ${about('seconds')} 秒。`,
  rejected: ({ about }) => `API 服务器以 ${about('status')} 拒绝更新：${about('reason')}。`,
  sync: () => 'kubelet 同步该 Pod，再次查看它的卷。',
  unchanged: ({ actor }) =>
    actor === 'api'
      ? '数据与之前相同：什么也不存，谁也不通知。'
      : 'AtomicWriter 发现每个文件都已是应有的样子，什么也不写：没有监视收到通知。',
  published: ({ about }) => `..data 现在指向 ${about('ts')}。`,
  'write-failed': ({ about }) => `写入在 ${about('step')} 失败，错误为 ${about('errno')}。`,
  armed: ({ about }) => `应用在 ${about('path')} 上添加监视：内核把监视放在此刻找到的 inode 上。`,
  'arm-failed': ({ about }) => `添加监视失败：${about('error')}。那里现在没有监视。`,
  event: ({ about }) => `Errors 通道上来了一个错误；策略对此的处理：${about('policy')}。`,
  ignored: (words) => ignored(words),
  'reload-started': ({ about }) => `${trigger(about)}让应用加载它的文件。`,
  'reload-skipped': () => '字节与上次加载的相同：不做切换。',
  'reload-applied': ({ serves }) => applied(serves),
  'reload-failed': ({ about, serves }) =>
    `加载失败，${loadFailureWords(about('why'))}：${afterFailure(about('policy'), serves)}。`,
  zeroed: ({ about, serves }) => `在${momentWords(about('before'))}之前，内存中的配置先被清空：对外提供 ${serves}。`,
  'loop-exited': ({ serves }) => `重载循环已经结束。进程还活着，永远提供 ${serves}。`,
  crashed: ({ about }) => crashed(about),
  printed: ({ about }) => `处理程序输出：${about('text')}`,
  served: () => '',
  ...podFactsZh,
};

/** 策略是有意结束进程的；处理程序则有一条错误信息，多半还有行号。 */
function crashed(about: FactWords['about']): string {
  const end = '进程已经结束：不再提供任何服务。';
  if (about('message') === '') return end;
  const place = about('line') === '' ? '' : `第 ${about('line')} 行：`;
  return `${place}${about('message')}。${end}`;
}

/** What a strategy does about a load that failed; it may well hold nothing but zero values. */
function afterFailure(policy: string, serves: string): string {
  switch (policy) {
    case 'keep':
      return `策略保留内存中的内容，继续提供 ${serves}`;
    case 'zero':
      return `策略改用零值，提供 ${serves}`;
    case 'exit-loop':
      return '策略结束重载循环';
    default:
      return '策略结束进程';
  }
}

function trigger(about: FactWords['about']): string {
  if (about('trigger') === 'poll') return '轮询';
  if (about('trigger') === 'debounce') return '防抖窗口结束，';
  return about('trigger') === 'start' ? '启动' : `${eventWords(about)} `;
}

/** An event by operation and name; old releases of fsnotify lose the name of a watch that is gone. */
function eventWords(about: FactWords['about']): string {
  const name = about('name');
  return name === '' ? `没有名字的 ${about('op')}` : `${about('op')} ${name}`;
}

function ignored({ about, rule }: FactWords): string {
  if (about('trigger') === 'poll') return '轮询没有发现变化。';
  const event = eventWords(about);
  return rule === 'S3' ? `${event} 落在防抖窗口内：忽略。` : `${event} 不匹配任何规则：忽略。`;
}

function applied(serves: string): string {
  if (serves === '∅') return '空字节可以无错地解析成零值：应用提供 ∅，所有开关都关着。';
  if (serves === '✗') return '应用接受了无法解析的字节，提供 ✗。';
  return `应用现在提供 ${serves}。`;
}

const why: Messages['why'] = {
  start: (title) => title,
  insteadOf: (strategy, own, why) => `用 ${strategy} 代替 ${own}。${why}`,
  openedBefore: (move, properties) =>
    `打开在这一步之前：${move}${properties === '' ? '' : `，它会导致 ✗ ${properties}`}。按 →。`,
  openedSchedule: '给定的调度到此为止：← 沿它返回，→ 继续往下走。',
  violated: (property, finding) => `✗ ${property}：${finding === '' ? '违反' : finding}。`,
  doomed: (property) => `⊗ ${property}：不归点。从这里起，无论怎样继续都会违反它。`,
  hopeless: (properties) => `⊗ ${properties}：从一开始就保不住。照这样设置，任何顺序都会违反它，没有哪一步是转折点。`,
  lastWatch: '这是最后一个监视：从这里起，再写入什么，都没有谁得到通知。',
  restored: (property, asks) => `✓ ${property} 恢复：${asks}。`,
  ended: (mayGoOn) => `运行结束：剧情已经讲完。${mayGoOn ? '时间仍可继续。' : ''}`,
  writerStep: (number, title, sentence) =>
    number === '' ? `AtomicWriter，${title}：${sentence}` : `AtomicWriter 第 ${number} 步，${title}：${sentence}`,
  watchDied: (wd, path, ino, isReused) =>
    `inode ${ino}${isReused ? '（编号被重用的后一个文件）' : ''}消失了，经 ${path} 添加的 wd ${wd} 也随之消失：内核放入 IN_IGNORED，然后忘掉这个监视。`,
  told: (list) => `${list}。`,
  linkCount: 'IN_ATTRIB 来自旧 inode 的链接数：名称被拿走，nlink 减一；并没有谁执行 chmod。',
  tells: (path, events) => `${path} 上的监视收到 ${events}`,
  notTold: (paths) => `${paths} 上的监视什么也没收到：它自己的 inode 没有变。`,
  nobodyToTell: '一个监视也不剩：没有谁得到通知。',
  merged: (event) => `${event} 与队列中未读的最后一个事件相同，被合并。`,
  overflow: (limit) => `队列已满（${limit}）：放入 IN_Q_OVERFLOW，之后的事件都会丢失。`,
  truncated: (file) => `带 O_TRUNC 的 open(2) 清空了 ${file}：写入之前，读者会读到 0 字节，而且没有错误。`,
  written: (file, glyph) => `write(2) 就地填充 ${file}：${glyph}。inode 不变，监视也都不变。`,
  renamedOver: (file) => `rename(2) 用新的 inode 顶替了 ${file}；旧的 inode 失去了名字。`,
  removed: (file) => `${file} 被删除。`,
  closed: '文件被关闭。',
  failedCall: (call, errno) => `${call} 失败，错误为 ${errno}。`,
  readFile: (glyph) => `应用读到 ${glyph}，这是最新的版本。`,
  readNothing: '应用读到 0 字节，而 read(2) 不报告错误。',
  readOld: (glyph) => `应用读到 ${glyph}，这不是 API 服务器所存的版本。`,
  looked: (call) => `应用查看磁盘：${call}。`,
  opened: (call) => `应用打开文件：${call}。`,
  readQueue: (count) => `监视器从队列读出 ${count} 个事件。`,
  translated: (raw, sends) => `监视器把 ${raw} 转换成 ${sends}，等待应用接收。`,
  dropped: (raw) => `监视器收下 ${raw}，不再往外发送。`,
  received: (delivery) => `应用收到 ${delivery}。`,
  heard: (version, writer) =>
    writer === 'kubelet'
      ? `kubelet 的 watch 把 ${version} 带进它的缓存。但这不会触发同步。`
      : `边车得知 ${version}，准备写入。`,
  message: (to, type) => `${to}：消息 ${type}。`,
  timer: (actor, id) => `${actor}：定时器 ${id} 触发。`,
  chosen: (question, option) => `${questionWords(question)}：${optionWords(option)}。这不由系统中的任何一方决定。`,
  request: (status, glyph) => `一个请求得到 ${status}，依据的是 ${glyph}。`,
  computed: (label) =>
    label === 'getenv' ? '程序读取它的环境变量：启动时得到的内容。' : `一次赋值：${assignmentWords(label)}。`,
  library: (call, error) => (error === '' ? `应用调用 ${call}。` : `${call} 返回 ${error}。`),
  goesOn: (actor) => `${actor}在自己的内存中继续：旁人什么也看不到。`,
};

export const zhWhy = { facts, why } as const;
