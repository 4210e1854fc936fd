import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../fixtures/electron.ts';

/**
 * A program of the real shell and the real bridge around a small host and page of the tests: shell specs then fail
 * for the shell's reasons only. Built once per content into .cache/.
 */
const sources = ['main/shell', 'preload', 'tests/e2e/shell/app'];

export async function buildShellApp(): Promise<string> {
  const target = path.join(projectRoot, '.cache', 'shell-app', contentHash());
  if (fs.existsSync(target)) return target;
  // Those of earlier contents are of no use any more.
  fs.mkdirSync(path.dirname(target), { recursive: true });
  for (const name of fs.readdirSync(path.dirname(target))) {
    const old = path.join(path.dirname(target), name);
    if (old !== target) fs.rmSync(old, { recursive: true, force: true });
  }
  const work = path.join(projectRoot, '.cache', `shell-app.${process.pid}`);
  await bundle('main/shell/index.ts', path.join(work, 'out/main/shell'), 'es', 'index.js');
  await bundle('preload/index.ts', path.join(work, 'out/preload'), 'cjs', 'index.cjs');
  const own = path.join(projectRoot, 'tests/e2e/shell/app');
  fs.cpSync(path.join(own, 'renderer'), path.join(work, 'out/renderer'), { recursive: true });
  fs.cpSync(path.join(own, 'host'), path.join(work, 'out/main/host'), { recursive: true });
  // For containment: a secret beside the folder, and a link to it from inside.
  fs.writeFileSync(path.join(work, 'out', 'secret.txt'), 'SECRET');
  fs.symlinkSync('../secret.txt', path.join(work, 'out/renderer/link.txt'));
  const manifest = {
    name: 'outlet-desk-shell-specs',
    version: '9.9.9',
    type: 'module',
    main: 'out/main/shell/index.js',
  };
  fs.writeFileSync(path.join(work, 'package.json'), JSON.stringify(manifest));
  try {
    fs.renameSync(work, target);
  } catch {
    // Another worker was first with the same content.
    fs.rmSync(work, { recursive: true, force: true });
  }
  return target;
}

async function bundle(entry: string, outDir: string, format: 'es' | 'cjs', fileName: string): Promise<void> {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      ssr: path.join(projectRoot, entry),
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: ['electron'],
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
}

function contentHash(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const folder = path.join(projectRoot, source);
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
      const file = path.join(folder, name);
      if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
    }
  }
  return hash
    .update(fs.readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 16);
}
