// Placeholder of the command line: answers --version, so that the build has an entry.
import { version } from '../../package.json';

if (process.argv[2] === '--version') process.stdout.write(`${version}\n`);
