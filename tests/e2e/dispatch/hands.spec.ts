import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { dispatch as zh } from '../../../renderer/i18n/zh/dispatch.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { newcomer } from '../fixtures/newcomer.ts';
import { DispatchPage } from '../pages/dispatch-page.ts';

const day = addDays(businessDay(Date.now()), 1);

let desk: BrowserDesk;
let board: DispatchPage;
const first = { code: 'T93', name: '卞一新', staffId: '' };
const second = { code: 'T94', name: '缪二新', staffId: '' };
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  board = new DispatchPage(desk.page);
  await desk.login(people.manager);
  for (const one of [first, second]) one.staffId = (await newcomer(desk.page, one)).staffId;
});
test.afterAll(() => desk?.close());

/** Waiting orders and what stands against the first newcomer for each as it is booked. */
async function waiting() {
  const { unassigned } = await ask(desk.page, 'dispatch.day', { day });
  return Promise.all(
    unassigned.map(async (card) => {
      const { candidates } = await ask(desk.page, 'dispatch.candidates', { orderId: card.id });
      return { card, refusals: candidates.find((one) => one.staffId === first.staffId)?.refusals ?? [] };
    }),
  );
}

test('marked orders go to one person in one go; what cannot is listed with its reason; undo takes all of it back', async () => {
  const { page } = desk;
  await board.open(day);
  const all = await waiting();
  const good = all.filter((one) => one.refusals.length === 0).slice(0, 2);
  const bad = all.find((one) => one.refusals.some((refusal) => refusal.hard));
  expect(good).toHaveLength(2);
  if (bad === undefined) throw new Error('nothing stands against the newcomer');
  for (const { card } of [...good, bad]) {
    await board.choose(card);
    await board.press('Space');
    await expect(board.poolLine(card)).toHaveAttribute('data-marked', 'true');
  }
  await board.aimAt(await board.keyOf(day, first.staffId), first.name);
  await expect(board.bulk).toContainText(first.name);
  await board.expectAccessible();
  await page.clock.setFixedTime(Date.now());
  await board.press('Enter');
  await expect(board.dialog.locator('.dispatch-left li')).toHaveCount(1);
  await expect(board.dialog).toContainText(bad.card.title);
  await board.expectAccessible();
  await board.press('Enter');
  await expect(board.dialog).toHaveCount(0);
  await expect(board.toast.last()).toContainText('2');
  for (const { card } of good)
    expect(await board.order(card)).toEqual({ state: 'dispatched', staffId: first.staffId });
  expect(await board.order(bad.card)).toEqual({ state: 'ready', staffId: null });
  await board.press('Control+z');
  for (const { card } of good) {
    await expect(board.poolLine(card)).toBeEnabled();
    expect(await board.order(card)).toEqual({ state: 'ready', staffId: null });
  }
  // what was left stays marked, for another person: here it goes back
  await board.choose(bad.card);
  await board.press('Space');
  await expect(board.poolLine(bad.card)).not.toHaveAttribute('data-marked', 'true');
  await page.clock.resume();
});

test('an order changes hands with its parts and its cash, by consent, and a new slip', async () => {
  const { page } = desk;
  const found = (await waiting()).find(
    (one) => one.refusals.length === 0 && one.card.appointmentState !== 'agreed',
  );
  if (found === undefined) throw new Error('no order waits unbooked');
  const { card } = found;
  const { slots } = await ask(page, 'dispatch.day', { day });
  await ask(page, 'dispatch.assign', {
    id: card.id,
    version: card.version,
    staffId: first.staffId,
    day,
    slotId: slots.at(-1)?.id ?? '',
  });
  const { parts } = await ask(page, 'parts.find', { text: '管', limit: 50 });
  const part = parts.find((one) => one.tracking === 'quantity' && one.freeMilli >= 2000);
  if (part === undefined) throw new Error('no part in stock');
  await ask(page, 'parts.issue', {
    staffId: first.staffId,
    lines: [{ partId: part.partId, quantityMilli: 2000, workOrderId: card.id }],
  });
  await ask(page, 'money.takePayment', {
    orderId: card.id,
    staffId: first.staffId,
    method: 'cash',
    purpose: 'deposit',
    amountFen: 34_000,
  });
  await ask(page, 'paper.print', { kind: 'service_slip', ids: [card.id] });
  await board.open(day);
  await board.boardCard(card).focus();
  await board.press('Space');
  await expect(board.boardCard(card)).toHaveAttribute('aria-pressed', 'true');
  await board.aimAt(await board.keyOf(day, second.staffId), second.name);
  await board.press('Enter');
  await expect(board.dialog).toContainText(first.name);
  await expect(board.dialog).toContainText('340.00');
  const boxes = board.dialog.getByRole('checkbox');
  await expect(boxes).toHaveCount(3);
  for (const box of await boxes.all()) await expect(box).toBeChecked();
  await board.expectAccessible();
  await board.takeOption(zh.reassignReason);
  await board.press('Tab', 'Tab');
  await board.press('Enter');
  await expect(board.dialog).toHaveCount(0);
  await expect(board.toast.last()).toContainText(second.name);
  expect(await board.order(card)).toEqual({ state: 'dispatched', staffId: second.staffId });
  const now = await ask(page, 'dispatch.handOverCheck', { orderId: card.id, staffId: first.staffId });
  expect(now).toMatchObject({ fromStaffId: second.staffId });
  expect(now.parts.map((one) => one.quantityMilli)).toEqual([2000]);
  expect(now.payments.map((one) => one.amountFen)).toEqual([34_000]);
  expect(now.slips).toHaveLength(1);
});

test('a card is dragged onto a person and a slot with the mouse, once', async () => {
  const { page } = desk;
  const found = (await waiting()).find(
    (one) => one.refusals.length === 0 && one.card.appointmentState !== 'agreed',
  );
  if (found === undefined) throw new Error('no order waits unbooked');
  const { slots } = await ask(page, 'dispatch.day', { day });
  const cell = page.locator(`[data-board-cell="${first.staffId} ${slots[0]?.id}"]`);
  await cell.scrollIntoViewIfNeeded();
  const line = board.poolLine(found.card);
  await line.scrollIntoViewIfNeeded();
  const from = await line.boundingBox();
  const to = await cell.boundingBox();
  if (from === null || to === null) throw new Error('not on the screen');
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 10, { steps: 8 });
  await expect(cell).toHaveAttribute('data-over', 'true');
  await page.mouse.up();
  await expect(board.boardCard(found.card)).toBeVisible();
  expect(await board.order(found.card)).toEqual({ state: 'dispatched', staffId: first.staffId });
});
