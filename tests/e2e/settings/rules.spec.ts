import { expect, type Locator, test } from '@playwright/test';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { chattext as texts } from '../../../renderer/i18n/zh/chattext.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { goTo } from '../fixtures/go.ts';
import { chineseLeft, choose, command, expectAccessible, hit, typeInto } from '../pages/room.ts';

const today = businessDay(Date.now());
const later = addDays(today, 4);

let desk: BrowserDesk;
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const effect = () => desk.page.getByRole('region', { name: '保存会怎样' });
const field = (name: string) => desk.page.getByRole('textbox', { name, exact: true });
const dialog = () => desk.page.getByRole('dialog');
const saveTerms = () => desk.page.getByRole('button', { name: '保存并重算' });
const tick = async (one: Locator) => {
  await one.focus();
  await desk.page.keyboard.press('Space');
  await expect(one).toBeChecked();
};
const row = (name: string) => desk.page.getByRole('row').filter({ hasText: name });
const change = async (name: string) => {
  await desk.page.getByRole('button', { name: `修改 ${name}` }).focus();
  await desk.page.keyboard.press('Enter');
  await expect(dialog()).toBeVisible();
};

test('what other terms would do is said before they are saved, and the deadlines move after', async () => {
  const { page } = desk;
  await goTo(page, '/settings?view=terms');
  await expect(effect()).toContainText('时限都不变');
  await expectAccessible(page);
  await typeInto(field('接单 多久'), '0');
  await typeInto(field('首次联系 多久'), '0');
  await typeInto(field('完工 多久'), '600');
  await typeInto(field('旺季'), '600');
  await expect(effect()).toContainText(/\d+ 单推后/);
  await hit(page, 'Control+s');
  await expect(effect()).toContainText('时限都不变');
  await expect(saveTerms()).toBeDisabled();
  await expect.poll(async () => (await ask(page, 'clock.payers', {})).recomputing).toBe(false);
  // Nights and holds, in the same version
  await choose(page, '完工 夜里和休息日', '休息日不算，夜里算');
  await tick(page.getByRole('checkbox', { name: '待件: 首次联系' }));
  await hit(page, 'Control+s');
  await expect(saveTerms()).toBeDisabled();
  await expect(page.getByRole('button', { name: '照通常的 待件' })).toBeVisible();
  const { payers } = await ask(page, 'clock.payers', {});
  const payerId = payers.find((one) => one.openOrders > 0)?.id ?? '';
  const { versions } = await ask(page, 'clock.terms', { payerId });
  expect(versions[0]?.terms).toMatchObject({ acceptMin: null, finishHours: 600, finishHoursSeason: 600 });
  expect(versions[0]?.terms.runs.finish).toBe('open_days');
  expect(versions[0]?.terms.stops.part).toContain('first_call');
});

test('a version from a later day leaves the orders at work alone', async () => {
  const { page } = desk;
  await field('从哪天起另立一版').focus();
  await page.keyboard.type('+40');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '另立一版' }).focus();
  await page.keyboard.press('Enter');
  await expect(effect()).toContainText('还没有在办的工单');
  await typeInto(field('完工 多久'), '24');
  await hit(page, 'Control+s');
  await expect(saveTerms()).toBeDisabled();
  const { payers } = await ask(page, 'clock.payers', {});
  const payer = payers.find((one) => one.openOrders > 0);
  const { versions } = await ask(page, 'clock.terms', { payerId: payer?.id ?? '' });
  expect(versions[0]).toMatchObject({
    fromDay: addDays(today, 40),
    openOrders: 0,
    terms: { finishHours: 24 },
  });
});

