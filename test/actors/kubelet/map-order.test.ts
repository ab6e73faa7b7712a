// Go's map order as a choice of the scheduler: asked only where somebody can see the difference.
import { expect, test } from 'vitest';
import { kubeletFeatures } from '../../../src/actors/kubelet/versions.ts';
import { emptyVolume, namesIn, write } from './volume.ts';

const features = kubeletFeatures('1.34');
const OLD = { a: '1', b: '1', c: '1' };

function questions(payload: Readonly<Record<string, string>>, exploreMapOrder = true): readonly string[] {
  const { kernel } = write(emptyVolume(), OLD, { features });
  const asked: string[] = [];
  write(
    kernel,
    payload,
    { features, exploreMapOrder, lastTs: 1 },
    {
      choose: (question, options) => {
        asked.push(`${question}: ${options.join(' ')}`);
        return options.at(-1) ?? '';
      },
    },
  );
  return asked;
}

test('K47: nothing is asked when at most one link comes or goes', () => {
  expect(questions({ ...OLD, a: '2' })).toEqual([]);
  expect(questions({ ...OLD, d: '1' })).toEqual([]);
  expect(questions({ a: '1', b: '1' })).toEqual([]);
  expect(questions(OLD)).toEqual([]);
});

test('K47: with several new or removed links every next one is asked, and the last one is not', () => {
  expect(questions({ ...OLD, d: '1', e: '1', f: '1' })).toEqual(['next new link: d e f', 'next new link: d e']);
  expect(questions({ a: '1' })).toEqual(['next link to remove: b c']);
});

test('K47: keys of one directory share one link', () => {
  expect(questions({ ...OLD, 'd/x': '1', 'd/y': '1' })).toEqual([]);
});

test('K47: without exploring, keys come in sorted order', () => {
  expect(questions({ d: '1', e: '1' }, false)).toEqual([]);
});

test('K47: links are made in the order chosen, and all of them are made', () => {
  const order = ['c', 'a', 'b'];
  const made = write(
    emptyVolume(),
    OLD,
    { features, exploreMapOrder: true },
    {
      choose: (_, options) => order.find((name) => options.includes(name)) ?? '',
    },
  );
  const links = made.calls.flatMap(({ call }) => (call.call === 'symlink' ? [call.target] : []));
  expect(links).toEqual(['..ts1', '..data/c', '..data/a', '..data/b']);
  expect(namesIn(made.kernel)).toEqual(['..data->..ts1', '..ts1/', 'a->..data/a', 'b->..data/b', 'c->..data/c']);
});
