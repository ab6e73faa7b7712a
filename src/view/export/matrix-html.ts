// The matrix as one HTML file that needs nothing else: tables with headers for a screen reader, light and dark as the
// reader's system has it, and never a meaning that only a colour tells.
import { asksOf, type Cell, type Matrix } from '../../matrix/matrix.ts';
import type { Messages } from '../messages/messages.ts';
import { proseOf } from '../prose.ts';
import { cellText, countOf, LOOK, notesOf } from './matrix-words.ts';

const STYLE = `
:root { color-scheme: light dark; --bad: light-dark(#fde0dc, #5c1f1a); --line: light-dark(#c8c8c8, #555); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 100rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-block: .5rem; }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: start; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
tbody th { position: sticky; left: 0; background: Canvas; font-weight: normal; white-space: nowrap; }
td.violated { background: var(--bad); }
td small { display: block; }
td.not-applicable, td.vacuous { font-style: italic; }`;

/** The whole file. `notModelled` is the last sentence. */
export function matrixToHtml(messages: Messages, matrix: Matrix, notModelled: string): string {
  const { title, reading, look } = messages.matrix;
  const notes = notesOf(messages, matrix).map(([text, means]) => `<dt>${text}</dt><dd>${escaped(means)}</dd>`);
  return `<!DOCTYPE html>
<html lang="${escaped(messages.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${inline(reading)}</p>
${cellsTable(messages, matrix)}
${notes.length === 0 ? '' : `<dl>${notes.join('')}</dl>\n`}<p>${escaped(countOf(messages, matrix))}</p>
${hazardsTable(messages, matrix)}
${chaptersTable(messages, matrix)}<p>${escaped(look(''))}<code>${escaped(LOOK)}</code></p>
<p>${escaped(notModelled)}</p>
</main>
</body>
</html>
`;
}

function cellsTable(messages: Messages, { hazards, rows }: Matrix): string {
  const heads = hazards.map(
    ({ hazard, scenario }) =>
      `<th scope="col"><a href="#${hazard}" title="${escaped(scenario.name)}">${hazard}</a></th>`,
  );
  const lines = rows.map(({ strategy, cells }) => {
    const head = `<th scope="row" title="${escaped(proseOf(messages, strategy).title)}">${escaped(strategy.name)}</th>`;
    return `<tr>${head}${cells.map((cell) => cellOf(messages, cell)).join('')}</tr>`;
  });
  return scrolled(messages.matrix.title, [messages.matrix.strategy], heads, lines);
}

function cellOf(messages: Messages, cell: Cell): string {
  const kind = cell.kind === 'holds' && cell.vacuous !== null ? 'vacuous' : cell.kind;
  const property = cell.kind === 'violated' ? `<small>${cell.failures[0].property}</small>` : '';
  return `<td class="${kind}">${escaped(cellText(messages, cell))}${property}</td>`;
}

function hazardsTable(messages: Messages, { hazards }: Matrix): string {
  const { hazard, simulation, about, asks } = messages.matrix;
  const lines = hazards.map((each) => {
    const { name } = each.scenario;
    const { title, why } = proseOf(messages, each.scenario);
    const cells = [`<code>${escaped(name)}</code>`, `<strong>${escaped(title)}</strong><br>${escaped(why)}`];
    const all = [...cells, asksOf(each).join('<br>')].map((cell) => `<td>${cell}</td>`);
    return `<tr id="${each.hazard}"><th scope="row">${each.hazard}</th>${all.join('')}</tr>`;
  });
  const heads = [simulation, about, asks].map((head) => `<th scope="col">${escaped(head)}</th>`);
  return scrolled(hazard, [hazard], heads, lines);
}

/** The stories of the chapters; nothing where there are none. */
function chaptersTable(messages: Messages, { chapters }: Matrix): string {
  if (chapters.length === 0) return '';
  const words = messages.matrix.chapters;
  const lines = chapters.map(({ story, cells }) => {
    const { title } = proseOf(messages, story.scenario);
    const found = cells.map(({ property, cell }) => `${property}: ${escaped(cellText(messages, cell))}`);
    const name = `<td><code>${escaped(story.scenario.name)}</code><br>${escaped(title)}</td>`;
    const rest = `<td>${escaped(words.forms[story.form])}</td><td>${found.join('<br>')}</td>`;
    return `<tr><th scope="row">${story.chapter}</th>${name}${rest}</tr>`;
  });
  const heads = [words.story, words.form, words.found].map((head) => `<th scope="col">${escaped(head)}</th>`);
  return `<p>${escaped(words.reading)}</p>\n${scrolled(words.title, [words.chapter], heads, lines)}\n`;
}

/** A table that scrolls by itself where it is too wide; it can be reached by keyboard. */
function scrolled(
  label: string,
  corner: readonly [string],
  heads: readonly string[],
  lines: readonly string[],
): string {
  const head = `<tr><th scope="col">${escaped(corner[0])}</th>${heads.join('')}</tr>`;
  const body = `<table><thead>\n${head}\n</thead><tbody>\n${lines.join('\n')}\n</tbody></table>`;
  return `<div class="wide" role="region" tabindex="0" aria-label="${escaped(label)}">${body}</div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Text in which `words` between backquotes are code. */
function inline(text: string): string {
  return escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
