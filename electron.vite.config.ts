import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { nodeUrls } from './build/node-urls.ts';

const root = dirname(fileURLToPath(import.meta.url));

/** Main-process programs: the shell, the host, and every worker or child the host starts by file. */
const programs = [
  'main/shell/index.ts',
  'main/host/index.ts',
  ...globSync('main/host/{workers,children}/*.ts', { cwd: root }),
]
  .map((file) => join(root, file))
  .filter((file) => existsSync(file));

export default defineConfig({
  main: {
    plugins: [nodeUrls(root)],
    build: {
      outDir: 'out',
      emptyOutDir: false,
      target: 'node24',
      sourcemap: false,
      // Sequelize and the driver adapter look at constructor names: main code keeps its names.
      minify: false,
      rolldownOptions: {
        input: programs,
        output: {
          format: 'es',
          // One file per source file in the same folders, so paths between programs hold in both trees.
          preserveModules: true,
          preserveModulesRoot: root,
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          keepNames: true,
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // The contract of the main programs lies in this folder by now.
      emptyOutDir: false,
      target: 'node24',
      sourcemap: false,
      // A sandboxed preload can require nothing but electron, so everything is bundled, as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      sourcemap: false,
      cssCodeSplit: true,
      // Strict CSP: nothing may become a data: script or an inline style.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
      rolldownOptions: {
        input: { index: join(root, 'renderer/index.html') },
      },
    },
  },
});
