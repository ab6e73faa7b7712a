// Exports of a place that a page makes by itself, as text; a file that plays offline and a PNG need the page's help.
import type { Run } from '../../world/run.ts';
import type { Messages } from '../messages/messages.ts';
import type { Export } from '../messages/share-words.ts';
import { endOf } from '../session/reducer.ts';
import { newTree, take } from '../session/run-tree.ts';
import { JSON_FIELD } from '../share/link-form.ts';
import { type Place, sharedRun } from '../share/shared-run.ts';
import { runToJson } from './json.ts';
import { formatMermaid } from './mermaid.ts';
import { offlineHtml } from './offline-html.ts';
import { runToOtlp } from './otlp.ts';
import { runToPerfetto } from './perfetto.ts';
import { formatSvg, type SvgTheme } from './svg.ts';

/** The whole run of a place as the text of a file. */
export function exportText(messages: Messages, place: Place, format: Exclude<Export, 'png' | 'html'>): string {
  const { model } = place;
  const run = runOf(place);
  switch (format) {
    case 'svg':
      return formatSvg(messages, model, run, 'system');
    case 'mermaid':
      return `${formatMermaid(model, run)}\n`;
    case 'json':
      return `${JSON.stringify({ ...runToJson(model, run), [JSON_FIELD]: sharedRun(place) }, null, 2)}\n`;
    case 'perfetto':
      return `${JSON.stringify(runToPerfetto(model, run))}\n`;
    case 'otlp':
      return `${JSON.stringify(runToOtlp(model, run))}\n`;
  }
}

/** The page of `template` with this place in it. */
export function offlineText(template: string, place: Place): string {
  return offlineHtml(template, sharedRun(place));
}

/** The picture in fixed colours, to be turned into pixels. */
export function pictureOf(messages: Messages, place: Place, theme: SvgTheme): string {
  return formatSvg(messages, place.model, runOf(place), theme);
}

/** A branch may end where somebody has left off. */
function runOf({ model, steps }: Place): Run {
  const { first } = model;
  return { first, steps, end: endOf(model, take(newTree(first), steps)) ?? 'steps-max' };
}
