import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { life } from '../../../renderer/i18n/zh/life.ts';
import { orders as zh } from '../../../renderer/i18n/zh/orders.ts';
import { visits as visitWords } from '../../../renderer/i18n/zh/visits.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';
import { VisitsPage } from '../pages/visits-page.ts';

/** Situations with steps of several people, by keys; the numbers are those of `demo_situations`. */
let desk: BrowserDesk;
let day: DayPage;
const tomorrow = addDays(businessDay(Date.now()), 1);
// The first search of a desk may wait for its index
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  day = new DayPage(desk.page);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.origin });
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());
test.beforeEach(async () => {
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('Escape');
  await day.go('/today');
});

const section = (name: string) => day.document.getByRole('region', { name, exact: true });
const lines = (name: string) => section(name).locator('ol.ord-lines > li');

/** Prints the slip of the open order by its key; its number. */
async function printSlip(id: string): Promise<string> {
  const before = (await ask(desk.page, 'orders.get', { id })).slips.length;
  await day.press('p');
  await expect.poll(async () => (await ask(desk.page, 'orders.get', { id })).slips.length).toBe(before + 1);
  const slips = (await ask(desk.page, 'orders.get', { id })).slips;
  const number = slips.find((slip) => slip.state !== 'void')?.number ?? '';
  await expect(lines(zh.doc.visits).filter({ hasText: number })).toHaveCount(1);
  return number;
}

