// 简体中文: the sentences of the matrix.
import type { MatrixWords } from './matrix-words.ts';

export const zhMatrix: MatrixWords = {
  title: '策略与隐患',
  reading: '每一格是 `成立`，或者违反该隐患所问性质之一的最短调度的步数。',
  strategy: '策略',
  hazard: '隐患',
  simulation: '模拟',
  asks: '所问',
  about: '发生了什么',
  cells: { holds: '成立', inconclusive: '?', notApplicable: 'n/a' },
  vacuously: (cell) => `(${cell})`,
  vacuous: {
    'no-update': '成立，因为剧情中没有任何更新',
    'no-reload': '成立，因为没有任何更新让应用加载过',
    'not-exercised': '成立，因为没有任何一步考验过它',
  },
  undecided: {
    'states-max': '未定：触及上限',
    cancelled: '未定：被停止',
    'no-clock': '未定：any 时序下没有可用来计时的时钟',
  },
  why: {
    'other-watcher': '不适用：该策略是为另一种监视器写的，与隐患所涉的不同',
    'watches-nothing': '不适用：该隐患与监视有关，而该策略没有任何监视',
  },
  steps: (count) => `${count} 步`,
  count: (cells, holds, violated, rest) =>
    `共 ${cells} 格：${holds} 格成立，${violated} 格违反${rest === 0 ? '' : `，${rest} 格两者都不是`}。`,
  chapters: {
    title: '文章的各章',
    reading: '每个剧情单独判定：会出错的做法、文章给出的做法、经得住的做法。数字是违反该性质的最短调度的步数。',
    chapter: '章',
    form: '形态',
    story: '剧情',
    found: '判定结果',
    forms: { unsafe: '不安全', article: '文章做法', safe: '安全' },
  },
  look: (command) => `查看单独一格及其调度和原因：${command}`,
};
