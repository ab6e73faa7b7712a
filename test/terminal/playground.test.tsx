// Whole screens, drawn by Ink without a terminal; and a scripted session on a terminal that is none.
import { stripVTControlCharacters } from 'node:util';
import { render, renderToString } from 'ink';
import { describe, expect, test } from 'vitest';
import { createTranscript } from '../../src/terminal/linear.tsx';
import { FrameSink } from '../../src/terminal/painter.ts';
import { Playground } from '../../src/terminal/playground.tsx';
import { createFace, type Face } from '../../src/view/face.ts';
import { en } from '../../src/view/messages/en.ts';
import { zh } from '../../src/view/messages/zh.ts';
import { widthOf } from '../../src/view/rows.ts';
import type { Session } from '../../src/view/session.ts';
import { CATALOG, consulted, dispatch, play } from '../view/playing.ts';
import { Keyboard } from './keyboard.ts';

function faceOf(session: Session): Face {
  return createFace({
    kind: 'terminal',
    session,
    catalog: () => CATALOG,
    menu: null,
    onQuit: () => {},
    onSuspend: () => {},
  });
}

function screenOf(face: Face, columns: number, rows: number): string {
  const drawn = renderToString(<Playground face={face} size={{ columns, rows }} hasColor={false} />, { columns });
  return stripVTControlCharacters(drawn);
}

