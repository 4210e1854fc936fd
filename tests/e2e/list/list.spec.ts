import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import * as xlsx from '@e965/xlsx';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { ListPage } from '../pages/list-page.ts';

/** Buttons as they are called; their keys are read off them. */
const words = {
  views: /^(视图|近的或贵的)/,
  sort: /^排序/,
  columns: /^列/,
  filter: /^筛选/,
  export: /^导出/,
  hold: /^挂起/,
  tag: /^标签/,
  left: /^看哪些没有动/,
  undo: /^撤销/,
  stop: /^停下/,
  close: /^关闭/,
};
/** A job over many takes as long as the machine makes it. */
const patient = { timeout: 120_000 };
let desk: BrowserDesk;
let list: ListPage;
test.describe.configure({ mode: 'serial', timeout: 300_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  await desk.login(people.manager);
  list = new ListPage(desk.page);
});
test.afterAll(() => desk?.close());

/** Somebody sets out, whatever the hour: an order he is on his way to cannot be held. */
async function sendSomebody(): Promise<void> {
  const { rows } = await list.asked(['visit']);
  for (const { id } of rows) {
    const { visits } = await ask(desk.page, 'orders.get', { id });
    const planned = visits.find(({ state }) => state === 'planned');
    if (planned === undefined) continue;
    await ask(desk.page, 'visits.depart', { visitId: planned.id, version: planned.version });
    return;
  }
  throw new Error('no visit is planned');
}

/** An area that some of the orders on show lie in and others do not. */
async function someArea(everything: number): Promise<{ code: string; name: string }> {
  const { divisions } = await ask(desk.page, 'search.choices', {});
  for (const division of divisions) {
    const { total } = await list.asked([], { field: 'division', rel: 'is', value: [division.code] });
    if (total > 0 && total < everything) return division;
  }
  throw new Error('all orders lie in one area');
}

test('queues are tabs with their counts, all in sight; arrows go from one to the next', async () => {
  const { page } = desk;
  await list.open('visit');
  const { queues } = await ask(page, 'orders.queues', {});
  const counted = (name: string) => queues.find(({ queue }) => queue === name)?.count ?? 0;
  await expect(page.getByRole('tab', { name: /^待派单/ })).toContainText(String(counted('dispatch')));
  for (const tab of await page.locator('.ord-tabs [role="tab"]').all()) await expect(tab).toBeInViewport();
  await page.locator('[role="tab"][aria-selected="true"]').focus();
  await list.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /^待回单/ })).toHaveAttribute('aria-selected', 'true');
  await list.expectTotal((await list.asked(['slip_return'])).total);
  await list.expectFocus();
});

test('conditions over any field narrow the list as they are said, joined either way', async () => {
  const { page } = desk;
  await list.open('all');
  const everything = await list.total();
  const area = await someArea(everything);
  await list.pressShown(list.button(words.filter));
  await list.addCondition('区域', '是', area.name);
  const first = { field: 'division', rel: 'is', value: [area.code] };
  await list.expectTotal((await list.asked([], first)).total);
  await list.addCondition('金额', '不少于', '100');
  const both = { op: 'and', items: [first, { field: 'amount', rel: 'atLeast', value: 10_000 }] };
  await list.expectTotal((await list.asked([], both)).total);
  const join = page.getByRole('button', { name: /怎么合起来/ });
  await join.focus();
  await list.press('Enter');
  await list.takeListed('符合任一条');
  const either = await list.asked([], { ...both, op: 'or' });
  await list.expectTotal(either.total);
  expect(either.total).toBeLessThanOrEqual(everything);
  await list.expectFocus();
  await list.expectAccessible();
});

