import { expect, test } from 'vitest';
import { partsRooms } from '../../renderer/features/parts/rooms.ts';
import { type PartsTab, partsTabsFor } from '../../renderer/features/parts/tabs.ts';
import { readCatalogues } from '../i18n/catalogues.ts';

const all = () => true;
const count: PartsTab = { id: 'count', group: 'manage', label: 'stocktake:tab', needs: 'stock.count' };

test('the stock room shows each page once, in order, and only to who may see it', () => {
  const { tabs } = partsTabsFor(partsRooms, all);
  const ids = tabs.map((tab) => tab.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.slice(0, 2)).toEqual(['stock', 'issue']);
  expect(ids.at(-1)).toBe('papers');
  const reader = partsTabsFor(partsRooms, (permission) => permission === 'stock.read').tabs;
  expect(reader.every((tab) => tab.needs === 'stock.read')).toBe(true);
  expect(reader.map((tab) => tab.id)).not.toContain('issue');
});

test('tabs fall into groups only where both groups hold more than one page', () => {
  expect(partsTabsFor([], all).grouped).toBe(false);
  const two = partsTabsFor([{ tabs: [count] }], all);
  expect(two.grouped).toBe(true);
  expect(two.tabs.filter((tab) => tab.group === 'manage').map((tab) => tab.id)).toEqual(['count', 'papers']);
  expect(partsTabsFor([{ tabs: [count] }], (permission) => permission !== 'stock.count').grouped).toBe(false);
});

test('every tab and palette entry of the stock room has its words, every page its tab', async () => {
  const words = await readCatalogues('zh');
  const has = (full: string) => {
    const [space = '', key = ''] = full.split(':');
    return words.get(space)?.has(key) === true;
  };
  const { tabs } = partsTabsFor(partsRooms, all);
  const labels = [...tabs, ...partsRooms.flatMap((room) => room.commands)].map((one) => one.label);
  expect(labels.filter((label) => !has(label))).toEqual([]);
  const routes = partsRooms.flatMap((room) => room.routes.map((route) => route.path.split('/')[0]));
  for (const room of partsRooms)
    for (const tab of room.tabs) expect(routes, `/parts/${tab.id} leads nowhere`).toContain(tab.id);
});
