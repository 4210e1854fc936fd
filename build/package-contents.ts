/** What must and must not be inside app.asar, and where. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';

/** A file inside an archive: its path with forward slashes, its size in bytes, whether it lies beside the archive. */
export interface PackedFile {
  path: string;
  size: number;
  unpacked: boolean;
}

interface HeaderNode {
  files?: Record<string, HeaderNode>;
  size?: number;
  unpacked?: boolean;
}

/** Every file of an archive, from its header. */
export function listArchive(archive: string): PackedFile[] {
  const files: PackedFile[] = [];
  const visit = (node: HeaderNode, path: string) => {
    for (const [name, child] of Object.entries(node.files ?? {})) {
      const inner = path === '' ? name : `${path}/${name}`;
      if (child.files) visit(child, inner);
      else files.push({ path: inner, size: child.size ?? 0, unpacked: child.unpacked === true });
    }
  };
  visit(getRawHeader(archive).header as unknown as HeaderNode, '');
  return files;
}

/** Files the program cannot start without. */
const NEEDED = [
  'package.json',
  'out/main/shell/index.js',
  'out/main/host/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'node_modules/better-sqlite3/package.json',
  'node_modules/sequelize/package.json',
  'node_modules/zod/package.json',
];

/** What must not travel: our own sources and tests, other people's sources, tools, secrets. */
const REFUSED: [RegExp, string][] = [
  [/\.(ts|tsx|mts|cts)$/, 'TypeScript source'],
  [/\.map$/, 'source map'],
  [/^(domain|db|main|preload|renderer|build|bench|tests|docs|\.ci|\.git|\.cache)\//, 'project source'],
  [/(^|\/)(__tests__|tests?)\//, 'tests'],
  [
    /^node_modules\/(electron|electron-builder|vite|vitest|typescript|oxlint|@biomejs|@playwright|playwright-core)\//,
    'a build tool',
  ],
  [
    /^node_modules\/(react|react-dom|react-aria-components|lucide-react|i18next)\//,
    'a package that is in the bundle already',
  ],
  [/^node_modules\/node-(linux|win|darwin)/, 'the development Node'],
  [/^node_modules\/better-sqlite3\/(src|deps|build)\//, 'sources of better-sqlite3'],
  [/\.(c|cc|cpp|h|hpp|gyp|gypi)$/, 'native source'],
  [/(^|\/)\.env|\.pem$|\.key$|\.sqlite$|\.db$/, 'a secret or a store'],
];

/**
 * Judges an archive's file list for one system (`linux-x64`, `win32-x64`, …). `argon2` names the package of the
 * password hash for that system, or null where the building machine cannot have it. Returns sentences; empty is well.
 */
export function judgeContents(files: PackedFile[], system: string, argon2: string | null): string[] {
  const wrong: string[] = [];
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const path of NEEDED) if (!byPath.has(path)) wrong.push(`${path} is missing`);
  for (const file of files) {
    const refused = REFUSED.find(([pattern]) => pattern.test(file.path));
    if (refused) wrong.push(`${file.path}: ${refused[1]}`);
    if (file.path.endsWith('.node') && !file.unpacked) wrong.push(`${file.path} must lie beside the archive`);
  }
  const natives = files.filter((file) => file.path.endsWith('.node')).map((file) => file.path);
  const expected = [`node_modules/better-sqlite3/prebuilds/${system}.node`];
  for (const path of expected) if (!natives.includes(path)) wrong.push(`${path} is missing`);
  for (const path of natives) {
    if (expected.includes(path) || (argon2 !== null && path.startsWith(`node_modules/${argon2}/`))) continue;
    wrong.push(`${path}: native part of another system`);
  }
  if (argon2 !== null && !natives.some((path) => path.startsWith(`node_modules/${argon2}/`))) {
    wrong.push(`${argon2} is missing`);
  }
  const fonts = files.filter((file) => file.path.endsWith('.ttf'));
  if (fonts.length !== 2) wrong.push(`two paper fonts expected, found ${fonts.length}`);
  for (const font of fonts) if (!font.unpacked) wrong.push(`${font.path} must lie beside the archive`);
  return wrong;
}

/** Files beside the archive that its header says are there and are not. */
export function missingUnpacked(archive: string, files: PackedFile[]): string[] {
  return files
    .filter((file) => file.unpacked && !existsSync(join(`${archive}.unpacked`, file.path)))
    .map((file) => file.path);
}

/** Finds app.asar below a laid-out directory. */
export function findArchive(output: string): string {
  const folder = readdirSync(output).find((name) => existsSync(join(output, name, 'resources', 'app.asar')));
  if (!folder) throw new Error(`no app.asar below ${output}`);
  return join(output, folder, 'resources', 'app.asar');
}
