import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle } from '../build/bundle.ts';
import { ROOT } from '../build/steps.ts';
import { figure, lineOf, type BenchLine, type BenchOptions } from './support/line.ts';

const goalKb = 500;
/** Rooms the first screen of a desk shows: login stands in the entry itself, then today. */
const firstRooms = ['today'];
const languages = ['zh', 'en'];
const assets = join(ROOT, 'out/renderer/assets');

/**
 * Gzipped JavaScript a browser desk fetches until login and «today» stand: what index.html names (scripts and module
 * preloads), everything those import statically, the chunk of the first rooms and of the larger language with their
 * own imports. Each file is counted once and compressed by itself, as it travels.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  await bundle({ log: (line) => log?.(line) });
  const html = readFileSync(join(ROOT, 'out/renderer/index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
  if (named.length === 0) throw new Error('index.html names no script');
  const entry = reachable(named);
  const rooms = firstRooms.map((room) => dynamicOf(entry, `features/${room}/index.tsx`));
  const [language] = languages
    .map((code) => dynamicOf(entry, `./${code}/index.ts`) ?? findByName(code))
    .filter((file) => file !== null)
    .sort((a, b) => gzipped(b) - gzipped(a));
  if (language === undefined) throw new Error('no language chunk');
  const files = [...reachable([...named, language, ...rooms.filter((file) => file !== null)])];
  const bytes = files.reduce((sum, file) => sum + gzipped(file), 0);
  yield lineOf('bundle', bytes / 1000, goalKb, {
    unit: 'kB',
    files: Object.fromEntries(files.map((file) => [file, figure(gzipped(file) / 1000)])),
    roomsInEntry: firstRooms.filter((_, index) => rooms[index] === null),
  });
}

const texts = new Map<string, string>();
function textOf(file: string): string {
  let text = texts.get(file);
  if (text === undefined) {
    text = readFileSync(join(assets, file), 'utf8');
    texts.set(file, text);
  }
  return text;
}

const gzipped = (file: string): number => gzipSync(textOf(file), { level: 9 }).length;

/** These files and everything they import statically. */
function reachable(from: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    // `import … from"./x.js"`, `import"./x.js"`, `export … from"./x.js"`; a dynamic import has a bracket.
    for (const match of textOf(file).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      open.push(match[1] ?? '');
  }
  return seen;
}

/** The chunk a dynamic import of this module leads to, or null when it lies in the entry itself. */
function dynamicOf(entry: ReadonlySet<string>, module: string): string | null {
  const at = new RegExp(
    `["'\`][^"'\`]*${module.replaceAll('.', '\\.')}["'\`]:\\(?\\)?[^,]*?import\\(["'\`]\\./([\\w.-]+\\.js)["'\`]\\)`,
  );
  for (const file of entry) {
    const found = at.exec(textOf(file))?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

/** A language chunk by the name the bundler gave it (`zh-….js`), from whatever imports it. */
function findByName(name: string): string | null {
  const html = [...texts.values()].join('\n');
  const found = new RegExp(`import\\(["'\`]\\./(${name}-[\\w-]+\\.js)["'\`]\\)`).exec(html)?.[1];
  return found !== undefined && existsSync(join(assets, basename(found))) ? found : null;
}
