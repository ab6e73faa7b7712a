// The command line itself: commands, flags, help, and mistakes of usage as one line each. Commands are loaded only when
// they are called, so that none pays for another.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PROPERTY_NAMES } from '../properties/names.ts';
import { hint, oneLine, quote } from '../simulation/diagnostics.ts';
import { shellLine } from '../view/export/shell.ts';
import { TIMINGS } from '../world/scenario.ts';
import { POLICIES } from '../world/schedulers.ts';
import { CHECK_FORMATS, MAX_STATES_MAX } from './check-formats.ts';
import { takeLanguage } from './language.ts';
import { MATRIX_FORMATS } from './matrix-formats.ts';
import { type Outcome, printed, refused } from './outcome.ts';
import { RUN_FORMATS } from './run-formats.ts';
import { SEEDS_MAX, SHRINK_FORMATS } from './shrink-formats.ts';
import { translateHelp } from './translate-help.ts';
import { type Speech, speechIn } from './words/speech.ts';

const LANGUAGE_OPTION = '--lang <language>';
const LANGUAGE_HELP = 'en or zh, for what people read; without it as RELOAD_SIM_LANG, LC_ALL, LC_MESSAGES or LANG says';
/** Help is as wide on every machine. */
const HELP_COLUMNS = 100;
const SEED_MAX = 2 ** 32 - 1;
const PORT_MAX = 65_535;
const VERSION_FLAGS = ['-V', '--version'];
const HELP_FLAGS = ['-h', '--help'];

/** Runs one command line in an environment and returns what came of it; only bugs throw. */
export async function execute(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const asked = takeLanguage(words, env);
  if ('refusal' in asked) return refused(asked);
  const { language, args } = asked;
  const parse = (given: readonly string[]): Promise<Outcome> => parseIn(speechIn(language), given);
  const [first, ...rest] = args;
  if (first === undefined) return parse(['play']);
  if (VERSION_FLAGS.includes(first)) {
    const { describeVersions } = await import('./commands/version.ts');
    return printed(describeVersions());
  }
  if (first === 'help') return parse([...rest.slice(0, 1), '--help']);
  return parse(first.startsWith('-') && !HELP_FLAGS.includes(first) ? ['play', ...args] : args);
}

async function parseIn(speech: Speech, args: readonly string[]): Promise<Outcome> {
  let help = '';
  let outcome: Outcome | null = null;
  const program = createProgram(
    speech,
    (text) => {
      help += text;
    },
    (result) => {
      outcome = result;
    },
  );
  const mistake = await unknownCommand(program, args);
  if (mistake !== null) return refused({ refusal: [mistake] });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return printed(help);
    const reason = `${oneLine(error.message.replace(/^error: /, ''))}${swallowed(error, args)}`;
    return refused({ refusal: [`reload-sim ${args[0]}: ${reason}`] });
  }
  return outcome ?? printed(help);
}

/** `check --strategy viper incident` takes incident for a second strategy: an option with a list takes every word. */
function swallowed({ code }: CommanderError, [command, ...args]: readonly string[]): string {
  if (code !== 'commander.missingArgument' || command !== 'check' || !args.includes('--strategy')) return '';
  return '; --strategy takes every name that follows it, so SIM stands before it';
}

type Done = (outcome: Outcome) => void;

/** All commands, in a language. Help goes to `writeHelp`, what a command comes to goes to `done`. */
function createProgram(speech: Speech, writeHelp: (text: string) => void, done: Done): Command {
  const program = new Command('reload-sim')
    .description(
      'What a process really sees when a mounted ConfigMap changes, and whether its reload code survives it.',
    )
    .usage('[command]')
    .helpCommand(false)
    .option(VERSION_FLAGS.join(', '), 'print the version, and the kubelet, kernel and library versions modelled')
    .option(LANGUAGE_OPTION, LANGUAGE_HELP)
    .helpOption(HELP_FLAGS.join(', '), 'print this help')
    .addHelpText('after', ROOT_HELP)
    .exitOverride()
    .configureOutput({ writeOut: writeHelp, writeErr: () => {}, getOutHelpWidth: () => HELP_COLUMNS });
  const parts = [
    addPlay,
    addWeb,
    addRun,
    addCheck,
    addShrink,
    addMatrix,
    addClaims,
    addList,
    addProbe,
    addSchema,
    addInit,
  ];
  for (const add of parts) add(program, done, speech);
  if (speech.cli.help !== null) translateHelp(program, speech.cli.help);
  return program;
}

