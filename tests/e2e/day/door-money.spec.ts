import { expect, test } from '@playwright/test';
import { life } from '../../../renderer/i18n/zh/life.ts';
import { orders as zh } from '../../../renderer/i18n/zh/orders.ts';
import { visits as visitWords } from '../../../renderer/i18n/zh/visits.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';
import { VisitsPage } from '../pages/visits-page.ts';

/** What is paid at the door or was paid before: each line on its way to the books. Numbers as in morning.spec.ts. */
let desk: BrowserDesk;
let day: DayPage;
// The first search of a desk may wait for its index
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  day = new DayPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());
test.beforeEach(async () => {
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('Escape');
  await day.go('/today');
});

const section = (name: string | RegExp) => day.document.getByRole('region', { name });

test('15 · too dear for the user: the quote, his no, the inspection paid in cash, and the money with the man until the evening', async () => {
  await day.find('LZ7700000150', '乌先生');
  const { order, fees, machines } = await ask(desk.page, 'orders.get', { id: (await day.order()).id });
  // Said before the work, and refused
  const quotes = section(/^报价单/);
  await expect(quotes).toHaveCount(2);
  const quote = quotes.filter({ hasText: '压缩机更换' });
  await expect(quote).toContainText('1,100.00');
  await expect(quote).toContainText(life.quote.refused);
  await expect(quotes.filter({ hasText: '检测费' })).toContainText(life.quote.agreed);
  await expect(section(zh.doc.visits)).toContainText(life.outcome.repair_refused);
  await expect(section(zh.doc.machinesTitle)).toContainText(life.result.repair_refused);
  await expect(section(zh.doc.machinesTitle)).toContainText('压缩机卡缸');
  expect(order).toMatchObject({ state: 'finished', queue: 'slip_return' });
  expect(machines.map((one) => one.resultCode)).toEqual(['repair_refused']);
  // The inspection and no more: nothing of the quote, nothing of a repair
  await expect(section(zh.doc.fees)).toContainText('检测费');
  await expect(section(zh.doc.fees)).toContainText('50.00');
  expect(fees.filter((fee) => fee.party === 'user')).toMatchObject([
    { feeKind: 'inspection', amountFen: 5_000, state: 'paid' },
  ]);
  expect(fees.some((fee) => fee.party === 'payer' && fee.amountFen !== 0)).toBe(false);
  const money = await ask(desk.page, 'money.order', { orderId: order.id });
  expect(money.payments).toMatchObject([{ method: 'cash', amountFen: 5_000, handedIn: false }]);
  const cash = money.entries
    .flatMap((entry) => entry.lines)
    .filter((line) => line.account === 'cash_with_staff');
  expect(cash).toMatchObject([{ partyId: order.staffId, debitFen: 5_000 }]);

  const visits = new VisitsPage(desk.page);
  await visits.open();
  await visits.view(visitWords.view.evening);
  const row = desk.page.locator('.vis-lists tbody tr', { hasText: order.staffName ?? '-' });
  await row.getByRole('button').first().focus();
  await day.press('Enter');
  const owed = day.dialog.locator('tr', { hasText: order.number }).filter({ hasText: '50.00' });
  await expect(owed).toHaveCount(1);
});

test('19 · the card is used up by the third cleaning: each visit paid from it, no cash, nothing left on it', async () => {
  const list = await ask(desk.page, 'orders.open', {
    filter: { queues: ['settlement', 'closing'], staffId: 'T03' },
    sort: 'deadline',
  });
  const slice = { snapshotId: list.snapshotId, from: 0, to: 200 };
  const { rows } = await ask(desk.page, 'orders.slice', slice);
  const hers = rows.filter((row) => row?.customerName === '慕女士');
  expect(hers).toHaveLength(3);
  let sold = 0;
  let used = 0;
  const told = new Set<string>();
  for (const row of hers) {
    await day.find(row?.number ?? '', '慕女士');
    const visit = /次卡:第(\d)次,共3次/.exec(await day.document.innerText());
    told.add(visit?.[1] ?? '');
    await expect(section(zh.doc.fees)).toContainText('88.00');
    await expect(section(zh.doc.fees)).toContainText(life.fee.paid);
    const { order, fees } = await ask(desk.page, 'orders.get', { id: (await day.order()).id });
    expect(order.state).toBe('audited');
    expect(fees.filter((fee) => fee.party === 'user')).toMatchObject([{ state: 'paid', amountFen: 8_800 }]);
    const { payments, entries } = await ask(desk.page, 'money.order', { orderId: order.id });
    // Nothing is taken at the door: the card was paid before its first visit
    expect(payments).toEqual([]);
    const card = entries.flatMap((entry) => entry.lines).filter((line) => line.account === 'prepaid_cards');
    expect(card.every((line) => line.partyId === order.customerId)).toBe(true);
    sold += card.reduce((sum, line) => sum + line.creditFen, 0);
    used += card.reduce((sum, line) => sum + line.debitFen, 0);
  }
  expect([...told].sort()).toEqual(['1', '2', '3']);
  expect([sold, used]).toEqual([26_400, 26_400]);
  // Her file has all three
  await day.press('Alt+i');
  await expect(desk.page).toHaveURL(/#\/customers\//);
  for (const row of hers) await expect(day.document).toContainText(row?.number ?? '-');
});
