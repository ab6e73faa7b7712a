// 简体中文: a reload handler of one's own.
import type { HandlerWords } from './handler-words.ts';

export const zhHandler: HandlerWords = {
  title: '自己的处理程序',
  open: '用 JavaScript 编写重载处理程序，单步执行并检查它',
  about:
    '用 JavaScript 编写，可以使用 Node 的 fs 和类似 fsnotify 的 Watcher。每次调用是一步，各步的每种顺序都会被检查。' +
    '它单独运行：没有网络，没有页面，没有进程，没有时钟。',
  source: '处理程序（JavaScript）',
  from: '从示例开始',
  undo: '恢复之前的内容',
  use: (simulation) => `在“${simulation}”中运行`,
  loaded: '已载入，没有运行。',
  trying: '正在试运行……',
  running: (simulation) => `它在“${simulation}”中运行，每次停止输入后重新运行。`,
  mistake: (line, column, message) => `第 ${line} 行，第 ${column} 列：${message}`,
  kept: '显示的是最后一个没有错误的版本。',
  silent: (seconds) => `已被终止：运行一次超过了 ${seconds} 秒。是死循环，还是工作太多？`,
  broken: (why) => `它的线程出错了：${why}`,
  checkSilent: (seconds) => `处理程序的线程已被终止，它有 ${seconds} 秒没有任何消息`,
  tooLong: (bytes) => `处理程序最多 ${bytes} 个字符。`,
  said: '它在这次运行中说了什么',
  nothingSaid: '什么也没有：它没有输出，也没有失败。',
  ended: (message, line) => `进程已结束${line === null ? '' : `，在第 ${line} 行`}：${message}`,
  step: (step) => `第 ${step} 步`,
  goToLine: (line) => `转到第 ${line} 行`,
  verdicts: '从起点开始的每种顺序',
  bounds: '有限度的是：两次调用之间的步数和内存、未完成的调用、输出的行数。',
};
