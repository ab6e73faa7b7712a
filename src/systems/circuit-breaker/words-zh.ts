// 简体中文：熔断器与快照。
import type { SystemWords } from '../system.ts';
import { configName, notationOf, type Phrases } from './notation.ts';
import { type PictureLabels, pictureOf } from './picture.ts';
import type { CircuitBreakerConfig } from './schema.ts';
import type { CircuitBreakerShared } from './shared.ts';

const PROCESSES: Readonly<Record<string, string>> = { '@client': '客户端', '@centre': '配置中心', '@crashes': '崩溃' };

const PHRASES: Phrases = {
  centre: { well: '正常应答', slow: '过慢', empty: '应答为空', flaky: '时好时坏' },
  publishes: (config) => `发布 ${config}`,
  and: '，',
  operations: {
    'centre changes': (change) => `配置中心：${change}`,
    kill: () => '向服务发送 SIGKILL',
    start: () => '服务启动',
    'await kill': () => '运行到被杀为止',
    fetch: () => 'GET 配置',
    serve: (config) => `启用 ${config}`,
    truncate: () => 'open(snapshot, O_TRUNC)',
    'write body': (config) => `把 ${config} 写入快照`,
    'write checksum': () => '写它的 SHA-256',
    'write temporary': () => '写 snapshot.tmp',
    rename: () => 'rename：snapshot.tmp 覆盖快照',
    'read snapshot': () => 'loadFallback：读快照',
  },
  marks: {
    kill: () => 'SIGKILL',
    start: () => '启动',
    'await kill': () => '被杀',
    fetch: (config) => `GET → ${config}`,
    serve: (config) => `启用 ${config}`,
    truncate: () => '快照被清空',
    'write body': (config) => `快照 ${config}`,
    'write checksum': () => '校验和已写',
    'write temporary': () => 'snapshot.tmp',
    rename: (config) => `快照为 ${config}`,
    'read snapshot': (config) => `快照 ${config}`,
  },
  centreMarks: { well: '正常', slow: '过慢', empty: '空', flaky: '时好时坏' },
  emptyMark: '空',
  read: { missing: '没有快照', nothing: '快照：空', half: '快照：半截', misfit: (mark) => `${mark} ✗校验和` },
  why: {
    'centre changes': '配置中心变了；没有谁得到通知，客户端必须自己来问。',
    kill: '进程就地结束：它启用的配置、失败计数、熔断状态都没了；写到一半的文件就停在一半。',
    start: '进程重新开始：熔断器关闭，没有失败，什么也没启用。',
    'await kill': '进程没了，内存里的一切也没了。',
    fetch: '客户端向配置中心要配置。',
    serve: '从现在起服务按这份配置工作。',
    truncate: '就地写入先清空文件：从此刻到最后一次写入之间，崩溃会让快照荡然无存。',
    'write body': '文本已在文件里；旁边的校验和还是旧的。',
    'write checksum': '校验和重新相符：快照完整了。',
    'write temporary': '新快照写在旧快照旁边，旧的原封不动。',
    rename: 'rename(2) 是原子的：读的人得到旧快照或新快照，绝不会是半截。',
    'read snapshot': '熔断器打开，客户端退回到磁盘上的东西。',
  },
  whyNot: {
    killed: '进程还没做到这一步就被杀了。',
    readOnly: '文件系统是只读的（ConfigMap 卷、readOnlyRootFilesystem）：快照还是原来那份。',
    empty: '配置中心应答为空：一次失败的拉取。',
    missing: '没有这个文件：Files.readString 抛出 NoSuchFileException。',
  },
};

const FACTS: Readonly<
  Record<string, { readonly mark: string; readonly sentence: string; readonly role: 'good' | 'bad' | 'dim' | null }>
> = {
  slow: { mark: '无应答', sentence: '拉取没有在时限内得到应答：失败。', role: 'bad' },
  invalid: { mark: '无效', sentence: 'min_stock_threshold 缺失、不是数字或为负：一次失败的拉取。', role: 'bad' },
  open: { mark: 'Open', sentence: '熔断器打开：时间到之前不再拉取。', role: 'bad' },
  'half-open': { mark: 'Half-open', sentence: '熔断器半开：由一次探测决定。', role: null },
  closed: { mark: 'Closed', sentence: '探测带回了有效配置：熔断器关闭。', role: 'good' },
  unusable: { mark: '快照不合格', sentence: '快照没有通过检查：保留正在用的配置，下一次探测照常到来。', role: null },
  thrown: {
    mark: '异常',
    sentence:
      'loadFallback 的异常逃出了周期任务。ScheduledExecutorService 会取消其后的所有执行：不再拉取，不再探测，也没有谁知道。',
    role: 'bad',
  },
  'read-only': { mark: '没有写成', sentence: '快照写不进去；磁盘上的那份越来越旧。', role: 'bad' },
};
const UNKNOWN = { mark: '', sentence: '', role: null };

const OPTIONS: Readonly<Record<string, string>> = {
  answers: '按时应答',
  'too slow': '没有按时应答',
  empty: '应答为空',
};

const TIMERS: Readonly<Record<string, string>> = {
  slowAfter: '拉取超时',
  halfOpenFor: '探测超时',
  deadline: '拉取超时',
  untilFetch: '该下一次拉取了',
  openFor: '熔断器打开的时间已够',
  untilChange: '配置中心变化',
  untilCrash: '进程现在被杀',
};

const PICTURE: PictureLabels = {
  rows: {
    centre: '配置中心',
    holds: '其配置',
    breaker: '熔断器',
    failures: '失败次数',
    served: '正在使用',
    file: '快照',
    checksum: 'SHA-256',
  },
  centre: { well: '正常', slow: '过慢', empty: '应答为空', flaky: '时好时坏' },
  breaker: { closed: 'Closed', open: 'Open', 'half-open': 'Half-open' },
  nothing: '无',
  missing: '没有文件',
  dead: '进程已死',
  ended: 'Open，任务已终止',
  file: { nothing: '空', half: '半截文本' },
  checksum: { fits: '相符', wrong: '不符' },
  config: configName,
};

export const wordsZh: SystemWords<CircuitBreakerConfig, CircuitBreakerShared> = {
  name: '熔断器与快照',
  process: (id) => PROCESSES[id] ?? id.slice(1),
  ...notationOf(PHRASES),
  fact: ({ what }) => FACTS[String(what)] ?? UNKNOWN,
  option: (_, option) => OPTIONS[option] ?? option,
  timer: (id) => TIMERS[id] ?? id,
  properties: {
    'serves-validated-only': {
      asks: '只使用校验过的配置',
      violated: { invalid: '正在使用一份任何校验都通不过的配置', edited: '正在使用一份字节已不是当初校验时那样的快照' },
    },
    'falls-back': { asks: '熔断器打开时总有配置可用', violated: { nothing: '熔断器已打开，却没有任何配置可用' } },
    'never-older': { asks: '正在使用的配置不会被更旧的取代', violated: { older: '更旧的配置取代了正在使用的那份' } },
    recovers: {
      asks: '配置中心恢复后，它的配置会被使用',
      violated: { stale: '配置中心已恢复，却一直在用更旧的配置', nothing: '配置中心已恢复，却没有任何配置可用' },
    },
  },
  picture: pictureOf(PICTURE),
};
