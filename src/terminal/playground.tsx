// The playground on a terminal: panes of view rows, arranged by the layout of the screen.
import { Box, useInput } from 'ink';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { appLine, appRows } from '../view/app.ts';
import { choiceRows } from '../view/choices.ts';
import type { Face, FaceState } from '../view/face.ts';
import { checkingText } from '../view/foresight.ts';
import { KEYMAP } from '../view/keymap.ts';
import { latestSystems } from '../view/lane-layout.ts';
import { menuRows } from '../view/menus.ts';
import type { Messages } from '../view/messages/messages.ts';
import { queueLine, queueRows } from '../view/queue.ts';
import { clip, type Row, row, rowWidth, type Span, span, widthOf } from '../view/rows.ts';
import type { SessionView } from '../view/session/session-view.ts';
import { pictureRows, processLine, processRows } from '../view/system.ts';
import { formatTime } from '../view/time.ts';
import type { UiState } from '../view/ui.ts';
import { isTold, usersRow } from '../view/users.ts';
import { lightsRow, verdictLines, verdictRows } from '../view/verdicts.ts';
import { volumeRows } from '../view/volume-rows.ts';
import { type Reason, whyRows, whyRowsIn } from '../view/why.ts';
import { keyNames } from './keys.ts';
import { type Layout, layoutOf, type ScreenSize, withMoreWhy } from './layout.ts';
import { Line, Pane } from './rows.tsx';

/** Below this many rows there is none for the banner. */
const BANNER_FROM_ROWS = 10;
/** Rows of the verdicts that stay when something is told at length. */
const VERDICTS_MIN = 5;
/** Milliseconds between two steps of playing. */
const PLAY_STEP_MS = 900;

export interface PlaygroundProps {
  readonly face: Face;
  readonly size: ScreenSize;
  readonly hasColor: boolean;
}

/** The whole screen. */
export function Playground({ face, size, hasColor }: PlaygroundProps): ReactNode {
  const state = useSyncExternalStore(face.subscribe, face.get);
  useKeys(face);
  usePlaying(face, state.ui.isPlaying);
  const { messages } = state;
  const { users } = state.view;
  const { columns, rows } = size;
  const banner =
    users === null || !isTold(users) || rows < BANNER_FROM_ROWS ? null : usersRow(messages, users, columns);
  const layout = layoutOf({ columns, rows: banner === null ? rows : rows - 1 });
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Header state={state} messages={messages} width={columns} hasColor={hasColor} />
      {banner === null ? null : <Line row={banner} width={columns} hasColor={hasColor} />}
      <Body state={state} messages={messages} layout={layout} hasColor={hasColor} />
      <Line row={footer(messages, state.ui, layout, state.view.system !== null)} width={columns} hasColor={hasColor} />
    </Box>
  );
}

function useKeys(face: Face): void {
  useInput((input, key) => {
    for (const name of keyNames(input, key)) face.press(name);
  });
}

/** A timer runs only while playing. */
function usePlaying(face: Face, isPlaying: boolean): void {
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(face.tick, PLAY_STEP_MS);
    return () => clearInterval(timer);
  }, [face, isPlaying]);
}

interface PartProps {
  readonly state: FaceState;
  readonly messages: Messages;
  readonly hasColor: boolean;
}

function Header({ state, messages, width, hasColor }: PartProps & { readonly width: number }): ReactNode {
  const { view, ui } = state;
  const right = positionText(messages, view, ui);
  const left = clip(
    ` ${[view.name, view.system === null ? view.strategy : view.system.name, view.title].join(' · ')}`,
    Math.max(0, width - widthOf(right) - 2),
  );
  const gap = ' '.repeat(Math.max(1, width - widthOf(left) - widthOf(right) - 1));
  const lights = view.notice === null ? lightsRow(messages, view, width - 1) : row(view.notice, 'warn');
  return (
    <>
      <Line row={row(`${left}${gap}${right} `, 'selected')} width={width} hasColor={hasColor} />
      <Line row={[span(' '), ...lights]} width={width} hasColor={hasColor} />
    </>
  );
}

/** `5s · step 7/16 · branch 1/2 · playing`. */
function positionText({ screen }: Messages, view: SessionView, ui: UiState): string {
  const { position, branch, atMs, unfolded } = view;
  return [
    ...(atMs === null ? [] : [formatTime(atMs)]),
    screen.step(position.at, position.of),
    ...(branch.of > 1 ? [screen.branch(branch.number, branch.of)] : []),
    ...(unfolded ? [screen.unfolded] : []),
    ...(ui.isPlaying ? [screen.playing] : []),
  ].join(' · ');
}

