// The chapters of the article that the project grew out of, in our own words: by these a reader of it finds what to play. In
// every language at once, because a list is searched in all of them.
import type { Chapter, Form } from '../../simulation/chapters.ts';
import type { Language } from './messages.ts';

export interface ChapterWords {
  readonly names: Readonly<Record<Chapter, string>>;
  /** Other words by which the article's readers look for a chapter. */
  readonly also: Readonly<Partial<Record<Chapter, string>>>;
  /** What the stories of a chapter show: a word for lists. */
  readonly forms: Readonly<Record<Form, string>>;
  /** "Chapter 3.2 · SKU cache". */
  readonly heading: (chapter: Chapter, name: string) => string;
  /** Above what is of no chapter. */
  readonly others: string;
  /** What a story that has just been opened is of. */
  readonly opened: Readonly<Record<Form, (heading: string) => string>>;
}

export const CHAPTER_WORDS: Readonly<Record<Language, ChapterWords>> = {
  en: {
    names: {
      '1': 'The incident, and four steps against it',
      '2.1': 'How a ConfigMap gets into a container',
      '2.2': 'inotify and fsnotify at their limits',
      '2.3': 'A configuration read while it is replaced',
      '2.4': 'Immutable ConfigMaps, and the way back',
      '2.5': 'One update, followed from end to end',
      '3.1': 'Graceful drain',
      '3.2': 'SKU cache: Redis and a local LRU',
      '3.3': 'A countdown timer that is reset while it fires',
      '4.1': 'Canary releases, and configuration bound to them',
      '4.2': 'Reload metrics',
      '4.3': 'Circuit breaker with a snapshot',
      '4.4': 'Admission: a white-list before the store',
    },
    also: {
      '2.4': 'rollback',
      '2.5': 'eBPF tracepoint',
      '3.1': 'context cancel',
      '4.1': 'gray release Argo Rollouts',
      '4.3': 'stock',
      '4.4': 'OPA Rego webhook CEL',
    },
    forms: { unsafe: 'unsafe', article: 'article', safe: 'safe' },
    heading: (chapter, name) => `Chapter ${chapter} · ${name}`,
    others: 'Beyond the article: hazards, faults, handlers',
    opened: {
      unsafe: (heading) => `${heading}: what goes wrong.`,
      article: (heading) => `${heading}: what the article says.`,
      safe: (heading) => `${heading}: what survives.`,
    },
  },
  zh: {
    names: {
      '1': '事故，以及四步对策',
      '2.1': 'ConfigMap 怎样进入容器',
      '2.2': 'inotify 与 fsnotify 的边界',
      '2.3': '读取时被替换的配置',
      '2.4': '不可变的 ConfigMap 与回滚',
      '2.5': '从头到尾跟踪一次更新',
      '3.1': '优雅排空',
      '3.2': 'SKU 缓存：Redis 与本地 LRU',
      '3.3': '触发之际被重置的倒计时',
      '4.1': '金丝雀发布与配置版本绑定',
      '4.2': '重载指标',
      '4.3': '带快照的熔断器',
      '4.4': '准入控制：写入之前的白名单',
    },
    also: {
      '1': '第一章 灰度 团购',
      '2.1': '第二章 挂载',
      '2.2': '第二章 边界条件',
      '2.3': '第二章 竞态 GC',
      '2.4': '第二章 回滚',
      '2.5': '第二章 eBPF 可观测性',
      '3.1': '第三章 平滑切换 优雅关闭',
      '3.2': '第三章 双写一致性 饮品',
      '3.3': '第三章 定时器',
      '4.1': '第四章 灰度发布',
      '4.2': '第四章 埋点 监控 看板',
      '4.3': '第四章 库存预占 快照',
      '4.4': '第四章 拦截 白名单',
    },
    forms: { unsafe: '不安全', article: '文章做法', safe: '安全' },
    heading: (chapter, name) => `第 ${chapter} 章 · ${name}`,
    others: '文章之外：隐患、故障、处理函数',
    opened: {
      unsafe: (heading) => `${heading}：会出什么错。`,
      article: (heading) => `${heading}：文章的说法。`,
      safe: (heading) => `${heading}：经得起考验的做法。`,
    },
  },
};

/** "Chapter 3.2 · SKU cache". */
export function chapterHeading(language: Language, chapter: Chapter): string {
  const { heading, names } = CHAPTER_WORDS[language];
  return heading(chapter, names[chapter]);
}
