// One configuration for everything that is built or tested.
//
// `--mode cli` builds the command line into dist/: one ES module per lazily imported part, every dependency inside, so
// that the packed tarball installs nothing. `--mode library` builds what other programs import into dist/library/, for any
// platform, with its types. `--mode web` builds the page into dist/web. The first comes first: it empties dist/. Tests need no
// build mode.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildEnvironmentOptions, build, defineConfig, type Plugin } from 'vite';
import type { ViteUserConfig } from 'vitest/config';
import { BUNDLED } from './src/cli/web/bundled.ts';
import { offlinePage } from './src/cli/web/offline-page.ts';
import { OFFLINE_PAGE } from './src/cli/web/page-files.ts';
import { withPolicy } from './src/cli/web/policy.ts';

/** Entries of the library; only the first may reach for Node's modules. */
const LIBRARY = { 'reload-sim': 'src/library/reload-sim.ts', core: 'src/library/core.ts' };

const BUILDS: Readonly<Record<string, BuildEnvironmentOptions>> = {
  cli: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    // Readable stacks in bug reports cost 3 to 10 ms at start and 100 kB in the tarball.
    minify: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      // The explorer runs in threads of its own, which need files of their own.
      input: {
        cli: 'src/cli/main.ts',
        'check-worker': 'src/cli/check-worker.ts',
        'matrix-worker': 'src/cli/matrix-worker.ts',
        'oracle-worker': 'src/cli/oracle-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  library: {
    lib: { entry: LIBRARY, formats: ['es'] },
    target: 'es2023',
    outDir: 'dist/library',
    minify: false,
    rolldownOptions: { external: /^node:/ },
  },
  web: {
    target: 'es2023',
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Everything is one request away on the loopback interface: nothing is worth a polyfill or an inlined file.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    license: { fileName: 'licenses.md' },
  },
};

/** Makes the entry an executable file. */
function executable(): Plugin {
  const shebang = '#!/usr/bin/env node\n';
  return {
    name: 'executable',
    apply: (_, { mode }) => mode === 'cli',
    generateBundle(_, bundle) {
      const entry = bundle['cli.js'];
      if (entry?.type === 'chunk' && !entry.code.startsWith('#!')) entry.code = shebang + entry.code;
    },
    writeBundle() {
      chmodSync('dist/cli.js', 0o755);
    },
  };
}

/** Writes the types of the library, with all that they rest on inside. */
function declarations(): Plugin {
  return {
    name: 'declarations',
    apply: (_, { mode }) => mode === 'library',
    async closeBundle() {
      // Loaded here, because every run of the tests loads this file.
      const [{ rollup }, { dts }] = await Promise.all([import('rollup'), import('rollup-plugin-dts')]);
      // tsc has checked the sources by then; what they mean is all that is asked here, and none of it is Node's.
      const types = dts({ tsconfig: 'tsconfig.json', compilerOptions: { noCheck: true, types: [] } });
      const bundle = await rollup({ input: LIBRARY, plugins: [types] });
      await bundle.write({ dir: 'dist/library' });
      await bundle.close();
    },
  };
}

/**
 * Two modules of Ink's that must not reach the bundle, replaced by what they amount to here.
 *
 * `is-in-ci` makes Ink draw nothing where CI is set, containers and CI's own terminal tests included; the playground is
 * opened on a terminal only, so the answer is always no. `devtools.js` is Ink's debugger, which needs two more packages.
 */
function withoutInkExtras(): Plugin {
  const replaced = new Map([
    ['is-in-ci', 'export default false;'],
    ['./devtools.js', ''],
  ]);
  return {
    name: 'without-ink-extras',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      replaced.has(source) && importer?.includes('/node_modules/ink/') ? `\0${source}` : null,
    load: (id) => (id.startsWith('\0') ? (replaced.get(id.slice(1)) ?? null) : null),
  };
}

