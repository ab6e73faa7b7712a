// Entry of the command line: hands the arguments to a command and what comes of it to the streams and the exit status.
//
// The status is set, never forced with exit(), so that a slow reader of a pipe still gets everything.
import { argv, env, stderr, stdout } from 'node:process';
import { version } from '../../package.json';
import { oneLine } from '../simulation/diagnostics.ts';
import { shellLine } from '../view/export/shell.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { execute } from './program.ts';

/** A reader that stops early (`| head`) is no mistake; output that is lost otherwise is one. */
function onWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.exitCode = EXIT.badInput;
  stderr.write(`reload-sim: standard output: ${oneLine(error.message)}\n`);
}

function internalError(error: unknown, args: readonly string[]): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  const stack = env.RELOAD_SIM_DEBUG === '1' && error instanceof Error ? [String(error.stack)] : [];
  const command = oneLine(shellLine(['reload-sim', ...args]));
  const report = `reload-sim: please report this, with the files named: ${command} (reload-sim ${version}, node ${process.version})`;
  return {
    stdout: '',
    stderr: [`reload-sim: internal error: ${oneLine(reason)}`, report, ...stack],
    status: EXIT.internal,
  };
}

stdout.on('error', onWriteError);
stderr.on('error', () => {});
const args = argv.slice(2);
const outcome = await execute(args, env).catch((error: unknown) => internalError(error, args));
process.exitCode = outcome.status;
for (const line of outcome.stderr) stderr.write(`${line}\n`);
stdout.write(outcome.stdout);
