import { expect, test } from '@playwright/test';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { oldparts as zh } from '../../../renderer/i18n/zh/oldparts.ts';
import { PartsPage } from '../pages/parts-page.ts';

let desk: BrowserDesk;
let parts: PartsPage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  parts = new PartsPage(desk.page);
  await desk.login(people.storekeeper);
});
test.afterAll(() => desk?.close());

const boxes = async () => (await ask(desk.page, 'parts.boxes', { view: 'all' })).rows;
const payer = async (payerId: string) => {
  const { payers } = await ask(desk.page, 'parts.oldPayers', {});
  const found = payers.find((one) => one.payerId === payerId);
  if (!found) throw new Error(`no old parts of ${payerId}`);
  return found;
};

test('old parts of one maker are boxed, shut and sent by keys alone', async () => {
  const { page } = desk;
  const { waiting } = await ask(page, 'parts.boxes', { view: 'all' });
  const [first] = waiting;
  if (!first) throw new Error('the demo must have old parts on the shelf');
  await parts.go('/parts/old/boxes');
  await expect(page.getByRole('button', { name: zh.box.new })).toBeEnabled();
  await parts.press('n');
  await expect(parts.dialog).toContainText(zh.box.newTitle);
  await parts.expectAccessible();
  await parts.press('Control+Enter');
  await expect(parts.document).toContainText(zh.box.state.open);
  const box = (await boxes()).find((one) => one.payerId === first.payerId && one.state === 'open');
  if (!box) throw new Error('a box expected');
  await parts.press('a');
  await expect.poll(async () => (await boxes()).find((one) => one.id === box.id)?.pieces).toBe(first.pieces);
  await parts.expectAccessible();
  await parts.press('s');
  await expect(parts.document).toContainText(zh.box.state.closed);
  await parts.press('g');
  await expect(parts.dialog.getByLabel(zh.parcel.carrier)).toBeFocused();
  await page.keyboard.type('德邦');
  await parts.press('Tab');
  await page.keyboard.type('DP5566');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.document).toContainText('DP5566');
  const sent = (await boxes()).find((one) => one.id === box.id);
  expect([sent?.state, sent?.unanswered, sent?.tracking]).toEqual(['sent', first.pieces, 'DP5566']);
  await parts.expectAccessible();
});

test('one is refused with its cause, another accepted; pieces and money add up per maker', async () => {
  const { page } = desk;
  const under = async () => (await ask(page, 'parts.oldParts', { view: 'sent', limit: 100 })).rows;
  const [one] = (await under()).filter((row) => row.boxNumber !== null);
  if (!one?.payerId) throw new Error('one under way expected');
  const before = await payer(one.payerId);
  await parts.go(`/parts/old/${one.id}`);
  await expect(page.locator('.vl-row[aria-selected="true"], .vl-row[data-active]').first()).toBeVisible();
  await parts.press('a');
  await expect(parts.dialog).toContainText(zh.answer.what);
  const group = parts.dialog.getByRole('radiogroup', { name: zh.answer.what });
  await group.getByRole('radio', { name: zh.answer.is.accepted }).focus();
  await parts.press('ArrowRight');
  await parts.press('Control+Enter');
  // Without a cause it stays, with one sentence
  await expect(parts.dialog.getByRole('alert')).toBeVisible();
  const cause = parts.dialog.getByLabel(zh.answer.cause);
  await cause.focus();
  await page.keyboard.type('缺标签');
  await parts.expectAccessible();
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  const now = await payer(one.payerId);
  expect([now.refused, now.differsMilli, now.usedMilli]).toEqual([before.refused + 1, 0, before.usedMilli]);
  expect(now.appealDueDay).not.toBeNull();
  await parts.go('/parts/old/payers');
  await expect(page.getByText(zh.payers.law)).toBeVisible();
  await expect(page.locator('.doc-table tbody tr').first()).toContainText(zh.payers.adds);
  await parts.expectAccessible();
});

test('a parcel that is coming is noted, delayed with its reason, and arrives', async () => {
  const { page } = desk;
  await parts.go('/parts/parcels');
  await expect(page.getByRole('button', { name: zh.parcel.announce })).toBeEnabled();
  await parts.press('n');
  await expect(parts.dialog.getByLabel(zh.parcel.carrier)).toBeFocused();
  await page.keyboard.type('顺丰');
  await parts.press('Tab');
  await page.keyboard.type('SF998877');
  await parts.expectAccessible();
  await parts.press('Enter');
  await expect(parts.document).toContainText('SF998877');
  await parts.press('d');
  await expect(parts.dialog).toBeVisible();
  await parts.dialog.getByLabel(zh.parcel.reason).focus();
  await page.keyboard.type('大雪');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(page.locator('.doc-facts')).toContainText('大雪');
  await parts.press('e');
  await expect
    .poll(async () => {
      const { rows } = await ask(page, 'parts.parcels', { view: 'in' });
      const row = rows.find((one) => one.tracking === 'SF998877');
      return [row?.state, row?.reason];
    })
    .toEqual(['arrived', '大雪']);
});
