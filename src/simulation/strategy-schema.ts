// The file format of a reload strategy: the YAML form of the `Strategy` record (actors/app/strategy.ts).
//
// From this one definition come the types, the validation, the JSON Schema, the completion in editors and the tables of
// docs/simulations.md. The words of the record (targets, ops, actions …) are imported, never repeated.
import { z } from 'zod';
import {
  ACTIONS,
  CONDITIONS,
  DEBOUNCE_KINDS,
  LOAD_ERROR_POLICIES,
  NAME_MATCHES,
  READ_MODES,
  REARM_ERROR_POLICIES,
  START_ORDERS,
  type Strategy,
  SWAP_MODES,
  WATCH_ERROR_POLICIES,
  WATCH_OPS,
  WATCH_TARGETS,
} from '../actors/app/strategy.ts';
import { watcherLibraries } from '../actors/watcher/libraries.ts';
import { duration, interval } from '../systems/words-of-time.ts';
import { ACTIONS_MAX, FILES_MAX, RETRIES_MAX, RULES_MAX } from './limits.ts';
import { prose, titleText, whyText } from './schema-words.ts';

export const WATCHER_IDS = Object.keys(watcherLibraries) as readonly (keyof typeof watcherLibraries)[];

const REMEMBER_MODES = ['when-seen', 'after-success'] as const satisfies readonly Strategy['remember'][];

const actions = z.array(z.enum(ACTIONS)).min(1).max(ACTIONS_MAX);
const condition = z.enum(CONDITIONS);

const rule = z.strictObject({
  ops: z
    .union([z.literal('any'), z.array(z.enum(WATCH_OPS)).min(1).max(WATCH_OPS.length)])
    .default('any')
    .describe("Operations of the event, in fsnotify's words; one of them is enough."),
  name: z
    .enum(NAME_MATCHES)
    .default('any')
    .describe(
      "How the event's name must compare with the configured files: any name; the same path; the same base name; " +
        'a name that ends in the base name; or `data`, the base name `..data`.',
    ),
  if: condition
    .optional()
    .describe('A comparison with what the application remembers; it costs the system calls it needs.'),
  do: actions.describe(
    '`reload` reads, checks and swaps; `rearm` adds the watches again; `unwatch` removes the watch; `sleep` waits for ' +
      '`sleep`; `exit-loop` ends the goroutine, the process lives on; `exit-process` ends the process.',
  ),
});

const debounce = z.strictObject({
  kind: z
    .enum(DEBOUNCE_KINDS)
    .describe('`trailing` acts once it has been quiet for `delay`; `leading` acts at once, then ignores for `delay`.'),
  delay: interval.describe('Length of the window.'),
});

const read = z.strictObject({
  how: z
    .enum(READ_MODES)
    .default('each-file')
    .describe('`each-file` opens every path afresh; `pinned-directory` resolves `..data` once for all of them.'),
  retries: z.int().min(0).max(RETRIES_MAX).default(0).describe('Further attempts after a failed read.'),
  delay: duration.prefault('0s').describe('Time between two attempts.'),
});

const verify = z.strictObject({
  nonEmpty: z
    .boolean()
    .default(false)
    .describe('Empty content is an error; otherwise it parses to the zero value, as yaml.Unmarshal does in Go.'),
  parse: z.boolean().default(true).describe('Content that does not parse is an error.'),
  requiredKeys: z
    .array(z.string().min(1).max(100))
    .max(FILES_MAX)
    .default([])
    .describe('Root keys that every parsed file must have.'),
});

const onRearmError = z.strictObject({
  policy: z.enum(REARM_ERROR_POLICIES).default('ignore').describe('What a failed Add does.'),
  retries: z.int().min(0).max(RETRIES_MAX).default(0).describe('Further attempts, for `retry`.'),
  delay: duration.prefault('0s').describe('Time between two attempts.'),
});

const poll = z.strictObject({
  every: interval.describe('Period of the ticks.'),
  if: condition.optional().describe('A comparison that must find a change first; left out, every tick acts.'),
  do: actions.describe('What a tick does; the same words as in a rule.'),
});

const record = {
  id: z
    .string()
    .regex(/^([NSX]\d{1,2}[a-z]?)?$/)
    .default('')
    .meta({ title: 'an id such as N4b or S06' })
    .describe('Number of the form: N1 to N18 for naive ones, S01 to S30 for real programs.'),
  watcher: z
    .enum(WATCHER_IDS)
    .optional()
    .describe('The library that it is written for; simulations that name none then use this one.'),
  watch: z
    .array(z.enum(WATCH_TARGETS))
    .max(WATCH_TARGETS.length)
    .default([])
    .describe(
      'What is watched: the mount `directory`; the configured `file`, its symlink followed; `data`, the path `..data`; ' +
        'or what the file resolved to when the watch was set (`resolved-file`, `resolved-directory`).',
    ),
  dontFollow: z
    .boolean()
    .default(false)
    .describe('IN_DONT_FOLLOW on every watch; only the raw `inotify` watcher has it.'),
  start: z.enum(START_ORDERS).default('read-then-watch').describe('Order of the first read and the first watch.'),
  startDelay: duration
    .prefault('0s')
    .describe('Time that the process needs between its first read and its first watch.'),
  on: z
    .array(rule)
    .max(RULES_MAX)
    .default([])
    .describe('Rules for events: the first that matches decides, an event that matches none is ignored.'),
  sleep: duration.prefault('0s').describe('Length of the `sleep` action.'),
  debounce: debounce.optional().describe('Puts events that follow closely into one reaction; left out, there is none.'),
  read: read.prefault({}).describe('How the files are read.'),
  verify: verify.prefault({}).describe('What makes freshly read content an error.'),
  skipSameContent: z.boolean().default(false).describe('A load whose bytes equal the last ones is skipped.'),
  remember: z
    .enum(REMEMBER_MODES)
    .default('when-seen')
    .describe('When the remembered mtime, path or bytes are updated.'),
  swap: z
    .enum(SWAP_MODES)
    .default('atomic')
    .describe(
      'How new configuration takes the place of the old: one pointer; file by file into the live one; ' +
        'or cleared first and then loaded.',
    ),
  onLoadError: z
    .enum(LOAD_ERROR_POLICIES)
    .default('keep')
    .describe('What a failed read or check does: keep the old, serve the zero value, end the loop or the process.'),
  onWatchError: z
    .enum(WATCH_ERROR_POLICIES)
    .default('ignore')
    .describe(
      'What a value on the Errors channel does, an overflow for example; `unread` never receives from it, ' +
        '`as-change` reloads, `rewatch` starts over with a new watcher.',
    ),
  onRearmError: onRearmError.prefault({}).describe('What happens when a watch cannot be added.'),
  poll: poll.optional().describe('A timer beside the watches, or instead of them.'),
  zh: prose.optional().describe('Title and reason in 简体中文; left out, the English ones are shown.'),
};

/** A strategy written inside a simulation: its title and reason may be left to the simulation. */
export const inlineStrategySchema = z.strictObject({
  title: titleText.optional().describe('The strategy in a few words.'),
  why: whyText.optional().describe('Who does this in practice, and what becomes of it.'),
  ...record,
});

/** A file of simulations/strategies/; its name is the file's. */
export const strategyFileSchema = z.strictObject({
  title: titleText.describe('The strategy in a few words.'),
  why: whyText.describe('Who does this in practice, and what becomes of it.'),
  ...record,
});

export type StrategyFile = z.output<typeof strategyFileSchema>;
export type InlineStrategy = z.output<typeof inlineStrategySchema>;
