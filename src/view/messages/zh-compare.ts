// 简体中文: two strategies on the same schedule.
import type { CompareWords } from './compare-words.ts';

export const zhCompare: CompareWords = {
  title: '比较策略',
  open: '在这个调度上比较两种策略',
  what: '两者在相同的时刻看到相同的写入；不同的只有重载代码。',
  first: '一个',
  second: '另一个',
  shared: '两者相同',
  picture: (a, b, columns) => `上面是 ${a} 的泳道，下面是 ${b} 的，共 ${columns} 列；上方的句子说明两者在哪里不同。`,
  firstLabel: '第一处不同',
  servedLabel: '用户察觉',
  atStart: '一开始',
  after: (who, mark, time) => `${time} 的“${who}：${mark}”之后`,
  does: {
    served: (what) => (what === '' ? '还没有应答任何人' : `应答 ${what}`),
    reload: (what) => (what === '' ? '没有重载' : `得到“${what}”`),
    event: (what) => (what === '' ? '没有收到事件' : `收到 ${what}`),
  },
  which: { first: '第一处不同', served: '用户看到的第一处不同', lasting: '从此一直不同' },
  sentence: (which, step, a, doesA, b, doesB) => `${which}，${step}：${a} ${doesA}，而 ${b} ${doesB}。`,
  none: '没有不同：在这个调度上，两者收到相同的事件，重载相同，应答也相同。',
  sameEnd: (answer) => `两者最后都应答 ${answer}；途中有过不同。`,
  ends: (a, answerA, b, answerB) => `${a} 最后应答 ${answerA}，${b} 最后应答 ${answerB}。`,
  sameAnswers: '在这个调度上，用户从两者得到的应答相同。',
  link: '这次比较的链接',
};
