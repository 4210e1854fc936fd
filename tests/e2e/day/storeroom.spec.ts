import { expect, test } from '@playwright/test';
import { parts as zh } from '../../../renderer/i18n/zh/parts.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';
import { moneyRoom } from '../pages/money.ts';
import { PartsPage } from '../pages/parts-page.ts';
import { hit } from '../pages/room.ts';

/** What the storekeeper and the accountant meet once in a while; numbers as in morning.spec.ts. */
let desk: BrowserDesk;
let day: DayPage;
let parts: PartsPage;
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  day = new DayPage(desk.page);
  parts = new PartsPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());
test.beforeEach(async () => {
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('Escape');
  await day.go('/today');
});

const oldParts = async (view: 'owed' | 'with_technician' | 'all') =>
  (await ask(desk.page, 'parts.oldParts', { view, limit: 500 })).rows;

/** Walks the list of old parts to a row. */
async function walkTo(id: string, rows: readonly { id: string }[]): Promise<void> {
  const at = rows.findIndex((row) => row.id === id);
  const active = desk.page.locator('.vl-row[data-active]');
  await desk.page.locator('.vl-scroll').focus();
  await parts.press('Home');
  for (let step = 0; step < at; step += 1) {
    await expect(active).toHaveAttribute('data-index', String(step));
    await parts.press('ArrowDown');
  }
  await expect(active).toHaveAttribute('data-index', String(at));
}

test('9 · one of two motors came: when the other arrives the request is done and the order goes on', async () => {
  const { rows } = await ask(desk.page, 'parts.requests', { openOnly: true, limit: 50 });
  const request = rows.find((row) => row.state === 'short');
  if (!request) throw new Error('nothing is short');
  await parts.go('/parts/requests');
  await parts.go(`/parts/requests/${request.id}`);
  await expect(parts.document).toContainText(request.number);
  await parts.press('e');
  await expect(parts.dialog.getByLabel(zh.receive.quantity)).toBeFocused();
  await expect(parts.dialog.getByLabel(zh.receive.quantity)).toHaveValue('1');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.toast.last()).toContainText(request.orderNumber);
  const all = await ask(desk.page, 'parts.requests', { openOnly: false, limit: 200 });
  expect(all.rows.find((row) => row.id === request.id)?.state).toBe('received');
  const { order } = await ask(desk.page, 'orders.get', { id: request.workOrderId });
  expect(order.queue).toBe('appointment');
});

