import { expect, type Locator, type Page, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { calls as zh } from '../../../renderer/i18n/zh/calls.ts';
import { life } from '../../../renderer/i18n/zh/life.ts';
import { orders as words } from '../../../renderer/i18n/zh/orders.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { removeDir } from '../fixtures/electron.ts';
import { demoWithSettings } from '../fixtures/with-setting.ts';
import { QueuePage } from '../pages/queue-page.ts';
import { command } from '../pages/room.ts';

/** Far enough that people have room, whatever the demo's own days are full of. */
const day = addDays(businessDay(Date.now()), 4);
const users = ['祁望春', '祁望夏', '祁望秋', '祁望冬', '祁望年', '祁望月'];
const ids = new Map<string, string>();

let outletDir: string;
let desk: BrowserDesk;
let room: QueuePage;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  // Tries count however soon they follow each other: no spec waits for hours;
  // and any booking of a platform's order counts as quick: the demo's have all been there for some time.
  outletDir = await demoWithSettings({
    unreachable_apart_minutes: 0,
    suspicion: { minSecondsAfterReceipt: 30 * 86_400 },
  });
  desk = await openBrowserDesk({ outletDir, two: true });
  room = new QueuePage(desk.page);
  await desk.login(people.manager);
  for (const [at, name] of users.entries()) {
    const made = await ask(desk.page, 'orders.create', {
      name,
      phone: `138000007${10 + at}`,
      county: '天元区',
      detail: `栖云里${at + 31}栋104`,
      serviceItemId: 'AZ-KT-GJ',
    });
    ids.set(name, made.id);
    const { order, flags } = await ask(desk.page, 'orders.get', { id: made.id });
    if (order.state !== 'ready')
      await ask(desk.page, 'orders.approve', {
        id: made.id,
        version: order.version,
        decidedFlags: flags.map((flag) => flag.id),
      });
  }
});
test.afterAll(async () => {
  await desk?.close();
  if (outletDir !== undefined) await removeDir(outletDir);
});

const documentOf = (name: string) => ask(desk.page, 'orders.get', { id: ids.get(name) ?? '' });
/** The first slot of the dialog that still has room, taken by its number. */
async function takeFree(dialog: Locator): Promise<void> {
  const free = dialog
    .getByRole('radio')
    .filter({ hasText: /余 [1-9]/ })
    .first();
  await room.press((await free.locator('kbd').innerText()).trim());
  await expect(free).toHaveAttribute('aria-checked', 'true');
}

test('who must be called stands by deadline; one key says that nobody answered, and the tries are counted', async () => {
  const { page } = desk;
  const { rows } = await ask(page, 'orders.callQueue', {});
  const dues = rows.map((row) => row.dueAt ?? Number.MAX_SAFE_INTEGER);
  expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  await command(page, 'ddh');
  await room.goTo('祁望春');
  await room.expectAccessible();
  for (const tried of [1, 2]) {
    await room.press('2');
    await expect(room.item('祁望春')).toContainText(zh.result.no_answer);
    await expect(room.chosen).not.toContainText('祁望春');
    await room.press('g');
    await room.goTo('祁望春');
    await expect(room.page.locator('.call-head')).toContainText(`${tried}/3`);
  }
});

