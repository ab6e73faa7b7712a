// The lanes as a picture of their own: one SVG file that needs nothing else, light or dark as the reader's system has it.
//
// The same numbers as on the page (lane-picture.ts). A version is a number on a disc and a colour, never a colour alone.
// Leaves out: the cursor; a picture shows the whole run.
import type { Model } from '../../world/model.ts';
import type { Run } from '../../world/run.ts';
import { badgesOf } from '../badges.ts';
import { laneName } from '../lane.ts';
import {
  AXIS_HEIGHT,
  CHAR_WIDTH,
  type HeldLine,
  type LanePicture,
  lanePicture,
  type PlacedArrow,
  type PlacedColumn,
} from '../lane-picture.ts';
import { inLanguage, lanesView } from '../lanes.ts';
import type { Messages } from '../messages/messages.ts';
import { proseOf } from '../prose.ts';
import { widthOf } from '../rows.ts';
import { COLORS, ROLE_COLORS } from './svg-colors.ts';

/** Which colours: the reader's system decides, or they are fixed. */
export type SvgTheme = 'system' | 'light' | 'dark';

const MARGIN = 16;
/** Title and the line under it. */
const HEAD = 58;
const NAME_PADDING = 12;
const BADGE_RADIUS = 8;

/** The whole file. */
export function formatSvg(
  messages: Messages,
  model: Model,
  run: Pick<Run, 'first' | 'steps'>,
  theme: SvgTheme,
): string {
  const picture = lanePicture(
    inLanguage(lanesView(model, run.first, run.steps, 'folds'), messages.language),
    run.steps,
  );
  const { scenario } = model;
  const { title } = proseOf(messages, scenario);
  const { lanes } = messages.web;
  const namesWidth =
    Math.max(...picture.bands.map(({ lane }) => widthOf(laneName(lanes, lane)))) * CHAR_WIDTH + NAME_PADDING;
  const { system, share } = messages;
  const about = system?.name ?? share.picture(scenario.app.strategy.name, scenario.app.watcher);
  const wanted = Math.max(namesWidth + picture.width, widthOf(title) * 10, widthOf(about) * CHAR_WIDTH);
  const [width, height] = [wanted + 2 * MARGIN, picture.height + HEAD + 2 * MARGIN].map(Math.ceil) as [number, number];
  const names = picture.bands.map(
    ({ lane, y, height: high }) =>
      `<text class="name" x="0" y="${tidy(y + high - 9)}">${escaped(laneName(lanes, lane))}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title about">
<title id="title">${escaped(title)}</title>
<desc id="about">${escaped(about)}</desc>
<style>${styleFor(theme)}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
<rect class="ground" width="${width}" height="${height}"/>
<g transform="translate(${MARGIN} ${MARGIN})">
<text class="title" y="18">${escaped(title)}</text>
<text class="about" y="38">${escaped(about)}</text>
<g transform="translate(0 ${HEAD})">
${picture.bands.map(({ y }) => `<path class="border" d="M0 ${tidy(y)}H${tidy(namesWidth + picture.width)}"/>`).join('\n')}
${names.join('\n')}
<g transform="translate(${tidy(namesWidth)} 0)">
${[...drawing(picture)].join('\n')}
</g>
</g>
</g>
</svg>
`;
}

function drawing({ columns, held, arrows }: LanePicture): readonly string[] {
  return [...held.map(heldLine), ...arrows.map(arrowLine), ...columns.map(column)].filter((drawn) => drawn !== '');
}

function column({ x, time, marks }: PlacedColumn): string {
  const texts = marks.map(
    (mark) =>
      `<text class="mark ${roleClass(mark.role)}" x="${tidy(mark.x)}" y="${tidy(mark.y)}" dy="0.35em">${escaped(mark.text)}</text>`,
  );
  const at =
    time === null ? [] : [`<text class="time" x="${tidy(x + 4)}" y="${AXIS_HEIGHT - 8}">${escaped(time)}</text>`];
  return [...at, ...texts].join('\n');
}

function heldLine({ lane, fromX, toX, y, glyph }: HeldLine): string {
  const line = `<path class="held held-${lane} ${roleClass(glyph.role)}" d="M${tidy(fromX)} ${tidy(y)}H${tidy(toX)}"/>`;
  const badges = badgesOf(glyph).map(({ text, isVersion, role }, at) => {
    const place = `translate(${tidy(fromX + BADGE_RADIUS * (1 + 2 * at))} ${tidy(y)})`;
    const [disc, sign] = isVersion ? ['disc', 'number'] : ['hole', 'sign'];
    return `<g class="${roleClass(role)}" transform="${place}"><circle class="${disc}" r="${BADGE_RADIUS}"/><text class="${sign}" dy="0.36em">${escaped(text)}</text></g>`;
  });
  return [line, ...badges].join('\n');
}

/** Upright where both ends are in one column, a curve that leaves and arrives upright elsewhere. */
function arrowLine({ kind, fromX, fromY, toX, toY }: PlacedArrow): string {
  const [x1, y1, x2, y2] = [fromX, fromY, toX, toY].map(tidy) as [number, number, number, number];
  const middle = tidy((fromY + toY) / 2);
  const path =
    Math.abs(x1 - x2) < 1 ? `M${x1} ${y1}L${x2} ${y2}` : `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
  return `<path class="arrow arrow-${kind}" d="${path}" marker-end="url(#head)"/>`;
}

function roleClass(role: string | null): string {
  return role === null ? 'plain' : `role-${role}`;
}

function styleFor(theme: SvgTheme): string {
  const scheme = (which: 'light' | 'dark'): string =>
    `:root{${Object.entries(COLORS)
      .map(([name, color]) => `--${name}:${color[which]}`)
      .join(';')}}`;
  const colors =
    theme === 'system' ? `${scheme('light')}@media (prefers-color-scheme:dark){${scheme('dark')}}` : scheme(theme);
  const roles = Object.entries(ROLE_COLORS).map(([role, color]) => `.role-${role}{--role:var(--${color})}`);
  return `${colors}${roles.join('')}${STYLE}`;
}

const STYLE = [
  'text{font:12.6px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;fill:var(--ink)}',
  '.ground{fill:var(--panel)}',
  '.title{font:650 18px system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}',
  '.about,.time{fill:var(--muted)}',
  '.name{font:600 14px system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}',
  '.mark{fill:var(--role,var(--ink))}',
  '.role-mark,.role-bad{font-weight:650}',
  '.border{stroke:var(--line)}',
  '.held{fill:none;stroke:var(--role);stroke-width:3}',
  '.held-inotify{stroke-dasharray:2 5}',
  '.held.role-bad{stroke-width:1;stroke-dasharray:1 6}',
  '.disc{fill:var(--role)}',
  '.hole{fill:var(--panel)}',
  '.number,.sign{font-size:11px;font-weight:700;text-anchor:middle}',
  '.number{fill:var(--on-version)}',
  '.sign{fill:var(--role);font-size:14px}',
  '.arrow{fill:none;stroke:var(--line-strong);stroke-width:1.1}',
  '.arrow-message,.arrow-read{stroke-dasharray:4 3}',
  'marker path{fill:var(--line-strong)}',
].join('');

/** A tenth of a unit is less than anybody sees. */
function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
