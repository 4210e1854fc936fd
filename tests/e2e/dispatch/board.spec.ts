import { expect, test } from '@playwright/test';
import { addDays } from '../../../renderer/lib/format.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { dispatch as zh } from '../../../renderer/i18n/zh/dispatch.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DispatchPage, type Pair } from '../pages/dispatch-page.ts';

/** Tomorrow: whatever the hour of the run, every slot of it is still to come. */
const day = addDays(businessDay(Date.now()), 1);

let desk: BrowserDesk;
let board: DispatchPage;
let given: Pair;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  board = new DispatchPage(desk.page);
  await desk.login(people.dispatcher);
});
test.afterAll(() => desk?.close());

/** Somebody nothing speaks against, for an order whose user has agreed to nothing yet. */
const freeOf = (pair: Pair['candidate'], card: Pair['card']) =>
  pair.refusals.length === 0 && card.appointmentState !== 'agreed';

test('a number gives the chosen order to a person, and undo takes it back', async () => {
  const { page } = desk;
  await board.open(day);
  await board.expectAccessible();
  const pair = await board.findPair(day, freeOf);
  // The offer to undo stands for ten seconds: in this test the page's clock stands with it
  await page.clock.setFixedTime(Date.now());
  await board.choose(pair.card);
  await board.aimAt(pair.key, pair.candidate.name);
  await expect(board.plan).toContainText(pair.candidate.name);
  await board.press('Enter');
  await expect(board.toast.last()).toContainText(pair.candidate.name);
  await expect(board.poolLine(pair.card)).toHaveCount(0);
  await expect(board.boardCard(pair.card)).toBeVisible();
  expect(await board.order(pair.card)).toEqual({ state: 'dispatched', staffId: pair.candidate.staffId });
  await board.press('Control+z');
  await expect(board.boardCard(pair.card)).toHaveCount(0);
  await expect(board.poolLine(pair.card)).toHaveAttribute('aria-pressed', 'true');
  expect(await board.order(pair.card)).toEqual({ state: 'ready', staffId: null });
});

test('whoever may not be sent is said with the reason, and nothing is given', async () => {
  const words = Object.entries(zh.refusal);
  const pair = await board.findPair(day, (one) => one.refusals.length > 0);
  const said = words.find(([code]) => code === pair.candidate.refusals[0]?.code)?.[1] ?? '';
  const begins = said.split('{{')[0] ?? said;
  await board.choose(pair.card);
  await board.aimAt(pair.key, pair.candidate.name);
  await expect(board.chosenPerson.locator('.dispatch-mark')).toBeVisible();
  await board.press('Enter');
  await expect(board.dialog).toContainText(begins);
  await expect(board.dialog.locator('.dispatch-refusals li')).toHaveCount(pair.candidate.refusals.length);
  await board.expectAccessible();
  // A dispatcher cannot pass it: Enter gives nothing, Escape leaves
  await board.press('Enter');
  await expect(board.dialog).toBeVisible();
  await board.press('Escape');
  await expect(board.dialog).toHaveCount(0);
  expect(await board.order(pair.card)).toMatchObject({ state: 'ready', staffId: null });
});

test('who can is a list of its own: Enter sends the first', async () => {
  given = await board.findPair(day, freeOf);
  await board.choose(given.card);
  await board.press('a');
  const first = board.dialog.locator('.dispatch-person').first();
  await expect(first).toHaveAttribute('data-active', 'true');
  await board.expectAccessible();
  const name = (await first.locator('.strong').innerText()).trim();
  await board.press('Enter');
  await expect(board.dialog).toHaveCount(0);
  await expect(board.toast.last()).toContainText(name);
  await expect.poll(() => board.order(given.card)).toMatchObject({ state: 'dispatched' });
});

test('an order on the board is taken back with a reason', async () => {
  await board.boardCard(given.card).focus();
  await board.press('Space');
  await expect(board.boardCard(given.card)).toHaveAttribute('aria-pressed', 'true');
  await board.press('Shift+A');
  await expect(board.dialog).toContainText(given.card.title);
  await board.takeOption(zh.takeBackReason);
  await board.expectAccessible();
  await board.press('Tab', 'Tab');
  await board.press('Enter');
  await expect(board.dialog).toHaveCount(0);
  await expect(board.poolLine(given.card)).toBeVisible();
  expect(await board.order(given.card)).toEqual({ state: 'ready', staffId: null });
});

test('one chord puts the slips of the whole day into the print queue', async () => {
  const { page } = desk;
  const { total } = await ask(page, 'paper.jobs', {});
  await board.press('Shift+P');
  await expect(board.toast.last()).toContainText(/\d/);
  await expect.poll(async () => (await ask(page, 'paper.jobs', {})).total).toBeGreaterThan(total);
});

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dispatch');
  await board.atRest();
  await board.expectEnglish(
    '.ui-foot .board-keys',
    '.board-pool > header',
    '.board-head',
    '.board-person .faint',
  );
  await board.press('a');
  await expect(board.dialog.locator('.dispatch-person').first()).toBeVisible();
  await board.expectEnglish('.dispatch-why');
  await board.press('Escape');
});
