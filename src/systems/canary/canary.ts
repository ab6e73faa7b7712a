// The canary of the article, chapter 4.1: steps of an Argo Rollout over a small fleet, and the names of its ConfigMaps.
import { defineSystem } from '../system.ts';
import { canaryHorizonMs, canaryProcesses } from './processes.ts';
import { canaryProperties } from './properties.ts';
import { canaryMistakes, canarySchema } from './schema.ts';
import { canaryOperations, firstFleet } from './shared.ts';
import { canaryWords } from './words.ts';
import { canaryWordsZh } from './words-zh.ts';

export const canary = defineSystem({
  name: 'canary',
  schema: canarySchema,
  mistakes: canaryMistakes,
  processes: canaryProcesses,
  shared: firstFleet,
  operations: canaryOperations,
  horizonMs: canaryHorizonMs,
  properties: canaryProperties,
  words: { en: canaryWords, zh: canaryWordsZh },
});
