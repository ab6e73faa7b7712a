// One configuration for everything that is built or tested.
//
// `--mode cli` builds the command line into dist/: one ES module per lazily imported part, every dependency inside, so
// that the packed tarball installs nothing. A browser build joins as another mode in BUILDS. Tests need no build mode.
import { chmodSync } from 'node:fs';
import { type BuildEnvironmentOptions, defineConfig, type Plugin } from 'vite';
import type { ViteUserConfig } from 'vitest/config';

const BUILDS: Readonly<Record<string, BuildEnvironmentOptions>> = {
  cli: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    minify: true,
    rolldownOptions: {
      input: { cli: 'src/cli/main.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
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

const tests: ViteUserConfig['test'] = {
  include: ['test/**/*.test.{ts,tsx}'],
  testTimeout: 30_000,
  hookTimeout: 120_000,
};

export default defineConfig(({ mode, command }) => ({
  plugins: [executable()],
  // React and Ink read both at start: production code only, and no import of react-devtools-core.
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } : {},
  ssr: { noExternal: command === 'build' ? true : [] },
  build: BUILDS[mode] ?? {},
  test: tests,
}));
