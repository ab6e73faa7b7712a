// 倒计时：简体中文。

import { formatDuration } from '../../kernel/duration.ts';
import type { Plain, SystemWords } from '../system.ts';
import { type Countdown, countdownArgs } from './countdown.ts';
import { callOf, resultOf, takenBy } from './notation.ts';
import { pictureOf } from './picture.ts';
import type { CountdownTimerConfig } from './schema.ts';

const NAMES: Readonly<Record<string, string>> = { '@owner': '持有者', '@fallback': 'fallback' };
const KINDS: Readonly<Record<string, string>> = { timer: '定时器', reset: '重置' };

/** Which deadline a duration makes. */
const deadline = (setting: number): string => (setting === 0 ? '最初的期限' : `第 ${setting} 次重置的期限`);

const EXPIRED: Readonly<Record<string, string>> = {
  stopped: '到期之前它已被停止，或换了时长：什么也不发生。',
  started: '它已离开堆，f 在自己的 goroutine 中运行：对这一次来说，Stop 和 Reset 都来不及了。',
  sending: '它已离开堆，从此 Stop 返回 false；它的值还在去往通道的路上。',
  sent: '谁从通道接收，谁就得到它的值；此刻 Stop 或 Reset 仍能把它收回。',
};

function whyOf(op: string, args: Plain, result: Plain): string {
  const { setting, timer, recovered } = countdownArgs(args ?? {});
  switch (op) {
    case 'wake':
      return `Go 运行时让定时器 ${timer + 1} 等到${deadline(Number(result))}。`;
    case 'changed':
      return '该定时器被停止或换了时长；运行时重新看它。';
    case 'expire':
      return EXPIRED[String(result)] ?? '';
    case 'send':
      return '值已在缓冲区里。在 Go 1.23 之前，Stop 和 Reset 都不会再把它取出来。';
    case 'receive':
      return `该 goroutine 手里拿着${deadline(Number(result))}的值；现在谁也收不回去了。`;
    case 'begin':
      return `因为${deadline(setting)}已到，f 运行。`;
    case 'end':
      return ended(result);
    case 'stop':
      return result === true
        ? '该定时器不会触发。'
        : '来不及了：它已到期，或者早已停止。它带来的东西在路上，或者在谁手里。';
    case 'reset':
      return result === true
        ? `该定时器重新计时，直到${deadline(setting)}。`
        : `该定时器已经到期。它重新计时到${deadline(setting)}，而第一次到期带来的东西不会收回。`;
    case 'new-timer':
      return `为${deadline(setting)}新建一个定时器；旧的那个不再过问。`;
    case 'drain':
      return '旧值已从通道中取出。';
    case 'compare-and-swap':
      return result === true ? '此刻只有这一次重置。' : '状态不是 Active：SafeReset 直接返回，调用者什么也没被告知。';
    case 'activate':
      return '下一次重置可以来了。';
    case 'panic':
      return recovered
        ? 'recover() 把任何 panic 都当作定时器的；这个缺陷就这样被记入日志，而重置并没有发生。'
        : '没有人 recover：进程带着该缺陷的栈结束，然后被重新启动。';
    case 'fall-back':
      return 'Fallback：每秒看一次，并尝试恢复定时器。';
    case 'lock':
      return '它持有互斥锁：结束活动的人和延长活动的人不会相遇。';
    case 'unlock':
      return '它归还互斥锁。';
    case 'ask':
      return result === 'over' ? '活动已结束，调用者被告知。' : '它等待持有者来取。';
    case 'asked':
      return result === 'over' ? '活动已结束，调用者被告知。' : '持有者已经取走。';
    case 'select':
    case 'take':
      return taken(result);
    default:
      return '';
  }
}

function taken(result: Plain): string {
  const { reset, timer } = takenBy(result);
  if (reset !== undefined) return `持有者从重置通道取走${deadline(reset)}。`;
  if (timer !== undefined) return `持有者取走定时器为${deadline(timer)}发送的值，并结束活动。`;
  return '两个 case 都就绪：Go 随机选一个。';
}

