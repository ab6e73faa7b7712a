// 配置存储：简体中文。
import type { Plain, SystemWords } from '../system.ts';
import { FATAL_ERRORS, type Memory } from './memory.ts';
import { callOf, expression, markOf } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { ConfigStoreConfig } from './schema.ts';
import { accessArgs } from './store.ts';
import { lookupArgs } from './sync-map.ts';

const RACE = '两个 goroutine 同时处于同一处内存，其中一个在写';
const NAMES: Readonly<Record<string, string>> = { '@reload': '重载', '@gc': 'GC' };

/** What the steps within sync.Map mean. */
function whyInside(op: string, args: Plain, result: Plain): string {
  const { in: from, key } = lookupArgs(args ?? {});
  switch (op) {
    case 'load-read':
      return '一次原子读取：read 所指的 map 再也不会被写。';
    case 'begin-lookup':
      if (typeof result === 'string') return `fatal error: ${result}。运行时结束整个进程。`;
      return from === 'read' ? '它在 read 中查找，不加锁。' : '它在 dirty 中查找；它持有 sync.Map 的锁。';
    case 'end-lookup':
      return result === 'hit' ? `${from} 中有 ${key}。` : `${from} 中没有 ${key}。`;
    case 'miss-locked':
      return result === 'promoted'
        ? '未命中的次数已达 dirty 的键数：dirty 成为 read，这是一次原子存储。'
        : '又一次未命中；次数达到 dirty 的键数时，dirty 就成为 read。';
    case 'begin-copy':
      return result === 'has-dirty' ? '已经有 dirty 了。' : '还没有 dirty：它开始复制 read。';
    case 'end-copy':
      return 'dirty 是 read 的副本，是另一个 map，没有人不加锁就查找它。';
    case 'begin-insert':
      if (typeof result === 'string') return `fatal error: ${result}。运行时结束整个进程。`;
      return '它开始写 dirty；它持有 sync.Map 的锁。';
    case 'end-insert':
      return `dirty 中有了 ${key}；read 指向另一个 map，其中没有。`;
    case 'load-entry':
      return `原子地读到版本 ${result} 的 ${key}；另一个值是另一次 Load。`;
    default:
      return `${key} 被原子地替换；没有为它写任何 map。`;
  }
}

export const wordsZh: SystemWords<ConfigStoreConfig, Memory> = {
  name: '配置存储',
  process: (id) => NAMES[id] ?? `请求 ${id.slice('@request-'.length)}`,
  operation: (op, args) => {
    const call = callOf(op, args);
    if (call !== null) return call;
    const place = expression(accessArgs(args));
    const { version } = accessArgs(args);
    if (op === 'begin-read') return `开始读 ${place}`;
    if (op === 'end-read') return `读完 ${place}`;
    return op === 'begin-write' ? `开始写 ${place} = v${version}` : `写完 ${place} = v${version}`;
  },
  mark: markOf,
  why: (op, args, result) => {
    const { field, in: kept, version, iterates } = accessArgs(args ?? {});
    switch (op) {
      case 'begin-read':
        if (typeof result === 'string')
          return `fatal error: ${result}。运行时结束整个进程；recover() 捕获不到它，所有请求都没了。`;
        return `它开始读 ${field}；读完之前，别的 goroutine 可能运行。`;
      case 'begin-write':
        if (typeof result === 'string') return `fatal error: ${result}。运行时结束整个进程。`;
        if (kept === 'map') return `它开始写 ${field}；该 map 被标记为“正在写”。`;
        return `它开始写 ${field}；没有什么挡住读者。`;
      case 'end-read':
        return `它读到了版本 ${result} 的 ${field}。`;
      case 'end-write':
        return `${field} 现在是版本 ${version}；请求此前读到的则不是。`;
      case 'lock':
        return '它持有锁；在 Unlock 之前别人都拿不到。';
      case 'unlock':
        return '它归还锁；它写下的内容，下一个加锁的人都能看到。';
      case 'rlock':
        return '它持有读锁；其他读者也可以，写者必须等待。';
      case 'runlock':
        return '它归还读锁；此刻重载可能插进来。';
      case 'load':
        return iterates === true
          ? `Range 读到版本 ${result} 的 ${field}；下一个条目是另一步。`
          : `原子地读到版本 ${result} 的 ${field}；下一次 Load 是另一步。`;
      case 'store':
        return `${field} 原子地成为版本 ${version}；另一个值不在这次 Store 之内。`;
      case 'load-pointer':
        if (field === undefined) return `它拿着版本 ${result} 的配置，两个值都在其中，而且再也没有人写它。`;
        return `它只为 ${field} 沿指针到了版本 ${result}；下一次 Load 可能通向别处。`;
      case 'store-pointer':
        return `指针指向版本 ${version} 的新配置；在任何人能看到它之前，它就已完整。`;
      case 'gc':
        return '回收只释放没有人能到达的内存；该 map 及其条目都可到达，对它们来说什么也没有变。';
      default:
        return whyInside(op, args, result);
    }
  },
  fact: ({ discount, quota }) => {
    const isTorn = discount !== quota;
    return {
      mark: isTorn ? `✗ v${discount} + v${quota}` : `✓ v${discount}`,
      sentence: isTorn
        ? `该请求用 discount v${discount}、quota v${quota} 作答：这样的配置从未存在过。`
        : `该请求用版本 ${discount} 的两个值作答。`,
      role: isTorn ? 'bad' : 'good',
    };
  },
  option: (_, option) => option,
  timer: (id) => id,
  properties: {
    'no-data-race': { asks: '有人在写时，没有别的 goroutine 同时处于同一处内存', violated: { race: RACE } },
    'never-torn': { asks: '请求从不看到两个版本的值', violated: { torn: '一个请求读到的两个值属于两个版本' } },
    'never-crashes': {
      asks: '进程从不自行结束',
      violated: {
        read: `fatal error: ${FATAL_ERRORS.read}`,
        iterate: `fatal error: ${FATAL_ERRORS.iterate}`,
        write: `fatal error: ${FATAL_ERRORS.write}`,
        freed: `一个 map 在使用中被释放：${FATAL_ERRORS.freed}`,
      },
    },
  },
  picture: pictureOf({
    fatal: '进程',
    reading: '在读',
    writing: '在写',
    lock: '锁',
    free: '空闲',
    heldBy: (who) => `由${who}持有`,
    race: '数据竞争',
    process: (id) => wordsZh.process(id),
  }),
};
