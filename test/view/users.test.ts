// What users get, in one line: an answer from an old version is not well, and is stale only when nothing follows.
import { describe, expect, test } from 'vitest';
import { linearBlock } from '../../src/view/linear.ts';
import { en } from '../../src/view/messages/en.ts';
import { zh } from '../../src/view/messages/zh.ts';
import { plainText } from '../../src/view/rows.ts';
import type { Session } from '../../src/view/session.ts';
import { isTold, usersRow } from '../../src/view/users.ts';
import { play } from './playing.ts';

/** What is said at every stop of the run, without repetitions. */
function said(session: Session): readonly string[] {
  const lines: string[] = [];
  for (let at = -1; at !== session.get().position.at; session.dispatch({ type: 'next' })) {
    at = session.get().position.at;
    const { users } = session.get();
    const line = users === null ? '' : plainText([usersRow(en, users, 0)]).trim();
    if (line !== lines.at(-1)) lines.push(line);
  }
  return lines;
}

describe('what users get', () => {
  test('an old version is calmly named while the run goes on, and stale at its end', () => {
    expect(said(play('article-chmod-three-updates'))).toEqual([
      '',
      '✓ users get ①',
      '… users get ① — ② is stored and not served yet',
      '✓ users get ②',
      '… users get ② — ③ is stored and not served yet',
      '… users get ② — ④ is stored and not served yet',
      '! users get ② — stale: ④ is the newest',
    ]);
  });

  test('a run that ends with the newest version is well', () => {
    expect(said(play('x2-second-update-data-create')).at(-1)).toBe('✓ users get ③');
  });

  test('a version that does not parse is none to wait for', () => {
    const session = play('x7-invalid-then-valid-keep');
    expect(said(session).filter((line) => line.includes('②'))).toEqual([]);
    expect(session.get().users?.state).toBe('well');
  });

  test('a failure says why, and the answer after it that it is over', () => {
    const lines = said(play('incident'));
    expect(lines).toContain('✗ USERS GET 503 — the configuration is empty');
    expect(lines.at(-1)).toBe('✓ users get ②');
  });

  test('the terminal has a banner at the end of a stale run, and none while it goes on', () => {
    const session = play('x2-second-update');
    const banners: boolean[] = [];
    for (let at = -1; at !== session.get().position.at; session.dispatch({ type: 'next' })) {
      at = session.get().position.at;
      const { users } = session.get();
      banners.push(users !== null && isTold(users));
    }
    expect([banners.at(-1), banners.slice(0, -1).includes(true)]).toEqual([true, false]);
  });

  test('it is read out, in both languages', () => {
    const atEnd = (messages: typeof en): readonly string[] => {
      const session = play('x2-second-update', { messages });
      session.dispatch({ type: 'end' });
      return linearBlock(messages, session.get());
    };
    expect(atEnd(en)).toContain('users get v2, stale: v3 is the newest');
    expect(atEnd(zh).join()).toContain('已过时：最新的是 v3');
  });
});
