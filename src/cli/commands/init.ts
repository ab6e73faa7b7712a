// `init`: a commented simulation file to start from. An existing file is never touched.
import { writeFileSync } from 'node:fs';
import { describeSystemError, STDIN } from '../../files/input.ts';
import { oneLine } from '../../simulation/diagnostics.ts';
import { STARTER_FILE } from '../../simulation/init.ts';
import { type Outcome, printed, refused } from '../outcome.ts';

export async function init(file: string | undefined): Promise<Outcome> {
  if (file === undefined || file === STDIN) return printed(STARTER_FILE);
  try {
    writeFileSync(file, STARTER_FILE, { flag: 'wx' });
  } catch (error) {
    return refused({ refusal: [`${oneLine(file)}: ${describeSystemError(error)}`] });
  }
  return printed('');
}
