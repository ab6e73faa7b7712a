// Links: what is shared is found again, and what is hostile, damaged or of another model is told and nothing else.
import { describe, expect, test } from 'vitest';
import { encodeBase64url } from '../../../src/explore/base64url.ts';
import { formatToken, parseToken } from '../../../src/explore/token.ts';
import { loadSimulation } from '../../../src/simulation/parse.ts';
import type { Simulation } from '../../../src/simulation/simulation.ts';
import { en } from '../../../src/view/messages/en.ts';
import { createSession, type Session } from '../../../src/view/session.ts';
import { deflate } from '../../../src/view/share/deflate.ts';
import { formatLink, LINK_BYTES_MAX, LINK_LENGTH_MAX, readHandedIn, readLink } from '../../../src/view/share/link.ts';
import { changedText, openShared } from '../../../src/view/share/open-shared.ts';
import { type SharedRun, sharedRun } from '../../../src/view/share/shared-run.ts';
import { shippedCatalog } from '../../shipped.ts';
import { dispatch, play } from '../playing.ts';

const CATALOG = shippedCatalog();
/** Nobody here has a handler. */
const equip = async (simulation: Simulation): Promise<Simulation> => simulation;

async function linkOf(session: Session): Promise<string> {
  const link = await formatLink(sharedRun(session.place()));
  if (link === null) throw new Error('it fits');
  return link;
}

/** What a new page shows for a link. */
async function opened(link: string): Promise<Session> {
  const shared = await readLink(link);
  if (typeof shared === 'string') throw new Error(shared);
  const found = await openShared(shared, CATALOG, equip);
  if ('mistake' in found) throw new Error(found.mistake);
  expect(found.changed).toBeNull();
  return createSession({ catalog: () => CATALOG, openAt: 'violation', ...found.opening }, en);
}

/** All that a page shows; how often somebody did something is nothing that a link holds. */
function shown(session: Session) {
  const { turn: _, opened: _o, reasons: _r, ...view } = session.get();
  const { picture, column, graph, chart, timing } = session.page();
  return { view, picture, column, graph, chart, timing };
}

const pack = async (text: string): Promise<string> => `#link=${encodeBase64url([...(await deflate(text))])}`;
const record = (changed: Partial<Record<keyof SharedRun, unknown>>): string =>
  JSON.stringify({ ...sharedRun(play('incident').place()), ...changed });

describe('a link', () => {
  test.each(CATALOG.simulations.map(({ scenario }) => scenario.name))('finds %s again', async (name) => {
    const session = play(name);
    dispatch(session, { type: 'next' }, { type: 'next' }, { type: 'unfold' });
    const link = await linkOf(session);
    expect(link.length).toBeLessThan(4000);
    expect(shown(await opened(`http://127.0.0.1:1/?lang=zh${link}`))).toEqual(shown(session));
  });

  test('holds another order, another strategy and the other meaning of time', async () => {
    const session = play('x2-second-update');
    dispatch(session, { type: 'strategy', name: 'poll-hash' }, { type: 'timing', timing: 'any' }, { type: 'home' });
    dispatch(session, { type: 'next' }, { type: 'take', choice: 1 }, { type: 'next' });
    const again = await opened(await linkOf(session));
    const { branch: _, ...rest } = shown(session).view;
    expect(shown(again).view).toMatchObject(rest);
    expect(again.words()).toEqual(session.words());
    expect(again.subject()).toEqual(session.subject());
  });

  test('holds a simulation and a strategy that nobody delivers', async () => {
    const text = `title: Mine\nwhy: A test.\nconfigMap: { data: { a.yaml: "a: 1" } }
app: { strategy: { watch: [directory], on: [{ do: [reload] }] } }
story: [{ at: 5s, apply: { a.yaml: "a: 2" } }]\nexpect: { bounded-staleness: { within: 7s, verdict: violated } }`;
    const loaded = loadSimulation(text, 'mine.yaml', []);
    if ('diagnostics' in loaded) throw new Error('it has no mistake');
    const { simulation } = loaded;
    const opening = { catalog: () => CATALOG, simulation, openAt: 'violation', schedule: null, policy: null } as const;
    const session = createSession(opening, en);
    const again = await opened(await linkOf(session));
    expect(shown(again)).toEqual(shown(session));
    expect(again.subject()).toEqual(session.subject());
  });

  test('of a run that does not fit is none', async () => {
    let noise = 1;
    const bytes = Array.from({ length: 100_000 }, () => {
      noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
      return String.fromCharCode(33 + ((noise >>> 16) % 90));
    });
    expect(await formatLink(JSON.parse(record({ simulation: bytes.join('') })))).toBeNull();
  });
});

