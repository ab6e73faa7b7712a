// The simulation file format: one definition for types, validation, JSON Schema, completion and docs/simulations.md.
//
// Sources: design/product.md (the sketch); field names are those of the Kubernetes API, KubeletConfiguration, inotify(7)
// and fsnotify. The words of every list are imported from the layer that gives them meaning.
// Leaves out: projected mounts, binaryData, file modes of single items.
import { z } from 'zod';
import { FAULTS } from '../actors/faults/fault-names.ts';
import { KUBELET_VERSIONS } from '../actors/kubelet/versions.ts';
import { parseToken } from '../explore/token.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { PodPropertyName } from '../properties/names.ts';
import { properties } from '../properties/properties.ts';
import { duration, interval } from '../systems/words-of-time.ts';
import { CHANGE_DETECTION, MOUNT_KINDS, TIMINGS, WRITERS } from '../world/scenario.ts';
import { POLICIES } from '../world/schedulers.ts';
import { admissionSchema } from './admission/schema.ts';
import { CHAPTERS, FORMS } from './chapters.ts';
import {
  FAULT_TIMES_MAX,
  FILES_MAX,
  HANDLER_BYTES_MAX,
  STORY_LENGTH_MAX,
  SYNC_JITTER_MAX,
  SYSCTL_MAX,
  TOKEN_LENGTH_MAX,
} from './limits.ts';
import {
  absolutePath,
  configMapData,
  configMapKey,
  objectName,
  prose,
  relativePath,
  titleText,
  whyText,
} from './schema-words.ts';
import { DEFAULT_WATCHER } from './simulation.ts';
import { STORY_VERBS, storyVerbs } from './story-words.ts';
import { inlineStrategySchema, WATCHER_IDS } from './strategy-schema.ts';

export const VERDICTS = ['holds', 'violated'] as const;
export type ExpectedVerdict = (typeof VERDICTS)[number];

/** A token as `check` and `run` print it; whether it fits this simulation is for `replay` to say. */
const scheduleToken = z
  .string()
  .max(TOKEN_LENGTH_MAX)
  .refine((text) => !('problem' in parseToken(text)))
  .meta({ title: 'a schedule token as `check` and `run` print it' });

const cluster = z.strictObject({
  kubelet: z
    .enum(KUBELET_VERSIONS)
    .default(KUBELET_VERSIONS[KUBELET_VERSIONS.length - 1] as (typeof KUBELET_VERSIONS)[number])
    .describe("Minor version of the kubelet, in quotes; it decides the order of AtomicWriter's steps."),
  changeDetection: z
    .enum(CHANGE_DETECTION)
    .default('Watch')
    .describe('`configMapAndSecretChangeDetectionStrategy`: how kubelet learns of a new ConfigMap.'),
  syncFrequency: interval
    .prefault('60s')
    .describe('`syncFrequency`: a pod is synced again U[1, 1.5) times this after its last sync.'),
  ttl: duration
    .prefault('0s')
    .describe('The node annotation node.alpha.kubernetes.io/ttl: how long `Cache` serves a cached object.'),
  syncJitter: z
    .array(z.number().min(1).lt(1.5))
    .min(1)
    .max(SYNC_JITTER_MAX)
    .default([1])
    .describe('Factors in [1, 1.5) among which the scheduler picks for each sync.'),
});

const configMap = z.strictObject({
  name: objectName.default('app-config').describe("The ConfigMap's name."),
  data: configMapData
    .nullable()
    .describe('Its data when the container starts: version 1. `null`: it does not exist yet.'),
  immutable: z
    .boolean()
    .default(false)
    .describe('Its data cannot be changed any more; nothing makes that the default.'),
  shared: z
    .boolean()
    .default(false)
    .describe("Another pod of the same node refers to it too, and stays: kubelet's copy outlives this pod."),
});

const item = z.strictObject({
  key: configMapKey.describe('A key of the ConfigMap.'),
  path: relativePath.describe('The file below the mount that holds it.'),
});

