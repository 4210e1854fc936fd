import { expect, test } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { custody as zh } from '../../../renderer/i18n/zh/custody.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { PartsPage } from '../pages/parts-page.ts';

let desk: BrowserDesk;
let parts: PartsPage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk({ viewport: { width: 1280, height: 720 } });
  parts = new PartsPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const all = async () => (await ask(desk.page, 'parts.custody', { view: 'open' })).rows;
const read = (id: string): Promise<OutputOf<'parts.custodyItem'>> =>
  ask(desk.page, 'parts.custodyItem', { id });
const field = (label: string) => parts.dialog.getByLabel(label, { exact: true });
const write = async (label: string, text: string) => {
  await field(label).focus();
  await desk.page.keyboard.type(text);
};

let id = '';
test('a machine is taken in over the counter by keys and lies on its shelf', async () => {
  await parts.go('/parts/custody');
  await parts.press('n');
  await expect(parts.dialog).toContainText(zh.take.title);
  await parts.expectAccessible();
  await write(zh.owner, '欧阳翠兰');
  await write(zh.what, '挂机 KFR-35GW');
  await write(zh.machineCode, 'KB-20261122');
  await write(zh.accessories, '遥控器、电池');
  await write(zh.bin, 'R-07');
  await write(zh.fee, '20');
  await parts.press('Control+Enter');
  await expect(parts.dialog).toHaveCount(0);
  const item = (await all()).find((row) => row.machineCode === 'KB-20261122');
  id = item?.id ?? '';
  expect(item).toMatchObject({ state: 'held', kind: 'repair', bin: 'R-07', feeFen: 2000, lateDays: -30 });
  await expect(parts.document).toContainText(item?.number ?? 'none');
  await parts.expectAccessible();
});

test('it is repaired, its user is called, and the slip that is scanned opens it', async () => {
  await parts.press('r');
  await expect.poll(async () => (await read(id)).item.state).toBe('in_repair');
  await expect(parts.document).toContainText(zh.state.in_repair);
  await parts.press('y');
  await expect.poll(async () => (await read(id)).item.state).toBe('ready');
  await expect(parts.document).toContainText(zh.state.ready);
  await parts.press('m');
  await expect(parts.dialog).toBeVisible();
  await desk.page.keyboard.type('说周六来');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect((await read(id)).life[0]).toMatchObject({ kind: 'custody.reminded', words: '说周六来' });
  await parts.go('/parts/papers');
  await parts.list.first().focus();
  await parts.scan((await read(id)).item.number);
  await expect(desk.page).toHaveURL(new RegExp(`/parts/custody/${id}`));
  await expect(parts.document).toContainText(zh.state.ready);
});

test('it goes to its user with the fee said first; a wrong hand-out is taken back', async () => {
  await parts.press('g');
  await expect(parts.dialog).toContainText('20.00');
  await parts.takeOption(zh.out.how, 0);
  await parts.press('Control+Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect((await read(id)).item).toMatchObject({ state: 'handed_out', handedTo: '欧阳翠兰' });
  await parts.press('u');
  await expect(parts.dialog).toBeVisible();
  await desk.page.keyboard.type('拿错了');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect((await read(id)).item).toMatchObject({ state: 'ready', bin: 'R-07', handedTo: '' });
});

test('in English the room is English', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.evaluate(() => localStorage.setItem('outlet-desk.theme', 'dark'));
  await page.reload();
  await parts.go(`/parts/custody/${id}`);
  await expect(parts.document).toBeVisible();
  await parts.expectEnglish('.doc-actions', '.parts-bar', '.ui-screen-actions', '.doc-facts dt');
});
