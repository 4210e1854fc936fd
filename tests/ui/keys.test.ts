import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bothWords, keysPage } from '../../build/draw-keys.ts';
import { drawKeys } from '../../build/keys-page.ts';
import { commonRows, type KeyRoom, keyRooms } from '../../build/keys-table.ts';
import { keyHint, keyName } from '../../renderer/lib/keys.ts';

const renderer = join(import.meta.dirname, '../../renderer');
const common = new Set(commonRows.flatMap((row) => row.keys.split(' ')));

/** The slip's boxes read letters themselves while they have the focus; today's tiles and lines each carry their own. */
const unlisted = /^features\/(visits\/entry|today\/(?!today-screen).*)\.tsx?$/;

/** Key names written in a source file: what `hotkey` and `keys` say, and chords and capitals given on as they are. */
function keysIn(text: string): string[] {
  const said = [...text.matchAll(/(?:hotkey=|hotkey: |\bkeys: |hint=)["']([^"']+)["']/g)].flatMap(
    ([, keys = '']) => keys.split(' '),
  );
  const given = [...text.matchAll(/'((?:(?:Mod|Alt|Shift)\+)*[A-Z])'/g)].map(([, key = '']) => key);
  return [...new Set([...said, ...given])];
}

function roomOf(file: string): KeyRoom | null {
  let best: { room: KeyRoom; length: number } | null = null;
  for (const room of keyRooms)
    for (const start of room.files)
      if (file.startsWith(start) && start.length > (best?.length ?? 0)) best = { room, length: start.length };
  return best?.room ?? null;
}

const bound = new Map<KeyRoom, Map<string, string>>(keyRooms.map((room) => [room, new Map()]));
const homeless: string[] = [];
for (const file of globSync('{app,ui,features}/**/*.{ts,tsx}', { cwd: renderer })) {
  if (unlisted.test(file) || /(^|\/)commands\.ts$|app\/palette/.test(file)) continue;
  const room = roomOf(file);
  for (const key of keysIn(readFileSync(join(renderer, file), 'utf8'))) {
    if (common.has(key)) continue;
    if (room) bound.get(room)?.set(key, file);
    else if (file.startsWith('features/')) homeless.push(`${key} in ${file}`);
  }
}
const keysOf = (room: KeyRoom) => new Set(room.rows.flatMap((row) => row.keys.split(' ')));

test('every key of the rooms of orders stands in the table, and nothing stands there that no room binds', () => {
  const rooms = [...bound].filter(([room]) => room.ofOrders);
  const missing = rooms.flatMap(([room, keys]) =>
    [...keys].filter(([key]) => !keysOf(room).has(key)).map(([key, file]) => `${room.id}: ${key} (${file})`),
  );
  const dead = rooms.flatMap(([room, keys]) =>
    [...keysOf(room)].filter((key) => !common.has(key) && !keys.has(key)).map((key) => `${room.id}: ${key}`),
  );
  expect({ missing, dead, homeless }).toEqual({ missing: [], dead: [], homeless: [] });
});

test('where orders are worked on a key means one thing in every room, and one thing has one key', () => {
  const meanings = new Map<string, Set<string>>();
  const keys = new Map<string, Set<string>>();
  for (const room of keyRooms.filter((one) => one.ofOrders))
    for (const row of room.rows) {
      keys.set(row.meaning, (keys.get(row.meaning) ?? new Set()).add(row.keys));
      for (const key of row.keys.split(' ').filter((one) => !common.has(one)))
        meanings.set(key, (meanings.get(key) ?? new Set()).add(row.meaning));
    }
  const clashing = [...meanings].filter(([, found]) => found.size > 1).map(([key, found]) => [key, ...found]);
  expect(clashing).toEqual([]);
  // Choosing on goes both ways
  const twice = [...keys].filter(([name, found]) => found.size > 1 && name !== 'choose on');
  expect(twice.map(([name, found]) => [name, ...found])).toEqual([]);
});

test('no room takes a key that works everywhere', () => {
  const everywhere = keyRooms.find((room) => room.id === 'everywhere');
  const taken = new Set([...common, ...(everywhere ? keysOf(everywhere) : [])]);
  const found = keyRooms
    .filter((room) => room !== everywhere)
    .flatMap((room) => [...keysOf(room)].filter((key) => taken.has(key)).map((key) => `${room.id}: ${key}`));
  // The table of months has no rows to walk through
  expect(found.filter((one) => one !== 'money: J')).toEqual([]);
});

test('the page of keys is what the table draws, with words in both languages', async () => {
  expect(readFileSync(keysPage, 'utf8')).toBe(drawKeys(await bothWords()));
});

test('a key is named and shown the same way', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    keyName({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  expect(press('a')).toBe('A');
  expect(press('A', { shiftKey: true })).toBe('Shift+A');
  expect(press('+', { shiftKey: true })).toBe('+');
  expect(press('#', { shiftKey: true })).toBe('#');
  expect(press('k', { ctrlKey: true })).toBe('Mod+K');
  expect(press('ß', { code: 'KeyS', altKey: true })).toBe('Alt+S');
  expect(['+', '=', 'Shift+A', 'Mod+K'].map(keyHint)).toEqual(['+', '=', 'Shift A', 'Ctrl K']);
});
