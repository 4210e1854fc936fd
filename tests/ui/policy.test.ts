import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pagePolicy } from '../../preload/contract/page-policy.ts';

const root = join(import.meta.dirname, '../../renderer');

test('the page names the same policy that its servers send', () => {
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  const written = /content="(default-src[^"]*)"/.exec(html)?.[1]?.split('; ').sort();
  // A browser ignores frame-ancestors in a page; only the header can say it
  expect(written).toEqual(
    pagePolicy
      .split('; ')
      .filter((part) => !part.startsWith('frame-ancestors'))
      .sort(),
  );
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)/);
});

test('no colour outside the tokens, no style tag, one caller of the bridge', () => {
  const found: string[] = [];
  for (const file of globSync('{app,features,lib,ui}/**/*.{ts,tsx,css}', { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    if (/#[0-9a-f]{6}\b|\brgba?\(/i.test(text)) found.push(`${file}: colour`);
    if (/<style|dangerouslySetInnerHTML/.test(text)) found.push(`${file}: markup`);
    if (/window\.api\b/.test(text) && file !== 'lib/api.ts') {
      if (!/^\s*(\/\/|\*|\/\*).*window\.api/m.test(text)) found.push(`${file}: bridge`);
    }
  }
  expect(found).toEqual([]);
});
