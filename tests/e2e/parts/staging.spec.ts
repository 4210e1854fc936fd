import { expect, test } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { staging as zh } from '../../../renderer/i18n/zh/staging.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { PartsPage } from '../pages/parts-page.ts';

/** Kept by number and in no bag, so that the promise falls on the store. */
const part = 'BM-061';

let desk: BrowserDesk;
let parts: PartsPage;
let order: { id: string; number: string; staffId: string };
let day = '';
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk({ viewport: { width: 1280, height: 720 } });
  const { page } = desk;
  parts = new PartsPage(page);
  await desk.login(people.manager);
  // The screen opens on today in the morning and on tomorrow from two o'clock
  const today = businessDay(Date.now());
  day = new Date(Date.now() + 8 * 3_600_000).getUTCHours() < 14 ? today : addDays(today, 1);
  for (const one of [day, addDays(day, day === today ? 1 : -1), addDays(today, 2)]) {
    const { cards } = await ask(page, 'dispatch.day', { day: one });
    const card = cards.find(
      (each) => each.staffId !== null && ['dispatched', 'accepted'].includes(each.state),
    );
    if (card?.staffId == null) continue;
    day = one;
    order = { id: card.id, number: card.number, staffId: card.staffId };
    break;
  }
  await ask(page, 'parts.receive', { lines: [{ partId: part, quantityMilli: 5000 }] });
  await ask(page, 'parts.reserve', { workOrderId: order.id, partId: part, quantityMilli: 2000 });
});
test.afterAll(() => desk?.close());

const box = (): Promise<OutputOf<'parts.staging'>> =>
  ask(desk.page, 'parts.staging', { day, staffId: order.staffId });
const line = () => desk.page.locator('.staging-table tbody tr').filter({ hasText: part });
const told = () => desk.page.locator('.parts-warnings .ui-banner').first();

/** The day is chosen as a person does where the screen did not open on it. */
async function openBox(): Promise<void> {
  const { page } = desk;
  await parts.go('/parts/staging');
  const field = page.locator('.parts-bar input').first();
  await field.focus();
  await parts.press('Control+a');
  await page.keyboard.type(day.replaceAll('-', ''));
  await parts.press('Enter');
  await parts.go(`/parts/staging/${order.staffId}`);
  await expect(line()).toBeVisible();
  // A scanner belongs to the page where no field has the focus
  await page.locator('.vl-scroll').first().focus();
}

test('a part scanned twice lies twice in the box of its man, and a third is not taken', async () => {
  await openBox();
  await parts.scan(part);
  await expect(line().locator('td').nth(5)).toContainText('1');
  await parts.scan(part);
  await expect(line()).toHaveAttribute('data-state', 'done');
  const packed = await box();
  expect(packed.rows.find((row) => row.partId === part)).toMatchObject({ pickedMilli: 2000, state: 'done' });
  await parts.scan(part);
  await expect(told()).toContainText(zh.enough.replace('{{part}}', part));
  await parts.expectAccessible();
  expect((await box()).giveMilli).toBe(packed.giveMilli);
});

test('the shelf that is scanned is marked, one without anything to take shows what lies there', async () => {
  const { page } = desk;
  const bin = (await box()).rows.find((row) => row.partId === part)?.bin ?? '';
  await parts.scan(bin);
  await expect(line()).toHaveAttribute('aria-current', 'true');
  await parts.scan('NICHT-0815');
  await expect(page.getByRole('alert').first()).toContainText('NICHT-0815');
});

test('an order that wants more after packing is marked, and the badge hands over when the box is right', async () => {
  const { page } = desk;
  const before = await parts.inBag(order.staffId, part);
  await ask(page, 'parts.reserve', { workOrderId: order.id, partId: part, quantityMilli: 1000 });
  await expect(line()).toContainText(zh.change.more);
  await page.locator('.vl-scroll').first().focus();
  await parts.press('a');
  await expect(line()).toHaveAttribute('data-state', 'done');
  const packed = await box();
  expect(packed.rows.find((row) => row.partId === part)?.pickedMilli).toBe(3000);
  await parts.scan(order.staffId);
  if (packed.refusals.length > 0) await expect(told()).toBeVisible();
  await expect.poll(() => parts.inBag(order.staffId, part)).toBe(before + 3000);
  const { rows } = await ask(page, 'parts.documents', { kind: 'issue', limit: 1 });
  expect(rows[0]).toMatchObject({ number: packed.number, state: 'posted', staffId: order.staffId });
});

test('in English the room is English', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.evaluate(() => localStorage.setItem('outlet-desk.theme', 'dark'));
  await page.reload();
  await parts.go('/parts/staging/all');
  await parts.atRest();
  await parts.expectEnglish('.doc-head', '.parts-bar', '.ui-screen-actions');
});
