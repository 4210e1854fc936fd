import { expect, test, type Page } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { dispatch as zh } from '../../../renderer/i18n/zh/dispatch.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { newcomer } from '../fixtures/newcomer.ts';
import { DispatchPage, type Pair } from '../pages/dispatch-page.ts';

const day = addDays(businessDay(Date.now()), 1);
const dayAfter = addDays(day, 1);

/** Two computers, two people: the dispatcher's and, at the counter, the manager's. */
let desk: BrowserDesk;
let counter: Page;
let mine: DispatchPage;
let theirs: DispatchPage;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk({ two: true });
  await desk.login(people.dispatcher);
  if (desk.second === null) throw new Error('no second desk');
  counter = desk.second.page;
  await desk.second.login(people.manager);
  mine = new DispatchPage(desk.page);
  theirs = new DispatchPage(counter);
});
test.afterAll(() => desk?.close());

const freeOf = (pair: Pair['candidate'], card: Pair['card']) =>
  pair.refusals.length === 0 && card.appointmentState !== 'agreed';

/** The page's next giving waits at the door until `pass`: what happens meanwhile happens in this order every time. */
async function holdGiving(page: Page): Promise<{ asked: Promise<void>; pass: () => void }> {
  let open = () => {};
  let heard = () => {};
  const held = new Promise<void>((resolve) => (open = resolve));
  const asked = new Promise<void>((resolve) => (heard = resolve));
  const isGiving = (text: string | null) => text?.includes('"dispatch.assign"') === true;
  await page.route('**/api/call', async (route) => {
    if (isGiving(route.request().postData())) {
      heard();
      await held;
    }
    await route.continue();
  });
  return { asked, pass: open };
}

test('two desks give one order at the same moment: one has it, the other reads who, when and at which desk', async () => {
  await mine.open(day);
  await theirs.open(day);
  const pair = await mine.findPair(day, freeOf);
  for (const board of [mine, theirs]) {
    await board.choose(pair.card);
    await board.aimAt(pair.key, pair.candidate.name);
  }
  const late = await holdGiving(counter);
  await theirs.press('Enter');
  await late.asked;
  await mine.press('Enter');
  await expect(mine.toast.last()).toContainText(pair.candidate.name);
  const given = await mine.order(pair.card);
  late.pass();
  const said = theirs.foot.getByRole('alert');
  await expect(said).toContainText(pair.card.number);
  await expect(said).toContainText(pair.candidate.name);
  await expect(said).toContainText(/\d\d:\d\d/);
  const { me } = await whoIs(desk.page);
  await expect(said).toContainText(me);
  expect(await theirs.order(pair.card)).toEqual(given);
  const { cards } = await ask(counter, 'dispatch.day', { day });
  expect(cards.filter((card) => card.id === pair.card.id)).toHaveLength(1);
  await theirs.expectAccessible();
});

test('what the other desk took stays in its place, greyed, until the list is renewed; the cursor stays', async () => {
  await theirs.open(day);
  const pair = await mine.findPair(day, freeOf);
  await theirs.choose(pair.card);
  await mine.choose(pair.card);
  const before = await theirs.pool.evaluateAll((lines) => lines.map((one) => one.dataset['card']));
  await mine.aimAt(pair.key, pair.candidate.name);
  await mine.press('Enter');
  await expect(mine.boardCard(pair.card)).toBeVisible();
  await expect(theirs.poolLine(pair.card)).toContainText(zh.gone);
  await expect(theirs.poolLine(pair.card)).toBeDisabled();
  expect(await theirs.pool.evaluateAll((lines) => lines.map((one) => one.dataset['card']))).toEqual(before);
  await theirs.expectAccessible();
  await theirs.press('g');
  await expect(theirs.poolLine(pair.card)).toHaveCount(0);
  await expect(theirs.boardCard(pair.card)).toHaveAttribute('aria-pressed', 'true');
});

test('a technician who leaves while the board is open: one sentence, the order waits on, the cursor stays', async () => {
  const { staffId, version } = await newcomer(counter, { code: 'T91', name: '柏临时' });
  await mine.open(day);
  const pair = await mine.findPair(day, (one, card) => one.staffId === staffId && freeOf(one, card));
  await mine.choose(pair.card);
  await mine.aimAt(pair.key, '柏临时');
  const late = await holdGiving(desk.page);
  await mine.press('Enter');
  await late.asked;
  await ask(counter, 'staff.leave', { id: staffId, version, leftDay: businessDay(Date.now()) });
  late.pass();
  const said = mine.foot.getByRole('alert');
  await expect(said).toHaveCount(1);
  await expect(said).toContainText('柏临时');
  await expect(said).toContainText(zh.refusal.inactive);
  await expect(mine.rows.filter({ hasText: '柏临时' })).toHaveCount(0);
  await expect(mine.poolLine(pair.card)).toHaveAttribute('aria-pressed', 'true');
  expect(await mine.order(pair.card)).toEqual({ state: 'ready', staffId: null });
  // The keys go on from the same order
  await mine.press('a');
  await expect(mine.dialog.locator('.dispatch-person').first()).toBeVisible();
  await mine.press('Escape');
  await mine.expectAccessible();
});

test('the slot is closed meanwhile: the sentence says so, the order waits on', async () => {
  const { slots } = await ask(desk.page, 'dispatch.day', { day: dayAfter });
  await mine.open(dayAfter);
  const pair = await mine.findPair(dayAfter, freeOf);
  await mine.choose(pair.card);
  await mine.aimAt(pair.key, pair.candidate.name);
  const late = await holdGiving(desk.page);
  await mine.press('Enter');
  await late.asked;
  const slotIds = [slots[0]?.id ?? ''];
  await ask(counter, 'outlet.closeSlots', { fromDay: dayAfter, toDay: dayAfter, slotIds, reason: '停电' });
  late.pass();
  await expect(mine.foot.getByRole('alert')).toContainText(/停约|关/);
  await expect(mine.poolLine(pair.card)).toHaveAttribute('aria-pressed', 'true');
  expect(await mine.order(pair.card)).toEqual({ state: 'ready', staffId: null });
});

test('somebody goes on leave for that slot meanwhile: the sentence says why, nothing is booked', async () => {
  const { staffId } = await newcomer(counter, { code: 'T92', name: '丘晚到' });
  await mine.open(day);
  const pair = await mine.findPair(day, (one, card) => one.staffId === staffId && freeOf(one, card));
  await mine.choose(pair.card);
  await mine.aimAt(pair.key, '丘晚到');
  const late = await holdGiving(desk.page);
  await mine.press('Enter');
  await late.asked;
  await ask(counter, 'staff.saveShift', { staffId, day, kind: 'leave' });
  late.pass();
  await expect(mine.foot.getByRole('alert')).toContainText(zh.refusal.on_leave);
  await expect(mine.poolLine(pair.card)).toHaveAttribute('aria-pressed', 'true');
  const { order } = await ask(desk.page, 'orders.get', { id: pair.card.id });
  expect(order).toMatchObject({
    state: 'ready',
    staffId: null,
    appointmentState: pair.card.appointmentState,
  });
});

/** The name of whoever is logged in at a window. */
async function whoIs(page: Page): Promise<{ me: string }> {
  const { staff } = await ask(page, 'session.me', {});
  return { me: staff?.name ?? '' };
}
