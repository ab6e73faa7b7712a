// What a schema cannot say about a strategy: fields that are right by themselves and make no sense together.
import type { Diagnostic, Path } from './diagnostics.ts';
import type { SourceDocument } from './document.ts';
import { diagnosticAt } from './issues.ts';
import type { InlineStrategy } from './strategy-schema.ts';

/** Checks a strategy that stands at `base` in the document. */
export function checkStrategy(document: SourceDocument, base: Path, strategy: InlineStrategy): readonly Diagnostic[] {
  const contradict = (path: Path, message: string): Diagnostic =>
    diagnosticAt(document, [...base, ...path], 'contradiction', message);
  const found: Diagnostic[] = [];
  if (strategy.watch.length === 0 && strategy.on.length > 0) {
    found.push(contradict(['on'], 'found rules for events but nothing watched, expected an entry in watch'));
  }
  if (strategy.watch.length === 0 && strategy.dontFollow) {
    found.push(contradict(['dontFollow'], 'found true but nothing watched, expected an entry in watch'));
  }
  strategy.watch.forEach((target, index) => {
    if (strategy.watch.indexOf(target) === index) return;
    found.push(contradict(['watch', index], `found ${target} a second time, expected it once`));
  });
  return [...found, ...checkActions(strategy, contradict)];
}

function checkActions(strategy: InlineStrategy, contradict: (path: Path, message: string) => Diagnostic) {
  const lists: readonly { readonly path: Path; readonly actions: readonly string[] }[] = [
    ...strategy.on.map((rule, index) => ({ path: ['on', index, 'do'], actions: rule.do })),
    { path: ['poll', 'do'], actions: strategy.poll?.do ?? [] },
  ];
  return lists.flatMap(({ path, actions }) => {
    const sleep = actions.indexOf('sleep');
    if (sleep >= 0 && strategy.sleep === 0) {
      return [contradict([...path, sleep], 'found sleep without a length, expected the field sleep, such as 50ms')];
    }
    const exit = actions.findIndex((action) => action === 'exit-loop' || action === 'exit-process');
    if (exit >= 0 && exit < actions.length - 1) {
      return [contradict([...path, exit + 1], `found an action after ${actions[exit]}, expected none`)];
    }
    return [];
  });
}
