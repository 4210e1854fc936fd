import { expect, test } from '@playwright/test';
import { money as moneyZh } from '../../../renderer/i18n/zh/money.ts';
import { orders as ordersZh } from '../../../renderer/i18n/zh/orders.ts';
import { paper as zh } from '../../../renderer/i18n/zh/paper.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { goTo } from '../fixtures/go.ts';
import { orderWithSlip } from '../fixtures/orders.ts';
import { moneyRoom } from '../pages/money.ts';
import { choose, expectAccessible, hit } from '../pages/room.ts';
import { settingsRoom } from '../pages/settings.ts';

let desk: BrowserDesk;
let room: ReturnType<typeof moneyRoom>;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
  room = moneyRoom(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

/** What the host queued last of a kind. */
const queued = async (kind: string) =>
  (await ask(desk.page, 'paper.jobs', { limit: 200 })).rows.filter((job) => job.kind === kind);

test('the last hand-in is printed by its key, and its number leads back to it', async () => {
  const { page } = desk;
  await room.open('cash');
  const [last] = (await ask(page, 'money.handIns', {})).done;
  const number = last?.number ?? 'none';
  await expect(room.row(room.table(moneyZh.cash.done), number)).toBeVisible();
  await hit(page, 'p');
  await expect.poll(async () => (await queued('hand_in')).map((job) => job.documentNumber)).toEqual([number]);
  await goTo(page, '/paper/count');
  await page.getByRole('textbox', { name: zh.find.field }).focus();
  await page.keyboard.type(number.toLowerCase());
  await page.keyboard.press('Enter');
  const found = room.row(room.table(zh.find.field), number);
  await expect(found).toContainText(zh.kind.hand_in);
  await expect(found).toContainText(zh.find.printed.replace('{{n}}', '1'));
});

test('a pay slip is printed from its own page, where the papers of fines and deposits stand', async () => {
  const { page } = desk;
  await room.open('pay');
  await hit(page, 'n');
  const table = room.table(moneyZh.room.pay);
  await room.enter(table.getByRole('row').nth(1));
  await expect(room.document).toContainText(zh.moneyOf.title);
  await hit(page, 'p');
  const number = /GZ\d+[A-Z]*\d+/u.exec((await room.document.innerText()) ?? '')?.[0];
  await expect
    .poll(async () => (await queued('pay_slip')).map((job) => job.documentNumber))
    .toEqual([number]);
  await expectAccessible(page);
});

test('papers in both languages are chosen once; the posted prices print and carry both', async () => {
  const { page } = desk;
  const settings = settingsRoom(page);
  await settings.open('网点');
  await choose(page, zh.house.language, zh.house.both);
  await expect.poll(async () => (await ask(page, 'paper.languages', {})).languages).toBe('both');
  await hit(page, 'p');
  await expect.poll(async () => (await queued('price_list')).length).toBe(1);
  const [job] = await queued('price_list');
  const { lines } = await ask(page, 'paper.preview', { kind: 'price_list', id: job!.documentId });
  const text = lines.join('\n');
  for (const word of ['收费公示表', 'Posted prices', '监督电话']) expect(text).toContain(word);
});

test('a corrected user voids the slip; the head of the order says so until the next is printed', async () => {
  const { page } = desk;
  const made = await orderWithSlip(page, { phone: '13800000107' });
  const { order } = await ask(page, 'orders.get', { id: made.id });
  await ask(page, 'orders.editUser', { id: made.id, version: order.version, name: '祁望秋' });
  await goTo(page, `/orders/${made.id}?view=all`);
  const mark = page.locator('.doc').getByText(ordersZh.doc.slipVoid.replace('{{number}}', made.slip));
  await expect(mark).toBeVisible();
  await ask(page, 'paper.print', { kind: 'service_slip', ids: [made.id] });
  await expect(mark).toHaveCount(0);
});
