import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { plurals } from '../../renderer/i18n/plural.ts';
import { readCatalogues } from './catalogues.ts';

const zh = await readCatalogues('zh');
const en = await readCatalogues('en');

/** The words of the program as its window says them. */
const english = createInstance();
await english.use(plurals).init({
  lng: 'en',
  resources: {},
  keySeparator: false,
  interpolation: { escapeValue: false },
});
for (const [name, words] of en) english.addResourceBundle('en', name, Object.fromEntries(words));
const say = (key: string, params: Record<string, unknown>) => english.t(key, params);

test.each([
  [0, '0 days left'],
  [1, '1 day left'],
  ['1', '1 day left'],
  [2, '2 days left'],
  [-1, '-1 days left'],
  [1.5, '1.5 days left'],
  ['1,001', '1,001 days left'],
])('%s is said «%s»', (n, text) => expect(say('staff:daysLeft', { n })).toBe(text));

test('each number of a sentence has its own word, and the verb follows it', () => {
  expect(say('teams:closeText', { people: 1, orders: 3 })).toMatch(/^1 person and 3 open orders need/);
  expect(say('teams:closeText', { people: 2, orders: 1 })).toMatch(/^2 people and 1 open order need/);
  expect(say('today:alarm.dead_letters', { n: 1 })).toBe('1 write-back failed and needs a person');
  expect(say('today:alarm.dead_letters', { n: 4 })).toBe('4 write-backs failed and need a person');
  expect(say('faults:customer_has_work', { count: 1 })).toMatch(/1 open order; finish or cancel it before/);
});

test('every word that follows a number has two forms that differ; Chinese has none', () => {
  let seen = 0;
  for (const [name, words] of en)
    for (const [key, text] of words)
      for (const [, , forms = ''] of text.matchAll(/\{\{\s*(\w+)\s*,([^}]*)\}\}/g)) {
        seen += 1;
        const both = forms.split('|').map((form) => form.trim());
        expect(both, `${name}:${key}`).toHaveLength(2);
        expect(both.every(Boolean) && both[0] !== both[1], `${name}:${key} ${forms}`).toBe(true);
      }
  expect(seen).toBeGreaterThan(80);
  for (const [name, words] of zh)
    for (const [key, text] of words) expect(text, `${name}:${key}`).not.toMatch(/\{\{[^}]*,/);
});

/** Limits and sizes that are never one. */
const neverOne = new Set([
  'dispatch:copiedMany',
  'dispatch:more',
  'faults:input_too_large',
  'faults:printer_interrupted',
  'faults:selection_too_large',
  'faults:statement_too_big',
  'faults:view_limit',
  'intake:pasteMany',
  'listing:columns.width',
  'outlet:rescue.keyHelp',
  'quarantine:intakeNotes.text_truncated',
  'quarantine:quarantine.id_too_long',
  'quarantine:quarantine.too_large',
  'quarantine:quarantine.too_many_parts',
]);
/** What is said of a name or a number of a thing: “{{number}} is …”. */
const saidOfOne =
  /^(?:as|is|was|has|does|this|becomes|belongs|hands|leaves|limits|needs|reports|sees|stands|takes)$/;

test('no English sentence puts a plural behind a number that may be one', () => {
  const found: string[] = [];
  for (const [name, words] of en)
    for (const [key, text] of words)
      for (const [part, word = ''] of text.matchAll(
        /\{\{\w+\}\} (?:(?:new|old|open|more|booked|earlier|such) )?([a-z-]*[a-rt-z]s|people)\b/g,
      ))
        if (!saidOfOne.test(word) && !neverOne.has(`${name}:${key}`)) found.push(`${name}:${key} ${part}`);
  expect(found).toEqual([]);
});