async function unknownCommand(program: Command, [word]: readonly string[]): Promise<string | null> {
  const names = program.commands.map((command) => command.name());
  if (word === undefined || word.startsWith('-') || names.includes(word)) return null;
  const { isSimulation } = await import('../files/find.ts');
  const play = oneLine(shellLine(['reload-sim', 'play', word]));
  const meant = isSimulation(word) ? `; did you mean \`${play}\`?` : hint(word, names);
  return `reload-sim: unknown command ${quote(word)}, expected one of ${names.join(', ')}${meant}`;
}

const ROOT_HELP = `
Without a command the playground opens in the terminal. SIM is a name that \`reload-sim list\` prints, a path to a
YAML file, the link of a page (in quotes), or - for standard input.

Exit status:
  0  holds, or as the file expects     1  violated, or not as the file expects
  2  inconclusive: a bound was hit     3  bad input or usage     4  internal error

Examples:
  reload-sim play incident
  reload-sim run incident --policy writer-first
  reload-sim check incident`;

const strategyOption = (): Option =>
  new Option('--strategy <name|path>', 'another reload strategy than the one the file names');
const scheduleOption = (): Option => new Option('--schedule <token>', 'take the choices that the token holds');

/** An option that takes one of a few words; a wrong one is answered with the nearest. */
function wordOption(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices([...words]).argParser((given: string) => {
    if (words.includes(given)) return given;
    throw new InvalidArgumentError(`Expected one of ${words.join(', ')}${hint(given, words)}`);
  });
}

function parseSeed(given: string): number {
  const seed = Number(given);
  if (/^\d{1,10}$/.test(given) && seed <= SEED_MAX) return seed;
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${SEED_MAX}.`);
}

function addPlay(program: Command, done: Done, speech: Speech): void {
  program
    .command('play')
    .description('step through a simulation in the terminal; print one run of it where there is no terminal')
    .argument('[SIM]', 'a simulation; without one, a picker')
    .addOption(strategyOption())
    .addOption(scheduleOption())
    .option('--screen-reader', 'no frames and no redrawing: every change is a new line')
    .addHelpText('after', '\nExample:\n  reload-sim play incident --strategy dir-data-create')
    .action(async (sim: string | undefined, options) => {
      const { play } = await import('./commands/play.ts');
      done(await play(sim, options, speech));
    });
}

function parsePort(given: string): number {
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= PORT_MAX) return port;
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${PORT_MAX}; 0 takes a free port.`);
}

function addWeb(program: Command, done: Done, _speech: Speech): void {
  program
    .command('web')
    .description('step through a simulation in a browser; served on this machine only, until Ctrl-C')
    .argument('[SIM]', 'a simulation that `reload-sim list` names; without one, the incident')
    .option('--port <n>', 'the port to listen on; by default a free one', parsePort, 0)
    .option('--no-open', 'only print the address')
    .addHelpText('after', '\nExample:\n  reload-sim web incident --port 8080 --no-open')
    .action(async (sim: string | undefined, options) => {
      const { web } = await import('./commands/web.ts');
      done(await web(sim, options));
    });
}

function addRun(program: Command, done: Done, speech: Speech): void {
  program
    .command('run')
    .description('print one timeline of a simulation and what each property says of it')
    .argument('<SIM>', 'a simulation')
    .addOption(strategyOption())
    .option('--seed <n>', 'seed of --policy random, which it implies', parseSeed)
    .addOption(scheduleOption())
    .addOption(wordOption('--policy <policy>', 'who goes first; without it, as the file says', POLICIES))
    .addOption(wordOption('--format <format>', 'form of the output', RUN_FORMATS).default('lanes'))
    .addHelpText('after', RUN_HELP)
    .action(async (sim: string, options) => {
      const { run } = await import('./commands/run.ts');
      done(await run(sim, options, speech));
    });
}

