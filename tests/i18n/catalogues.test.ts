import { expect, test } from 'vitest';
import { faultCodes } from '../../domain/kernel/fault-codes.ts';
import { readCatalogues } from './catalogues.ts';

const zh = await readCatalogues('zh');
const en = await readCatalogues('en');

/** Latin words that are said as they are in a Chinese shop, and units and key names. */
const allowedInChinese = new Set(
  `pin id ip sn qr erp tds gbk utf-8 utf csv xlsx xls json pdf excel usb wifi app http https english esc enter ctrl
   shift alt tab del f1 a4 a5 km m mm kg g kb mb gb ms v tmall outlet desk sms ok host url hmac sha-256 api node
   gb18030 html png jpg jpeg zip lsn sandbox rest top electron chromium code doa xyz abc ean`
    .split(/\s+/)
    .filter(Boolean),
);

test('both languages have the same catalogues with the same keys', () => {
  expect([...en.keys()]).toEqual([...zh.keys()]);
  for (const [name, words] of zh) {
    expect([...(en.get(name)?.keys() ?? [])].sort(), `catalogue ${name}`).toEqual([...words.keys()].sort());
  }
});

test('both languages use the same values in a sentence', () => {
  const params = (text: string) =>
    [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]))].sort();
  for (const [name, words] of zh) {
    for (const [key, text] of words) {
      expect(params(en.get(name)?.get(key) ?? ''), `${name}:${key}`).toEqual(params(text));
    }
  }
});

test('no text is empty, none shouts, none is left half written', () => {
  for (const catalogues of [zh, en]) {
    for (const [name, words] of catalogues) {
      for (const [key, text] of words) {
        expect(text.trim(), `${name}:${key}`).not.toBe('');
        expect(text, `${name}:${key}`).not.toMatch(/[!！]|TODO|xxx/);
      }
    }
  }
});

test('no Chinese is left in the English interface', () => {
  for (const [name, words] of en) {
    for (const [key, text] of words) {
      if (name === 'common' && key === 'otherLanguage') continue; // names the other language in its own script
      expect(text, `${name}:${key}`).not.toMatch(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/);
    }
  }
});

test('no English is left in the Chinese interface', () => {
  const found: string[] = [];
  for (const [name, words] of zh) {
    for (const [key, text] of words) {
      if (name === 'common' && (key === 'otherLanguage' || key.startsWith('railKeys.'))) continue;
      const plain = text.replace(/\{\{.*?\}\}/g, '');
      for (const [word] of plain.matchAll(/[A-Za-z][A-Za-z0-9-]*/g)) {
        // Single letters and codes with digits (S01, A-03) are numbers of things, not words
        if (word.length > 1 && !/\d/.test(word) && !allowedInChinese.has(word.toLowerCase()))
          found.push(`${name}:${key} ${word}`);
      }
    }
  }
  expect(found).toEqual([]);
});

test('every fault code has a sentence in both languages, and no sentence is without its code', () => {
  for (const [language, catalogues] of [
    ['zh', zh],
    ['en', en],
  ] as const) {
    expect([...(catalogues.get('faults')?.keys() ?? [])].sort(), language).toEqual([...faultCodes].sort());
  }
});

test('a fault sentence says more than one thing: what happened and the way out', () => {
  for (const [code, text] of zh.get('faults') ?? []) {
    expect(text.split(/[。，；：]/).filter((part) => part.trim()).length, code).toBeGreaterThan(1);
    expect(text, code).toMatch(/。$/);
  }
});
