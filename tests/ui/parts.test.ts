import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gallery, startGallery } from './gallery.ts';

let gallery: Gallery;
/** How long a busy machine may take to paint; a limit to waiting, not a measure. */
const patient = { timeout: 15_000 };

beforeAll(async () => {
  gallery = await startGallery();
}, 120_000);
afterAll(async () => {
  await gallery.close();
  expect(gallery.problems).toEqual([]);
});

const activeNumber = (page: Page) => page.locator('.vl-row[data-active] .vl-cell').nth(3).textContent();

test('a list of 200,000 rows: ends, pages, jumps, and few rows in the page', async () => {
  const page = await gallery.open('scene=orders&rows=200000');
  await page.locator('.vl-row[data-active]').waitFor();
  expect(await activeNumber(page)).toBe('1121-0413');
  await page.keyboard.press('ArrowDown');
  expect(await activeNumber(page)).toBe('1121-0414');
  await page.keyboard.press('End');
  await expect.poll(() => activeNumber(page), patient).toBe('1121-200411');
  expect(await page.locator('.vl-row').count()).toBeLessThan(60);
  expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('200001');
  await page.keyboard.press('PageUp');
  expect(Number((await page.locator('.vl-row[data-active]').getAttribute('data-index')) ?? 0)).toBeLessThan(
    199_999,
  );
  await page.keyboard.press('Home');
  await expect.poll(() => activeNumber(page), patient).toBe('1121-0412');
  await page.evaluate(() => document.querySelector('.vl-scroll')?.scrollTo(0, 100_000 * 32));
  await expect
    .poll(async () => await page.locator('.vl-row[data-index="100003"]').textContent(), patient)
    .toContain('1121-100415');
  await page.context().close();
});

test('choosing with Shift, Ctrl and Space; the document follows the cursor; Esc goes back to the row', async () => {
  const page = await gallery.open('scene=orders&rows=1000');
  const chosen = () => page.locator('.ui-bulk .strong').textContent();
  await page.locator('.vl-row[data-index="3"]').click();
  await page.locator('.vl-row[data-index="8"]').click({ modifiers: ['Shift'] });
  expect(await chosen()).toBe('已选 6 条');
  await page.locator('.vl-row[data-index="5"]').click({ modifiers: ['Control'] });
  expect(await chosen()).toBe('已选 5 条');
  await page.keyboard.press('Space');
  expect(await chosen()).toBe('已选 6 条');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await chosen()).toBe('已选 2 条');
  await page.keyboard.press('ArrowDown');
  await expect
    .poll(async () => await page.locator('.doc-head').textContent(), patient)
    .toContain('1121-0419');
  await page.locator('.doc').focus();
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  expect(await page.locator('.vl-row[data-active]').getAttribute('data-index')).toBe('7');
  await page.context().close();
});

test('a letter acts outside fields and is only a letter inside; composing fires nothing', async () => {
  const page = await gallery.open('scene=parts');
  await page.keyboard.press('x');
  await page.locator('[role=dialog]').waitFor();
  // The screen below is deaf now, the dialog's field takes letters
  await page.keyboard.type('xp');
  expect(await page.getByRole('dialog').getByLabel('原因').inputValue()).toBe('xp');
  await page.keyboard.press('Escape');
  await page.locator('[role=dialog]').waitFor({ state: 'detached' });
  await page.evaluate(() =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'x',
        code: 'KeyX',
        bubbles: true,
        isComposing: true,
        cancelable: true,
      }),
    ),
  );
  expect(await page.locator('[role=dialog]').count()).toBe(0);
  await page.context().close();
});

test('keys below rest while a menu is open, and come back with its end', async () => {
  const page = await gallery.open('scene=parts');
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('x');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await page.locator('.ui-modal').count()).toBe(0);
  await page.keyboard.press('x');
  await page.locator('.ui-modal').waitFor();
  await page.context().close();
});

