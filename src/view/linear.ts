// A session as lines to be read one after the other: no frames, no columns, glyphs as words, "header: value".
//
// For screen readers and for terminals that cannot be redrawn. Every step is a block of its own; nothing is
// ever changed that has been written.
import { appLine } from './app.ts';
import { aheadBeyond, choiceText } from './choices.ts';
import { formatCount } from './count.ts';
import { checkingText } from './foresight.ts';
import type { MenuItem } from './menus.ts';
import type { Messages, SpokenWords } from './messages/messages.ts';
import { queueLine } from './queue.ts';
import { plainText } from './rows.ts';
import type { SessionView } from './session/session-view.ts';
import { processLine } from './system.ts';
import { formatTime } from './time.ts';
import { usersText } from './users.ts';
import { type Ahead, lightText, prospectOf, threatened, toldOf } from './verdicts.ts';
import { volumeRows } from './volume-rows.ts';

/** Signs that a screen reader would spell out or pass over, and what is read in their place. */
function readings({
  keys,
  or,
  empty,
  down,
  invalid,
  watch,
  to,
  pause,
}: SpokenWords): readonly (readonly [RegExp, string])[] {
  return [
    [/→ l\b/g, `${keys['→']} ${or} l`],
    [/← h\b/g, `${keys['←']} ${or} h`],
    [/↑ k\b/g, `${keys['↑']} ${or} k`],
    [/↓ j\b/g, `${keys['↓']} ${or} j`],
    [/∅/g, empty],
    [/†/g, down],
    [/[✗⊗] /g, ''],
    [/✗/g, invalid],
    [/◉ /g, `${watch} `],
    [/ → /g, ` ${to} `],
    [/→/g, keys['→']],
    [/ — /g, pause],
    [/\[([^\]]*)\]/g, '$1,'],
    [/ · /g, pause],
    [/ {2,}/g, ' '],
    [/ ,/g, ','],
  ];
}

/** The text with version glyphs as v1, v2 … and signs as words. */
export function spoken({ screen }: Messages, text: string): string {
  const versions = text.replace(/[①-⑳]/g, (glyph) => `v${glyph.charCodeAt(0) - 0x2460 + 1} `);
  return readings(screen.spoken)
    .reduce((words, [sign, replacement]) => words.replace(sign, replacement), versions)
    .trim();
}

/**
 * The block of one step: where one is, what has happened and why, how things stand, what may happen next. Of the
 * verdicts only those that differ from `before`.
 */
export function linearBlock(
  messages: Messages,
  view: SessionView,
  before: SessionView | null = null,
): readonly string[] {
  const { panes, screen } = messages;
  const { position, branch, atMs, verdicts, reasons, notice, users } = view;
  const place = [screen.step(position.at, position.of), ...(atMs === null ? [] : [formatTime(atMs)])];
  const lit = verdicts.filter(
    ({ property, expected, light }) =>
      (expected !== null || light === 'violated') &&
      light !== 'pending' &&
      before?.verdicts.find((each) => each.property === property)?.light !== light,
  );
  return [
    '',
    [view.name, ...place, ...(branch.of > 1 ? [screen.branch(branch.number, branch.of)] : [])].join(', '),
    ...(notice === null ? [] : [notice]),
    ...latestMarks(view),
    ...reasons.map(({ text, rule }) => (rule === null ? text : screen.headed(panes.why, text + screen.aside(rule)))),
    ...(users?.state === 'stale' ? [usersText(messages, users)] : []),
    ...lit.map((verdict) =>
      screen.headed(panes.verdicts, screen.headed(verdict.property, lightText(messages, verdict))),
    ),
    ...stateLines(messages, view),
    ...choiceLines(messages, view),
  ].map((text) => spoken(messages, text));
}

/** What is shared and where everybody is: of a pod application, queue and volume, of a system its own picture. */
function stateLines(messages: Messages, view: SessionView): readonly string[] {
  const { panes, screen } = messages;
  const { system } = view;
  if (system !== null) {
    return [
      screen.headed(panes.processes, plainText([processLine(system)])),
      ...system.picture.map(({ label, value }) => screen.headed(label, value)),
    ];
  }
  return [
    screen.headed(panes.app, plainText([appLine(messages, view.app)])),
    screen.headed(panes.queue, plainText([queueLine(messages, view.queue)])),
    ...volumeLines(messages, view),
  ];
}

