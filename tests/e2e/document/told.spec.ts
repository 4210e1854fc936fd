import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { life } from '../../../renderer/i18n/zh/life.ts';
import { orderDocument as zh } from '../../../renderer/i18n/zh/orderdoc.ts';
import { orders as words } from '../../../renderer/i18n/zh/orders.ts';
import { ui } from '../../../renderer/i18n/zh/ui.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { OrderPage } from '../pages/order-page.ts';

/** Two dots of different colours, as whole PNG files. */
const dots = [
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
];

let desk: BrowserDesk;
let order: OrderPage;
let made: { id: string; number: string };
let dir: string;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  dir = mkdtempSync(join(tmpdir(), 'order-photos-'));
  desk = await openBrowserDesk();
  order = new OrderPage(desk.page);
  await desk.login(people.dispatcher);
  made = await ask(desk.page, 'orders.create', {
    name: '祁望秋',
    phone: '13900460021',
    county: '天元区',
    detail: '栖云里1栋107',
    serviceItemId: 'AZ-KT-GJ',
    model: 'KFR-26GW/LZA1',
  });
});
test.afterAll(async () => {
  await desk?.close();
  rmSync(dir, { recursive: true, force: true });
});

const document = () => ask(desk.page, 'orders.get', { id: made.id });
const more = () => ask(desk.page, 'orders.more', { id: made.id });
/** Orders that stand handed up, by the list's own condition. */
const handedUp = async () =>
  (await ask(desk.page, 'orders.open', { where: { field: 'escalated', rel: 'yes', value: null } })).total;

test('a note goes to whom it is for: arrows choose the reach, and each note says it', async () => {
  const { page } = desk;
  await order.openByKey(made.number);
  for (const [reach, text] of [
    ['inside', '用户说门禁要登记'],
    ['technician', '带长梯'],
  ] as const) {
    await order.question('m');
    await expect(order.dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.type(text);
    if (reach === 'technician') {
      await order.dialog.getByRole('radio', { checked: true }).focus();
      await order.press('ArrowRight');
      await expect(order.dialog.getByRole('radio', { checked: true })).toHaveText(life.reach.technician);
      await order.expectAccessible();
    }
    await order.answered('Control+Enter');
    await expect(order.section(words.doc.notes)).toContainText(text);
    expect((await document()).notes).toContainEqual(expect.objectContaining({ reach, text }));
  }
});

test('it is handed up to somebody who leads, found by initials; done, it stands as high as what is open', async () => {
  const { page } = desk;
  const before = await handedUp();
  await order.question('Shift+H');
  const who = order.dialog.getByRole('combobox', { name: zh.escalate.to });
  await who.focus();
  // A technician decides nothing here: only who leads is offered
  await page.keyboard.type('hyl');
  await expect(page.getByRole('option')).toHaveText([ui.nothingFound]);
  await order.press('Control+a');
  await page.keyboard.type('qwc');
  await expect(page.getByRole('option')).toHaveText(['祁望春']);
  await order.press('ArrowDown', 'Enter');
  await expect(who).toHaveValue('祁望春');
  await order.expectAccessible();
  await order.answered('Control+Enter');
  await expect(order.section(zh.section.escalations)).toContainText('祁望春');
  await expect(order.head).toContainText(zh.level.replace('{{n}}', '1'));
  expect((await more()).escalations).toMatchObject([
    { toName: '祁望春', cause: 'technical', level: 1, answeredAt: null },
  ]);
  expect(await handedUp()).toBe(before + 1);
  await order.press('Alt+h');
  await expect(order.section(zh.section.escalations)).toContainText('蓝小筝');
  await expect(order.head).not.toContainText(zh.level.replace('{{n}}', '1'));
  expect(await handedUp()).toBe(before);
});

test('photos are small in the document and large by a key: arrows page, plus enlarges, Escape goes back', async () => {
  const { page } = desk;
  await order.question('c');
  const files = dots.map((text, at) => {
    const name = join(dir, `聊天${at + 1}.png`);
    writeFileSync(name, Buffer.from(text, 'base64'));
    return name;
  });
  await order.dialog.locator('input[type=file]').setInputFiles(files);
  await expect(order.section(zh.section.photos).locator('.ui-thumb img')).toHaveCount(2);
  await order.answered('Escape');
  await order.question('Shift+K');
  const title = (n: number) => zh.picture.title.replace('{{n}}', String(n)).replace('{{total}}', '2');
  await expect(order.dialog).toContainText(title(1));
  const picture = page.locator('.ui-picture img');
  await expect(picture).toBeVisible();
  await order.expectAccessible();
  await order.press('ArrowRight');
  await expect(order.dialog).toContainText(title(2));
  await expect(picture).toHaveCSS('visibility', 'visible');
  const width = async () => (await picture.boundingBox())?.width ?? 0;
  const small = await width();
  await order.press('+');
  await expect.poll(width).toBeGreaterThan(small);
  await order.press('ArrowRight');
  await expect(order.dialog).toContainText(title(1));
  await order.answered('Escape');
});

test('what the platform changed is taken over by a key: the door is the new one, and who did it stands there', async () => {
  const { hits } = await ask(desk.page, 'search.find', { text: 'JD7700000033', kinds: ['work_order'] });
  const changed = hits[0];
  if (changed?.orderId == null) throw new Error('the demo plants no change of a platform');
  await order.openByKey(changed.code);
  const section = order.section(words.doc.changes);
  await expect(section).toBeVisible();
  await order.expectAccessible();
  await order.press('Alt+y');
  await expect(section).toHaveCount(0);
  await expect.poll(async () => (await order.stored(changed.orderId ?? '')).address).toContain('8栋2102');
  await expect(order.facts).toContainText('8栋2102');
  expect((await ask(desk.page, 'orders.get', { id: changed.orderId })).changes).toEqual([]);
});

test('in English: words of ours, and the names of our people as they are written there', async () => {
  const { page } = desk;
  await order.press('Control+k');
  await page.keyboard.type('language');
  await expect(page.locator('.palette-list [role="option"]').first()).toBeVisible();
  await order.press('Enter');
  await expect(page.locator('.rail')).toContainText('Orders');
  await order.atRest();
  const { people: staff } = await ask(page, 'search.choices', {});
  const man = staff.find((one) => one.id === 'T05');
  expect(man?.nameEn).toMatch(/^[A-Z][a-z]+ [A-Z]/);
  await expect(order.facts).toContainText(man?.nameEn ?? '-');
  await order.openByKey(made.number);
  await expect(page.locator('.timeline')).toContainText('Lan Xiaozheng');
  await order.expectEnglish('.doc-actions', '.doc-section h3', '.doc-facts dt', '.doc-head .ui-pill');
  await order.expectAccessible();
});
