import { expect, test } from '@playwright/test';
import { addDays } from '../../../renderer/lib/format.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { faults } from '../../../renderer/i18n/zh/faults.ts';
import { intake as zh } from '../../../renderer/i18n/zh/intake.ts';
import { orders as orderWords } from '../../../renderer/i18n/zh/orders.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { IntakePage } from '../pages/intake-page.ts';

const words = orderWords.intake;
const phone = '13800000881';
/** Far enough that people have room, whatever the demo's own days are full of. */
const day = addDays(businessDay(Date.now()), 4);
/** Keys beside what the caller says: opening, going on, choosing, saving. */
const mostKeys = 45;

let desk: BrowserDesk;
let form: IntakePage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  form = new IntakePage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

test('an order is taken on the phone by keys alone, booked in the same step', async () => {
  const { keyboard } = desk.page;
  const keys = await form.countKeys();
  await form.open();
  await expect(form.field(words.phone)).toBeFocused();
  const said: string[] = [];
  const say = async (text: string) => {
    said.push(text);
    await keyboard.type(text);
  };
  await say(phone);
  await form.tabTo(form.field(words.name));
  await say('祁望春');
  await form.tabTo(form.field(zh.place));
  await say('栖云里');
  // The estate brings its county and street; the door is all that is still typed
  await expect(form.dialog.getByRole('group', { name: zh.places })).toContainText('栖云里');
  await form.press('Alt+1');
  await expect(form.choice(words.county)).not.toHaveValue('');
  await say('1栋104');
  await expect(form.field(zh.place)).toHaveValue(/栖云里.*1栋104$/);
  const item = form.choice(words.item);
  await form.tabTo(item);
  await form.take(item, 'gjaz', /挂机安装/);
  await form.tabTo(form.field(words.fault));
  await say('漏水');
  await form.tabTo(form.field(zh.day));
  await keyboard.type('+4');
  await form.press('Enter');
  await expect(form.field(zh.day)).toHaveValue(new RegExp(day));
  const slot = form.choice(zh.slot);
  await form.tabTo(slot);
  await form.takeFree(slot);
  // Without brand and warranty nobody can say who pays
  await expect(form.dialog.getByRole('status').filter({ hasText: zh.priceAsk })).toBeVisible();
  await form.press('Control+Enter');
  await expect(form.dialog).toHaveCount(0);
  const spoken = said.join('').length;
  const pressed = await keys();
  console.log(`intake: ${pressed} keys, ${spoken} of them what was said`);
  expect(pressed - spoken).toBeLessThanOrEqual(mostKeys);
  const { orders } = await ask(desk.page, 'orders.history', { phone });
  expect(orders).toHaveLength(1);
  expect(orders[0]?.appointmentStartAt).not.toBeNull();
  // It stands open, and the keys go on where they were
  await expect(desk.page.locator('.doc-head')).toContainText(orders[0]?.number ?? '');
});

test('the same number again: the caller is known, the open order is told, one key takes the details', async () => {
  const { page } = desk;
  await form.open();
  await page.keyboard.type(phone);
  await expect(form.known).toContainText(zh.sameCustomer);
  await expect(form.warnings).toHaveCount(1);
  await form.expectAccessible();
  await form.field(words.phone).focus();
  await form.press('Alt+u');
  await expect(form.field(zh.place)).toHaveValue(/1栋104$/);
  // What is missing is asked in one sentence, and the cursor stands where the answer goes
  await form.press('Control+Enter');
  await expect(form.sentence).toContainText(zh.ask.item);
  await expect(form.choice(words.item)).toBeFocused();
  await form.press('Escape', 'Escape');
  // Left and opened again: nothing typed is lost
  await expect(form.dialog).toHaveCount(0);
  await form.open();
  await expect(form.field(words.phone)).toHaveValue(phone);
  await expect(form.field(zh.place)).toHaveValue(/1栋104$/);
});

test('a pasted message fills the form, and every piece of it can still be changed', async () => {
  const { page } = desk;
  await form.press('Alt+v');
  await expect(form.dialog.getByLabel(new RegExp(`^${zh.paste}`))).toBeFocused();
  await page.keyboard.insertText('胡若兰 13800000882 凤栖区栖云里2栋305 格力空调不制冷');
  await expect(form.field(words.phone)).toHaveValue('13800000882');
  await expect(form.field(words.name)).toHaveValue('胡若兰');
  await expect(form.field(zh.place)).toHaveValue(/2栋305/);
  await expect(form.field(words.fault)).toHaveValue(/不制冷/);
  const item = form.choice(words.item);
  if ((await item.inputValue()) === '') {
    await item.focus();
    await form.take(item, 'gjaz', /挂机安装/);
  }
});

test('a slot that closes while the user is on the phone is one sentence, and all that was typed stays', async () => {
  const { page } = desk;
  await form.field(zh.day).focus();
  await page.keyboard.type('+4');
  await form.press('Enter');
  const slot = form.choice(zh.slot);
  await form.tabTo(slot);
  const name = await form.takeFree(slot);
  const { slots } = await ask(page, 'outlet.slots', { fromDay: day });
  const one = slots.find((each) => each.nameZh === name);
  await ask(page, 'outlet.closeSlots', {
    fromDay: day,
    toDay: day,
    slotIds: [one?.id ?? ''],
    reason: '停电',
  });
  const sentence = faults.slot_closed.split('}}').at(-1) ?? '';
  await expect(form.sentence).toContainText(sentence);
  await form.press('Control+Enter');
  await expect(slot).toBeFocused();
  await expect(form.field(words.phone)).toHaveValue('13800000882');
  await form.expectAccessible();
  await slot.focus();
  await form.press('ArrowDown');
  expect(await form.takeFree(slot)).not.toBe(name);
  await expect(form.sentence).toHaveCount(0);
  await form.press('Control+Enter');
  await expect(form.dialog).toHaveCount(0);
  const { orders } = await ask(page, 'orders.history', { phone: '13800000882' });
  expect(orders).toHaveLength(1);
});

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(page.locator('.rail')).toBeVisible();
  await form.open();
  await form.expectEnglish('.ui-dialog .ui-label', '.ui-dialog .ui-help', '.ui-dialog-foot .ui-btn');
  await form.press('Control+Enter');
  await form.expectEnglish('.ui-dialog .ui-error');
  await form.expectAccessible();
});