function ended(result: Plain): string {
  const { isEarly, isFirst } = result as { readonly isEarly: boolean; readonly isFirst: boolean };
  const again = isFirst ? '活动结束' : '活动第二次结束';
  return isEarly ? `${again}，而那个期限此时早已被替换。` : `${again}，正是它的期限。`;
}

function operationOf(op: string, args: Plain): string {
  const { timer, setting } = countdownArgs(args ?? {});
  if (op === 'wake' || op === 'changed') return `查看定时器 ${timer + 1}`;
  if (op === 'expire') return `定时器 ${timer + 1} 到期（d${setting}）`;
  if (op === 'send') return `向 t${timer + 1}.C 发送`;
  if (op === 'asked') return '看到它已被取走';
  if (op === 'fall-back') return '降级为 ticker';
  return callOf(op, args) ?? op;
}

function markOf(op: string, args: Plain, result: Plain): string {
  if (op === 'wake' || op === 'changed' || op === 'asked') return '';
  if (op === 'expire') return result === 'stopped' ? '' : '到期';
  if (op === 'send') return '值进入 C';
  if (op === 'end') return '活动结束';
  if (op === 'begin') return 'f 运行';
  if (op === 'fall-back') return 'fallback';
  if (op === 'panic') return countdownArgs(args).recovered ? 'panic，已 recover' : 'panic';
  return resultOf(op, args, result) ?? callOf(op, args) ?? op;
}

const FACTS: Readonly<Record<string, readonly [mark: string, sentence: string, role: 'good' | 'bad']>> = {
  refused: ['告知：太晚了', '活动已结束；调用者得到了告知。', 'good'],
  dropped: ['被丢弃', '这次重置被悄悄丢弃：它的调用者以为活动还在继续。', 'bad'],
  recovered: ['未重置，也无错误', '重置没有发生，而它的调用者以为发生了。', 'bad'],
};

export const wordsZh: SystemWords<CountdownTimerConfig, Countdown> = {
  name: '倒计时',
  process: (id) => {
    const [kind = '', number = ''] = id.slice(1).split('-');
    return NAMES[id] ?? `${KINDS[kind] ?? kind} ${number}`;
  },
  operation: operationOf,
  mark: markOf,
  why: whyOf,
  fact: ({ what }) => {
    const [mark, sentence, role] = FACTS[String(what)] ?? ['', '', 'good'];
    return { mark, sentence, role };
  },
  option: (_, option) => (option === 'reset' ? 'case d := <-resets' : 'case <-t.C'),
  timer: (id) => ({ untilDue: '定时器到点', untilReset: '有人延长活动' })[id] ?? '一秒过去',
  properties: {
    'fires-once': {
      asks: '活动只结束一次',
      violated: { twice: '活动结束了两次', never: '活动从未结束' },
    },
    'fires-on-time': {
      asks: '活动在最后的期限结束',
      violated: { early: '活动被一个早已替换的期限结束' },
    },
    'resets-count': {
      asks: '重置要么算数，要么告知调用者它不算数',
      violated: {
        unheard: '活动早已结束，一次重置却被默默接受',
        'turned-away': '没有别的重置在进行，一次重置却被拒之门外，也没有人被告知',
      },
    },
    'hides-nothing': {
      asks: '恢复不掩盖别的故障',
      violated: { recovered: '一个缺陷被当作定时器的 panic 恢复，程序照常继续' },
    },
    'never-stuck': {
      asks: '没有重置会永远等待',
      violated: { blocked: '一次重置在等一个已被别人接收的值' },
    },
  },
  picture: pictureOf({
    timer: (number) => `定时器 ${number}`,
    running: (setting) => `计时到 d${setting}`,
    sending: (setting) => `正在发送 d${setting}`,
    channel: (setting) => `通道里有 d${setting}`,
    off: '已停止',
    durations: '时长',
    duration: (setting, ms) => (setting === 0 ? formatDuration(ms) : `第 ${setting} 次重置 ${formatDuration(ms)}`),
    campaign: '活动',
    goesOn: (setting) => `持续到 d${setting}`,
    ended: (setting, times) => (times === 1 ? `由 d${setting} 结束` : `结束两次，最后由 d${setting}`),
    state: '状态',
    mutex: '互斥锁',
    crashed: '进程：panic',
    started: (setting) => `由 d${setting} 启动`,
  }),
};
