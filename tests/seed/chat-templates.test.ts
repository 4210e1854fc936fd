import { expect, test } from 'vitest';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import {
  dispatchFields,
  fillTemplate,
  unknownFields,
  usualDispatchText,
} from '../../domain/text/template.ts';
import { testOutlet } from '../support/test-outlet.ts';

test('an outlet begins with two chat texts in both languages, each placeholder known, none left when filled', async () => {
  const { store } = await testOutlet({ seed: 23 });
  seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2025-10' });
  const rows = store.read.prepare('SELECT code, text_zh, text_en FROM chat_template ORDER BY code').all() as {
    code: string;
    text_zh: string;
    text_en: string;
  }[];
  expect(rows.map((row) => row.code)).toEqual(['brief', 'long']);
  const values = Object.fromEntries(Object.keys(dispatchFields).map((key) => [key, `<${key}>`]));
  for (const text of [
    ...rows.flatMap((row) => [row.text_zh, row.text_en]),
    ...Object.values(usualDispatchText),
  ]) {
    expect(unknownFields(text)).toEqual([]);
    const filled = fillTemplate(text, values);
    expect(filled).not.toMatch(/[{}]/);
    expect(filled).toContain('<phone>');
    // Nothing known of an order: no label stands alone before nothing
    expect(fillTemplate(text, { number: 'WO1', tail: 'O1' })).not.toMatch(
      /\b(bring|collect|way)\b|\u5e26\u4ef6|\u6536\u8d39|\u8def\u7a0b/,
    );
  }
  // What goes to technicians is not among the messages for users
  expect(
    store.read.prepare("SELECT count(*) FROM message_template WHERE key = 'dispatch_text'").pluck().get(),
  ).toBe(0);
});
