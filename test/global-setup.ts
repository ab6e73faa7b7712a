// Before any test: dist/ is what the sources say. Several test workers building at once would trip over each other.
import { ensureBuilt } from '../src/setup.mjs';

export function setup(): void {
  ensureBuilt();
}
