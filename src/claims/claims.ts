// Every factual claim of chapters 1 to 4 of the article, in its order.
import { chapter1 } from './chapter-1.ts';
import { clusterClaims } from './chapter-2-cluster.ts';
import { inotifyClaims } from './chapter-2-inotify.ts';
import { volumeClaims } from './chapter-2-volumes.ts';
import { chapter3 } from './chapter-3.ts';
import { guardClaims } from './chapter-4-guards.ts';
import { releaseClaims } from './chapter-4-release.ts';
import type { Claim } from './claim.ts';

export const claims: readonly Claim[] = [
  ...chapter1,
  ...volumeClaims,
  ...inotifyClaims,
  ...clusterClaims,
  ...chapter3,
  ...releaseClaims,
  ...guardClaims,
];
