// Generated scenarios against the reference, a quarter of them.
import { comparesGenerated } from './generated.ts';

comparesGenerated(0);
