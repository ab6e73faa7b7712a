// The application: its strategy's statechart, what it holds and serves, and the rules of the strategy.
import type { ReactNode } from 'react';
import { rulesOf } from '../view/app.ts';
import { proseOf } from '../view/prose.ts';
import { formatTime } from '../view/time.ts';
import { Badge } from './badge.tsx';
import { AppChartPicture } from './chart/app-chart-picture.tsx';
import { Pane } from './pane.tsx';
import { useFace, useMessages } from './playground-context.ts';

export function AppPane(): ReactNode {
  const { view } = useFace();
  const messages = useMessages();
  const { panes, app: words, web } = messages;
  const { app } = view;
  const rules = rulesOf(words, app);
  const { why } = proseOf(messages, app.strategy);
  return (
    <Pane
      name="app"
      title={panes.app}
      aside={
        <span className="pane-aside">
          <code>{app.strategy.name}</code> · <code>{app.watcher}</code>
        </span>
      }
    >
      <AppChartPicture />
      {why === '' ? null : <p className="app-why">{why}</p>}
      <dl className="app-facts">
        <div>
          <dt>{words.holds}</dt>
          {app.holds.map(({ file, glyph }) => (
            <dd key={file}>
              <code>{file}</code> <Badge glyph={glyph} />
            </dd>
          ))}
        </div>
        <div>
          <dt>{words.serves}</dt>
          <dd>
            {app.serves === null ? (
              words.notServing
            ) : (
              <>
                {app.serves.status} <Badge glyph={app.serves.glyph} />
              </>
            )}
          </dd>
        </div>
        {app.timers.map(({ id, dueMs }) => (
          <div key={id}>
            <dt>{words.until(id, formatTime(dueMs))}</dt>
          </div>
        ))}
      </dl>
      {rules.length === 0 ? null : (
        <ul className="app-rules" aria-label={web.chart.rules}>
          {rules.map(({ text, isConsidered }) => (
            <li key={text} aria-current={isConsidered}>
              <code>{text}</code>
            </li>
          ))}
          <li className="role-dim">{words.otherwise}</li>
        </ul>
      )}
    </Pane>
  );
}