test('the third try makes 联系不上: the order is held, and its message is one key away', async () => {
  const { page } = desk;
  await room.press('2');
  await expect(room.dialog).toContainText(zh.message.title.split('{{')[0] ?? '');
  await expect(room.dialog.locator('.call-text')).not.toBeEmpty();
  await room.expectAccessible();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = await room.dialog.locator('.call-text').innerText();
  await room.press('t');
  await expect(room.dialog).toHaveCount(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  expect((await documentOf('祁望春')).order).toMatchObject({ state: 'on_hold', queue: 'hold_unreachable' });
  const { messages } = await ask(page, 'orders.userMessages', { orderId: ids.get('祁望春') ?? '' });
  expect(messages.map((one) => one.state)).toEqual(['copied']);
});

test('a wrong number is held at once; later is a preset, and the user waits under its time', async () => {
  await room.goTo('祁望夏');
  await room.press('6');
  await expect(room.dialog).toContainText(zh.message.wrong);
  await room.press('n');
  await expect(room.dialog).toHaveCount(0);
  expect((await documentOf('祁望夏')).order.queue).toBe('hold_wrong_number');
  await room.goTo('祁望秋');
  await room.press('5');
  await expect(room.dialog).toContainText(zh.later.soon);
  await room.press('3');
  await expect(room.dialog).toHaveCount(0);
  await expect(room.item('祁望秋')).toContainText(zh.doneLater);
  const { rows } = await ask(desk.page, 'orders.callQueue', { view: 'waiting' });
  expect(rows.find((row) => row.id === ids.get('祁望秋'))?.cause).toBe('back');
});

test('a second desk sees who is calling, and may take the call over', async () => {
  if (desk.second === null) throw new Error('no second desk');
  const other = new QueuePage(desk.second.page);
  await desk.second.login(people.dispatcher);
  await room.goTo('祁望冬');
  const { rows } = await ask(desk.page, 'orders.callQueue', {});
  expect(rows.find((row) => row.id === ids.get('祁望冬'))?.claim).toMatchObject({ mine: true });
  await command(other.page, 'ddh');
  await other.goTo('祁望冬', { held: true });
  await expect(other.page.locator('.call-claim')).toContainText('祁望春');
  await expect(other.first).toBeDisabled();
  await other.press('Shift+D');
  await expect(other.page.locator('.call-claim')).toHaveCount(0);
  await expect(other.first).toBeEnabled();
});

test('connected: timed, booked into what is free, and the booking names the call that proves it', async () => {
  await room.goTo('祁望年');
  await desk.page.getByRole('button', { name: zh.timer }).focus();
  await room.press('Enter');
  await expect(desk.page.getByRole('button', { name: zh.timerStop })).toBeFocused();
  await room.press('1');
  await expect(room.dialog).toContainText(zh.book.withCall);
  // In the evening the first day is tomorrow: arrows turn it to the wanted one
  const shown = room.dialog.getByRole('textbox', { name: words.book.day });
  await expect(async () => {
    if (!(await shown.inputValue()).includes(day)) await room.press('ArrowRight');
    expect(await shown.inputValue()).toContain(day);
  }).toPass();
  await expect(room.dialog.getByRole('radio').first()).toContainText(/余|满|停约/);
  await room.expectAccessible();
  await takeFree(room.dialog);
  await room.press('Enter');
  await expect(room.dialog).toHaveCount(0);
  await room.expectFocus();
  const { appointments, calls } = await documentOf('祁望年');
  expect(appointments).toHaveLength(1);
  expect(appointments[0]).toMatchObject({ state: 'agreed', source: 'call', day, suspicious: null });
  expect(calls[0]?.seconds).not.toBeNull();
});

test('given to somebody and booked anew: an exact window with its cause and whose fault it is', async () => {
  const { page } = desk;
  const id = ids.get('祁望年') ?? '';
  const { order } = await documentOf('祁望年');
  const { candidates } = await ask(page, 'dispatch.candidates', { orderId: id });
  const fit = candidates.find((one) => one.refusals.length === 0);
  await ask(page, 'dispatch.assign', { id, version: order.version, staffId: fit?.staffId ?? '' });
  await room.go(`/orders/${id}`);
  await expect(page.locator('.doc-head')).toContainText(order.number);
  await expect(page.locator('.doc-facts')).toContainText(fit?.name ?? '');
  await room.press('b');
  await expect(room.dialog).toContainText(words.book.cause);
  // The slots come first; the exact window is the last of them
  await room.press('7');
  const from = room.dialog.getByRole('textbox', { name: words.book.from });
  await from.fill('13:30');
  await room.dialog.getByRole('textbox', { name: words.book.to }).fill('14:30');
  const cause = room.dialog.getByRole('radiogroup', { name: words.book.cause }).getByRole('radio').first();
  await cause.focus();
  await room.press('Space');
  await expect(cause).toHaveAttribute('aria-checked', 'true');
  await room.takeOption(zh.book.fault);
  const go = room.dialog.locator('.ui-dialog-foot button').last();
  await expect(go).toBeEnabled();
  await go.focus();
  await room.press('Enter');
  await expect(room.dialog).toHaveCount(0);
  const { appointments } = await documentOf('祁望年');
  expect(appointments).toHaveLength(2);
  const changed = appointments.find((one) => one.state === 'changed');
  expect(changed).toMatchObject({ faultOf: 'user' });
  expect(changed?.reasonCode).not.toBeNull();
  await expect(page.locator('.doc-facts')).toContainText('13:30');
});

test('bookings nobody seems to have made are listed by their signal, and cleared or kept by name', async () => {
  const { page } = desk;
  const held = (await ask(page, 'orders.callQueue', { view: 'waiting', limit: 300 })).rows;
  const book = async (id: string, version: number, causeCode: string | null = null) =>
    ask(page, 'orders.book', { id, version, day, slotId: 'PM2', override: true, causeCode });
  // A platform's order after a call of three seconds
  const quick = await letIn(page);
  const call = await ask(page, 'orders.logCall', { id: quick.id, result: 'connected', seconds: 3 });
  await book(quick.id, call.version);
  // One of a user nobody ever reached
  const silent = held.find((row) => row.connectionId !== null && row.tries === 3);
  if (silent === undefined) throw new Error('no order of a platform nobody answered');
  const back = await ask(page, 'orders.resume', { id: silent.id, version: silent.version });
  await book(silent.id, back.version);
  // Six users in one minute
  for (const name of users) {
    const { order } = await documentOf(name);
    const ready =
      order.state === 'on_hold'
        ? await ask(page, 'orders.resume', { id: order.id, version: order.version })
        : order;
    await book(order.id, ready.version, name === '祁望年' ? await reschedule() : null);
  }
  await command(page, 'keyi');
  await expect(room.items.filter({ hasText: life.suspicious.too_quick })).toHaveCount(1);
  await expect(room.items.filter({ hasText: life.suspicious.no_call })).toHaveCount(1);
  await expect(room.items.filter({ hasText: life.suspicious.same_minute }).first()).toBeVisible();
  await room.expectAccessible();
  await room.goTo(quick.number);
  await room.press('1');
  await expect(room.item(quick.number)).toContainText(zh.suspicion.passed);
  await room.goTo(silent.number);
  await room.press('2');
  await expect(room.item(silent.number)).toContainText(zh.suspicion.kept);
  const passed = await ask(page, 'orders.get', { id: quick.id });
  expect(passed.appointments.find((one) => one.suspicious === 'too_quick')?.clearedBy).toBe('祁望春');
  const kept = await ask(page, 'orders.get', { id: silent.id });
  expect(kept.flags.some((flag) => flag.code === 'anomaly_booking')).toBe(true);
});

/** An order a platform has just sent, which nobody has called yet, let in as it is. */
async function letIn(page: Page): Promise<{ id: string; number: string; version: number }> {
  const { snapshotId, total } = await ask(page, 'orders.open', { filter: { states: ['received'] } });
  const { rows } = await ask(page, 'orders.slice', { snapshotId, from: 0, to: total });
  const row = rows.find((one) => one !== null && one.connectionId !== null);
  if (!row) throw new Error('no order of a platform waits for review');
  const { flags } = await ask(page, 'orders.get', { id: row.id });
  const { version } = await ask(page, 'orders.approve', {
    id: row.id,
    version: row.version,
    decidedFlags: flags.map((flag) => flag.id),
  });
  return { id: row.id, number: row.number, version };
}

async function reschedule(): Promise<string> {
  const { reasons } = await ask(desk.page, 'search.choices', {});
  return reasons.find((reason) => reason.kind === 'reschedule')?.code ?? '';
}

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await room.go('/calls');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Calls');
  await room.atRest();
  await room.expectEnglish('.queue-decide .ui-btn', '.call-head .ui-pill', '.call-head .ui-btn', '.ui-tabs');
});