const mount = z.strictObject({
  path: absolutePath.default('/etc/config').describe('`mountPath` of the volume in the container.'),
  kind: z
    .enum(MOUNT_KINDS)
    .default('volume')
    .describe(
      '`volume` mounts the whole directory, `projected` one that holds `source` too, `subPath` binds one file of it, which never changes again; with `env` and ' +
        "`envFrom` it is no volume but the container's environment, and `files` are variables.",
    ),
  writer: z
    .enum(WRITERS)
    .default('kubelet')
    .describe(
      "Who writes the files: `kubelet` with AtomicWriter's directory swap; `in-place`, a sidecar that truncates and " +
        'writes; `rename-over`, a sidecar that renames a temporary file over the old one.',
    ),
  fsGroup: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .describe("`securityContext.fsGroup`: kubelet changes group and mode of the volume's files."),
  items: z
    .array(item)
    .min(1)
    .max(FILES_MAX)
    .optional()
    .describe('The keys to mount and where; left out, every key is mounted under its own name.'),
  defaultMode: z
    .int()
    .min(0)
    .max(0o777)
    .meta({ title: 'a file mode such as 0644 (a leading zero is octal, as in Kubernetes)' })
    .default(0o644)
    .describe("Mode of the volume's files."),
  subPath: relativePath.optional().describe('The file bound by a `subPath` mount, at the same name below `path`.'),
  optional: z
    .boolean()
    .default(false)
    .describe('A ConfigMap, or a key of `items`, that is not there is no error: the file comes when it comes.'),
  source: z
    .strictObject({
      name: objectName.describe("The second ConfigMap's name."),
      data: configMapData.describe('Its data when the container starts.'),
    })
    .optional()
    .describe('Another ConfigMap that a `projected` volume holds; kubelet has a watch and a store for each.'),
});

function sysctl(name: keyof typeof DEFAULT_LIMITS, sentence: string) {
  return z.int().min(0).max(SYSCTL_MAX).default(DEFAULT_LIMITS[name]).describe(sentence);
}

const kernel = z.strictObject({
  maxQueuedEvents: sysctl('maxQueuedEvents', '`fs.inotify.max_queued_events`: events that wait before IN_Q_OVERFLOW.'),
  maxUserWatches: sysctl('maxUserWatches', '`fs.inotify.max_user_watches`: one more is ENOSPC.'),
  maxUserInstances: sysctl('maxUserInstances', '`fs.inotify.max_user_instances`: one more is EMFILE.'),
});

const probe = z.strictObject({
  file: relativePath.describe('The file of `exec: { command: [test, -s, FILE] }`, below the mount.'),
  periodSeconds: z.int().min(1).max(3600).default(10).describe('From one look to the next.'),
  failureThreshold: z.int().min(1).max(100).default(3).describe('Failures in a row until it has failed.'),
  successThreshold: z.int().min(1).max(100).default(1).describe('Successes in a row until it has succeeded.'),
});

const app = z
  .strictObject({
    watcher: z
      .enum(WATCHER_IDS)
      .optional()
      .describe(
        'The library, with its version, through which the application watches; left out, the one that the strategy ' +
          `names, otherwise \`${DEFAULT_WATCHER}\`.`,
      ),
    strategy: z
      .union([z.string().min(1).max(100).meta({ title: 'the name of a strategy' }), inlineStrategySchema])
      .optional()
      .describe('A name from simulations/strategies/, or a strategy written here.'),
    handler: z
      .string()
      .min(1)
      .max(HANDLER_BYTES_MAX)
      .optional()
      .meta({ title: 'JavaScript, or the path of a file `.js`' })
      .describe(
        "In place of `strategy`: a reload handler in JavaScript against Node's `fs` and a `Watcher` like fsnotify's, or " +
          'the path of a file that holds one, relative to this file. See docs/handlers.md.',
      ),
    files: z
      .array(relativePath)
      .min(1)
      .max(FILES_MAX)
      .optional()
      .describe(
        'Files read, below the mount; the first is the one that `file` watches. Left out: every file of version 1.',
      ),
    optionalFiles: z
      .array(relativePath)
      .max(FILES_MAX)
      .default([])
      .describe('Those of `files` that the application can do without: a missing one is no error.'),
    runAsUser: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional()
      .describe(
        '`securityContext.runAsUser`: as whom the application reads; left out, as root. `fsGroup` is its group.',
      ),
    startupProbe: probe
      .optional()
      .describe('What must succeed once before requests come; failing for good, it restarts the container.'),
    readinessProbe: probe.optional().describe('What must keep succeeding for requests to come.'),
  })
  .meta({ oneOf: [{ required: ['strategy'] }, { required: ['handler'] }] });

const storyItem = z
  .strictObject({
    at: duration.describe('Time since the container started; never earlier than the entry before.'),
    ...storyVerbs,
    mistake: z
      .literal(true)
      .optional()
      .describe('With `apply`: nobody wants it stored. `converges` asks for every other update that parses.'),
  })
  .meta({ oneOf: STORY_VERBS.map((verb) => ({ required: [verb] })) });

/** The form of a hazard's id; a letter tells variants of one hazard apart. */
const HAZARD_ID = /^X([1-9]|1\d|20)[a-z]?$/;

