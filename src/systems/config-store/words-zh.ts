// 配置存储：简体中文。
import type { SystemWords } from '../system.ts';
import { callOf, expression, markOf } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { ConfigStoreConfig } from './schema.ts';
import { accessArgs, FATAL_ERRORS, type Memory } from './store.ts';

const RACE = '两个 goroutine 同时处于同一处内存，其中一个在写';
const NAMES: Readonly<Record<string, string>> = { '@reload': '重载', '@gc': 'GC' };

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
    const { field, in: kept, version } = accessArgs(args ?? {});
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
        return `原子地读到版本 ${result} 的 ${field}；下一次 Load 是另一步。`;
      case 'store':
        return `${field} 原子地成为版本 ${version}；另一个值不在这次 Store 之内。`;
      case 'load-pointer':
        if (field === undefined) return `它拿着版本 ${result} 的配置，两个值都在其中，而且再也没有人写它。`;
        return `它只为 ${field} 沿指针到了版本 ${result}；下一次 Load 可能通向别处。`;
      case 'store-pointer':
        return `指针指向版本 ${version} 的新配置；在任何人能看到它之前，它就已完整。`;
      default:
        return '回收只释放没有人能到达的内存；该 map 及其条目都可到达，对它们来说什么也没有变。';
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