test('a scanned code is one thing, keys typed as fast as a person can are keys', async () => {
  const page = await gallery.open('scene=parts');
  await page.evaluate(() => {
    for (const key of [...'X1121-0412', 'Enter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  });
  await page.getByText('扫到 X1121-0412').waitFor();
  expect(await page.locator('[role=dialog]').count()).toBe(0);
  await page.keyboard.press('x');
  await page.locator('[role=dialog]').waitFor();
  await page.context().close();
});

test('fields: amount, day and choice by keyboard; what cannot be read stays with a sentence', async () => {
  const page = await gallery.open('scene=parts');
  const amount = page.getByLabel('金额');
  await amount.fill('12.345');
  expect(await page.locator('.ui-error').first().textContent()).toContain('最多两位小数');
  expect(await amount.inputValue()).toBe('12.345');
  await amount.fill('12.5');
  await page.keyboard.press('ArrowUp');
  expect(await amount.inputValue()).toBe('13.50');
  const day = page.getByLabel('预约日期');
  await day.fill('明天');
  await page.keyboard.press('Enter');
  expect(await day.inputValue()).toBe('2026-11-22 周日');
  const man = page.getByRole('combobox', { name: '师傅（可找）' });
  await man.fill('zsf');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await man.inputValue()).toBe('张师傅');
  await page.context().close();
});

test('one match left is under the cursor and Enter takes it; what is no choice is not taken', async () => {
  const page = await gallery.open('scene=parts');
  const man = page.getByRole('combobox', { name: '师傅（可找）' });
  const options = page.getByRole('option');
  const under = page.locator('[role="option"][data-focused]');
  // Nothing typed: Enter chooses nothing
  await man.focus();
  await expect.poll(() => options.count(), patient).toBe(3);
  await page.keyboard.press('Enter');
  expect(await man.inputValue()).toBe('王师傅');
  await man.fill('csf');
  await expect.poll(() => under.textContent(), patient).toContain('陈师傅');
  await page.keyboard.press('Enter');
  await expect.poll(() => man.inputValue(), patient).toBe('陈师傅');
  // Two match: the text stays, nothing is taken
  await man.fill('ang');
  await expect.poll(() => options.count(), patient).toBe(2);
  expect(await under.count()).toBe(0);
  await page.keyboard.press('Enter');
  expect(await man.inputValue()).toBe('ang');
  expect(await options.count()).toBe(2);
  // One match and then none: what the cursor stood on goes, and the letters typed stay
  await man.fill('cs');
  await expect.poll(() => under.textContent(), patient).toContain('陈师傅');
  await page.keyboard.type('x');
  await expect.poll(() => under.count(), patient).toBe(0);
  await page.keyboard.type('y');
  expect(await man.inputValue()).toBe('csxy');
  await page.context().close();
});

test('Enter confirms a dialog from anywhere in it but a button, a text of lines and what cannot be read', async () => {
  const page = await gallery.open('scene=parts');
  const dialog = page.getByRole('dialog');
  const cancelled = page.getByText(/^取消了 \d+ 单$/);
  const reopen = async () => {
    await page.locator('.ui-modal').waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    await dialog.waitFor();
  };
  await reopen();
  await page.keyboard.type('搬家');
  await page.keyboard.press('Enter');
  await expect.poll(() => cancelled.textContent(), patient).toBe('取消了 1 单');
  for (const place of [dialog.getByRole('checkbox'), dialog.getByLabel('退款'), dialog]) {
    const before = Number(/\d+/.exec((await cancelled.textContent()) ?? '')?.[0]);
    await reopen();
    await place.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => cancelled.textContent(), patient).toBe(`取消了 ${before + 1} 单`);
  }
  await reopen();
  await dialog.getByLabel('说明').focus();
  await page.keyboard.type('一');
  await page.keyboard.press('Enter');
  await page.keyboard.type('二');
  expect(await dialog.getByLabel('说明').inputValue()).toBe('一\n二');
  await dialog.getByLabel('退款').fill('1.234');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('退款').fill('1.23');
  const man = dialog.getByRole('combobox');
  await man.fill('sf zh');
  await page.locator('[role="option"][data-focused]').waitFor();
  await page.keyboard.press('Enter');
  await man.fill('sf');
  await page.getByRole('option').nth(2).waitFor();
  await man.fill('csf w');
  await page.keyboard.press('Enter');
  expect(await man.inputValue()).toBe('csf w');
  await man.fill('zsf');
  await page.locator('[role="option"][data-focused]').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => man.inputValue(), patient).toBe('张师傅');
  // The choice is made: Enter in its box is as good as anywhere
  await page.keyboard.press('Enter');
  await expect.poll(() => cancelled.textContent(), patient).toBe('取消了 5 单');
  await reopen();
  await dialog.getByRole('button', { name: '不取消' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.ui-modal').waitFor({ state: 'detached' });
  expect(await cancelled.textContent()).toBe('取消了 5 单');
  await page.context().close();
});

test('keys that are quicker than the picture mean the row the cursor is on by then', async () => {
  const page = await gallery.open('scene=orders&rows=1000');
  await page.locator('.vl-row[data-index="3"]').click();
  await page.evaluate(() => {
    for (const key of ['j', 'j', ' '])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await expect.poll(() => page.locator('.vl-row[data-active]').getAttribute('data-index'), patient).toBe('5');
  // Of the two that were chosen the one under the cursor was let go
  const chosen = page.locator('.vl-row[aria-selected="true"]');
  expect(await chosen.count()).toBe(1);
  expect(await chosen.getAttribute('data-index')).toBe('4');
  await page.context().close();
});

test('queue: a key decides, the next opens, the decided one stays in place', async () => {
  const page = await gallery.open('scene=queue');
  expect(await page.locator('.doc-head').textContent()).toContain('1121-0412');
  await page.keyboard.press('r');
  await expect
    .poll(async () => await page.locator('.doc-head').textContent(), patient)
    .toContain('1121-0413');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('h');
  await expect
    .poll(async () => await page.locator('.doc-head').textContent(), patient)
    .toContain('1121-0415');
  expect(await page.locator('.queue-item[data-done]').count()).toBe(2);
  expect(await page.locator('.queue-item').count()).toBe(9);
  await page.context().close();
});

test('board: a number aims at that person, the right arrow at the slot, Enter gives; the pointer drags', async () => {
  const page = await gallery.open('scene=board', { width: 1440, height: 900 });
  await page.keyboard.press('2');
  await page.locator('[data-board-cell="z am"][data-aimed]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-board-cell="z am"]', { hasText: '晾衣架安装' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  await page.locator('[data-board-cell="w noon"][data-aimed]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-board-cell="w noon"]', { hasText: '智能锁安装' }).waitFor();
  await page.locator('.board-pool .queue-item').first().hover();
  await page.mouse.down();
  const box = await page.locator('[data-board-cell="wu pm"]').boundingBox();
  if (!box) throw new Error('no cell');
  await page.mouse.move(box.x + 40, box.y + 30, { steps: 5 });
  await page.mouse.up();
  await page.locator('[data-board-cell="wu pm"]', { hasText: '热水器安装' }).waitFor();
  await page.context().close();
});

test('login by initials and PIN, wrong PIN says what is left, lock keeps what was typed', async () => {
  const page = await gallery.open('scene=app&state=out');
  await page.keyboard.type('lxz');
  await page.keyboard.press('Enter');
  await page.keyboard.type('999999');
  await page.keyboard.press('Enter');
  expect(await page.locator('.ui-error').textContent()).toContain('还可以试 4 次');
  await page.keyboard.type('510102');
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pd');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash), patient).toBe('#/dispatch');
  await page.keyboard.press('Control+l');
  await page.locator('.lock-cover').waitFor();
  expect(await page.locator('.rail').isVisible()).toBe(false);
  await page.keyboard.type('510102');
  await page.keyboard.press('Enter');
  await page.locator('.lock-cover').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => location.hash)).toBe('#/dispatch');
  await page.context().close();
});

test('language and theme change at once, without a reload', async () => {
  const page = await gallery.open('scene=app');
  await page.evaluate(() => Object.assign(window, { mark: 1 }));
  await page.keyboard.press('Control+Shift+T');
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('english');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Today' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(await page.evaluate(() => (window as unknown as { mark?: number }).mark)).toBe(1);
  await page.context().close();
});

test.each([
  'parts',
  'orders',
  'board',
  'queue',
  'app',
  'app&state=out',
  'app&state=locked',
  'app&state=first',
])('%s is free of accessibility faults in both themes', async (scene) => {
  for (const theme of ['light', 'dark']) {
    const page = await gallery.open(`scene=${scene}&theme=${theme}`, {
      width: 1280,
      height: scene === 'orders' ? 420 : 720,
    });
    await page.waitForTimeout(150);
    const found = await new AxeBuilder({ page: page as never })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
      .analyze();
    const faults = found.violations.flatMap((rule) =>
      rule.nodes.map(
        (node) => `${theme} ${rule.id} ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`,
      ),
    );
    expect(faults).toEqual([]);
    await page.context().close();
  }
});
