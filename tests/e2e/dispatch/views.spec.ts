import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { dispatch as zh } from '../../../renderer/i18n/zh/dispatch.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DispatchPage, type Pair } from '../pages/dispatch-page.ts';

const day = addDays(businessDay(Date.now()), 1);

let desk: BrowserDesk;
let board: DispatchPage;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  board = new DispatchPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

test('the week by keys: each person and day, arrows walk, Enter opens the day', async () => {
  const { page } = desk;
  await board.open(day);
  await board.press('w');
  const cells = page.locator('[data-week]');
  await expect(cells.first()).toBeVisible();
  const week = await ask(page, 'dispatch.week', { fromDay: day });
  await expect(cells).toHaveCount(week.people.length * 7);
  await board.expectAccessible();
  await cells.first().focus();
  await board.press('ArrowDown', 'ArrowRight');
  const second = page.locator('[data-week="1 1"]');
  await expect(second).toBeFocused();
  const cell = week.people[1]?.days[1];
  // A day without work is a dash
  if (cell?.off === null)
    await expect(second).toContainText(cell.jobs === 0 && cell.minutes === 0 ? '—' : `${cell.jobs} `);
  await board.press('Enter');
  await expect(board.rows.first()).toBeVisible();
  expect(new URL(page.url()).hash).toBe(`#/dispatch/${addDays(day, 1)}`);
});

/** Somebody goes, finds nobody at home and comes back: the order waits at him for another day. */
async function wentInVain(): Promise<Pair> {
  const { page } = desk;
  const pair = await board.findPair(
    day,
    (one, card) => one.refusals.length === 0 && card.appointmentState !== 'agreed',
  );
  const { id } = pair.card;
  const version = async () => (await ask(page, 'orders.get', { id })).order.version;
  const staffId = pair.candidate.staffId;
  await ask(page, 'dispatch.assign', { id, version: await version(), staffId });
  await ask(page, 'dispatch.accept', { id, version: await version() });
  await ask(page, 'visits.plan', { orderId: id, version: await version(), day: businessDay(Date.now()) });
  const trip = async () => {
    const { visits } = await ask(page, 'orders.get', { id });
    const open = visits.find((one) => one.state !== 'ended' && one.state !== 'void');
    if (open === undefined) throw new Error('no trip');
    return { visitId: open.id, version: open.version };
  };
  await ask(page, 'visits.depart', await trip());
  await ask(page, 'visits.arrive', await trip());
  await ask(page, 'visits.end', { ...(await trip()), outcome: 'empty_user_absent' });
  return pair;
}

test('a second visit lies at whoever was there, named as such, and is put into a slot from there', async () => {
  const { page } = desk;
  await board.open(day);
  const { card, candidate, key } = await wentInVain();
  const { number } = (await ask(page, 'orders.get', { id: card.id })).order;
  const row = board.rows.filter({ has: page.locator(`[data-card="${card.id}"]`) });
  const beside = row.locator(`.board-person [data-card="${card.id}"]`);
  await expect(beside).toContainText(`${zh.secondVisit} ${number}`);
  await expect(row).toContainText(candidate.name);
  await beside.focus();
  await board.press('Space');
  await expect(beside).toHaveAttribute('aria-pressed', 'true');
  await board.expectAccessible();
  await board.aimAt(key, candidate.name);
  await board.press('Enter');
  const inSlot = page.locator(`.board-cell [data-card="${card.id}"]`);
  await expect(inSlot).toContainText(`${zh.secondVisit} ${number}`);
  await expect(beside).toHaveCount(0);
  const { order } = await ask(page, 'orders.get', { id: card.id });
  expect(order).toMatchObject({ appointmentDay: day, staffId: candidate.staffId });
});

test('one team at a time, remembered by this desk', async () => {
  const { page } = desk;
  await board.open(day);
  const all = await board.rows.count();
  const { teams } = await ask(page, 'dispatch.day', { day });
  const team = teams[0];
  if (team === undefined) throw new Error('no team');
  const { people: members } = await ask(page, 'dispatch.day', { day, teamId: team.id });
  await page.locator('.ui-screen-head').getByRole('button', { name: zh.team }).first().focus();
  await board.press('ArrowDown');
  await expect(page.getByRole('option').first()).toBeFocused();
  await board.press('ArrowDown', 'Enter');
  await expect(board.rows).toHaveCount(members.length);
  expect(members.length).toBeLessThan(all);
  await page.reload();
  await expect(board.rows).toHaveCount(members.length);
  await page.locator('.ui-screen-head').getByRole('button', { name: zh.team }).first().focus();
  await board.press('ArrowDown');
  await expect(page.getByRole('option').first()).toBeVisible();
  await board.press('Home', 'Enter');
  await expect(board.rows).toHaveCount(all);
});