describe('80×24', () => {
  test('the incident, one step before the cause', () => {
    expect(screenOf(faceOf(play('incident', { openAt: 'violation' })), 80, 24)).toMatchInlineSnapshot(`
      " incident · watch-file-write · The incident: an empty file at two in… 5s · 5/15
       … never-empty  … never-crashes  … converges  ✓ stays-armed
                0s                                       ▼5s
      api       ①────────────────────────────────────────put ②─
      sidecar
      volume    ①──────────────────────────────────────────────
      inotify                           ◉ wd 1╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
      watcher
      app         read ① reload ①───────Add feature.yaml───────
      requests                    200 ①────────────────────────
      ── Volume /etc/config ──────────────────────────────────────────────────────────
          9 drwxr-xr-x  1   .
         12 -rw-r--r--  1 ① feature.yaml  ◉ wd 1
      Application [select] serves 200 ①   holds feature.yaml ①   queue empty
      ── Next ────────────────────────────────────────────────────────────────────────
      ▸1 sidecar: truncate feature.yaml
      Chapter 1 · The incident, and four steps against it: what goes wrong.
      A group-buying service reloads on Write. Whoever updates the file truncates it
      first and writes it second, so the first Write finds it empty; empty YAML parses
      without error to switched-off flags, and orders fail with 503. Here the second
      Write heals it at once. Why it lasted all night is incident-debounced.
      Opened before: sidecar: truncate feature.yaml, which leads to ✗ never-empty.
      Press →.
       → step  ← back  ? help  q quit  s simulation  t strategy  c counterexample"
    `);
  });

  test('the incident in Chinese', () => {
    const session = play('incident', { openAt: 'violation', messages: zh });
    expect(screenOf(faceOf(session), 80, 24)).toMatchInlineSnapshot(`
      " incident · watch-file-write · 事故：凌晨两点的空文件                 5s · 5/15
       … never-empty  … never-crashes  … converges  ✓ stays-armed
                0s                                       ▼5s
      api       ①────────────────────────────────────────put ②─
      sidecar
      volume    ①──────────────────────────────────────────────
      inotify                           ◉ wd 1╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
      watcher
      app         read ① reload ①───────Add feature.yaml───────
      requests                    200 ①────────────────────────
      ── 卷 /etc/config ──────────────────────────────────────────────────────────────
          9 drwxr-xr-x  1   .
         12 -rw-r--r--  1 ① feature.yaml  ◉ wd 1


      应用 [select] 提供 200 ①   持有 feature.yaml ①   队列 空
      ── 下一步 ──────────────────────────────────────────────────────────────────────
      ▸1 边车：截断 feature.yaml
      第 1 章 · 事故，以及四步对策：会出什么错。
      一个拼团服务在 Write 时重载。更新文件的一方先截断、后写入，所以第一次 Write 时文
      件是空的；空的 YAML 可以无错地解析，开关全部关闭，订单以 503 失败。这里第二次
      Write 马上就修复了它。为何持续一整夜，见 incident-debounced。
      打开在这一步之前：边车：截断 feature.yaml，它会导致 ✗ never-empty。按 →。
       → 前进  ← 后退  ? 帮助  q 退出  s 模拟  t 策略  c 反例  b 分支  u 展开"
    `);
  });

  test('the moment a watch dies', () => {
    const session = play('incident-kubelet', { openAt: 'violation' });
    dispatch(session, { type: 'next' });
    expect(screenOf(faceOf(session), 80, 24)).toMatchInlineSnapshot(`
      " incident-kubelet · watch-file-write · The same program on a rea… 60.2s · 12/16
       … never-empty  … converges  ✗ stays-armed
      ‹         60.2s                                  ▼✗ wd 1
      api       ②────────────────────────────────────────────────────────────
      kubelet         symlink ..data_tmp rename ..data rm ..ts1/feature.yaml
      volume    ①────────────────────────②───────────────────────────────────
      inotify   ◉╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌IN_IGNORED ✗ wd 1 +2
      watcher
      app       ①────────────────────────────────────────────────────────────
      requests  200 ①────────────────────────────────────────────────────────
      ── Volume /etc/config ──────────────────────────────────────────────────────────
         18 lrwxrwxrwx  1   ..data → ..ts2
      -  13 -rw-r--r--    ① ..ts1/feature.yaml  ✗ wd 1 added as feature.yaml
         17 -rw-r--r--  1 ② ..ts2/feature.yaml
      ✗ wd 1 (added as feature.yaml) is dead: inode 13 is gone, IN_IGNORED is queued
      ✗ watches: none left — what is queued is the last that will be told
      Application [select] serves 200 ①   holds feature.yaml ①   queue 3: IN_ATTRIB I…
      ── Next ────────────────────────────────────────────────────────────────────────
       1 AtomicWriter: step 12, remove ..ts1
      ▸2 watcher: read 3 events from the inotify queue
      Inode 13 is gone, and with it wd 1, added as feature.yaml: the kernel queues
      IN_IGNORED and forgets the watch. — I4
      The watch on feature.yaml gets IN_ATTRIB, IN_DELETE_SELF. — I5 +4 more
       → step  ← back  ? help  q quit  s simulation  t strategy  c counterexample"
    `);
  });

  test('a menu, searched', () => {
    const face = faceOf(play('incident'));
    for (const key of ['s', 'k', 'e', 'y']) face.press(key);
    const lines = screenOf(face, 80, 24).split('\n');
    expect(lines.slice(2, 8).join('\n')).toMatchInlineSnapshot(`
      "── Simulation ──────────────────────────────────────────────────────────────────
        > key▏  type to search · ↑↓ · Enter · Esc
        Chapter 2.1 · How a ConfigMap gets into a container
      ▸  env-key-missing            ✓ safe     A variable whose key is not there keep…
        Chapter 3.2 · SKU cache: Redis and a local LRU
         sku-cache-unsafe           ✗ unsafe   The key is deleted before the row is u…"
    `);
  });
});

test.each([
  ['incident', '▸  never-empty'],
  ['x4-key-added-debounce', 'nothing to play: no continuation violates anything'],
])('the counterexamples of %s', (name, told) => {
  const face = faceOf(consulted(play(name)));
  face.press('c');
  expect(screenOf(face, 80, 24)).toContain(told);
  face.press('x');
  expect(screenOf(face, 80, 24)).toContain('nothing found');
});

test('160×50 shows all panes at once', () => {
  const session = play('incident-kubelet', { openAt: 'violation' });
  dispatch(session, { type: 'next' });
  const screen = screenOf(faceOf(session), 160, 50);
  for (const title of ['Lanes', 'Volume', 'inotify queue', 'Application', 'Next', 'Why', 'Verdicts']) {
    expect(screen).toContain(`── ${title}`);
  }
});

test.each([en, zh])(
  '$language: no size breaks: so many rows, none wider than the screen, the choices always there',
  (messages) => {
    const session = play('incident-kubelet', { openAt: 'violation', messages });
    dispatch(session, { type: 'next' });
    const face = faceOf(session);
    for (const [columns, rows] of [
      [20, 6],
      [40, 10],
      [60, 15],
      [80, 17],
      [80, 21],
      [80, 22],
      [100, 30],
      [119, 60],
      [120, 30],
      [240, 70],
    ] as const) {
      const lines = screenOf(face, columns, rows).split('\n');
      expect([columns, rows, lines.length]).toEqual([columns, rows, rows]);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('\n')).toContain('▸2 ');
    }
  },
);