/** What is open instead of the panes, or the panes. */
function Body({ state, messages, layout, hasColor }: PartProps & { readonly layout: Layout }): ReactNode {
  const { ui, view, items } = state;
  const { columns, rows } = layout;
  const height = rows - 3;
  if (ui.menu !== null) {
    const legendRows = ui.menu === 'help' ? messages.screen.legend.length : 0;
    const list = menuRows(messages, items, ui.cursor, columns, height - 2 - legendRows);
    const found = list.length > 0 ? list : [row(`  ${nothingIn(messages, ui, view)}`, 'dim')];
    const typed: Row = [
      span('  > ', 'key'),
      span(ui.query),
      span('▏', 'dim'),
      span(`  ${messages.screen.filter}`, 'dim'),
    ];
    const title = messages.screen.menus[ui.menu];
    const legend = ui.menu === 'help' ? messages.screen.legend.map((line) => row(`  ${line}`, 'dim')) : [];
    return (
      <Pane title={title} rows={[typed, ...legend, ...found]} width={columns} height={height} hasColor={hasColor} />
    );
  }
  if (ui.showsVerdicts) {
    const all = verdictRows(messages, view.verdicts, columns);
    const told = scrolled(messages, all, ui.cursor, height - 1);
    return <Pane title={messages.panes.verdicts} rows={told} width={columns} height={height} hasColor={hasColor} />;
  }
  return layout.isWide ? (
    <WideBody state={state} messages={messages} layout={layout} hasColor={hasColor} />
  ) : (
    <NarrowBody state={state} messages={messages} layout={layout} hasColor={hasColor} />
  );
}

/** Why a menu is empty. */
function nothingIn(messages: Messages, { menu, query }: UiState, { checking }: SessionView): string {
  if (menu !== 'counterexample' || query !== '' || checking === null) return messages.screen.nothingFound;
  const isWhole = checking.phase === 'done' && checking.reason === null;
  return isWhole ? messages.screen.nothingToPlay : checkingText(messages, checking);
}

/** The rows from number `from` on, as many as there is room for; how many are left out is said. */
function scrolled({ screen }: Messages, rows: readonly Row[], from: number, height: number): readonly Row[] {
  if (rows.length <= height) return rows;
  const start = Math.min(from, rows.length - height + 1);
  const shown = rows.slice(start, start + height - 1);
  return [...shown, row(`   ↑↓ ${screen.more(rows.length - shown.length)}`, 'dim')];
}

function NarrowBody({ state, messages, layout, hasColor }: PartProps & { readonly layout: Layout }): ReactNode {
  const { view, ui } = state;
  const { columns: width, lanes, oneLiners } = layout;
  const takesTurns = lanes > 0 && oneLiners === 0;
  const whole = { width, height: 100, hasPoll: view.hasPoll };
  const { middle, choices, why } = withMoreWhy(layout, {
    volume: ui.tab === 'volume' ? stateRows(messages, view, whole).length : layout.middle,
    choices: view.choices.length,
    why: whyRows(reasonsOf(messages, view), width).length,
    isTelling: view.opened !== null,
  });
  const showsLanes = lanes > 0 && (!takesTurns || ui.tab === 'volume');
  const showsMiddle = middle > 0 && (!takesTurns || ui.tab !== 'volume');
  const tab = takesTurns && ui.tab === 'queue' ? 'volume' : ui.tab;
  return (
    <>
      {showsLanes ? (
        <Pane
          title={null}
          rows={latestSystems(view.lanes, width, lanes)}
          width={width}
          height={lanes}
          hasColor={hasColor}
        />
      ) : null}
      {showsMiddle ? (
        <Pane {...middlePane(messages, view, tab, width, middle)} width={width} height={middle} hasColor={hasColor} />
      ) : null}
      <Pane title={null} rows={[oneLiner(messages, view)]} width={width} height={oneLiners} hasColor={hasColor} />
      <Choices state={state} messages={messages} width={width} height={choices} hasColor={hasColor} />
      <Pane
        title={null}
        rows={whyRowsIn(messages, reasonsOf(messages, view), width, why)}
        width={width}
        height={why}
        hasColor={hasColor}
      />
    </>
  );
}

function middlePane(
  messages: Messages,
  view: SessionView,
  tab: UiState['tab'],
  width: number,
  height: number,
): { readonly title: string; readonly rows: readonly Row[] } {
  const { panes } = messages;
  if (view.system !== null) {
    return tab === 'volume'
      ? { title: panes.state, rows: pictureRows(view.system) }
      : { title: panes.processes, rows: processRows(view.system) };
  }
  switch (tab) {
    case 'volume': {
      const space = { width, height: height - 1, hasPoll: view.hasPoll };
      return { title: `${panes.volume} ${view.volume.mount}`, rows: volumeRows(messages, view.volume, space) };
    }
    case 'queue':
      return { title: panes.queue, rows: queueRows(messages, view.queue, height - 1) };
    case 'app':
      return { title: panes.app, rows: appRows(messages, view.app, { width, height: height - 1 }) };
  }
}

