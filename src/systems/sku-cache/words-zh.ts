// SKU 缓存，简体中文。
import type { Plain, SystemWords } from '../system.ts';
import { given, markText, type NotationWords, operationText, rowIn, versionText } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { SkuCacheConfig } from './schema.ts';
import type { LruGet, LruPut, RedisFill, RedisUpdate, SkuCache } from './shared.ts';

const NOTATION: NotationWords = {
  miss: '未命中',
  refused: '被拒绝',
  lost: '丢失',
  orLease: '（或得到租约）',
  withLease: '（凭租约）',
  begins: '开始',
  expires: '到期',
};

const REDIS_UPDATES: Readonly<Record<RedisUpdate['how'], string>> = {
  delete: '键没有了，是哪个版本使它失效的痕迹也一起没有了。',
  set: '更新把自己的版本写进 Redis，不管那里现在是什么。',
  'set-if-newer': '脚本在一步之内比较版本戳并写入。',
  tombstone: 'Redis 现在没有值，但记得低于哪个版本戳的都不许回来。',
};

function fillWhy({ how, row }: RedisFill, result: Plain): string {
  const version = versionText(row);
  if (result === true) return `读者把数据库告诉它的 ${version} 放进 Redis，不管那是多久以前。`;
  return how === 'lease'
    ? `发出租约之后有更新删除了这个键（或者租约在别人手里）：不写入 ${version}。`
    : `Redis 已知道一个不更旧的版本戳：不写入 ${version}。`;
}

function lruWhy({ pod, atLeast }: LruGet, result: Plain): string {
  if (result !== null) return `Pod ${pod} 用自己内存中的内容回答。`;
  const asked = atLeast > 0 ? `，或者只有比请求所带版本戳 ${atLeast} 更旧的` : '';
  return `Pod ${pod} 自己的内存中没有${asked}：它去问 Redis。`;
}

function why(op: string, args: Plain, result: Plain): string {
  switch (op) {
    case 'update':
      return `这一行现在是 ${versionText(rowIn(result))}；还没有任何缓存知道。`;
    case 'select':
      return `数据库用此刻已提交的内容回答：${versionText(rowIn(result))}。`;
    case 'updateRedis':
      return result === false
        ? 'Redis 已知道一个不更旧的版本戳：什么都不变。'
        : REDIS_UPDATES[given<RedisUpdate>(args).how];
    case 'lose':
      return '命令没有到达 Redis；更新继续进行，因为数据库里已经有了。';
    case 'consume':
      return `binlog 说 ${versionText(rowIn(result))} 已提交；对 Redis 再做一次同样的事。`;
    case 'getRedis':
      return result === null
        ? 'Redis 对这个请求没有值：读者去查数据库。'
        : `Redis 回答 ${versionText(rowIn(result))}；它并不知道这是否仍然成立。`;
    case 'fillRedis':
      return fillWhy(given<RedisFill>(args), result);
    case 'getLru':
      return lruWhy(given<LruGet>(args), result);
    case 'putLru': {
      const { pod, row } = given<LruPut>(args);
      return result === false
        ? `Pod ${pod} 知道有一个版本戳并不更旧的条目：不放入 ${versionText(row)}。`
        : `Pod ${pod} 把 ${versionText(row)} 留在自己的内存中；其他 Pod 中的更新不会有人告诉它。`;
    }
    case 'expireLru':
      return `Pod ${given<LruPut>(args).pod} 的条目活到了期限。`;
    default:
      return 'LRU 条目的存活时间开始计算。';
  }
}

const KINDS: Readonly<Record<string, string>> = { writer: '写者', client: '客户', binlog: 'binlog', lru: 'LRU Pod' };

function processName(id: string): string {
  const [, kind = '', number = ''] = /^@([a-z]+)-?(\d*)$/.exec(id) ?? [];
  return `${KINDS[kind] ?? kind} ${number}`.trim();
}

export const skuCacheWordsZh: SystemWords<SkuCacheConfig, SkuCache> = {
  name: 'SKU 缓存',
  process: processName,
  operation: (op, args) => operationText(NOTATION, op, args),
  mark: (op, args, result) => markText(NOTATION, op, args, result),
  why,
  fact: ({ version, seen, pod }) => {
    const back = Number(version) < Number(seen);
    return {
      mark: back ? `v${seen} 之后见 v${version}！` : `看到 v${version}`,
      sentence: back ? `客户已经见过 v${seen}，Pod ${pod} 却给它看 v${version}。` : `Pod ${pod} 给客户看 v${version}。`,
      role: back ? 'bad' : 'good',
    };
  },
  option: (_, option) => (option === 'arrives' ? '到达 Redis' : '途中丢失'),
  timer: () => 'LRU 条目的存活时间到了',
  properties: {
    'monotonic-reads': {
      asks: '客户在见过较新的版本之后，不会再见到较旧的',
      violated: { 'went-back': '客户在见过较新的版本之后又见到了较旧的' },
    },
    'no-resurrected-value': {
      asks: '缓存从不退回到比它持有过或被要求丢弃的更旧的版本',
      violated: {
        redis: 'Redis 持有一个它已被要求丢弃的版本',
        lru: '某个 LRU 缓存持有比它曾持有过的更旧的版本',
      },
    },
    'cache-converges': {
      asks: '最终每个缓存持有最新的版本，或者什么都没有',
      violated: {
        redis: 'Redis 留着旧版本，而且再没有什么会去清除它',
        lru: '某个 LRU 缓存留着旧版本',
      },
    },
  },
  picture: (_, moment) =>
    pictureOf(moment, {
      database: '数据库',
      lru: (pod) => `LRU Pod ${pod}`,
      client: (number) => `客户 ${number}`,
      nothing: '—',
      tombstone: (version) => `${version} 之前的作废`,
      knew: (version, known) => `${version}，但它已知道 ${known}`,
      seen: (version) => `见过 ${version}`,
      lease: (holder) => `租约在${processName(holder)}手里`,
    }),
};
