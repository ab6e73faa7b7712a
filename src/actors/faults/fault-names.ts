// The faults that a simulation may switch on: what can go wrong around a reload that is nobody's own doing.
//
// Sources: the and facts/strategies.md section 9 (fault points). What each does is in src/world/faults.

export const FAULTS = [
  'kubelet-crash',
  'watch-delay',
  'invalid-yaml',
  'empty-payload',
  'key-removed',
  'slow-app',
  'container-crash',
  'noisy-neighbour',
  'watch-limit',
  'instance-limit',
  'held-fd',
  'clock-step',
] as const;
export type FaultName = (typeof FAULTS)[number];

/** One fault that may happen, and how often at most. */
export interface FaultSpec {
  readonly fault: FaultName;
  readonly times: number;
  /** How long it lasts, in ms; null where a fault has no length. */
  readonly forMs: number | null;
}

/** A wrong apply, and what was stored before it. */
export interface Mistake {
  readonly wrong: Readonly<Record<string, string>>;
  readonly before: Readonly<Record<string, string>>;
}

/** What is left of a fault once it has happened, for whoever ends it. */
export interface Lasting {
  /** A descriptor that is held. */
  readonly fd?: number;
  readonly mistake?: Mistake;
  /** The pod's container has died, and kubelet does not know yet. */
  readonly died?: boolean;
}

/** How long the faults that last do so, in ms, where the simulation does not say. */
export const FAULT_LASTS_MS: Readonly<Partial<Record<FaultName, number>>> = {
  // Two sync periods, so that the mistake is seen first.
  'invalid-yaml': 180_000,
  'empty-payload': 180_000,
  'key-removed': 180_000,
  // The longest back-off of a reflector.
  'watch-delay': 30_000,
  // Longer than the longest sync period, so that a whole update may pass.
  'slow-app': 100_000,
  'held-fd': 120_000,
};