test('10 · dead before it was fitted: it goes back as dead, and another one into the bag', async () => {
  const part = 'LZ-014';
  const man = 'T01';
  const before = await parts.inBag(man, part);
  const dead = async () =>
    (await ask(desk.page, 'parts.get', { id: part })).balances
      .filter((row) => row.condition === 'doa')
      .reduce((sum, row) => sum + row.quantityMilli, 0);
  const deadBefore = await dead();
  await parts.open('bags', man);
  const row = desk.page.locator('.doc tr', { hasText: part });
  await row.getByRole('button', { name: zh.bags.return }).focus();
  await parts.press('Enter');
  await expect(parts.dialog.getByLabel(zh.return.quantity)).toBeFocused();
  await parts.press('Control+a');
  await desk.page.keyboard.type('1');
  await parts.takeOption(zh.return.reason, 4);
  await parts.dialog.getByRole('button', { name: zh.return.go }).focus();
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect(await dead()).toBe(deadBefore + 1000);
  expect(await parts.inBag(man, part)).toBe(before - 1000);
  await parts.press('l');
  await expect(desk.page).toHaveURL(/#\/parts\/issue\/T01/);
  await expect(parts.document).toContainText(zh.issue.go);
  await parts.scan(part);
  await expect(parts.line(part)).toHaveCount(1);
  await parts.press('Enter');
  await expect(desk.page.locator('.ui-banner[data-tone="green"]')).toBeVisible();
  expect(await parts.inBag(man, part)).toBe(before);
});

test('11 · three days late with the maker: the charge is written down, and who bears it', async () => {
  const owed = await oldParts('owed');
  const late = owed.find((row) => row.daysLeft === -3);
  if (!late) throw new Error('none is three days late');
  await parts.go('/parts/old');
  await walkTo(late.id, owed);
  await hit(desk.page, 'c');
  await expect(parts.dialog).toContainText(late.code);
  await parts.takeOption(zh.old.bearer, 1);
  await parts.dialog.getByLabel(zh.old.reason).focus();
  await desk.page.keyboard.type('逾期三天,厂家扣款');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect((await oldParts('all')).find((row) => row.id === late.id)?.state).toBe('charged');
});

test('what is lost is written down for all chosen rows at once, for none of the others; what cannot be lost is left out', async () => {
  const owed = await oldParts('owed');
  const free = owed
    .filter((row) => row.state === 'with_technician' && row.staffName !== '左青山')
    .slice(0, 2);
  const refused = owed.find((row) => row.state === 'refused');
  if (free.length < 2 || !refused) throw new Error('too few old parts are out');
  await parts.go('/parts/old');
  for (const row of [...free, refused]) {
    await walkTo(row.id, owed);
    await parts.press('Space');
  }
  await expect(desk.page.locator('.vl-row[aria-selected="true"]')).toHaveCount(3);
  await hit(desk.page, 'l');
  await expect(parts.dialog).toContainText(zh.old.pieces.replace('{{count}}', '2'));
  await expect(parts.dialog).toContainText(zh.old.left.replace('{{count}}', '1'));
  await parts.takeOption(zh.old.bearer, 1);
  await parts.dialog.getByLabel(zh.old.reason).focus();
  await desk.page.keyboard.insertText('搬家时丢失');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(desk.page.locator('.vl-row[aria-selected="true"]')).toHaveCount(0);
  const after = await oldParts('all');
  expect(free.map((row) => after.find((one) => one.id === row.id)?.state)).toEqual(['lost', 'lost']);
  expect(after.find((one) => one.id === refused.id)?.state).toBe('refused');
  const left = await oldParts('owed');
  expect(left).toHaveLength(owed.length - 2);
});

test('12 · refused for want of a label: labelled and handed in again', async () => {
  const owed = await oldParts('owed');
  const refused = owed.find((row) => row.state === 'refused');
  if (!refused) throw new Error('none is refused');
  await parts.go('/parts/old');
  await walkTo(refused.id, owed);
  const { total } = await ask(desk.page, 'paper.jobs', {});
  await parts.press('h');
  await expect(parts.toast.last()).toContainText(zh.old.handed.replace('{{count}}', '1'));
  const again = (await oldParts('all')).find((row) => row.id === refused.id);
  expect(again?.state).toBe('in_store');
  expect(again?.labelNumber).not.toBeNull();
  await expect.poll(async () => (await ask(desk.page, 'paper.jobs', {})).total).toBe(total + 1);
});

test('21 · the maker’s file came twice, three lines put right: everything fits, the statement is agreed', async () => {
  const money = moneyRoom(desk.page);
  await money.open('statements');
  const { statements } = await ask(desk.page, 'money.statements', {});
  const statement = statements.find((one) => one.payerId === 'PY-BY');
  if (!statement) throw new Error('no statement of this maker');
  await money.enter(money.row(money.table('对账'), statement.number).first());
  await expect(desk.page.getByRole('tab', { name: /已平/ })).toContainText(String(statement.lines));
  await hit(desk.page, 'g');
  await expect(money.dialog).toContainText('确认后对方按这个数付款');
  await money.send();
  const state = async () =>
    (await ask(desk.page, 'money.statements', {})).statements.find((one) => one.id === statement.id)?.state;
  await expect.poll(state).toBe('agreed');
});

test('23 · he has left and two old parts are still with him: they come in, and nothing of his is out', async () => {
  const his = (await oldParts('with_technician')).filter((row) => row.staffName === '左青山');
  expect(his).toHaveLength(2);
  const owed = await oldParts('owed');
  await parts.go('/parts/old');
  for (const row of his) {
    await walkTo(row.id, owed);
    await parts.press('Space');
  }
  await expect(desk.page.locator('.vl-row[aria-selected="true"]')).toHaveCount(2);
  await parts.press('h');
  await expect(parts.toast.last()).toContainText('2');
  const after = await oldParts('all');
  expect(his.map((row) => after.find((one) => one.id === row.id)?.state)).toEqual(['in_store', 'in_store']);
  const { people: evening } = await ask(desk.page, 'visits.evening', {});
  expect(evening.map((one) => one.name)).not.toContain('左青山');
});
