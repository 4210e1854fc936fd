import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { visits as zh } from '../../../renderer/i18n/zh/visits.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderWithSlip, type OrderWithSlip } from '../fixtures/orders.ts';
import { VisitsPage } from '../pages/visits-page.ts';

/** Two dots of different colours, as whole PNG files. */
const dots = {
  red: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  blue: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
};
/** The same dot with a tail: another file, another hash. */
const dot = (name: keyof typeof dots, tail = ''): Buffer =>
  Buffer.concat([Buffer.from(dots[name], 'base64'), Buffer.from(tail)]);
const shots = ['完工全景', '压力表', '外机支架'];
const codes = { indoor: 'LZ01N261298301', outdoor: 'LZ01W261298302' };

let desk: BrowserDesk;
let visits: VisitsPage;
let order: OrderWithSlip;
let other: OrderWithSlip;
let dir: string;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  dir = mkdtempSync(join(tmpdir(), 'slip-photos-'));
  desk = await openBrowserDesk();
  visits = new VisitsPage(desk.page);
  await desk.login(people.manager);
  await ask(desk.page, 'visits.savePolicy', {
    id: null,
    version: null,
    code: 'PH-SPEC',
    nameZh: '澜舟安装',
    payerId: 'PY-LZ',
    serviceType: '安装',
    category: null,
    codeRequired: false,
    placeWithinM: null,
    signature: true,
    shots: shots.map((nameZh, at) => ({ nameZh, perMachine: at === 0 })),
  });
  order = await orderWithSlip(desk.page, { phone: '13800000103', quantity: 2 });
  other = await orderWithSlip(desk.page, { phone: '13800000104' });
});
test.afterAll(async () => {
  await desk?.close();
  rmSync(dir, { recursive: true, force: true });
});

const file = (name: string, bytes: Buffer): string => {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
};
const place = (name: string) => visits.shots.locator('button.vis-shot', { hasText: name });

test('what is too large or no picture is refused by a sentence each and never sent; the good one is there', async () => {
  const { page } = desk;
  const sent: string[] = [];
  page.on('request', (request) => {
    if ((request.postData() ?? '').includes('blobs.offer')) sent.push(request.postData() ?? '');
  });
  await visits.open();
  await visits.scan(order.slip);
  await expect(visits.form).toBeVisible();
  await expect(place(shots[0]!)).toHaveCount(2);
  const big = file('big.jpg', Buffer.from([0xff, 0xd8, 0xff]));
  truncateSync(big, 80 * 1024 * 1024);
  await visits.shots
    .locator('input[type=file]')
    .setInputFiles([
      big,
      file('门牌.png', dot('red')),
      file('合同.jpg', Buffer.from('%PDF-1.7 not a picture')),
    ]);
  await expect(visits.shotFaults).toHaveCount(2);
  await expect(visits.shotFaults.first()).toContainText('big.jpg');
  await expect(visits.shotFaults.first()).toContainText('25 MB');
  await expect(visits.shotFaults.last()).toContainText('合同.jpg');
  await expect(visits.shotsThere).toHaveCount(1);
  await expect(visits.shotsThere.locator('img.vis-thumb')).toHaveCount(1);
  expect(sent.filter((body) => body.includes('big.jpg') || body.includes('合同'))).toEqual([]);
  expect(sent).toHaveLength(1);
  await visits.shots.locator('input[type=file]').setInputFiles(file('again.png', dot('red')));
  await expect(visits.shotFaults).toHaveText([zh.shot.sameFile.replace('{{name}}', 'again.png')]);
  await expect(visits.shotsThere).toHaveCount(1);
  await visits.expectAccessible();
});

