/**
 * The import rules of the rooms, checked on every source file by reading its syntax tree: static imports,
 * re-exports, dynamic imports, `import('…')` types and `require('…')`.
 *
 * Run by `npm run check`; alone: `node build/layers.ts`. Exits 1 and names file, line and rule for each breach.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import process from 'node:process';
import { parseSync } from 'vite';

/** Room → rooms it may import besides itself. The longest matching folder decides a file's room. */
const ROOMS: Record<string, string[]> = {
  domain: [],
  'preload/contract': ['domain'],
  preload: ['preload/contract', 'domain'],
  renderer: ['preload/contract', 'domain'],
  db: ['domain'],
  'main/platforms': ['domain'],
  'main/printing': ['domain'],
  'main/services': ['db', 'domain', 'preload/contract', 'main/platforms', 'main/printing'],
  'main/host': ['main/services', 'db', 'domain', 'preload/contract'],
  'main/shell': ['preload/contract'],
  build: [
    'domain',
    'preload/contract',
    'db',
    'main/services',
    'main/host',
    'main/platforms',
    'main/printing',
  ],
  bench: [
    'domain',
    'preload/contract',
    'db',
    'main/services',
    'main/host',
    'main/platforms',
    'main/printing',
    'build',
  ],
};

/** Top folders that are read; `tests` may import anything and is only looked at from the other side. */
const TOP = ['domain', 'preload', 'renderer', 'db', 'main', 'build', 'bench'];

/** Rooms without any I/O: they run in the window as well, where Node's modules do not exist. */
const PURE = new Set(['domain', 'preload/contract', 'renderer']);

/** Rooms whose clock and randomness come from the environment port, so that the simulation can replace them. */
const PORTED = new Set(['domain', 'db', 'main/services', 'main/platforms', 'main/printing']);

/** Where the `electron` module may be named. */
const mayUseElectron = (file: string): boolean =>
  file.startsWith('main/shell/') || file === 'preload/index.ts';

const BUILTIN = new Set(builtinModules);

/** One breach: where it is and the sentence for the person who wrote it. */
export interface Breach {
  file: string;
  line: number;
  message: string;
}

interface Found {
  specifier: string | null;
  start: number;
}

interface TreeNode {
  type: string;
  start: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && typeof (value as TreeNode).type === 'string';

/** Calls `visit` on every node below `node`, parents first. */
function walk(node: TreeNode, visit: (node: TreeNode) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit);
    } else if (isNode(value)) walk(value, visit);
  }
}

const literal = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : isNode(node) &&
        node.type === 'TemplateLiteral' &&
        Array.isArray(node.expressions) &&
        node.expressions.length === 0
      ? ((node.quasis as { value: { cooked: string } }[])[0]?.value.cooked ?? null)
      : null;

const named = (node: unknown, ...names: string[]): boolean =>
  isNode(node) && node.type === 'Identifier' && names.includes(String(node.name));

/** Every module a file names, with its position; a computed dynamic import has a null specifier. */
function importsOf(tree: TreeNode): Found[] {
  const found: Found[] = [];
  walk(tree, (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
        if (node.source) found.push({ specifier: literal(node.source), start: node.start });
        break;
      case 'CallExpression': {
        const [first] = node.arguments as unknown[];
        if (named(node.callee, 'require') && first)
          found.push({ specifier: literal(first), start: node.start });
        break;
      }
    }
  });
  return found;
}

/** Uses of a clock or of randomness that the simulator could not replace. */
function ambientOf(tree: TreeNode): { what: string; start: number }[] {
  const found: { what: string; start: number }[] = [];
  walk(tree, (node) => {
    if (
      node.type === 'NewExpression' &&
      named(node.callee, 'Date') &&
      (node.arguments as unknown[]).length === 0
    ) {
      found.push({ what: 'new Date()', start: node.start });
    }
    if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'MemberExpression')
      return;
    const { object, property } = node.callee;
    for (const [owner, member] of [
      ['Date', 'now'],
      ['Math', 'random'],
      ['performance', 'now'],
      ['crypto', 'randomUUID'],
      ['crypto', 'getRandomValues'],
    ] as const) {
      if (named(object, owner) && named(property, member)) {
        found.push({ what: `${owner}.${member}()`, start: node.start });
      }
    }
  });
  return found;
}

