import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogues } from './catalogues.ts';

const root = join(import.meta.dirname, '../../renderer');
const zh = await readCatalogues('zh');
const sources = globSync(
  ['app/**/*.{ts,tsx}', 'ui/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}', 'features/**/*.{ts,tsx}'],
  { cwd: root },
);

const read = (file: string) =>
  readFileSync(join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
const hasKey = (namespace: string, key: string) => zh.get(namespace)?.has(key) ?? false;
const hasGroup = (namespace: string, prefix: string) =>
  [...(zh.get(namespace)?.keys() ?? [])].some((key) => key.startsWith(prefix));

test('every key that a source file names is in the catalogue', () => {
  const missing: string[] = [];
  for (const file of sources) {
    const text = read(file);
    const spaces = [...text.matchAll(/useWords\((?:'(\w+)')?\)/g)].map((match) => match[1] ?? 'common');
    const known = [...new Set([...spaces, 'common'])];
    // t('a.b'), words('ui:x'); a template is checked up to its first hole: t(`rail.${id}`)
    for (const [, full = ''] of text.matchAll(/\b(?:t|tc|tu|words)\(\s*'([\w.]+(?::[\w.]+)?)'/g)) {
      const [namespace, key] = full.includes(':') ? (full.split(':') as [string, string]) : [null, full];
      const found = namespace ? hasKey(namespace, key) : known.some((each) => hasKey(each, key));
      if (!found) missing.push(`${file}: ${full}`);
    }
    for (const [, full = ''] of text.matchAll(/\b(?:t|tc|tu|words)\(\s*`([\w.:]*\.)\$\{/g)) {
      const [namespace, key] = full.includes(':') ? (full.split(':') as [string, string]) : [null, full];
      const found = namespace ? hasGroup(namespace, key) : known.some((each) => hasGroup(each, key));
      if (!found) missing.push(`${file}: ${full}…`);
    }
  }
  expect(missing).toEqual([]);
});

test('screens hold no sentences of their own', () => {
  const found: string[] = [];
  for (const file of sources) {
    if (file === 'lib/format.ts') continue; // reads what people type in Chinese, shows nothing
    const text = read(file);
    for (const [line] of text.matchAll(/^.*[\u4e00-\u9fff].*$/gm)) {
      if (!/\\u4e00/.test(line)) found.push(`${file}: ${line.trim()}`);
    }
  }
  expect(found).toEqual([]);
});
