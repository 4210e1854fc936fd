import { expect, test } from '@playwright/test';
import { atLocal, businessDay } from '../../../domain/time/business-day.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';

/**
 * More of what a shop meets once in a while, by keys from the demo outlet's orders to where each ends; numbers as in
 * morning.spec.ts.
 */
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
  // Each begins at the first screen, whatever the one before left open
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('Escape');
  await day.go('/today');
});

test('5 · the man went home sick: who could take his orders is asked at once, each goes to another by hand where nobody is free', async () => {
  await day.press('Control+4');
  await expect(desk.page.locator('.board-pool .queue-item[aria-pressed="true"]')).toHaveCount(1);
  const his = async () => {
    const today = businessDay(Date.now());
    const { cards } = await ask(desk.page, 'dispatch.day', { day: today });
    // He left at half past ten: what lay before that was his, whatever the hour it is now
    return cards.filter(
      (card) =>
        card.staffId === 'T04' &&
        card.state === 'accepted' &&
        (card.appointmentEndAt ?? 0) > atLocal(today, 10 * 60 + 30),
    );
  };
  expect((await his()).length).toBeGreaterThanOrEqual(4);
  await day.press('Shift+L');
  await expect(day.dialog).toContainText('甘向阳');
  await day.takeOption('为什么改派');
  await day.dialog.getByRole('button', { name: /各派给首选/ }).focus();
  await day.press('Enter');
  // Whoever is free takes his at once; on a full day each that is left is named
  const left = day.dialog.filter({ hasText: '没有派出去' }).locator('.dispatch-left li');
  await expect(async () => {
    const open = await his();
    const named = await left.allInnerTexts();
    // Beside his there may be orders of others who are away that day
    expect(open.every(({ number }) => named.some((text) => text.includes(number)))).toBe(true);
  }).toPass({ timeout: 60_000 });
  await day.press('Escape');
  await expect(day.dialog).toHaveCount(0);
  for (const { number, customerName } of await his()) {
    await day.find(number, customerName);
    await day.press('a');
    const free = day.dialog.getByRole('radio').and(desk.page.locator(':enabled')).first();
    await expect(free).toBeVisible();
    await day.press((await free.locator('kbd').innerText()).trim());
    await expect(free).toHaveAttribute('aria-checked', 'true');
    await day.takeOption('为什么改派');
    await day.finish(/派给/);
    await expect.poll(async () => (await day.order()).staffId).not.toBe('T04');
  }
  expect(await his()).toEqual([]);
});

test('6 · taken back by the platform while the man stood at the door: confirmed, and the empty trip is paid', async () => {
  await day.find('JD7700000006', '阎先生');
  await day.expectQueue('interception');
  await day.press('l');
  await expect.poll(async () => (await day.order()).state).toBe('cancelled');
  await expect(day.document).toContainText('空跑');
});

test('8 · the outdoor code is of another model: put right on the order, its proof is there at once', async () => {
  await day.find('LZ7700000008', '谷女士');
  const codes = async () => {
    const { items } = await ask(desk.page, 'visits.proof', { orderId: (await day.order()).id });
    return items
      .filter((item) => item.kind === 'machine_code')
      .map((item) => `${item.name} ${item.state}`)
      .sort();
  };
  expect(await codes()).toContain('outdoor refused');
  await day.press('Alt+j');
  const field = day.dialog.getByLabel('外机条码');
  await field.focus();
  await day.press('Control+a');
  await desk.page.keyboard.insertText('LZ03W260300816');
  await day.press('Control+Enter');
  await expect(day.dialog).toHaveCount(0);
  await expect.poll(codes).toEqual(['indoor present', 'outdoor present']);
});

test('18 · five rooms of one client: chosen together, given to one man, on the monthly account', async () => {
  await day.go('/orders?view=dispatch');
  const rows = desk.page.locator('.vl-row');
  await expect(rows.first()).toContainText(/\d{6}-\d{4}/);
  await desk.page.locator('.vl-scroll').focus();
  const count = Number(await desk.page.locator('.vl-scroll').getAttribute('aria-rowcount')) - 1;
  const active = desk.page.locator('.vl-row[data-active]');
  await day.press('Home');
  for (let at = 0; at < count; at += 1) {
    await expect(active).toHaveAttribute('data-index', String(at));
    const line = await active.innerText();
    // The document beside the list follows the row
    await expect(day.document).toContainText(/\d{6}-\d{4}/.exec(line)?.[0] ?? 'no number');
    if (line.includes('方管家')) {
      await day.press('Space');
      await expect(active).toHaveAttribute('aria-selected', 'true');
    }
    if (at < count - 1) await day.press('ArrowDown');
  }
  await expect(desk.page.locator('.vl-row[aria-selected="true"]')).toHaveCount(5);
  await day.press('a');
  await expect(day.dialog).toContainText('5');
  await day.dialog.getByRole('combobox').focus();
  await desk.page.keyboard.type('岑大江');
  await expect(desk.page.getByRole('option')).toHaveCount(1);
  await day.press('ArrowDown', 'Enter');
  await day.finish(/岑大江/);
  const given = async () => {
    const list = await ask(desk.page, 'orders.open', {
      filter: { queues: ['acceptance'], staffId: 'T01' },
      sort: 'deadline',
    });
    const { rows: found } = await ask(desk.page, 'orders.slice', {
      snapshotId: list.snapshotId,
      from: 0,
      to: 50,
    });
    return found.filter((row) => row?.customerName === '方管家').length;
  };
  await expect.poll(given, { timeout: 60_000 }).toBe(5);
});

test('24 · six hours without a line: what was finished meanwhile is reported in the order it happened', async () => {
  await day.go('/platforms/C-OWN');
  await expect(day.document).toContainText('C-OWN');
  const own = async () => {
    const { connections } = await ask(desk.page, 'platforms.list', {});
    return connections.find((one) => one.id === 'C-OWN');
  };
  expect((await own())?.waiting).toBeGreaterThanOrEqual(22);
  await day.press('p');
  await expect.poll(async () => (await own())?.waiting, { timeout: 120_000 }).toBe(0);
  await day.find('OW7700002410', '权先生');
  const { messages } = await ask(desk.page, 'orders.get', { id: (await day.order()).id });
  const at = (step: string) => messages.find((one) => one.step === step)?.doneAt ?? 0;
  expect(at('sign_in')).toBeGreaterThan(0);
  expect(at('complete')).toBeGreaterThanOrEqual(at('sign_in'));
});
