/**
 * `new URL('./worker.ts', import.meta.url)` in main-process code: in the built tree the file is `worker.js` and
 * must be built too; any other file named that way (seeds, fonts) is copied to the same place. So workers, child
 * processes and data are named the same way from source and from the package.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

const PATTERN = /new URL\(\s*(['"`])(\.{1,2}\/[^'"`$]+)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/** The plugin; `root` is the project folder whose layout the output mirrors. */
export function nodeUrls(root: string): Plugin {
  return {
    name: 'outlet-desk-node-urls',
    enforce: 'pre',
    transform(code, id) {
      const file = id.replace(/\?.*$/, '');
      if (!file.startsWith(root + sep) || file.includes('node_modules') || !code.includes('import.meta.url'))
        return null;
      let changed = false;
      const result = code.replace(PATTERN, (whole, quote: string, path: string) => {
        const target = resolve(dirname(file), path);
        if (!existsSync(target) || !statSync(target).isFile()) return whole;
        const place = relative(root, target).split(sep).join('/');
        if (place.startsWith('out/') || place.startsWith('..')) return whole;
        if (!path.endsWith('.ts')) {
          this.emitFile({ type: 'asset', fileName: place, source: readFileSync(target) });
          return whole;
        }
        this.emitFile({ type: 'chunk', id: target });
        changed = true;
        return `new URL(${quote}${path.replace(/\.ts$/, '.js')}${quote}, import.meta.url)`;
      });
      return changed ? { code: result, map: null } : null;
    },
  };
}