const RUN_HELP = `
One run can witness a violation; it cannot prove that a property holds. The last line runs the same again.

Policies:
  app-first     whoever is nearest to the user goes first: the application is as fast as it can be
  writer-first  the writer finishes before anybody looks: events pile up and merge
  random        a seeded draw at every step, and a step is one system call. Whoever must get far while another
                waits will rarely be drawn that often in a row, so most seeds show nothing unusual.

Exit status:
  0  as the file expects, or nothing violated     1  otherwise     2  the run was cut off     3  bad input

Examples:
  reload-sim run incident
  reload-sim run incident --strategy dir-data-create --seed 7
  reload-sim init | reload-sim run -
  reload-sim run incident --format mermaid > incident.mmd`;

function parseStates(given: string): number {
  const states = Number(given);
  if (/^\d{1,10}$/.test(given) && states >= 1 && states <= MAX_STATES_MAX) return states;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${MAX_STATES_MAX}.`);
}

function addCheck(program: Command, done: Done, speech: Speech): void {
  program
    .command('check')
    .description('decide every property on every interleaving, and show the shortest schedule that violates it')
    .argument('<SIM...>', 'simulations')
    .option('--strategy <name|path...>', 'other reload strategies than the one the file names')
    .addOption(wordOption('--timing <timing>', 'the meaning of time; without it, as the file says', TIMINGS))
    .option('--max-states <n>', 'states at most of any one search (default: 10000000, about 1 GB)', parseStates)
    .addOption(wordOption('--format <format>', 'form of the output', CHECK_FORMATS).default('text'))
    .addHelpText('after', CHECK_HELP)
    .action(async (sims: string[], options) => {
      const { check } = await import('./commands/check.ts');
      done(await check(sims, options, speech));
    });
}

const CHECK_HELP = `
A file's expect speaks of its own strategy and timing; under others, whatever is violated counts. The last line
plays the schedule that matters most. Ctrl-C ends the check and prints what was covered.

Timing:
  prompt  time passes only when nothing is ready: nobody is slow but by a timer of its own
  any     every process may be as slow as you like: far more states, and no clock

Exit status:
  0  as the file expects, or nothing violated     1  otherwise     2  inconclusive: a bound was hit, or Ctrl-C
  3  bad input or usage                           4  internal error

Examples:
  reload-sim check incident
  reload-sim check incident --strategy dir-data-create --strategy poll-hash
  reload-sim check incident x2-second-update --format junit > check.xml`;

function parseSeeds(given: string): number {
  const seeds = Number(given);
  if (/^\d{1,7}$/.test(given) && seeds >= 1 && seeds <= SEEDS_MAX) return seeds;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${SEEDS_MAX}.`);
}

function addShrink(program: Command, done: Done, speech: Speech): void {
  program
    .command('shrink')
    .description('shorten a run that violates a property until each of its choices is needed, and prove it')
    .argument('<SIM>', 'a simulation')
    .addOption(strategyOption())
    .option('--schedule <token|policy>', 'the run to shorten; without it, as the file says')
    .option('--seed <n>', 'seed of policy random, which it implies', parseSeed)
    .option('--seeds <n>', 'try n seeds of policy random, up to the first that violates', parseSeeds)
    .addOption(
      wordOption('--timing <timing>', 'the meaning of time for a policy; without it, as the file says', TIMINGS),
    )
    .addOption(wordOption('--property <property>', 'without it, whichever is violated first', PROPERTY_NAMES))
    .option('--compare', 'also say how long the shortest schedule is that check knows')
    .addOption(wordOption('--format <format>', 'form of the output', SHRINK_FORMATS).default('text'))
    .addHelpText('after', SHRINK_HELP)
    .action(async (sim: string, options) => {
      const { shrink } = await import('./commands/shrink.ts');
      done(await shrink(sim, options, speech));
    });
}

const SHRINK_HELP = `
Choices are left out by delta debugging; what is not possible any more without them goes with them. What is left is a
run of the simulation that violates the same property, and for each of its choices the report says what happens
without it. The last line plays it. The shortest schedule of all is what \`check\` finds.

converges, stays-armed and bounded-staleness are judged at the end of a run: each schedule is completed by policy
app-first before it is judged, and under any timing, where a run has no end, nothing is said of them.

Exit status:
  0  nothing to shorten: the run violates nothing (--property: not that)     1  violated, and shortened
  2  inconclusive: the run was cut off, or cannot be judged                  3  bad input

Examples:
  reload-sim shrink incident --seeds 200 --property never-empty --compare
  reload-sim shrink incident --timing any --seeds 100 --property never-empty`;

