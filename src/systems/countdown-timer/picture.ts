// The timers and the campaign as rows, in the words of a language.
import type { Moment, PictureRow } from '../system.ts';
import type { Countdown, Timer } from './countdown.ts';
import type { CountdownTimerConfig } from './schema.ts';

/** What a language says of a countdown; durations are called d0, d1, … as in the lanes. */
export interface PictureWords {
  readonly timer: (number: number) => string;
  readonly running: (setting: number) => string;
  readonly sending: (setting: number) => string;
  readonly channel: (setting: number) => string;
  readonly off: string;
  readonly durations: string;
  readonly duration: (setting: number, ms: number) => string;
  readonly campaign: string;
  readonly goesOn: (setting: number) => string;
  readonly ended: (setting: number, times: number) => string;
  readonly state: string;
  readonly mutex: string;
  readonly crashed: string;
  readonly started: (setting: number) => string;
}

/** The durations, each timer that was made, the campaign, and what keeps resets apart. */
export function pictureOf(words: PictureWords) {
  return (config: CountdownTimerConfig, { shared }: Moment<Countdown>): readonly PictureRow[] => [
    row(words.durations, durationsOf(words, config), 'dim'),
    ...shared.timers.flatMap((timer, index) => (timer === null ? [] : [timerRow(words, timer, index)])),
    ...(shared.started.length === 0 ? [] : [row('f', shared.started.map(words.started).join(', '))]),
    campaignRow(words, shared),
    ...(config.form === 'article' ? [row(words.state, shared.state, shared.state === 'Fallback' ? 'bad' : null)] : []),
    ...(shared.mutex === null ? [] : [row(words.mutex, shared.mutex)]),
    ...(shared.crashed ? [row(words.crashed, '✗', 'bad')] : []),
  ];
}

function row(label: string, value: string, role: PictureRow['role'] = null): PictureRow {
  return { label, value, role };
}

function durationsOf(words: PictureWords, { lasts, resets }: CountdownTimerConfig): string {
  return [lasts, ...resets.map(({ to }) => to)]
    .map((ms, setting) => `d${setting} ${words.duration(setting, ms)}`)
    .join(', ');
}

function timerRow(words: PictureWords, { armed, sending, channel }: Timer, index: number): PictureRow {
  const parts = [
    armed === null ? '' : words.running(armed),
    sending === null ? '' : words.sending(sending),
    channel === null ? '' : words.channel(channel),
  ].filter((part) => part !== '');
  if (parts.length === 0) return row(words.timer(index + 1), words.off, 'dim');
  return row(words.timer(index + 1), parts.join(', '), parts.length > 1 ? 'bad' : null);
}

function campaignRow(words: PictureWords, { ended, endedBy, applied, early }: Countdown): PictureRow {
  if (ended === 0) return row(words.campaign, words.goesOn(applied));
  const isWell = ended === 1 && !early && endedBy === applied;
  return row(words.campaign, words.ended(endedBy ?? 0, ended), isWell ? 'good' : 'bad');
}