test('a key names the shot a pasted photo is for; what is dropped fills the open places, the second machine’s too', async () => {
  await visits.press('Alt+4');
  await expect(visits.shots).toContainText(zh.shot.next.replace('{{name}}', shots[2]!));
  await visits.give('paste', [{ name: 'paste.png', type: 'image/png', bytes: dot('blue') }]);
  await expect(visits.shotsThere).toHaveCount(2);
  await expect(place(shots[2]!)).toHaveClass(/vis-shot-there/);
  await expect(place(shots[1]!)).not.toHaveClass(/vis-shot-there/);
  await visits.give('drop', [
    { name: 'a.png', type: '', bytes: dot('red', 'a') },
    { name: 'b.png', type: 'image/png', bytes: dot('blue', 'b') },
  ]);
  await expect(visits.shotsThere).toHaveCount(4);
  await expect(place(shots[0]!).last()).toHaveClass(/vis-shot-there/);
  await expect(visits.shotFaults).toHaveCount(0);
});

test('what was typed and sent outlives a reload, leaving, and a host that is away', async () => {
  const { page } = desk;
  const kept = page.waitForResponse(
    (answer) =>
      answer.url().endsWith('/api/call') &&
      (answer.request().postData() ?? '').includes('visits.keepDraft') &&
      (answer.request().postData() ?? '').includes(codes.indoor),
  );
  const indoor = visits.field(zh.indoor).first();
  await indoor.fill(codes.indoor);
  await kept;
  await page.reload();
  await expect(visits.head).toContainText(order.number);
  await expect(indoor).toHaveValue(codes.indoor);
  await expect(visits.shotsThere).toHaveCount(4);
  await expect(visits.form).toContainText(zh.draftKept);
  await page.route('**/api/call', (route) => route.abort());
  await visits.field(zh.note).fill('主机不在的时候写的');
  await visits.field(zh.finished).fill('1105');
  await visits.field(zh.arrived).fill('0930');
  await visits.form.getByRole('radio', { name: '完工' }).first().press('d');
  await visits.press('Control+Enter');
  await expect(visits.form.locator('.ui-error').first()).toBeVisible();
  await expect(visits.field(zh.note)).toHaveValue('主机不在的时候写的');
  await page.unroute('**/api/call');
  await visits.go('/orders');
  await expect(visits.form).toHaveCount(0);
  await visits.go(`/visits?slip=${order.slip}`);
  await expect(visits.field(zh.note)).toHaveValue('主机不在的时候写的');
  await expect(visits.shotsThere).toHaveCount(4);
});

test('a code scanned in a note goes to its box, a slip’s number opens that slip, and the note keeps its words', async () => {
  await visits.field(zh.note).focus();
  await visits.scanHere(codes.outdoor);
  await expect(visits.field(zh.outdoor).first()).toHaveValue(codes.outdoor);
  await expect(visits.field(zh.note)).toHaveValue('主机不在的时候写的');
  await expect(visits.form).toContainText(codes.outdoor);
  await visits.field(zh.outdoor).first().focus();
  await visits.scanHere(other.slip);
  await expect(visits.head).toContainText(other.number);
  await expect(visits.field(zh.note)).toHaveValue('');
  await visits.go('/visits');
  await visits.go(`/visits?slip=${order.slip}`);
  await expect(visits.field(zh.outdoor).first()).toHaveValue(codes.outdoor);
  await expect(visits.field(zh.note)).toHaveValue('主机不在的时候写的');
});

test('a code that stands on an open order names that order and leads to it', async () => {
  const { page } = desk;
  const made = await ask(page, 'orders.create', {
    name: '祁望春',
    phone: '13800000105',
    county: '凤栖区',
    detail: '栖云里1栋105',
    serviceItemId: 'AZ-KT-GJ',
    model: 'KFR-26GW/LZA1',
    payerId: 'PY-LZ',
    warranty: 'in_warranty',
    indoorCode: 'LZ01N261298309',
  });
  const { order: open } = await ask(page, 'orders.get', { id: made.id });
  await visits.field(zh.indoor).first().fill('LZ01N261298309');
  await expect(visits.form).toContainText(zh.code.used_open.replace('{{order}}', open.number));
  await expect(visits.form.getByRole('link', { name: open.number })).toHaveAttribute(
    'href',
    `#/orders/${made.id}`,
  );
  await visits.expectAccessible();
});