describe('a link of another model', () => {
  const shared = sharedRun(play('incident').place());

  test('is loaded at its start, and it is said from which step on the model is another', async () => {
    const { place } = play('incident');
    const { model, steps } = place();
    const elsewhere = steps.map((step, at) => (at === 10 ? { ...step, index: 97 } : step));
    const found = await openShared({ ...shared, schedule: formatToken(model, elsewhere) }, CATALOG, equip);
    if ('mistake' in found || found.changed === null) throw new Error('the model is another');
    expect(changedText(en.share, found.changed)).toMatch(/^Loaded, not run: the model changed (at|between) step \d+/);
    expect(found.opening).toMatchObject({ schedule: null, at: 0 });
  });

  test('that reads the simulation differently says so', async () => {
    const other = sharedRun(play('x2-second-update').place());
    const found = await openShared({ ...shared, schedule: other.schedule }, CATALOG, equip);
    if ('mistake' in found || found.changed === null) throw new Error('the simulation is another');
    expect(parseToken(other.schedule)).not.toHaveProperty('problem');
    expect(changedText(en.share, found.changed)).toContain('reads the simulation differently');
  });
});

describe('what is handed in', () => {
  test.each([
    ['nothing', '', 'not-a-link'],
    ['an address without a run', 'http://127.0.0.1:8080/#sim=incident', 'not-a-link'],
    ['a script', '#link=<script>alert(1)</script>', 'damaged'],
    ['what is no DEFLATE', '#link=AAAA', 'damaged'],
    ['a long one', `#link=${'A'.repeat(LINK_LENGTH_MAX + 1)}`, 'too-big'],
    ['megabytes', 'x'.repeat(5_000_000), 'too-big'],
    ['JSON of something else', '{"a":1}', 'not-a-link'],
    ['JSON that is cut short', '{"playground":{', 'not-a-link'],
    ['a record that is none', '{"playground":[]}', 'damaged'],
    ['brackets', `{"playground":${'['.repeat(200_000)}`, 'not-a-link'],
  ])('%s', async (_, text, why) => {
    expect(await readHandedIn(text)).toBe(why);
  });

  test('few bytes that unfold to many are not unfolded', async () => {
    expect(await readLink(await pack('0'.repeat(LINK_BYTES_MAX + 1)))).toBe('too-big');
    const bomb = await pack('0'.repeat(40_000_000));
    expect(bomb.length).toBeLessThan(LINK_LENGTH_MAX);
    expect(await readLink(bomb)).toBe('too-big');
  });

  test.each([
    ['another format', { format: 2 }, 'newer-format'],
    ['a name with a line break', { name: 'a\nb' }, 'damaged'],
    ['a name that is none', { name: ['a'] }, 'damaged'],
    ['an unknown policy', { policy: 'toString' }, 'damaged'],
    ['steps beyond all bounds', { at: 1e9 }, 'damaged'],
    ['a missing field', { schedule: undefined }, 'damaged'],
  ])('%s', async (_, changed, why) => {
    expect(await readLink(await pack(record(changed)))).toBe(why);
  });

  test.each([
    ['an alias bomb', bomb(), /^mine\.yaml:\d+:\d+: .{10,200}$/],
    ['deep nesting', '['.repeat(5000), /nested too deep/],
    ['no YAML', '\u0000', /mine\.yaml:1:1/],
  ])('a simulation with %s is a mistake in one line', async (_, simulation, words) => {
    const shared = await readLink(await pack(record({ name: 'mine', simulation })));
    if (typeof shared === 'string') throw new Error(shared);
    const found = await openShared(shared, CATALOG, equip);
    expect('mistake' in found && found.mistake).toMatch(words);
  });

  test('an exported JSON file and a page hold the same as the link', async () => {
    const shared = sharedRun(play('incident').place());
    expect(await readHandedIn(`{"steps":[],"playground":${JSON.stringify(shared)}}`)).toEqual(shared);
    const element = `<script type="application/json" id="shared-run">${JSON.stringify(shared)}</script>`;
    expect(await readHandedIn(`<!doctype html>${element}<script>1</script>`)).toEqual(shared);
  });
});

function bomb(): string {
  const levels = Array.from({ length: 20 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`);
  return `l0: &l0 [x]\n${levels.join('\n')}\n`;
}