test('a small screen says so', () => {
  expect(screenOf(faceOf(play('incident')), 60, 15)).toContain('small; 80×24 shows all');
});

describe('colour', () => {
  const drawn = (hasColor: boolean): string =>
    renderToString(
      <Playground face={faceOf(play('incident'))} size={{ columns: 80, rows: 24 }} hasColor={hasColor} />,
      {
        columns: 80,
      },
    );

  test('is not all there is: the text is the same without', () => {
    expect(stripVTControlCharacters(drawn(true))).toBe(stripVTControlCharacters(drawn(false)));
  });

  test('is left out where it is not wanted; weight and inversion stay', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what this is about
    expect(drawn(false)).not.toMatch(/\u001B\[(?:\d+;)*(?:3\d|4\d|9\d|10\d)(?:;\d+)*m/);
  });
});

test('a session by keys: step to the empty read, back, choose otherwise, return to the first run', async () => {
  const face = faceOf(play('incident', { openAt: 'violation' }));
  const frames: string[] = [];
  const sink = new FrameSink({ columns: 80, rows: 24 }, (frame) => frames.push(stripVTControlCharacters(frame)));
  const keyboard = new Keyboard();
  const app = render(<Playground face={face} size={{ columns: 80, rows: 24 }} hasColor={false} />, {
    stdout: sink as unknown as NodeJS.WriteStream,
    stdin: keyboard as unknown as NodeJS.ReadStream,
    debug: true,
    patchConsole: false,
  });
  const shows = async (...texts: readonly string[]): Promise<void> => {
    await expect.poll(() => texts.filter((text) => !frames.at(-1)?.includes(text))).toEqual([]);
  };
  await shows('▸1 sidecar: truncate feature.yaml', 'Opened before');
  keyboard.type('\u001B[C\u001B[C');
  await shows('✓ never-empty', '▸2 application: read ∅');
  keyboard.type('\u001B[C\u001B[C\u001B[C');
  await shows('✗ never-empty  ✓', '503 ∅', 'USERS GET 503');
  keyboard.type('\u001B[D\u001B[D\u001B[D');
  await shows('✓ never-empty  ✓', '▸2 application: read ∅');
  keyboard.type('1');
  await shows('write feature.yaml', 'branch 2/2');
  keyboard.type('f');
  await shows('branch 1/2', '▸2 application: read ∅');
  app.unmount();
});

describe('linear mode', () => {
  test('announces itself on its first line and writes a block for every step', () => {
    const face = faceOf(play('incident', { openAt: 'violation' }));
    const transcript = createTranscript(face, 60);
    transcript.subscribe(() => {});
    expect(transcript.get()[0]).toContain('linear mode for screen readers');
    const before = transcript.get().length;
    face.press('→');
    const added = transcript.get().slice(before);
    expect(added.slice(0, 4)).toEqual([
      '',
      'incident, 6/15, 5s',
      'sidecar: open O_TRUNC feature.yaml',
      'inotify: IN_MODIFY',
    ]);
    for (const line of added) expect(widthOf(line)).toBeLessThanOrEqual(60);
    expect(added.join('\n')).not.toMatch(/[①②∅◉✗─╌│]/);
  });

  test('nothing is written for a key that does nothing', () => {
    const face = faceOf(play('incident'));
    const transcript = createTranscript(face, 80);
    transcript.subscribe(() => {});
    const before = transcript.get();
    face.press('x');
    expect(transcript.get()).toBe(before);
  });

  test('menus are told by what Enter takes', () => {
    const face = faceOf(play('incident'));
    const transcript = createTranscript(face, 200);
    transcript.subscribe(() => {});
    for (const key of ['s', '↓']) face.press(key);
    const second = CATALOG.simulations[1]?.scenario.name;
    expect(transcript.get().at(-1)).toContain(`Enter takes: ${second}`);
    face.press('enter');
    expect(transcript.get().join('\n')).toContain(`${second}, 0/`);
  });
});
