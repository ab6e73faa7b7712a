// Tables of the benchmark: a median with its tenth and ninetieth percentile.
import { stdout } from 'node:process';

/** @param {readonly number[]} values @param {number} part from 0 to 1 @returns {number} */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
}

/** @param {string} name @param {number[]} values @param {string} unit */
export function printRow(name, values, unit) {
  const shown = [0.5, 0.1, 0.9].map((part) => quantile(values, part).toFixed(0).padStart(10)).join('');
  stdout.write(`${name.padEnd(48)}${shown}  ${unit}\n`);
}

/** @param {string} title @param {number} count */
export function printHead(title, count) {
  stdout.write(
    `\n${title.padEnd(48)}${['median', 'p10', 'p90'].map((each) => each.padStart(10)).join('')}  (n = ${count})\n`,
  );
}
