// The command line follows the locale for people, and says the same in every language for machines.
import { describe, expect, test } from 'vitest';
import { zhHelp } from '../../src/cli/words/zh-help.ts';
import { groupHeading } from '../../src/view/chapters.ts';
import { linesOf, reloadSim } from './reload-sim.ts';

const CHINESE = { env: { LANG: 'zh_CN.UTF-8' } };
const HAN = /\p{Script=Han}/u;

describe('help in Chinese', () => {
  test.each([[], ...Object.keys(zhHelp.commands).map((command) => [command])])(
    '%s leaves nothing in English',
    (...words) => {
      const { status, stdout } = reloadSim([...words, '--help'], CHINESE);
      expect(status).toBe(0);
      const untranslated = linesOf(stdout).filter(
        (line) => /^ {2}\S.* {2}[A-Za-z]/.test(line) || /^[A-Z].*:$/.test(line),
      );
      expect(untranslated).toEqual([]);
      expect(stdout).toMatch(HAN);
    },
  );

  test('has every command', () => {
    const names = linesOf(reloadSim(['--help']).stdout).flatMap(
      (line) => /^ {2}([a-z]+)(?: \[| <| {3})/.exec(line)?.[1] ?? [],
    );
    expect(Object.keys(zhHelp.commands).sort()).toEqual(names.sort());
  });
});

describe('what people read follows the locale', () => {
  test.each([
    [['run', 'incident'], '违反'],
    [['check', 'incident'], '与预期一致'],
    [['check', 'incident', '--format', 'markdown'], '| 性质 | 判定 | 预期 |'],
    [['shrink', 'incident', '--seeds', '50', '--property', 'no-reload-storm'], '缺一不可'],
    [['list'], '事故：凌晨两点的空文件'],
    [['play', 'incident'], '在终端中'],
  ])('%j', (args, text) => {
    expect(reloadSim(args, CHINESE).stdout).toContain(text);
  });
});

describe('what machines read is the same in every language', () => {
  test.each([
    [['run', 'incident', '--format', 'json']],
    [['check', 'incident', '--format', 'json']],
    [['check', 'incident', '--format', 'junit']],
    [['check', 'incident', '--format', 'sarif']],
    [['shrink', 'incident', '--seeds', '50', '--property', 'no-reload-storm', '--format', 'json']],
    [['list', '--json']],
    [['schema']],
    [['--version']],
  ])('%j', (args) => {
    expect(reloadSim(args, CHINESE)).toEqual(reloadSim(args));
  });

  test('and so are the last line of a run and its status', () => {
    const [chinese, english] = [reloadSim(['run', 'incident'], CHINESE), reloadSim(['run', 'incident'])];
    expect(chinese.status).toBe(english.status);
    expect(linesOf(chinese.stdout).at(-1)).toBe(linesOf(english.stdout).at(-1));
  });
});

describe('--lang', () => {
  test.each([
    [['--lang', 'zh', 'list']],
    [['list', '--lang', 'zh']],
    [['list', '--lang=zh']],
    [['--lang', 'en', '--lang', 'zh', 'list']],
  ])('%j may stand anywhere; of several the last one counts', (args) => {
    expect(linesOf(reloadSim(args).stdout)[0]).toBe(groupHeading('zh', '1'));
  });

  test('comes before the environment', () => {
    expect(linesOf(reloadSim(['list', '--lang', 'en'], CHINESE).stdout)[0]).toBe(groupHeading('en', '1'));
  });

  test.each([
    [['list', '--lang', 'zz'], 'reload-sim: --lang: found "zz", expected one of en, zh'],
    [['list', '--lang'], 'reload-sim: --lang: found nothing, expected one of en, zh'],
  ])('%j is a mistake', (args, message) => {
    const { status, stderr } = reloadSim(args);
    expect(status).toBe(3);
    expect(stderr).toContain(message);
  });
});