test('a slot is closed in the settings; who books sees it closed and takes another; it opens again', async () => {
  const { page } = desk;
  await goTo(page, '/settings?view=slots');
  await expect(page.getByRole('button', { name: '停约' })).toBeDisabled();
  await field('从').focus();
  await page.keyboard.type('+4');
  await page.keyboard.press('Enter');
  const { slots } = await ask(page, 'outlet.slots', { fromDay: today });
  const [slot, other] = slots;
  if (slot === undefined || other === undefined) throw new Error('no slots');
  await tick(page.getByRole('group', { name: '时段' }).getByRole('checkbox').first());
  await typeInto(field('原因'), '全员培训');
  await expectAccessible(page);
  await hit(page, 'Control+Enter');
  const line = page.locator('.slots-list li').filter({ hasText: '全员培训' });
  await expect(line).toContainText('停约');
  const { closures } = await ask(page, 'outlet.slots', { fromDay: today });
  expect(closures).toMatchObject([{ day: later, slotId: slot.id, capacity: null, reason: '全员培训' }]);

  const list = await ask(page, 'orders.open', { filter: { queues: ['appointment'] }, sort: 'deadline' });
  const { rows } = await ask(page, 'orders.slice', { snapshotId: list.snapshotId, from: 0, to: 1 });
  const id = rows[0]?.id ?? '';
  await goTo(page, `/orders/${id}`);
  await expect(page.locator('.doc-head')).toContainText(rows[0]?.number ?? '?');
  await page.keyboard.press('b');
  await expect(dialog()).toBeVisible();
  const day = dialog().getByRole('textbox', { name: '哪一天' });
  await day.focus();
  await day.press('Control+a');
  await page.keyboard.type('+4');
  await page.keyboard.press('Enter');
  const radios = dialog().getByRole('radio');
  await expect(radios.first()).toBeDisabled();
  await expect(radios.first()).toContainText('停约');
  await expect(radios.nth(1)).toBeEnabled();
  await expectAccessible(page);
  await radios.nth(1).focus();
  await page.keyboard.press('Space');
  await expect(radios.nth(1)).toHaveAttribute('aria-checked', 'true');
  await dialog()
    .getByRole('button', { name: /约好|仍要/ })
    .focus();
  await page.keyboard.press('Enter');
  await expect(dialog()).toHaveCount(0);
  expect((await ask(page, 'orders.get', { id })).order).toMatchObject({
    appointmentDay: later,
    appointmentState: 'agreed',
  });

  await goTo(page, '/settings?view=slots');
  await line.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(line).toHaveCount(0);
  const { slots: free } = await ask(page, 'orders.freeSlots', { orderId: id, day: later });
  expect(free.find((one) => one.slotId === slot.id)?.closed).toBe(false);
});

