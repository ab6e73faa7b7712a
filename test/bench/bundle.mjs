// A benchmark's subjects, bundled as the command line is: what is measured is what is delivered.
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { ROOT } from '../../src/setup.mjs';

/** @param {string} entry a source file below the repository @param {string} folder where its bundle goes */
export async function bundled(entry, folder) {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true },
    build: { ssr: entry, target: 'node20', outDir: folder, emptyOutDir: true },
  });
  return import(pathToFileURL(join(folder, basename(entry).replace(/\.ts$/, '.js'))).href);
}
