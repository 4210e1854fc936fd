import { expect, test } from '@playwright/test';
import { addDays, businessDay, weekday } from '../../../domain/time/business-day.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { goTo } from '../fixtures/go.ts';
import { chineseLeft, choose, command, expectAccessible, hit } from '../pages/room.ts';

/** The Monday after next, as the head of the plan writes it: nobody is booked then, leave asks for nothing. */
const today = businessDay(Date.now());
const monday = addDays(today, 15 - weekday(today));
const headOf = (day: string) => day.slice(5);

let desk: BrowserDesk;
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const grid = () => desk.page.getByRole('table', { name: /排班表|Plan of shifts/ });
/** A cell by person and its place in the fortnight. */
const cell = (code: string, column: number) =>
  grid()
    .locator('tbody tr', { has: desk.page.locator('th', { hasText: code }) })
    .locator('.plan-cell')
    .nth(column);
const dialog = () => desk.page.getByRole('dialog');
const shiftsOf = async (id: string) => (await ask(desk.page, 'staff.get', { id })).shifts;

test('the plan opens by its key; arrows walk the days; leave is written into a cell and taken back', async () => {
  const { page } = desk;
  await goTo(page, '/staff');
  await expect(page.locator('.vl-row').first()).toContainText('S01');
  await hit(page, 'b');
  await expect(grid()).toBeVisible();
  await expectAccessible(page);
  const head = grid().locator('thead th').nth(1);
  const first = await head.innerText();
  await hit(page, ']');
  await expect(head).not.toHaveText(first, { useInnerText: true });
  const second = await head.innerText();
  await hit(page, ']');
  await expect(head).not.toHaveText(second, { useInnerText: true });
  await expect(head).toContainText(headOf(monday));
  await cell('T01', 2).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell('T01', 3)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog()).toBeVisible();
  await choose(dialog(), '类别', '病假');
  await hit(page, 'Control+Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(cell('T01', 3)).toHaveAttribute('data-off', 'sick');
  const day = addDays(monday, 3);
  expect((await shiftsOf('T01')).filter((one) => one.day === day)).toMatchObject([{ kind: 'sick' }]);
  await cell('T01', 3).focus();
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: '删除' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(cell('T01', 3)).not.toHaveAttribute('data-off', 'sick');
  expect((await shiftsOf('T01')).filter((one) => one.day === day)).toEqual([]);
});

test('a pattern shows its four weeks before it is saved, rules every week, is changed, and ends', async () => {
  const { page } = desk;
  await hit(page, 'n');
  await expect(dialog()).toBeVisible();
  const preview = dialog().getByRole('region', { name: '往后四周' });
  await expect(preview.locator('li')).toHaveCount(28);
  await expect(preview.locator('li[data-off="day_off"]')).toHaveCount(4);
  await expectAccessible(page);
  await hit(page, 'Control+Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(cell('T02', 6)).toHaveAttribute('data-off', 'day_off');
  await expect(cell('T02', 13)).toHaveAttribute('data-off', 'day_off');
  await expect(cell('T02', 5)).not.toHaveAttribute('data-off', 'day_off');
  // What the plan says is what the board reckons with
  const week = await ask(page, 'dispatch.week', { fromDay: monday });
  const his = week.people.find((one) => one.staffId === 'T02');
  expect(his?.days.map((one) => one.off)).toEqual([null, null, null, null, null, null, 'day_off']);
  await page.getByRole('button', { name: '修改 做六休一' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog()).toContainText('改班次');
  await dialog().getByRole('radio', { name: '做五休二' }).focus();
  await page.keyboard.press('Space');
  await expect(preview.locator('li[data-off="day_off"]')).toHaveCount(8);
  await hit(page, 'Control+Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(cell('T02', 5)).toHaveAttribute('data-off', 'day_off');
  await page.getByRole('button', { name: '做六休一 停用' }).focus();
  await page.keyboard.press('Enter');
  await expect(cell('T02', 6)).not.toHaveAttribute('data-off', 'day_off');
});

test('orders of a technician who fell ill are listed and go back to the pool', async () => {
  const { page } = desk;
  await hit(page, 'd');
  const lost = page.getByRole('table', { name: '没人去的单' });
  await expect(lost.getByRole('row').nth(1)).toBeVisible();
  const boxes = lost.getByRole('checkbox');
  const before = await boxes.count();
  expect(before).toBeGreaterThan(1);
  const numbers = await lost
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => /\d{6}-\d{4}/.exec(row.textContent ?? '')?.[0] ?? ''));
  const first = boxes.first();
  await first.focus();
  await page.keyboard.press('Space');
  await expect(first).toBeChecked();
  await hit(page, 'g');
  await expect(dialog()).toContainText('把 1 单交给谁');
  await expectAccessible(page);
  await hit(page, 'Control+Enter');
  await expect(boxes).toHaveCount(before - 1);
  await expect(lost).not.toContainText(numbers[0] ?? '?');
  await expect(dialog()).toHaveCount(0);
  const { unassigned } = await ask(page, 'dispatch.day', { day: today });
  expect(unassigned.map((card) => card.number)).toContain(numbers[0]);
});

test('in English nothing Chinese of ours is left', async () => {
  const { page } = desk;
  await command(page, 'language');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shifts');
  expect(await chineseLeft(page, '.plan-below td, .ui-toast')).toEqual([]);
  await hit(page, 'n');
  await expect(dialog().getByRole('region', { name: 'The next four weeks' })).toBeVisible();
  expect(await chineseLeft(page, '.plan-below td, .ui-toast')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});
