import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { addDays } from '../../../renderer/lib/format.ts';
import { calls } from '../../../renderer/i18n/zh/calls.ts';
import { intake as zh } from '../../../renderer/i18n/zh/intake.ts';
import { orders as orderWords } from '../../../renderer/i18n/zh/orders.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';
import { IntakePage } from '../pages/intake-page.ts';

const words = orderWords.intake;
/** Far enough that the demo's own days are not full. */
const day = addDays(businessDay(Date.now()), 5);

let desk: BrowserDesk;
let form: IntakePage;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  form = new IntakePage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const price = () => form.dialog.getByRole('status').filter({ hasText: /用户|谁付/ });

/** An order taken by keys, without a time. Its id. */
async function take(phone: string): Promise<string> {
  const made = await ask(desk.page, 'orders.create', {
    name: '祁望春',
    phone,
    county: '凤栖区',
    detail: `栖云里${phone.slice(-1)}栋104`,
    serviceItemId: 'AZ-KT-GJ',
    model: 'KFR-26GW/LZA1',
    quantity: 1,
    payerId: 'PY-LZ',
    warranty: 'in_warranty',
  });
  return made.id;
}

test('the price line follows what is keyed: unknown, paid by the maker in warranty, by the user out of it', async () => {
  await form.open();
  await desk.page.keyboard.type('13800000891');
  const item = form.choice(words.item);
  await item.focus();
  await form.take(item, 'gjaz', /挂机安装/);
  await expect(price()).toContainText(zh.priceAsk);
  const brand = form.choice(zh.brand);
  await brand.focus();
  await form.take(brand, '凌泽', /凌泽/);
  await form.takeOption(words.warranty, 0);
  await expect(price()).toContainText(zh.priceFree);
  await expect(price()).toContainText('凌泽');
  await form.takeOption(words.warranty, 1);
  await expect(price()).toContainText(/用户付 [1-9][\d,]*\.\d\d/);
});

test('a slot that holds one order is full after the first: the second is told, asked, and stands as booked over', async () => {
  const { page } = desk;
  await form.press('Escape', 'Escape');
  const { slots } = await ask(page, 'outlet.slots', { fromDay: day });
  const slot = slots.at(-1);
  if (!slot) throw new Error('no slot');
  await ask(page, 'outlet.closeSlots', {
    fromDay: day,
    toDay: day,
    slotIds: [slot.id],
    capacity: 1,
    reason: '只剩一人',
  });
  const walk = new DayPage(page);
  const pick = () => walk.dialog.getByRole('radio').filter({ hasText: `${slot.fromClock}–${slot.toClock}` });
  const choose = async () => {
    await pick().focus();
    await walk.press((await pick().locator('kbd').innerText()).trim());
    await expect(pick()).toHaveAttribute('aria-checked', 'true');
  };
  const open = async (id: string) => {
    await walk.go(`/orders/${id}`);
    await expect(walk.document).toContainText('祁望春');
    await walk.press('b');
    const field = walk.dialog.getByRole('textbox', { name: orderWords.book.day });
    await field.fill('+5');
    await field.press('Enter');
  };
  const first = await take('13800000893');
  await open(first);
  await expect(pick()).toContainText(calls.book.left.replace('{{n}}', '1'));
  await choose();
  await walk.finish(orderWords.book.go);
  expect((await walk.order()).appointmentDay).toBe(day);

  const second = await take('13800000894');
  // Who could be sent there is told that the slot holds no more
  const asked = { orderId: second, day, slotId: slot.id };
  const { candidates } = await ask(page, 'dispatch.candidates', asked);
  expect(candidates.every((one) => one.refusals.some((refusal) => refusal.code === 'slot_limit'))).toBe(true);
  await open(second);
  await expect(pick()).toContainText(calls.book.full);
  await choose();
  await expect(walk.dialog).toContainText(calls.book.over);
  // Nobody is booked over without saying so
  expect((await walk.order()).appointmentState).toBe('none');
  await walk.finish(calls.book.goOver);
  await expect.poll(async () => (await walk.order()).appointmentDay).toBe(day);
  const free = await ask(page, 'orders.freeSlots', { orderId: first, day });
  expect(free.slots.find((one) => one.slotId === slot.id)?.left).toBeLessThanOrEqual(0);
});
