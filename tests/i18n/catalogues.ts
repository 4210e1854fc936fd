import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const i18nDir = join(import.meta.dirname, '../../renderer/i18n');

export type Catalogue = Map<string, string>;

function flatten(value: unknown, prefix: string, into: Catalogue): void {
  if (typeof value === 'string') into.set(prefix, value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, prefix ? `${prefix}.${key}` : key, into);
  } else throw new Error(`${prefix} is neither text nor group`);
}

/** Every catalogue of a language: file name → flat keys. */
export async function readCatalogues(language: 'zh' | 'en'): Promise<Map<string, Catalogue>> {
  const found = new Map<string, Catalogue>();
  for (const file of readdirSync(join(i18nDir, language)).sort()) {
    if (file === 'index.ts' || !file.endsWith('.ts')) continue;
    const module = (await import(pathToFileURL(join(i18nDir, language, file)).href)) as Record<
      string,
      unknown
    >;
    const exports = Object.values(module);
    const words: Catalogue = new Map();
    flatten(exports.length === 1 ? exports[0] : { ...module }, '', words);
    found.set(file.slice(0, -3), words);
  }
  return found;
}
