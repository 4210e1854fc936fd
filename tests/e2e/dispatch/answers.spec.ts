import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { dispatch as zh } from '../../../renderer/i18n/zh/dispatch.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { newcomer } from '../fixtures/newcomer.ts';
import { orderWithSlip } from '../fixtures/orders.ts';
import { DispatchPage } from '../pages/dispatch-page.ts';

const today = businessDay(Date.now());
const day = addDays(today, 1);

const words = (text: string, values: Record<string, number>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_all, key: string) => String(values[key]));

let desk: BrowserDesk;
let board: DispatchPage;
const fresh = { code: 'T95', name: '阚三新', staffId: '' };
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  board = new DispatchPage(desk.page);
  await desk.login(people.manager);
  fresh.staffId = (await newcomer(desk.page, fresh)).staffId;
});
test.afterAll(() => desk?.close());

/** The first reason by its number, once the list is there, and Enter. */
async function pickFirst(): Promise<void> {
  const first = board.dialog.getByRole('radio').first();
  await expect(first).toBeVisible();
  await board.press('1');
  await expect(first).toHaveAttribute('aria-checked', 'true');
  await board.press('Enter');
}

test('to a sub-shop by its number; what it says by phone is keyed in its own view', async () => {
  const { page } = desk;
  const { unassigned, subShops, people: members } = await ask(page, 'dispatch.day', { day });
  // Those of a platform are for the next test
  const [taken, refused] = unassigned.filter((one) => one.connectionNameZh === null && !one.isRework);
  const shop = subShops[0];
  if (taken === undefined || refused === undefined || shop === undefined) throw new Error('nothing to give');
  const key = members.length + 1;
  await board.open(day);
  for (const card of [taken, refused]) {
    await board.choose(card);
    await board.aimAt(key, shop.nameZh);
    await board.press('Enter');
    await board.passWithYes(card);
    await expect(board.poolLine(card)).toHaveCount(0);
  }
  await board.press('Alt+w');
  await expect(board.lot(taken)).toContainText(/答复/);
  await board.expectAccessible();
  await board.lot(taken).focus();
  await board.press('Space');
  await expect(board.lot(taken)).toHaveAttribute('aria-pressed', 'true');
  await board.press('e');
  await expect(board.lot(taken)).toContainText(zh.shops.yes);
  await board.lot(refused).focus();
  await board.press('Space');
  await expect(board.lot(refused)).toHaveAttribute('aria-pressed', 'true');
  await board.press('Shift+E');
  await pickFirst();
  await expect(board.dialog).toHaveCount(0);
  await expect(board.lot(refused)).toHaveCount(0);
  expect(await board.order(refused)).toMatchObject({ state: 'ready' });
  expect(await board.order(taken)).toMatchObject({ state: 'accepted' });
  await board.open(day);
  await expect(board.poolLine(refused)).toBeVisible();
});

test('an order goes back to its platform from the board, with a reason', async () => {
  const { unassigned } = await ask(desk.page, 'dispatch.day', { day });
  const card = unassigned.find((one) => one.connectionNameZh !== null);
  if (card === undefined) throw new Error('no order of a platform waits');
  await board.choose(card);
  await board.press('Shift+B');
  await expect(board.dialog).toContainText(card.number);
  await board.expectAccessible();
  await pickFirst();
  await expect(board.dialog).toHaveCount(0);
  await expect(board.poolLine(card)).toHaveCount(0);
  await expect.poll(async () => (await board.order(card)).state).toMatch(/^(send_back|sent_back)/);
});

test('a rework stands in the pool under its own mark and goes to a man by his number', async () => {
  const { page } = desk;
  await board.open(day);
  const { unassigned } = await ask(page, 'dispatch.day', { day });
  const card = unassigned.find((one) => one.isRework);
  if (card === undefined) throw new Error('no rework waits');
  await expect(board.poolLine(card)).toContainText(zh.rework);
  await board.choose(card);
  await board.aimAt(await board.keyOf(day, fresh.staffId), fresh.name);
  await board.press('Enter');
  await board.passWithYes(card);
  await expect.poll(async () => (await board.order(card)).staffId).toBe(fresh.staffId);
  const { order } = await ask(page, 'orders.get', { id: card.id });
  expect(order.parentId).not.toBeNull();
});

test('what is left after a visit waits unbooked with its man, is booked anew and stands on the board again', async () => {
  const { page } = desk;
  const made = await orderWithSlip(page, { phone: '13900008801', staffId: 'T02', quantity: 2 });
  const found = await ask(page, 'visits.findSlip', { code: made.slip });
  const nowMs = Date.now();
  await ask(page, 'visits.returnSlip', {
    slipId: found.slip.id,
    slipVersion: found.slip.version,
    orderVersion: found.order.version,
    arrivedAt: nowMs - 90 * 60_000,
    finishedAt: nowMs - 10 * 60_000,
    outcome: 'partly_done',
    machines: found.machines.map((machine, at) => ({
      machineLineId: machine.id,
      resultCode: at === 0 ? 'installed' : null,
      indoorCode: at === 0 ? 'LZ01N261298411' : null,
      outdoorCode: at === 0 ? 'LZ01W261298412' : null,
    })),
    signed: true,
  });
  await board.open(day);
  const { people: members } = await ask(page, 'dispatch.day', { day });
  const his = members.find((one) => one.staffId === 'T02');
  expect(his?.unbooked).toBeGreaterThan(0);
  await expect(board.rows.filter({ hasText: his?.name ?? '?' })).toContainText(
    words(zh.load, {
      percent: Math.round(((his?.takenMinutes ?? 0) * 100) / (his?.capacityMinutes ?? 1)),
    }),
  );
  await expect(board.rows.filter({ hasText: his?.name ?? '?' })).toContainText(
    words(zh.unbooked, { n: his?.unbooked ?? 0 }),
  );
  await board.go(`/orders/${made.id}`);
  await expect(page.locator('.doc-head')).toContainText(made.number);
  await board.press('b');
  await expect(board.dialog).toBeVisible();
  const when = board.dialog.getByRole('textbox', { name: '哪一天' });
  await when.fill('+6');
  await when.press('Enter');
  const free = board.dialog.getByRole('radio', { name: /余 \d/ }).first();
  await free.focus();
  await board.press((await free.locator('kbd').innerText()).trim());
  await expect(free).toHaveAttribute('aria-checked', 'true');
  await board.dialog.getByRole('button', { name: /约好/ }).focus();
  await board.press('Enter');
  await expect(board.dialog).toHaveCount(0);
  await board.open(addDays(today, 6));
  const card = page.locator(`.board-grid [data-card="${made.id}"]`);
  await expect(card).toBeVisible();
  const { visits } = await ask(page, 'orders.get', { id: made.id });
  expect(visits.map((one) => one.state)).toEqual(['ended', 'planned']);
});

test('in English the shops are English', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await board.atRest();
  await board.go('/dispatch/shops');
  await board.expectEnglish('.dispatch-shops-foot .ui-btn', '.ui-screen-head');
});
