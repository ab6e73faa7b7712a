// 简体中文.
import type { CliWords } from './cli-words.ts';
import { zhHelp } from './zh-help.ts';

const ENDS = {
  quiet: '再没有什么可以发生',
  horizon: '剧情已经讲完，它引起的一切也有过足够的时间',
  'steps-max': '在此截断，因此没有违反的性质尚未判定',
} as const;

const VERDICTS = {
  violated: '违反',
  'not-violated': '这次运行没有违反',
  vacuous: '没有违反：这次运行中没有发生任何可能违反它的事',
  inconclusive: '这次运行无法判定',
} as const;

export const zh: CliWords = {
  ran: (steps, end) => `${steps} 步：${ENDS[end]}。`,
  step: '一步是一次系统调用、一条消息或一个定时器；游乐场把相关的几步算作一步。',
  shows: '这次运行表明（一次运行可以见证违反，不能证明没有违反）：',
  notModelled: (file) => `没有建模的内容：见 ${file}。`,
  finding: (verdict, atStep, clause, agreement) =>
    (atStep === null ? '' : `第 ${atStep} 步`) +
    VERDICTS[verdict] +
    (clause === '' ? '' : `：${clause}`) +
    (agreement === '' ? '' : `；${agreement}`),
  asExpected: '与预期一致',
  notAsExpected: (expected) => `与预期不符：应为${expected === 'holds' ? '成立' : '违反'}`,
  notWitnessed: '预期违反，这次运行没有见证到',
  invitation: (line) => `在终端中，\`${line}\` 可以逐步查看。`,
  sections: {
    simulations: '模拟',
    systems: '系统及其性质',
    handlers: '带有 JavaScript 处理程序的模拟',
    strategies: '策略',
    properties: '性质',
    watchers: '监视器',
    kubelet: 'kubelet',
  },
  range: (first, last) => `${first} 至 ${last}`,
  help: zhHelp,
};