/** What is shared: a volume, or what a system's processes share. */
function stateRows(
  messages: Messages,
  { system, volume }: SessionView,
  space: Parameters<typeof volumeRows>[2],
): readonly Row[] {
  return system === null ? volumeRows(messages, volume, space) : pictureRows(system);
}

/** Queue and application, or who moved last, in one line. */
function oneLiner(messages: Messages, view: SessionView): Row {
  const { panes } = messages;
  if (view.system !== null) return [span(`${panes.processes} `, 'title'), ...processLine(view.system)];
  return [
    span(`${panes.app} `, 'title'),
    ...appLine(messages, view.app),
    span(`   ${messages.queue.short} `, 'title'),
    ...queueLine(messages, view.queue),
  ];
}

function Choices({
  state,
  messages,
  width,
  height,
  hasColor,
}: PartProps & { readonly width: number; readonly height: number }): ReactNode {
  const { view, ui } = state;
  const rows = choiceRows(messages, view.choices, view.blocked, ui.selected ?? view.usual, {
    width,
    height: height - 1,
  });
  return <Pane title={messages.panes.choices} rows={rows} width={width} height={height} hasColor={hasColor} />;
}

function reasonsOf(messages: Messages, view: SessionView): readonly Reason[] {
  return view.isOver
    ? [...view.reasons, { text: messages.why.ended(view.choices.length > 0), rule: null }]
    : view.reasons;
}

function WideBody({ state, messages, layout, hasColor }: PartProps & { readonly layout: Layout }): ReactNode {
  const { view } = state;
  const { columns, lanes, middle, choices } = layout;
  const left = Math.round(columns * 0.56);
  const right = columns - left - 1;
  const queue = Math.min(middle - 8, 6);
  const told = reasonsOf(messages, view);
  const why = view.opened === null ? layout.why : whyAtOpening(layout, whyRows(told, right).length);
  const { panes } = messages;
  return (
    <>
      <Pane
        title={panes.lanes}
        rows={latestSystems(view.lanes, columns, lanes - 1)}
        width={columns}
        height={lanes}
        hasColor={hasColor}
      />
      <Box columnGap={1}>
        <Pane
          {...middlePane(messages, view, 'volume', left, middle)}
          width={left}
          height={middle}
          hasColor={hasColor}
        />
        <Box flexDirection="column">
          {view.system === null ? null : (
            <Pane
              title={panes.processes}
              rows={processRows(view.system)}
              width={right}
              height={middle}
              hasColor={hasColor}
            />
          )}
          <Pane
            title={panes.queue}
            rows={queueRows(messages, view.queue, queue - 1)}
            width={right}
            height={view.system === null ? queue : 0}
            hasColor={hasColor}
          />
          <Pane
            title={panes.app}
            rows={appRows(messages, view.app, { width: right, height: middle - queue - 1 })}
            width={right}
            height={view.system === null ? middle - queue : 0}
            hasColor={hasColor}
          />
        </Box>
      </Box>
      <Box columnGap={1}>
        <Choices state={state} messages={messages} width={left} height={choices} hasColor={hasColor} />
        <Box flexDirection="column">
          <Pane
            title={panes.why}
            rows={whyRowsIn(messages, told, right, why - 1)}
            width={right}
            height={why}
            hasColor={hasColor}
          />
          <Pane
            title={panes.verdicts}
            rows={verdictLines(messages, view.verdicts)}
            width={right}
            height={choices - why}
            hasColor={hasColor}
          />
        </Box>
      </Box>
    </>
  );
}

/** What is told when something is opened may take the place of verdicts. */
function whyAtOpening({ why, choices }: Layout, lines: number): number {
  return Math.max(why, Math.min(lines + 1, choices - VERDICTS_MIN));
}

/** Keys and what they do, as many as there is room for. */
function footer(
  { commands, screen }: Messages,
  { menu }: UiState,
  { columns, isSmall }: Layout,
  isSystem: boolean,
): Row {
  const spans: Span[] = [span(' ')];
  if (menu !== null) return spans;
  const small = span(`  ${screen.tooSmall}`, 'warn');
  for (const { id, keys, inFooter } of KEYMAP) {
    // A system has no reload strategy to be replaced.
    if (!inFooter || (isSystem && id === 'strategy')) continue;
    const gap = spans.length === 1 ? [] : [span('  ')];
    const next = [...gap, span(keys[0] ?? '', 'key'), span(` ${commands[id].label}`, 'dim')];
    if (rowWidth(spans) + rowWidth(next) > columns) break;
    spans.push(...next);
    // What leads on, out and to all other keys comes before the remark that there is little room.
    if (id === 'quit' && isSmall) return [...spans, small];
  }
  return spans;
}
