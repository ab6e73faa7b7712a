// Whole numbers as people read them.

/** A whole number with its thousands apart, the same on every machine: "48 212". */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}
