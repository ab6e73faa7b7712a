// 简体中文: sharing, exporting and opening runs.
import type { ShareWords } from './share-words.ts';

const steps = (from: number, to: number): string => (from === to ? `第 ${from} 步` : `第 ${from} 步到第 ${to} 步之间`);

const share: ShareWords = {
  title: '分享',
  link: '指向此处的链接',
  linkHelp: '链接里有模拟、选择和所在的位置；什么都不会上传。',
  copy: '复制链接',
  copied: '已复制。',
  copyYourself: '这里不允许复制；链接已选中。',
  making: '正在生成……',
  tooLong: '这次运行太长，放不进链接；请导出文件。',
  exports: '导出整个运行',
  formats: {
    svg: { name: 'SVG 图', help: '泳道图，浅色与深色皆可' },
    png: { name: 'PNG 图', help: '泳道图，与现在看到的一样' },
    html: { name: 'HTML 文件', help: '单个文件，断网也能播放' },
    mermaid: { name: 'Mermaid 图', help: '文本形式的时序图' },
    json: { name: 'JSON 数据', help: '每一步以及它的全部事件' },
    perfetto: { name: 'Perfetto 跟踪', help: '用 ui.perfetto.dev 或 chrome://tracing 打开' },
    otlp: { name: 'OTLP 链路', help: '每次更新一条链路，供 OpenTelemetry 使用' },
  },
  saved: (file) => `已保存为 ${file}。`,
  failed: (why) => `无法生成：${why}`,
  open: '打开链接或文件',
  openHelp: '链接，或导出的 JSON、HTML 文件的内容。只加载，不运行。',
  openButton: '打开',
  file: '打开文件……',
  opened: (title) => `已打开：${title}`,
  problems: {
    'not-a-link': '这既不是链接，也不是本程序的文件。',
    'too-big': '链接太大，不可能是本程序的链接。',
    damaged: '链接或文件已损坏：输错了或不完整。',
    'newer-format': '链接或文件由另一个版本的 reload-sim 生成，格式不同。',
  },
  mistake: (line) => `其中的模拟有错误：${line}`,
  changed: {
    simulation: '已加载，未运行：此版本的 reload-sim 对这个模拟的理解与生成它的版本不同。',
    steps: (from, to, made, now) =>
      `已加载，未运行：模型在${steps(from, to)}有变化（由模型 ${made} 生成，现在是模型 ${now}）。`,
  },
  picture: (strategy, watcher) => `策略 ${strategy}，监视器 ${watcher}`,
};

export const zhShare = { share } as const;
