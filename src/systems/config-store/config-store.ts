// The configuration store of the article's chapters 1 and 2.3: how a program keeps its configuration while requests
// read it and a reload replaces it.
//
// One goroutine reloads, up to three requests take two values each. What differs is what lies between them: nothing,
// a lock, sync.Map, an atomic pointer. Rules C1 to C8.
import { defineSystem, type Process } from '../system.ts';
import { createGoroutine } from './goroutine-machine.ts';
import { reloadProgram, requestProgram } from './programs.ts';
import { properties } from './properties.ts';
import { type ConfigStoreConfig, configStoreSchema, mistakesIn } from './schema.ts';
import { freshMemory, operations } from './store.ts';
import { words } from './words.ts';
import { wordsZh } from './words-zh.ts';

function processes({ store, reads, readers, reloads, gc }: ConfigStoreConfig): readonly Process[] {
  const reload: Process = { id: '@reload', machine: createGoroutine(reloadProgram(store, reloads)) };
  const request = createGoroutine(requestProgram(store, reads));
  const requests = Array.from(
    { length: readers },
    (_, index): Process => ({ id: `@request-${index + 1}`, machine: request }),
  );
  const collector: Process = { id: '@gc', machine: createGoroutine([{ op: 'gc', args: null }]) };
  return [reload, ...requests, ...(gc ? [collector] : [])];
}

export const configStore = defineSystem({
  name: 'config-store',
  schema: configStoreSchema,
  mistakes: mistakesIn,
  processes,
  shared: ({ store }) => freshMemory(store),
  operations,
  // Nothing here waits for time.
  horizonMs: () => 1000,
  properties,
  words: { en: words, zh: wordsZh },
});