function addMatrix(program: Command, done: Done, speech: Speech): void {
  program
    .command('matrix')
    .description('decide every strategy under every hazard: holds, or the length of the shortest failure')
    .option('--strategy <name|path...>', 'these strategies only, your own among them')
    .option('--hazard <id...>', 'these hazards only, such as X4a, or X4 for all of X4')
    .addOption(wordOption('--format <format>', 'form of the output', MATRIX_FORMATS).default('text'))
    .addHelpText('after', MATRIX_HELP)
    .action(async (options) => {
      const { matrix } = await import('./commands/matrix.ts');
      done(await matrix(options, speech));
    });
}

const MATRIX_HELP = `
A hazard is a simulation that has an id, X1 to X20; what it asks is what its expect names. docs/matrix.md has the whole
matrix with what is to be said of it.

Exit status:
  0  done, whatever the cells say     3  bad input or usage

Examples:
  reload-sim matrix --hazard X2
  reload-sim matrix --hazard X1 X20 --strategy viper --strategy dir-data-create
  reload-sim matrix --hazard X10 --format html > x10.html`;

function addClaims(program: Command, done: Done, speech: Speech): void {
  program
    .command('claims')
    .description('what the article says, claim by claim: holds, holds partly or does not hold, and what shows it')
    .argument('[ID...]', 'claims or chapters, such as 2.2 or 2.2.8; all of them without one')
    .option('--check', 'decide the evidence anew, and exit with 1 where it is not so')
    .option('--json', 'as JSON, in every language at once')
    .addHelpText('after', CLAIMS_HELP)
    .action(async (ids: string[], options) => {
      const { claims } = await import('./commands/claims.ts');
      done(await claims(ids, options, speech));
    });
}

const CLAIMS_HELP = `
The article is the one that the project grew out of; docs/claims.md has the same as a page. A verdict follows from the
evidence: verdicts of simulations, what runs print, scripts for probe, and recordings of the real thing. Recordings are
in the repository and not in the package; --check decides all else.

Exit status:
  0  done; with --check, everything is so     1  something is not (--check)     3  bad input or usage

Examples:
  reload-sim claims 2.2
  reload-sim claims 1.6 --check
  reload-sim claims --json`;

function addList(program: Command, done: Done, speech: Speech): void {
  program
    .command('list')
    .description('print the simulations, strategies, watchers, properties and kubelet versions there are')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  reload-sim list --json')
    .action(async (options) => {
      const { list } = await import('./commands/list.ts');
      done(await list(options, speech));
    });
}

function addProbe(program: Command, done: Done): void {
  program
    .command('probe')
    .description('apply file-system operations to the model and print what inotify and the watcher library tell')
    .argument('<FILE...>', 'recordings (.json, .jsonl) or scripts; - for standard input')
    .option('--verify', 'compare with what was recorded; the last line counts what agrees')
    .option('--json', 'print {"id", "raw", "events", "final"}, one object a line')
    .addHelpText('after', PROBE_HELP)
    .action(async (files: string[], options) => {
      const { probe } = await import('./commands/probe.ts');
      done(await probe(files, options));
    });
}

const PROBE_HELP = `
Exit status:
  0  done; with --verify, everything agrees     1  a difference (--verify)     3  bad input

Examples:
  printf 'watch .\\nwrite a "text"\\n' | reload-sim probe --json -
  printf 'watch .\\nln -s b a\\nOutput:\\ninotify IN_CREATE wd=1 a\\n' | reload-sim probe --verify -

With files: \`reload-sim probe --verify FILE...\` for recordings of a real kernel.`;

function addSchema(program: Command, done: Done): void {
  program
    .command('schema')
    .description('print the JSON Schema of a simulation file, for completion in an editor')
    .addHelpText('after', '\nExample:\n  reload-sim schema > simulation.schema.json')
    .action(async () => {
      const { schema } = await import('./commands/schema.ts');
      done(await schema());
    });
}

function addInit(program: Command, done: Done): void {
  program
    .command('init')
    .description('write a commented simulation file to start from; never over an existing one')
    .argument('[FILE]', 'the file to write; without it, standard output')
    .addHelpText('after', '\nExample:\n  reload-sim init mine.yaml && reload-sim run mine.yaml')
    .action(async (file: string | undefined) => {
      const { init } = await import('./commands/init.ts');
      done(await init(file));
    });
}
