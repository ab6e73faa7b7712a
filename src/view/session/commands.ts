// What a face may ask of a session: one discriminated union.
import type { Strategy } from '../../actors/app/strategy.ts';
import type { OracleNews } from '../../explore/oracle-messages.ts';
import type { PropertyName } from '../../properties/names.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { Timing } from '../../world/scenario.ts';
import type { Policy } from '../../world/schedulers.ts';
import type { Opening } from './reducer.ts';

/** What `jump` looks for. */
export const JUMPS = ['event', 'inotify', 'request', 'time'] as const;
export type Jump = (typeof JUMPS)[number];

export type SessionCommand =
  /** One stop forward: along the branch, or as the policy picks at its end. */
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  /**
   * Takes choice number `choice` (from 0) and the rest of its fold; another one than last time makes a
   * branch.
   */
  | { readonly type: 'take'; readonly choice: number }
  | { readonly type: 'home' }
  /** To the end of the run; the policy goes on to it where nobody has been yet. */
  | { readonly type: 'end' }
  /** To after step number `at` of the branch. */
  | { readonly type: 'seek'; readonly at: number }
  /** On to the next stop of this kind; to the end of the run when there is none. */
  | { readonly type: 'jump'; readonly to: Jump }
  | { readonly type: 'unfold' }
  /** Says the command line that comes to this place again. */
  | { readonly type: 'share' }
  /** To the branch that ends in this leaf. */
  | { readonly type: 'branch'; readonly leaf: number }
  | { readonly type: 'next-branch' }
  /** Forgets the branch that ends in this leaf; the present one stays. */
  | { readonly type: 'forget-branch'; readonly leaf: number }
  /** Another simulation, by its name. */
  | { readonly type: 'load'; readonly simulation: string }
  /** What has been handed in: a link, a file. */
  | { readonly type: 'open'; readonly opening: Omit<Opening, 'catalog' | 'openAt'> }
  /** The same simulation with another strategy, by its name. */
  | { readonly type: 'strategy'; readonly name: string }
  /** What is open has been edited: the same place in it. */
  | { readonly type: 'edited'; readonly simulation: Simulation }
  /** A strategy has been edited: what is open with it, at the same place. */
  | { readonly type: 'edited-strategy'; readonly strategy: Strategy }
  | { readonly type: 'policy'; readonly policy: Policy }
  /** The same run under the other meaning of time, as far as it is possible there. */
  | { readonly type: 'timing'; readonly timing: Timing }
  /** On to the nearest violation: from here, or from the start where none can be reached any more. */
  | { readonly type: 'counterexample'; readonly property: PropertyName }
  /** An oracle starts to look at what is open. */
  | { readonly type: 'consulted' }
  /** What it tells; nothing that a person did. */
  | { readonly type: 'foreseen'; readonly news: OracleNews };