test('2 · one household, two trades: three machines and one, each man has his paper and his words, the board has both', async () => {
  await day.find('LZ7700000002', '柏女士');
  const cooling = await day.order();
  await expect(lines(zh.doc.machinesTitle)).toHaveCount(3);
  await expect(section(zh.doc.machinesTitle)).toContainText('KFR-35GW/LZB3');
  await expect(day.document.locator('.doc-facts')).toContainText('明天');
  await day.press('t');
  await expect.poll(() => desk.page.evaluate(() => navigator.clipboard.readText())).toContain('7栋2单元901');
  const paper = await printSlip(cooling.id);
  const found = await ask(desk.page, 'visits.findSlip', { code: paper });
  expect(found.machines.map((one) => one.model)).toEqual(['KFR-35GW/LZB3', 'KFR-26GW/LZA1', 'KFR-26GW/LZA1']);

  await day.find('JD7700000002', '柏女士');
  const hood = await day.order();
  expect(hood).toMatchObject({
    queue: 'visit',
    customerId: cooling.customerId,
    appointmentDay: tomorrow,
    appointmentStartAt: cooling.appointmentStartAt,
  });
  expect(hood.staffId).not.toBe(cooling.staffId);
  await expect(lines(zh.doc.machinesTitle)).toHaveCount(1);
  expect(await printSlip(hood.id)).not.toBe(paper);
  await day.press('Alt+i');
  await expect(desk.page).toHaveURL(/#\/customers\//);
  for (const number of [cooling.number, hood.number]) await expect(day.document).toContainText(number);

  await day.go(`/dispatch/${tomorrow}`);
  for (const { id, staffName } of [cooling, hood]) {
    const row = desk.page.locator('.board-row', { has: desk.page.locator(`[data-card="${id}"]`) });
    await expect(row).toContainText(staffName ?? '-');
  }
});

test('4 · booked anew twice: each change says why and whose fault; a third asks for its cause and can be taken back', async () => {
  await day.find('LZ7700000004', '冉先生');
  await day.expectQueue('visit');
  const before = await day.order();
  const axis = lines(zh.doc.axis);
  await expect(axis).toHaveCount(3);
  // The newest first
  await expect(axis.nth(0)).toContainText(`师傅排满 · ${life.fault_of.outlet}`);
  await expect(axis.nth(1)).toContainText(`用户原因 · ${life.fault_of.user}`);
  await expect(axis.nth(2)).not.toContainText(life.fault_of.user);
  expect(before.appointmentDay).toBe(addDays(businessDay(Date.now()), 2));
  const { cards } = await ask(desk.page, 'dispatch.day', { day: before.appointmentDay ?? '' });
  expect(cards.find((card) => card.id === before.id)?.staffId).toBe(before.staffId);

  await day.press('b');
  await expect(day.dialog).toBeVisible();
  const go = day.dialog.getByRole('button', { name: zh.book.go });
  const free = day.dialog.getByRole('radio', { name: /余 [1-9]/ }).first();
  await day.press((await free.locator('kbd').innerText()).trim());
  await expect(free).toHaveAttribute('aria-checked', 'true');
  // Nothing is changed without its cause
  await expect(go).toBeDisabled();
  const cause = day.dialog.getByRole('radio', { name: /天气/ });
  await cause.focus();
  await day.press('Enter');
  await expect(cause).toHaveAttribute('aria-checked', 'true');
  await day.finish(zh.book.go);
  await expect(axis).toHaveCount(4);
  await expect(axis.nth(0)).toContainText('天气');
  const { appointments } = await ask(desk.page, 'orders.get', { id: before.id });
  expect(appointments.map((one) => one.changeNo).sort()).toEqual([1, 2, 3, 4]);
  await day.press('Shift+Z');
  await expect.poll(async () => (await day.order()).appointmentStartAt).toBe(before.appointmentStartAt);
  await day.expectQueue('visit');
});

test('13 · three of four units are in: the fourth has its day and its paper, and with it the order is finished', async () => {
  await day.find('LZ7700000013', '都女士');
  const { id, number } = await day.order();
  await day.expectQueue('visit');
  const machines = lines(zh.doc.machinesTitle);
  await expect(machines.filter({ hasText: life.result.installed })).toHaveCount(3);
  await expect(machines.filter({ hasText: life.line.waiting })).toHaveCount(1);
  await expect(lines(zh.doc.visits).first()).toContainText(life.outcome.partly_done);
  await expect(day.document.locator('.doc-facts')).toContainText('明天');
  const before = await ask(desk.page, 'orders.get', { id });
  expect(before.fees.filter((fee) => fee.party === 'technician')).toEqual([]);
  const slip = await printSlip(id);

  const visits = new VisitsPage(desk.page);
  await visits.open();
  await visits.scan(slip);
  await expect(visits.head).toContainText(number);
  // What the first trip did stands there; only the last one waits for its result
  const results = visits.form.getByRole('radiogroup', { name: visitWords.result });
  await expect(results).toHaveCount(4);
  await expect(visits.form.getByRole('radio', { checked: true, name: /安装完成/ })).toHaveCount(3);
  const type = async (name: string, text: string) => {
    await visits.field(name).focus();
    await visits.press('Control+a');
    await desk.page.keyboard.insertText(text);
    await visits.press('Enter');
  };
  // The half hour before now, or the last of yesterday where that was yesterday
  const nowMs = Date.now() + 8 * 3_600_000;
  const isLate = nowMs % 86_400_000 > 1_800_000;
  const clock = (agoMs: number) => new Date(nowMs - agoMs).toISOString().slice(11, 16).replace(':', '');
  await type(visitWords.day, isLate ? '今天' : '-1');
  await type(visitWords.arrived, isLate ? clock(20 * 60_000) : '2300');
  await type(visitWords.finished, isLate ? clock(5 * 60_000) : '2330');
  await visits.form.getByRole('radiogroup', { name: visitWords.outcome }).focus();
  await visits.press('d');
  await results.last().focus();
  await visits.press('i');
  await expect(visits.form.getByRole('radio', { checked: true, name: /安装完成/ })).toHaveCount(4);
  await visits.field(visitWords.indoor).last().focus();
  await desk.page.keyboard.insertText('LZ07N261298301');
  await visits.press('Control+Enter');
  await expect(visits.done).toContainText(number);
  const after = await ask(desk.page, 'orders.get', { id });
  expect(after.order.state).toBe('finished');
  expect(after.machines.filter((one) => one.state === 'finished')).toHaveLength(4);
  expect(after.visits.filter((one) => one.state === 'ended').map((one) => one.outcome)).toEqual([
    'partly_done',
    'done',
  ]);
  expect(after.fees.some((fee) => fee.party === 'technician' && fee.amountFen > 0)).toBe(true);
});