/** The room of a file given by its path from the root with forward slashes; null if it lies in none. */
export function roomOf(file: string): string | null {
  const folders = posix.dirname(file).split('/');
  for (let length = folders.length; length > 0; length--) {
    const room = folders.slice(0, length).join('/');
    if (room in ROOMS || room === 'tests') return room;
  }
  return null;
}

function judge(file: string, room: string, specifier: string | null): string | null {
  if (specifier === null) {
    // Migrations and the like are found by listing a folder of the same room; nothing else may be computed.
    return room === 'build' || room === 'bench' || room === 'db'
      ? null
      : 'a computed import cannot be checked; name the module';
  }
  const bare = specifier.replace(/^node:/, '');
  if (bare === 'electron' || bare.startsWith('electron/')) {
    return mayUseElectron(file) ? null : '`electron` belongs to main/shell and preload/index.ts alone';
  }
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')));
    if (target.startsWith('../')) return `${specifier} leads out of the project`;
    const other = roomOf(target);
    if (other === room) return null;
    if (other === null) {
      return target.startsWith('node_modules/')
        ? 'packages are imported by name'
        : `${specifier} lies in no room`;
    }
    if (other === 'tests') return 'nothing imports tests';
    if (ROOMS[room]?.includes(other)) return null;
    const allowed = ROOMS[room]?.join(', ');
    return `${room} may not import ${other} (allowed: ${allowed || 'nothing of ours'})`;
  }
  const builtin = specifier.startsWith('node:') || BUILTIN.has(bare.split('/')[0] ?? '');
  if (builtin && PURE.has(room)) return `${room} runs in the window too and may not import ${specifier}`;
  return null;
}

/** Source files below a folder, as paths from the root with forward slashes. */
function* sources(root: string, folder: string): Generator<string> {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sources(root, path);
    } else if (/\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      yield path;
  }
}

/** Checks one file's text. Exported for the tests. */
export function checkSource(file: string, text: string): Breach[] {
  const breaches: Breach[] = [];
  const lineAt = (start: number) => text.slice(0, start).split('\n').length;
  const room = roomOf(file);
  if (room === null)
    return [{ file, line: 1, message: 'this file lies in no room (see the table in build/layers.ts)' }];
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) {
    return [{ file, line: 1, message: `cannot be read: ${parsed.errors[0]?.message}` }];
  }
  const tree = parsed.program as unknown as TreeNode;
  for (const found of importsOf(tree)) {
    const message = judge(file, room, found.specifier);
    if (message) breaches.push({ file, line: lineAt(found.start), message });
  }
  if (PORTED.has(room)) {
    for (const found of ambientOf(tree)) {
      breaches.push({
        file,
        line: lineAt(found.start),
        message: `${found.what}: clock and randomness come from the environment port (env) here`,
      });
    }
  }
  return breaches;
}

/** Checks a whole tree. Returns the breaches and how many files were read. */
export function checkLayers(root: string): { breaches: Breach[]; files: number } {
  const breaches: Breach[] = [];
  let files = 0;
  for (const top of TOP) {
    for (const file of sources(root, top)) {
      files += 1;
      breaches.push(...checkSource(file, readFileSync(join(root, file), 'utf8')));
    }
  }
  return { breaches, files };
}

if (import.meta.main) {
  const root = process.argv[2] ?? dirname(import.meta.dirname);
  const { breaches, files } = checkLayers(root);
  for (const breach of breaches) console.log(`${breach.file}:${breach.line}  ${breach.message}`);
  console.log(
    `layers: ${files} files in ${relative(process.cwd(), root).split(sep).join('/') || '.'}, ${breaches.length} breaches`,
  );
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