function latestMarks({ lanes: { lanes, columns } }: SessionView): readonly string[] {
  const marks = columns.at(-1)?.marks ?? [];
  return lanes.flatMap((lane) => {
    const texts = marks.filter((mark) => mark.lane === lane).map(({ text }) => text);
    return texts.length === 0 ? [] : [`${lane.replace('@', '')}: ${texts.join(', ')}`];
  });
}

/** Below this width the mode of an inode is left out: nobody wants to hear it. */
const VOLUME_WIDTH = 60;

function volumeLines(messages: Messages, view: SessionView): readonly string[] {
  const space = { width: VOLUME_WIDTH, height: 100, hasPoll: view.hasPoll };
  const telling = {
    ...view.volume,
    entries: view.volume.entries.filter(
      ({ change, watches, target }) => change !== null || watches.length > 0 || target !== null,
    ),
  };
  return volumeRows(messages, telling, space).map((row) =>
    messages.screen.headed(messages.panes.volume, plainText([row])),
  );
}

/** What an oracle has found out, once it has ended: how much it looked at, and the lights that tell of something. */
export function linearChecked(messages: Messages, { checking, verdicts }: SessionView): readonly string[] {
  if (checking === null || checking.phase === 'checking') return [];
  const isWhole = checking.phase === 'done' && checking.reason === null;
  const status = isWhole ? messages.checking.read(formatCount(checking.states)) : checkingText(messages, checking);
  const lit = toldOf(verdicts).filter(({ light }) => light !== 'ok' && light !== 'vacuous');
  const lines = lit.map((verdict) => {
    const told = prospectOf(messages, verdict) ?? lightText(messages, verdict);
    return messages.screen.headed(messages.panes.verdicts, messages.screen.headed(verdict.property, told));
  });
  return [messages.screen.sentence(status), ...lines].map((text) => spoken(messages, text));
}

function choiceLines(messages: Messages, { choices, usual, isOver }: SessionView): readonly string[] {
  if (choices.length === 0) return [messages.choices.none];
  const lines = choices.map((choice, index) => {
    const { violates } = choice;
    const ahead = aheadBeyond(choice);
    const said = violates.length === 0 ? '' : ` ${messages.screen.violates(violates.join(', '))}`;
    const leads = said + (ahead === null ? '' : ` ${aheadText(messages, ahead)}`);
    const told = messages.screen.sentence(choiceText(messages, choice));
    return `${index + 1}. ${told}${leads}${index === usual ? messages.screen.aside(messages.screen.usual) : ''}`;
  });
  return [`${messages.panes.choices}:`, ...lines, ...(isOver ? [messages.screen.ended] : [])];
}

/** "Afterwards: converges at risk."; of properties that nothing threatens no names. */
function aheadText({ screen, lights }: Messages, ahead: Ahead): string {
  return screen.leadsTo(lights[ahead.light], threatened(ahead).join(', '));
}

/** Every item of a menu that has been opened or searched, a line each. */
export function linearItems(messages: Messages, items: readonly MenuItem[]): readonly string[] {
  return items.flatMap(({ label, mark, detail, group }, index) => {
    const told = `${index + 1}. ${label}: ${mark === '' ? '' : `${mark}, `}${detail}`;
    const isFirst = group !== null && group !== items[index - 1]?.group;
    return [...(isFirst ? [group] : []), told].map((text) => spoken(messages, text));
  });
}

/** A menu in one line: its name, how many items, the one that is pointed at. */
export function linearMenu(
  messages: Messages,
  title: string,
  items: readonly MenuItem[],
  cursor: number,
): readonly string[] {
  const pointed = items[cursor];
  const first = pointed === undefined ? messages.screen.nothingFound : `${pointed.label}: ${pointed.detail}`;
  return [`${title}, ${messages.screen.found(items.length)}, ${messages.screen.pointedAt}: ${first}`].map((text) =>
    spoken(messages, text),
  );
}
