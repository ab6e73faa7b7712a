// The SKU cache of the article, chapter 3.2: a database, Redis in front of it, an LRU cache in each pod, version stamps.
import { defineSystem } from '../system.ts';
import { skuCacheProcesses } from './processes.ts';
import { skuCacheProperties } from './properties.ts';
import { skuCacheMistakes, skuCacheSchema } from './schema.ts';
import { firstSkuCache, skuCacheOperations } from './shared.ts';
import { skuCacheWords } from './words.ts';
import { skuCacheWordsZh } from './words-zh.ts';

/** A minute after the last entry has lived its time. */
const AFTER_TTL_MS = 60_000;

export const skuCache = defineSystem({
  name: 'sku-cache',
  schema: skuCacheSchema,
  mistakes: skuCacheMistakes,
  processes: skuCacheProcesses,
  shared: firstSkuCache,
  operations: skuCacheOperations,
  horizonMs: ({ lru }) => lru.ttl + AFTER_TTL_MS,
  properties: skuCacheProperties,
  words: { en: skuCacheWords, zh: skuCacheWordsZh },
});
