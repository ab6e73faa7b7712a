// Virtual time as people write it: 0s, 5s, 65.2s, 3m5s.

/** Milliseconds since the container start as seconds, without zeros that say nothing. */
export function formatTime(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))}s`;
}
