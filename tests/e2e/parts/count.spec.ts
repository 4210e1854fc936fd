import { expect, test } from '@playwright/test';
import { stocktake as zh } from '../../../renderer/i18n/zh/stocktake.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { CountPage, onHand } from '../pages/count-page.ts';

const board = { id: 'LZ-001', barcode: '2009000000018' };
const unknown = '9990000000001';

let desk: BrowserDesk;
let one: CountPage;
let two: CountPage;
let bin = '';
let countId = '';
let before = 0;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk({ two: true });
  if (desk.second === null) throw new Error('no second desk');
  one = new CountPage(desk.page);
  two = new CountPage(desk.second.page);
  await desk.login(people.storekeeper);
  await desk.second.login(people.manager);
  const { balances } = await ask(desk.page, 'parts.get', { id: board.id });
  const lies = balances.find(
    (row) => row.locationId === 'K-MAIN' && row.condition === 'good' && row.bin !== '',
  );
  if (!lies) throw new Error('no board lies in the store');
  bin = lies.bin;
  before = lies.quantityMilli;
});
test.afterAll(() => desk?.close());

test('a shelf is opened for counting by keys, blind', async () => {
  const { page } = desk;
  await one.go('/parts/count');
  await one.press('n');
  await expect(one.dialog).toContainText(zh.open.title);
  await one.expectAccessible();
  await one.takeOption(zh.open.scope, 1);
  const bins = one.dialog.getByLabel(zh.open.bins);
  await expect(bins).toBeVisible();
  await bins.focus();
  await page.keyboard.type(bin);
  await page.keyboard.press('Enter');
  countId = await one.id();
  expect(await one.head(countId)).toMatchObject({ scope: 'bin', bins: [bin], blind: true, state: 'open' });
  expect((await one.lines(countId)).every((line) => line.bookMilli === null)).toBe(true);
});

test('two desks scan one shelf at once; a wrong scan is taken back by the desk that made it', async () => {
  await two.go(`/parts/count/${countId}`);
  await one.type(bin);
  await expect(one.told).toContainText(bin);
  await one.type(board.barcode);
  await expect(one.told).toContainText(board.id);
  await two.type(board.barcode);
  await expect(two.told).toContainText(board.id);
  expect((await one.line(countId, board.id))?.countedMilli).toBe(2000);
  await expect(one.list).toContainText('2');
  await one.type(unknown);
  await expect(one.told).toContainText(unknown);
  await one.press('Escape');
  await expect(one.list).toBeFocused();
  await one.press('z');
  await expect.poll(async () => (await one.line(countId, unknown))?.countedMilli ?? null).toBeNull();
  await one.expectAccessible();
});

test('the figure of a line is typed by keys, a code nobody knows is kept', async () => {
  const { page } = desk;
  // What the other desk counted is added: the line shall come to one less than the book has
  await one.press('Enter');
  await expect(one.dialog).toBeVisible();
  const first = (await one.lines(countId))[0];
  const others = first?.code === board.id ? 1000 : 0;
  const wanted = (first?.code === board.id ? before - 1000 : 1000) - others;
  await one.expectAccessible();
  await one.press('Control+a');
  await page.keyboard.type(String(wanted / 1000));
  await one.press('Enter');
  await expect(one.dialog).toHaveCount(0);
  await expect.poll(async () => (await one.lines(countId))[0]?.countedMilli).toBe(wanted + others);
  await two.type(unknown);
  await expect(two.told).toContainText(unknown);
});

test('what was not counted is asked for; then the differences stand there, and the piece is one less', async () => {
  const left = await one.lines(countId, 'left');
  await one.press('Control+Enter');
  if (left.length > 0) {
    await expect(one.dialog).toContainText(zh.finish.title);
    await one.press('l');
  }
  await expect(one.document).toContainText(zh.sums);
  const differing = await one.lines(countId, 'differing');
  expect(differing.find((line) => line.code === board.id)).toMatchObject({
    bookMilli: before,
    countedMilli: before - 1000,
    outcome: 'missing',
  });
  expect(differing.find((line) => line.code === unknown)?.outcome).toBe('unknown');
  await one.expectAccessible();
});

test('the sheet goes into a spreadsheet', async () => {
  const saved = desk.page.waitForEvent('download');
  await one.press('x');
  expect((await saved).suggestedFilename()).toMatch(/^盘点表-.*PD\d+\.xlsx$/);
});

test('posted by keys; the book is one less, and the manager takes it back', async () => {
  await one.press('Control+Enter');
  await expect(one.dialog).toContainText(zh.post.text);
  await one.expectAccessible();
  await one.press('Enter');
  await expect(one.dialog).toHaveCount(0);
  await expect.poll(async () => (await one.head(countId)).state).toBe('posted');
  expect(await onHand(desk.page, board.id)).toBe(before - 1000);
  await expect(two.document).toContainText(zh.state.posted);
  await two.press('u');
  await expect(two.dialog).toContainText(zh.undo.text);
  await two.page.keyboard.type('数错了');
  await two.press('Enter');
  await expect(two.dialog).toHaveCount(0);
  expect((await one.head(countId)).state).toBe('undone');
  expect(await onHand(desk.page, board.id)).toBe(before);
});
