// E12: the node's clock is set back (NTP): files written from now on are older than those written before.
//
// Source: facts/strategies.md 9, X15. Logical times cannot say by how much; it is enough that `After` says no.
// Leaves out: steps forward (they change nothing here) and time stamps that are equal.
import { type Draft, fsOf } from '../draft.ts';
import { type Fault, ONE_WAY } from './fault.ts';

export const clockStep: Fault = {
  name: 'clock-step',
  rule: 'E12',
  options: () => ONE_WAY,
  happen: (draft: Draft) => {
    const fs = fsOf(draft);
    draft.fs = { ...fs, clockOffset: fs.clockOffset - STEP };
    return {};
  },
};

/** More than the number of changes in any run. */
const STEP = 1_000_000;