/** What is delivered with the page, as modules: read and checked when the page is built. */
function bundledData(): Plugin {
  const modules = new Map(Object.entries(BUNDLED));
  return {
    name: 'bundled-data',
    resolveId: (source) => (modules.has(source) ? `\0${source}` : null),
    load: (id) => (id.startsWith('\0') ? (modules.get(id.slice(1))?.(import.meta.dirname) ?? null) : null),
  };
}

/** The page says itself what it may load, so that it is as safe on any other file server. */
function contentSecurityPolicy(): Plugin {
  return { name: 'content-security-policy', apply: 'build', transformIndexHtml: withPolicy };
}

/** What the served page has and a single file has not: modules of the page that are nothing there. */
const NOT_OFFLINE = new Map([
  ['./extras.tsx', 'export const Extras = () => null;'],
  [
    './editor/editor-slot.tsx',
    ['EditorSlot', 'EditorButton', 'EditorNotice'].map((name) => `export const ${name} = () => null;`).join(' '),
  ],
  ['./handler/handler-status.tsx', 'export const HandlerNotice = () => null;'],
]);

function withoutServedParts(): Plugin {
  return {
    name: 'without-served-parts',
    enforce: 'pre',
    resolveId: (source) => (NOT_OFFLINE.has(source) ? `\0${source}` : null),
    load: (id) => (id.startsWith('\0') ? (NOT_OFFLINE.get(id.slice(1)) ?? null) : null),
  };
}

/** Builds the page that plays one run without network: one script, with all that the page loads later inside. */
function offlineBuild(): Plugin {
  return {
    name: 'offline-build',
    apply: (_, { mode }) => mode === 'web',
    async closeBundle() {
      const built = await build({
        configFile: false,
        root: join(import.meta.dirname, 'src/web'),
        logLevel: 'warn',
        plugins: [withoutServedParts(), bundledData()],
        // A classic script has no `import.meta`.
        define: { 'process.env.NODE_ENV': '"production"', 'import.meta': '{}' },
        build: {
          target: 'es2023',
          write: false,
          modulePreload: false,
          cssCodeSplit: false,
          chunkSizeWarningLimit: 2000,
          rolldownOptions: {
            input: join(import.meta.dirname, 'src/web/offline/offline.tsx'),
            output: { format: 'iife', codeSplitting: false },
          },
        },
      });
      const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
      const script = outputs.find((each) => each.type === 'chunk' && each.isEntry);
      const style = outputs.find(({ fileName }) => fileName.endsWith('.css'));
      if (script?.type !== 'chunk' || style?.type !== 'asset') throw new Error('a script and a style are built');
      writeFileSync(
        join(import.meta.dirname, 'dist/web', OFFLINE_PAGE),
        offlinePage(script.code, String(style.source)),
      );
    },
  };
}

const tests: ViteUserConfig['test'] = {
  include: ['test/**/*.test.{ts,tsx}'],
  // Builds once, before the tests that run the real binary.
  globalSetup: ['test/global-setup.ts'],
  // As many as there are cores: Vitest leaves one of them free, which of two is a half.
  maxWorkers: '100%',
  // No test changes what another file could see: each process loads the sources once, not once for every file.
  isolate: false,
  // Nothing is timed: this only ends what hangs, on a machine that does much else too.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // Ink's colours and whether it draws at all depend on these two; a snapshot must not.
  env: { FORCE_COLOR: '0', CI: 'false' },
};

export default defineConfig(({ mode, command }) => ({
  // Vite asks for a folder with the page in it.
  root: mode === 'web' ? join(import.meta.dirname, 'src/web') : import.meta.dirname,
  base: './',
  plugins: [withoutInkExtras(), executable(), declarations(), bundledData(), contentSecurityPolicy(), offlineBuild()],
  // React chooses its development code at run time otherwise.
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"' } : {},
  ssr: { noExternal: command === 'build' ? true : [] },
  build: BUILDS[mode] ?? {},
  // The page's threads load parts of theirs when they are needed.
  worker: { format: 'es' },
  test: tests,
}));