test('a county is added, lies in the tier of its distance, and is said when an order is taken in', async () => {
  const { page } = desk;
  await goTo(page, '/settings?view=coverage');
  await expect(page.getByRole('table', { name: '区县' })).toBeVisible();
  await expectAccessible(page);
  const { areas } = await ask(page, 'outlet.moreAreas', {});
  const county = areas.find((one) => areas.filter((each) => each.name === one.name).length === 1);
  if (county === undefined) throw new Error('no county left');
  await hit(page, 'n');
  const box = dialog().getByRole('combobox', { name: '区县' });
  await box.focus();
  await page.keyboard.type(county.name);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue(county.name);
  const { tiers } = await ask(page, 'outlet.coverage', {});
  const tier = tiers.find((one) => one.fromM > 0 && one.toM !== null);
  if (tier === undefined) throw new Error('no tier');
  await typeInto(dialog().getByRole('textbox', { name: '离店多远' }), String(tier.fromM / 1000 + 1));
  await expect(dialog().getByRole('button', { name: /距离档/ })).toContainText(tier.nameZh);
  await choose(dialog(), '怎么接', '接，要标记');
  await expect(dialog()).toContainText('先和用户说好远程费');
  await hit(page, 'Control+Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(row(county.name)).toContainText('接，要标记');
  await expect(row(county.name)).toContainText(tier.nameZh);
  const { places } = await ask(page, 'orders.places', { text: county.name, county: '' });
  expect(places.find((one) => one.divisionCode === county.code)).toMatchObject({
    coverage: 'take_and_mark',
    distanceM: tier.fromM + 1000,
  });
  // Taken out again by its key, and put back by undo
  await change(county.name);
  await page.clock.setFixedTime(Date.now());
  await hit(page, 'Alt+x');
  await expect(row(county.name)).toHaveCount(0);
  const codes = async () => (await ask(page, 'outlet.coverage', {})).areas.map((one) => one.code);
  expect(await codes()).not.toContain(county.code);
  await page.keyboard.press('Control+z');
  await expect(row(county.name)).toContainText('接，要标记');
  expect(await codes()).toContain(county.code);
  // One that is in use says what uses it, and stays
  const { areas: all } = await ask(page, 'outlet.coverage', {});
  const busy = all.filter((one) => one.openOrders > 0).at(-1);
  if (busy === undefined) throw new Error('no county with work');
  await change(busy.name);
  await hit(page, 'Alt+x');
  await expect(dialog().locator('.ui-error')).toContainText(/还有没办完的工单 \d+/);
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
  expect(await codes()).toContain(busy.code);
  // A tier that would take kilometres of another is refused in one sentence, nothing typed is lost
  await change(tier.nameZh);
  const from = dialog().getByRole('textbox', { name: '从' });
  await typeInto(from, '0');
  await hit(page, 'Control+Enter');
  await expect(dialog().locator('.ui-error')).toContainText('重叠');
  await expect(from).toHaveValue('0');
  await typeInto(from, String(tier.fromM / 1000));
  await typeInto(dialog().getByRole('textbox', { name: '师傅补贴' }), '66');
  await hit(page, 'Control+Enter');
  await expect(dialog()).toHaveCount(0);
  const now = await ask(page, 'outlet.coverage', {});
  expect(now.tiers.find((one) => one.id === tier.id)).toMatchObject({
    fromM: tier.fromM,
    technicianFeeFen: 6600,
  });
});

test('a chat text is written, tried on an order, saved for a person; a placeholder is put in by a button', async () => {
  const { page } = desk;
  await goTo(page, '/settings?view=chattext');
  const entries = page.locator('.chat-text-entry');
  await expect(entries.first()).toBeVisible();
  const before = await entries.count();
  await hit(page, 'n');
  await expect(entries).toHaveCount(before + 1);
  await page.getByRole('textbox', { name: texts.nameZh, exact: true }).fill('只要地址');
  const area = page.getByRole('textbox', { name: texts.textZh });
  await area.fill('【{单号}】{地扯}');
  await expect(page.locator('.chat-text-words .ui-error')).toContainText('{地扯}');
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled();
  await area.fill('【{单号}】');
  await page
    .locator('.chat-text-fields')
    .getByRole('button', { name: texts.field.address, exact: true })
    .focus();
  await page.keyboard.press('Enter');
  await expect(area).toHaveValue('【{单号}】{地址}');
  await expect(area).toBeFocused();
  const { number } = await ask(page, 'dispatch.previewText', { text: '{单号}', language: 'zh', skip: 0 });
  await expect(page.locator('.chat-text-bubble')).toContainText(`【${number}】`);
  await tick(page.locator('.chat-text-people').getByRole('checkbox').first());
  await expectAccessible(page);
  await hit(page, 'Control+Enter');
  await expect(page.locator('.ui-toast').last()).toContainText('只要地址');
  const { templates } = await ask(page, 'dispatch.templates', {});
  const saved = templates.find((one) => one.nameZh === '只要地址');
  expect(saved).toMatchObject({ textZh: '【{单号}】{地址}', staffIds: [expect.any(String)] });
  // The person's own page says which text he gets, and gives him the usual one again
  await goTo(page, `/staff/${saved?.staffIds[0]}`);
  await expect(page.locator('.doc')).toContainText('只要地址');
  await hit(page, 'e');
  await choose(dialog(), '派单文字', '店里通用的');
  await hit(page, 'Control+Enter');
  await expect(dialog()).toHaveCount(0);
  await expect(page.locator('.doc')).not.toContainText('只要地址');
  const after = await ask(page, 'dispatch.templates', {});
  expect(after.templates.find((one) => one.nameZh === '只要地址')?.staffIds).toEqual([]);
});

test('in English nothing Chinese of ours is left', async () => {
  const { page } = desk;
  await goTo(page, '/settings?view=terms');
  await command(page, 'language');
  await expect(page.getByRole('heading', { name: 'Deadlines', exact: true })).toBeVisible();
  expect(await chineseLeft(page, '.ui-toast, .terms-places')).toEqual([]);
  for (const [view, word] of [
    ['slots', 'Orders per slot'],
    ['coverage', 'Distance tiers'],
  ] as const) {
    await goTo(page, `/settings?view=${view}`);
    await expect(page.getByRole('heading', { name: word })).toBeVisible();
    expect(await chineseLeft(page, '.ui-toast'), view).toEqual([]);
  }
  await hit(page, 't');
  await expect(dialog()).toBeVisible();
  expect(await chineseLeft(page, '.ui-toast')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});