test('what is shown is saved as a view for everybody and comes back with its conditions', async () => {
  const { page } = desk;
  const total = await list.total();
  await list.grid.focus();
  await list.press('Shift+S');
  await expect(list.dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('近的或贵的');
  await list.press('Tab');
  await list.press('Space');
  await expect(list.dialog.getByRole('checkbox')).toBeChecked();
  await list.press('Enter');
  await expect(list.dialog).toHaveCount(0);
  await list.expectFocus();
  await list.open('dispatch');
  await expect(page.locator('[data-rule]')).toHaveCount(0);
  await list.take(words.views, /近的或贵的/);
  await list.expectTotal(total);
  await expect(page.locator('[data-rule]')).toHaveCount(2);
  await list.expectFocus();
});

test('the list is put in order by area and by person', async () => {
  for (const [sort, word] of [
    ['area', '区域'],
    ['staff', '师傅'],
  ] as const) {
    await list.open('visit');
    await list.take(words.sort, word);
    const { rows } = await list.asked(['visit', 'on_the_way', 'on_site'], null, sort);
    await expect(list.rows.first()).toContainText(rows[0]?.number ?? '');
    await expect(list.rows.nth(8)).toContainText(rows[8]?.number ?? '');
    await list.expectFocus();
  }
  await list.take(words.sort, '时限');
});

test('columns are chosen, moved and widened by keys, and rows get more room', async () => {
  const { page } = desk;
  await list.open('visit');
  const height = (await list.rows.first().boundingBox())?.height ?? 0;
  await list.pressShown(list.button(words.columns));
  const box = (name: string) => list.dialog.getByRole('checkbox', { name, exact: true });
  await box('金额').focus();
  await list.press('Space');
  await expect(box('金额')).toBeChecked();
  await expect(box('金额')).toBeFocused();
  await list.press('Alt+ArrowUp');
  await expect(box('金额')).toBeFocused();
  await box('师傅').focus();
  for (let step = 0; step < 3; step += 1) await list.press('ArrowRight');
  await expect(list.dialog.locator('[data-column="staff"]')).toContainText('126 像素');
  await list.expectAccessible();
  await list.dialog.getByRole('radio', { name: '紧凑' }).focus();
  await list.press('ArrowRight');
  await expect(list.dialog.getByRole('radio', { name: '宽松' })).toHaveAttribute('aria-checked', 'true');
  await list.press('Escape');
  await expect(list.dialog).toHaveCount(0);
  await list.expectFocus();
  await expect(list.head('金额')).toBeVisible();
  const heads = (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
  expect(heads.indexOf('金额')).toBe(heads.indexOf('预约') - 1);
  expect((await list.head('师傅').boundingBox())?.width).toBe(126);
  await expect.poll(async () => (await list.rows.first().boundingBox())?.height).toBeGreaterThan(height);
  await list.pressShown(list.button(words.columns));
  await list.dialog.getByRole('radio', { name: '宽松' }).focus();
  await list.press('ArrowLeft');
  await list.press('Escape');
});

test('a key pressed while a document opens is not undone by it: the cursor goes on and Space means its row', async () => {
  const { page } = desk;
  await list.open('visit');
  // Keys come in the very moment in which the document before takes the address
  await page.evaluate(() => {
    const shown: string[] = [];
    const look = () => {
      const at = document.querySelector<HTMLElement>('.vl-row[data-active]')?.dataset.index;
      if (at !== undefined && shown.at(-1) !== at) shown.push(at);
    };
    const grid = document.querySelector('.vl-scroll');
    if (grid === null) throw new Error('no list');
    new MutationObserver(look).observe(grid, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { shownRows: shown });
    // The pause before a document opens is made longer than any answer of the host takes
    const later = window.setTimeout.bind(window);
    window.setTimeout = ((run: () => void, ms?: number) => later(run, ms === 90 ? 900 : ms)) as never;
    const replace = history.replaceState.bind(history);
    let pressed = 0;
    history.replaceState = (...args) => {
      replace(...args);
      if (!location.hash.startsWith('#/orders/') || pressed === 3) return;
      pressed += 1;
      grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
    };
  });
  await list.press('ArrowDown');
  await expect(list.active).toHaveAttribute('data-index', '3');
  const { rows } = await list.asked(['visit', 'on_the_way', 'on_site']);
  await expect(page).toHaveURL(new RegExp(`#/orders/${rows[3]?.id}`));
  await expect(page.locator('.doc-head')).toContainText(rows[3]?.number ?? 'no row');
  await list.press('Space');
  await expect(list.bar).toContainText('已选 1 条');
  await expect(list.active).toHaveAttribute('aria-selected', 'true');
  const shown = await page.evaluate(() => (window as unknown as { shownRows: string[] }).shownRows);
  expect(shown).toEqual(['0', '1', '2', '3']);
  await page.reload();
});

test('the list goes out as a sheet that another reader opens, row by row as it is shown', async () => {
  const { page } = desk;
  await list.open('visit');
  const { total, rows } = await list.asked(['visit', 'on_the_way', 'on_site']);
  const heads = (await page.getByRole('columnheader').allInnerTexts())
    .map((text) => text.trim())
    .filter(Boolean);
  await list.selectAll();
  await list.pressShown(list.button(words.export));
  await expect(list.dialog).toBeVisible();
  await list.press('Enter');
  await expect(list.dialog.getByRole('button', { name: /^保存文件/ })).toBeEnabled(patient);
  const [download] = await Promise.all([page.waitForEvent('download'), list.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/^工单-\d{4}-\d{2}-\d{2}\.xlsx$/);
  const book = xlsx.read(await readFile(await download.path()));
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (sheet === undefined) throw new Error('no sheet');
  const lines = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1 });
  expect(lines[0]).toEqual(heads);
  expect(lines).toHaveLength(total + 1);
  const at = heads.indexOf('单号');
  expect(lines.slice(1, rows.length + 1).map((line) => line[at])).toEqual(rows.map((row) => row.number));
  await list.press('Escape');
  await expect(list.dialog).toHaveCount(0);
  await list.expectFocus();
  await list.press('Escape');
  await expect(list.bar).toHaveCount(0);
});

test('a run of rows is put on hold by one job; what was left is named with its reason; all is taken back', async () => {
  const { page } = desk;
  await sendSomebody();
  await list.open('visit');
  await list.press('ArrowDown');
  for (let step = 0; step < 5; step += 1) await list.press('Shift+ArrowDown');
  await expect(list.bar).toContainText('已选 6 条');
  // Keys mean the chosen ones, not the order that happens to be open beside them
  await expect(page.locator('.doc-head h2')).toBeVisible();
  await list.selectAll();
  const total = await list.total();
  const onHold = { field: 'holdReason', rel: 'is', value: ['H01'] };
  const heldBefore = (await list.asked([], onHold)).total;
  const underWay = (await list.asked(['on_the_way', 'on_site'])).total;
  expect(underWay).toBeGreaterThan(0);
  await list.pressShown(list.button(words.hold));
  await expect(list.dialog).toContainText(`挂起 ${total} 单`);
  await list.press('1', 'Enter');
  const outcome = `办好 ${total - underWay} 单，${underWay} 单没有动`;
  await expect(list.line).toContainText(outcome, patient);
  await list.expectFocus();
  await list.pressShown(list.button(words.undo));
  // A platform that was told before the key came keeps its order as it is: then the line says how many
  await expect(list.line).toContainText(/已撤销 \d+ 单/, patient);
  const [, back = '', , left = '0'] =
    /已撤销 (\d+) 单(，(\d+) 单没有撤)?/.exec(await list.line.innerText()) ?? [];
  expect(Number(back)).toBeGreaterThan(0);
  expect(Number(back) + Number(left)).toBe(total - underWay);
  expect((await list.asked([], onHold)).total).toBe(heldBefore + Number(left));
  await list.pressShown(list.button(words.close));
  await expect(list.line).toHaveCount(0);
  await list.expectFocus();
  // Once more, to read why some were left
  await list.selectAll();
  await list.pressShown(list.button(words.hold));
  await expect(list.dialog).toContainText(`挂起 ${total} 单`);
  await list.press('1', 'Enter');
  await expect(list.line).toContainText(/\d+ 单没有动/, patient);
  await list.pressShown(list.button(words.left));
  const reason = list.dialog.locator('[data-reason="order_guard_failed"]');
  await expect(reason).toContainText(`${underWay} 单 这一步（挂起）还缺条件`);
  await expect(reason.locator('.ord-link')).toHaveCount(underWay);
  await list.expectAccessible();
  await list.press('Escape');
  await expect(list.dialog).toHaveCount(0);
  await list.expectFocus();
  await list.pressShown(list.button(words.close));
});

test('what somebody else does is counted below the list and moves no row', async () => {
  const { page } = desk;
  await list.open('dispatch');
  await list.press('ArrowDown', 'ArrowDown');
  await expect(list.active).toHaveAttribute('data-index', '1');
  await expect(page.locator('.doc-head h2')).toBeVisible();
  const number = /\d{6}-\d{4}/.exec(await list.active.innerText())?.[0] ?? '';
  const place = await list.active.boundingBox();
  const total = await list.total();
  const { rows } = await list.asked(['dispatch']);
  expect(rows[0]?.number).toBe(/\d{6}-\d{4}/.exec(await list.rows.first().innerText())?.[0]);
  const other = await desk.context.newPage();
  await other.goto(desk.origin);
  await other.locator('.rail').waitFor();
  // The row above goes to another queue: taken as it stands the list would close up
  const above = rows[0];
  if (above === undefined) throw new Error('nothing waits for a technician');
  await ask(other, 'orders.hold', { id: above.id, version: above.version, reasonCode: 'H01' } as never);
  await other.close();
  await expect(list.news).toContainText(/\d+ 单有变化/);
  await expect(list.rows.first()).toContainText(above.number);
  await expect(list.rows.first()).toContainText('待件');
  await expect(list.active).toContainText(number);
  expect(await list.active.boundingBox()).toEqual(place);
  await expect(list.grid).toHaveAttribute('aria-rowcount', String(total + 1));
  await list.pressShown(list.news.getByRole('button'));
  await expect(list.news).toHaveCount(0);
  await expect(list.rows.filter({ hasText: above.number })).toHaveCount(0);
  await page.bringToFront();
});

test('all of a large list are worked on at once: it answers, says how far it is, and stops when told', async () => {
  await list.open('all');
  const total = await list.total();
  expect(total).toBeGreaterThan(2000);
  await list.selectAll();
  await list.pressShown(list.button(words.tag));
  await expect(list.dialog).toContainText(`给 ${total} 单加标签`);
  await desk.page.keyboard.type('盘点');
  await list.press('Enter');
  await expect(list.dialog).toHaveCount(0);
  await expect(list.line).toContainText(/标签：正在处理 \d+%/);
  // The list answers while the job runs
  await list.press('End');
  await expect(list.active).toHaveAttribute('data-index', String(total - 1));
  await list.pressShown(list.button(words.stop));
  await expect(list.line).toContainText('停下了', patient);
  const { total: tagged } = await list.asked([], { field: 'tag', rel: 'has', value: ['盘点'] });
  await expect(list.line).toContainText(`办好 ${tagged} 单，${total - tagged} 单没有动`);
  expect(tagged).toBeLessThan(total);
  await list.pressShown(list.button(words.close));
});