const fault = z.union([
  z.enum(FAULTS),
  z.strictObject({
    fault: z.enum(FAULTS).describe('What may go wrong.'),
    times: z.int().min(1).max(FAULT_TIMES_MAX).default(1).describe('How often at most.'),
    for: interval
      .optional()
      .describe(
        'How long it lasts: `watch-delay` (30s), `slow-app` (100s), `held-fd` (2m), and until somebody puts a wrong apply right (3m).',
      ),
  }),
]);

export const verdict = z.enum(VERDICTS);

const PARAMETRISED = {
  'bounded-staleness': z.strictObject({
    within: interval.describe('Longest time for which an old version may be served.'),
    verdict: verdict.describe('The verdict expected for that bound.'),
  }),
  'no-reload-storm': z.strictObject({
    reloadsPerUpdate: z.int().min(1).max(1000).describe('Reloads that one update may cause.'),
    verdict: verdict.describe('The verdict expected for that bound.'),
  }),
} as const satisfies Partial<Record<PodPropertyName, z.ZodType>>;

function expectation(name: PodPropertyName) {
  if (name === 'bounded-staleness' || name === 'no-reload-storm') return z.union([verdict, PARAMETRISED[name]]);
  return verdict;
}

type ExpectShape = {
  [Name in PodPropertyName]: z.ZodOptional<
    Name extends keyof typeof PARAMETRISED
      ? z.ZodUnion<readonly [typeof verdict, (typeof PARAMETRISED)[Name]]>
      : typeof verdict
  >;
};

const expect = z.strictObject(
  Object.fromEntries(
    properties.map(({ name, asks }) => [
      name,
      expectation(name as PodPropertyName)
        .optional()
        .describe(sentence(asks)),
    ]),
  ) as unknown as ExpectShape,
);

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

/** What every file says of itself. */
export const told = {
  title: titleText.describe('The story in one line.'),
  why: whyText.describe('What it teaches, in one or two sentences for a stranger.'),
  chapter: z
    .enum(CHAPTERS)
    .optional()
    .describe('The chapter of the article that the story is of, by which the pickers order them.'),
  form: z
    .enum(FORMS)
    .optional()
    .describe('What becomes of that chapter: what goes wrong, what the article advises, or what survives.'),
};

/** How a run is chosen. */
export const howToRun = {
  timing: z
    .enum(TIMINGS)
    .default('prompt')
    .describe(
      'The meaning of time for which `expect` is written: `prompt` lets time pass only when nothing is ready, `any` ' +
        'also lets every process be arbitrarily slow.',
    ),
  schedule: z
    .union([z.enum(POLICIES), scheduleToken])
    .default('app-first')
    .describe('Who goes first in a single run: a policy, or the token of a run to play again.'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1)
    .describe('Seed of the `random` policy.'),
};

export const zh = prose.optional().describe('Title and reason in 简体中文; left out, the English ones are shown.');

/** The file of a simulation of a pod; one with a `system` has another form (system-schema.ts). */
export const simulationSchema = z.strictObject({
  ...told,
  cluster: cluster.prefault({}).describe('The cluster: what decides when and how kubelet writes.'),
  configMap: configMap.describe('The ConfigMap.'),
  mount: mount.prefault({}).describe('The volume in the container, and who writes it.'),
  kernel: kernel.prefault({}).describe('Limits of inotify(7), with the defaults of a stock kernel.'),
  app: app.describe('The application: what it reads, and how it notices changes.'),
  story: z.array(storyItem).max(STORY_LENGTH_MAX).default([]).describe('What the operator does, in the order of time.'),
  admission: admissionSchema.optional().describe('What the API server asks before it stores an update.'),
  faults: z
    .array(fault)
    .max(FAULTS.length)
    .default([])
    .describe(
      'What else may go wrong, at any moment, each at most so often: `check` looks at every moment, and at none.',
    ),
  ...howToRun,
  expect: expect
    .default({})
    .describe('The verdict that `check` must reach for each property named; it exits 1 when one differs.'),
  hazard: z
    .string()
    .regex(HAZARD_ID)
    .optional()
    .meta({ title: 'the id of a hazard, X1 to X20, with a letter for a variant' })
    .describe('Makes the file a column of `matrix`, which puts to question the properties that `expect` names.'),
  zh,
});

export type SimulationFile = z.output<typeof simulationSchema>;

/** Parts that are read alone, where the rest of a file has mistakes. */
export const PARTS = {
  cluster: cluster.shape,
  data: configMapData,
  mount: mount.shape,
  kernel: kernel.shape,
  app: app.shape,
  storyItem: storyItem.shape,
  timing: simulationSchema.shape.timing,
} as const;
