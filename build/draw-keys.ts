/**
 * Writes docs/keys.md from the table of keys and the words of both languages. `node build/draw-keys.ts` writes it;
 * `--check` only compares (exit 1 when it is out of date).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BothWords, drawKeys } from './keys-page.ts';

export const keysPage = fileURLToPath(new URL('../docs/keys.md', import.meta.url));
const catalogues = fileURLToPath(new URL('../renderer/i18n', import.meta.url));

interface Tree {
  [key: string]: string | Tree;
}

/** All words of one language by their full keys. */
async function readWords(language: 'zh' | 'en'): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const take = (path: string, tree: Tree) => {
    for (const [key, value] of Object.entries(tree)) {
      const at = path.endsWith(':') ? `${path}${key}` : `${path}.${key}`;
      if (typeof value === 'string') found.set(at, value);
      else take(at, value);
    }
  };
  const dir = join(catalogues, language);
  for (const file of readdirSync(dir).filter((one) => one.endsWith('.ts') && one !== 'index.ts')) {
    const module = (await import(pathToFileURL(join(dir, file)).href)) as Record<string, Tree>;
    const groups = Object.values(module);
    take(`${basename(file, '.ts')}:`, groups.length === 1 ? (groups[0] ?? {}) : module);
  }
  return found;
}

/** Both languages by full key; throws with the key that one of them does not have. */
export async function bothWords(): Promise<BothWords> {
  const [zh, en] = [await readWords('zh'), await readWords('en')];
  return (key) => {
    const both = { zh: zh.get(key), en: en.get(key) };
    if (both.zh === undefined || both.en === undefined) throw new Error(`no words for ${key}`);
    return { zh: both.zh, en: both.en };
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = drawKeys(await bothWords());
  if (!process.argv.includes('--check')) writeFileSync(keysPage, page);
  else if (readFileSync(keysPage, 'utf8') !== page) {
    console.error('docs/keys.md is out of date: run node build/draw-keys.ts');
    process.exitCode = 1;
  }
}
