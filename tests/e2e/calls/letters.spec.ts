import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from '@playwright/test';
import { calls as zh } from '../../../renderer/i18n/zh/calls.ts';
import { ask } from '../fixtures/ask.ts';
import { copyDemoOutlet } from '../fixtures/demo-outlet.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { projectRoot, removeDir, temporaryDir } from '../fixtures/electron.ts';
import { QueuePage } from '../pages/queue-page.ts';

let outletDir: string;
let desk: BrowserDesk;
let room: QueuePage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  outletDir = temporaryDir('letters');
  await copyDemoOutlet(outletDir);
  const planted = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, '../fixtures/plant-letters.ts'), outletDir],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  if (planted.status !== 0) throw new Error(`the letters were not planted:\n${planted.stderr}`);
  desk = await openBrowserDesk({ outletDir });
  room = new QueuePage(desk.page);
  await desk.login(people.dispatcher);
});
test.afterAll(async () => {
  await desk?.close();
  if (outletDir !== undefined) await removeDir(outletDir);
});

test('a letter about an order nobody knows is put to its order by number; a wrong number is said and kept', async () => {
  const { page } = desk;
  // Of that platform and under way: a question about it wants an answer
  const { snapshotId } = await ask(page, 'orders.open', {
    where: { field: 'connection', rel: 'is', value: ['C-TM'] },
    filter: { queues: ['hold_unreachable', 'visit', 'dispatch'] },
  });
  const { rows } = await ask(page, 'orders.slice', { snapshotId, from: 0, to: 1 });
  const order = rows[0];
  if (!order) throw new Error('the demo has no order of this platform under way');
  await room.go('/calls/messages');
  await expect(room.items).toHaveCount(2);
  await expect(room.chosen).toContainText('用户问今天几点上门');
  await expect(room.desk).toContainText('TM-NOWHERE-1');
  await room.expectAccessible();
  await room.press('Alt+l');
  const number = room.dialog.getByRole('textbox', { name: zh.letter.number });
  await expect(number).toBeFocused();
  await page.keyboard.type('000000-0000');
  await room.press('Enter');
  await expect(room.dialog.getByRole('alert')).toContainText('000000-0000');
  await expect(number).toHaveValue('000000-0000');
  await room.expectAccessible();
  await number.fill(order.number);
  await room.press('Enter');
  await expect(room.dialog).toHaveCount(0);
  await expect(room.toast.filter({ hasText: order.number })).toBeVisible();
  const { urges } = await ask(page, 'orders.more', { id: order.id });
  expect(urges).toContainEqual(expect.objectContaining({ text: '用户问今天几点上门', answeredAt: null }));
});

test('one that needs nothing is put aside; the list is empty and says what would stand there', async () => {
  const { page } = desk;
  await expect(room.chosen).toContainText('系统升级通知');
  await room.press('Shift+X');
  await expect.poll(async () => (await ask(page, 'orders.strayMessages', {})).messages).toEqual([]);
  await room.go('/today');
  await room.go('/calls/messages');
  await expect(page.locator('.ui-empty')).toContainText(zh.emptyMessages);
});
