// How a system's words are coloured.
import type { Role } from './rows.ts';

export const TONES: Readonly<Record<'good' | 'bad' | 'dim', Role>> = { good: 'ok', bad: 'bad', dim: 'dim' };
