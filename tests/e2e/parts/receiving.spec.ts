import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { receiving as en } from '../../../renderer/i18n/en/receiving.ts';
import { parts as zhParts } from '../../../renderer/i18n/zh/parts.ts';
import { receiving as zh } from '../../../renderer/i18n/zh/receiving.ts';
import { supply as zhSupply } from '../../../renderer/i18n/zh/supply.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { PartsPage } from '../pages/parts-page.ts';

const motor = 'LZ-007';
const other = 'LZ-012';
const tracking = 'SF7700410001';
let desk: BrowserDesk;
let parts: PartsPage;
let id = '';
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  parts = new PartsPage(desk.page);
  await desk.login(people.storekeeper);
  const { unassigned } = await ask(desk.page, 'dispatch.day', { day: businessDay(Date.now()) });
  const order = unassigned[0];
  if (!order) throw new Error('nothing waits in the demo');
  const asked = await ask(desk.page, 'parts.request', {
    workOrderId: order.id,
    machineCode: 'LZ05N260300909',
    lines: [{ partId: motor, quantityMilli: 3000 }],
    hold: false,
  });
  id = asked.requestId;
});
test.afterAll(() => desk?.close());

const stored = async () => (await ask(desk.page, 'parts.requests', { id })).rows[0];
const claims = async () =>
  (await ask(desk.page, 'parts.claims', { view: 'all' })).rows.filter(
    (row) => row.requestId === id || row.code === other,
  );

test('sent back with its reason and asked again with it put right, by keys alone', async () => {
  const { page } = desk;
  await parts.go(`/parts/requests/${id}`);
  await expect(parts.document).toContainText(zhParts.request.state.asked);
  await parts.press('r');
  await expect(parts.dialog.getByLabel(zhSupply.request.reason)).toBeFocused();
  await parts.expectAccessible();
  await page.keyboard.type('code unreadable');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(page.locator('.ui-banner[data-tone="red"]')).toContainText('code unreadable');
  expect((await stored())?.state).toBe('sent_back');
  await parts.press('g');
  await expect(parts.dialog.getByLabel(zhParts.request.machineCode)).toBeFocused();
  await parts.press('Control+a');
  await page.keyboard.type('LZ05N260300910');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.document).toContainText(zhParts.request.state.asked);
  expect(await stored()).toMatchObject({ state: 'asked', reason: '' });
});

test('shipped with the number of its parcel, which is looked out for at the door', async () => {
  const { page } = desk;
  await parts.press('f');
  await expect(parts.dialog.getByLabel(zhSupply.request.parcelNumber)).toBeFocused();
  await page.keyboard.type(tracking);
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.document).toContainText(zhParts.request.state.shipped);
  expect(await stored()).toMatchObject({ state: 'shipped', parcelNumber: tracking });
  const { rows } = await ask(page, 'parts.deliveries', {});
  expect(rows.filter((row) => row.tracking === tracking).map((row) => row.kind)).toEqual(['parcel']);
});

test('the parcel is scanned, its pieces are scanned, what is short and what nobody asked for becomes a claim', async () => {
  const { page } = desk;
  const before = await parts.inStore(motor);
  await parts.go('/parts/receiving');
  await expect(page.locator('.vl-row').first()).toBeVisible();
  await parts.scan(tracking);
  await expect(page.locator('.parts-receive-lines')).toContainText(motor);
  await parts.expectAccessible();
  for (const code of [motor, motor, other]) {
    const line = page.locator('.parts-receive-lines tr').filter({ hasText: code });
    const good = line.getByLabel(`${zh.good} ${code}`);
    const was = (await good.count()) === 0 ? 0 : Number(await good.inputValue());
    await parts.scan(code);
    await expect(good).toHaveValue(String(was + 1));
  }
  await parts.press('Control+Enter');
  await expect(parts.dialog).toContainText(zh.claim.kinds.short);
  await expect(parts.dialog).toContainText(zh.claim.kinds.surplus);
  await parts.expectAccessible();
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { name: /^入库单 / })).toBeVisible();
  await parts.expectAccessible();
  expect(await parts.inStore(motor)).toBe(before + 2000);
  expect(await stored()).toMatchObject({ state: 'short' });
  const made = await claims();
  expect(made.map((row) => [row.kind, row.code, row.quantityMilli]).sort()).toEqual([
    ['short', motor, 1000],
    ['surplus', other, 1000],
  ]);
  for (const row of made) expect((row.dueAt ?? 0) - row.at).toBe(24 * 3_600_000);
});

test('a claim is told and ends by an outcome, by keys; in English no Chinese word of ours stands there', async () => {
  const { page } = desk;
  const short = (await claims()).find((row) => row.kind === 'short');
  if (!short) throw new Error('a shortage expected');
  await parts.press('c');
  await expect(page.locator('.vl-row').first()).toContainText(short.number);
  await parts.press('Enter');
  await expect(parts.document).toContainText(zh.claim.state.open);
  await parts.press('b');
  await expect(parts.dialog.getByLabel(zh.claim.how)).toBeFocused();
  await page.keyboard.type('chat');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.document).toContainText(zh.claim.state.reported);
  await parts.press('e');
  await expect(parts.dialog).toContainText(zh.claim.outcomeHelp.sent_later);
  await parts.expectAccessible();
  await parts.press('Control+Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.document).toContainText(zh.claim.state.settled);
  expect((await claims()).find((row) => row.id === short.id)).toMatchObject({
    state: 'settled',
    outcome: 'sent_later',
    reportedHow: 'chat',
  });
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(parts.document).toContainText(en.claim.state.settled);
  await parts.expectEnglish('.doc-actions', '.parts-bar');
});
