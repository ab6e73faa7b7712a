// 简体中文: the sentences of `shrink`.
import type { ShrinkWords } from './shrink-words.ts';

export const zhShrink: ShrinkWords = {
  byToken: '令牌所记的运行',
  byPolicy: (policy) => `调度方式 ${policy} 的运行`,
  byRandom: (seed, tried) => `种子为 ${seed} 的随机运行${tried > 1 ? `，之前 ${tried - 1} 个种子都没有违反` : ''}`,
  given: (origin, timing, count) => `${origin}（时序 ${timing}）：${count} 步`,
  violatedAt: (property, step, clause) => `在第 ${step} 步违反 ${property}${clause === '' ? '' : `：${clause}`}`,
  nothing: (what, property) => {
    const which = property ?? '任何性质';
    if (what === 'inconclusive') return `没有可缩短的内容：这次运行无法判定是否违反${spaced(which)}。`;
    const why = what === 'vacuous' ? '，其间也没有发生任何可能违反它的事' : '';
    return `没有可缩短的内容：这次运行没有违反${spaced(which)}${why}。`;
  },
  noneOfSeeds: (seeds) => `试过的 ${seeds} 个种子中，其余的也都没有违反。`,
  noClock: '没有时钟，运行就没有终点：要到运行终点才判定的性质，在 any 时序下不作判定。',
  shortened: (property, before, after, candidates) =>
    `针对 ${property} 缩短：${before} 个选择 → ${after} 个，试过 ${candidates} 个更短的调度`,
  completed: (property, policy, more) =>
    `${property} 要到运行终点才判定。因此每个调度都由调度方式 ${policy} 补完，这一个补了 ${more} 步。`,
  notNeeded: (property, policy) => `不需要任何选择：调度方式 ${policy} 自己就会违反 ${property}，用不着不巧的次序。`,
  proof: (property, count) =>
    `这 ${count} 个选择缺一不可：去掉其中任何一个，以及因此不再可能的那些，就不再违反 ${property}。`,
  leftOut: (taken, others, first) =>
    first === null
      ? `去掉它，其余 ${others} 个仍然发生，但不再违反`
      : `去掉它，其余 ${others} 个中 ${taken} 个仍然发生，第 ${first} 步不再可能，也不再违反`,
  noneIsShorter: (count) => `没有更短的调度：check 找到的最短调度有 ${count} 步。`,
  checkIsShorter: (count) => `换一种次序还有更短的：check 找到的最短调度有 ${count} 步。`,
  checkCounts: (count) => `check 到达这种终点的最短调度有 ${count} 步，每一步都计算在内。`,
  checkFindsNone: 'check 在其范围内没有找到违反它的调度。',
  checkIsOpen: (states) => `check 在 ${states} 个状态处停下，尚未找到违反它的调度。`,
  others: (properties) => `用 --property 可以针对它违反的另一个性质来缩短：${properties}。`,
};

/** A name in Latin letters stands apart from the characters before it. */
function spaced(name: string): string {
  return /^[a-z]/.test(name) ? ` ${name}` : name;
}
