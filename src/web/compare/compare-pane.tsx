// Two strategies on the schedule of the run that is open: pick both, read where they differ, see it in line.
import { type ReactNode, useState } from 'react';
import { SIDES, type Side } from '../../view/compare.ts';
import { comparable, comparisonOf, pairAsked, usualPair } from '../../view/comparison.ts';
import { Choice } from '../choice-of-few.tsx';
import { Pane } from '../pane.tsx';
import { useFace, useMessages, useStores } from '../playground-context.ts';
import { ComparePicture, type ShownDifference } from './compare-picture.tsx';

const FIRST: ShownDifference = { difference: 0 };

export function ComparePane(): ReactNode {
  const messages = useMessages();
  const { compare: words } = messages;
  const { session } = useStores();
  useFace();
  const [chosen, setChosen] = useState<Partial<Record<Side, string>>>(() => pairAsked(location.hash) ?? {});
  const state = session.state();
  const names = comparable(state);
  const pair = { ...usualPair(state), ...chosen };
  const comparison = comparisonOf(state, pair, messages);
  const [shown, setShown] = useState(FIRST);
  const labels = { a: words.first, b: words.second };
  return (
    <Pane name="compare" title={words.title} aside={<a href={`#${comparison.address}`}>{words.link}</a>}>
      <div className="compare-settings">
        {SIDES.map((side) => (
          <Choice
            key={side}
            label={labels[side]}
            value={comparison.strategies[side]}
            options={names.map((name) => ({ value: name, text: name, help: '' }))}
            onChange={(name) => setChosen({ ...chosen, [side]: name })}
          />
        ))}
        <p className="role-dim">{words.what}</p>
      </div>
      <output className="compare-sentences">
        {comparison.sentences.map(({ text, difference }) => (
          <p key={text}>
            {difference === null ? (
              text
            ) : (
              <button type="button" className="quiet difference-told" onClick={() => setShown({ difference })}>
                {text}
              </button>
            )}
          </p>
        ))}
      </output>
      <ComparePicture comparison={comparison} shown={shown} />
    </Pane>
  );
}
