import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from '@playwright/test';
import { staff as zh } from '../../../renderer/i18n/zh/staff.ts';
import { ask } from '../fixtures/ask.ts';
import { copyDemoOutlet } from '../fixtures/demo-outlet.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { projectRoot, removeDir, temporaryDir } from '../fixtures/electron.ts';
import { staffRoom } from '../pages/staff.ts';
import { expectAccessible, hit, takeFromMenu } from '../pages/room.ts';

const from = 'T05';
const to = 'T02';
let desk: BrowserDesk;
let room: ReturnType<typeof staffRoom>;
let outletDir: string;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  outletDir = temporaryDir('advance');
  await copyDemoOutlet(outletDir);
  const planted = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, '../fixtures/plant-advance.ts'), outletDir, from],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  if (planted.status !== 0) throw new Error(`the advance was not planted:\n${planted.stderr}`);
  desk = await openBrowserDesk({ outletDir });
  room = staffRoom(desk.page);
  await desk.login(people.manager);
});
test.afterAll(async () => {
  await desk?.close();
  if (outletDir !== undefined) await removeDir(outletDir);
});

test('what is left of an advance goes to a colleague by itself: his to work off, in the books too', async () => {
  const { page } = desk;
  const has = async (staffId: string) => (await ask(page, 'staff.belongings', { staffId })).advances;
  expect(await has(from)).toMatchObject([{ number: 'JZ-SPEC-1', leftFen: 50_000 }]);
  const owed = async () =>
    (await ask(page, 'money.trialBalance', {})).rows.find((row) => row.account === 'advance_staff')
      ?.balanceFen;
  const before = await owed();
  await room.open(from);
  await takeFromMenu(page, '更多', '办理离职');
  const line = room.dialog.locator('details', { hasText: zh.belongings.advances });
  await line.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(line).toContainText('JZ-SPEC-1');
  await expect(line).toContainText('500.00');
  await expectAccessible(page);
  // Only the advance: everything else stays where it is
  const kinds = room.dialog.getByRole('group', { name: zh.hand.what }).getByRole('checkbox');
  for (const kind of await kinds.all()) {
    const isAdvance = (await kind.getAttribute('aria-label')) === zh.belongings.advances;
    const name = await kind.evaluate((one) => one.closest('label')?.innerText ?? '');
    if (isAdvance || name.includes(zh.belongings.advances)) continue;
    await kind.focus();
    await page.keyboard.press('Space');
    await expect(kind).not.toBeChecked();
  }
  const who = room.dialog.getByRole('combobox', { name: zh.hand.who });
  await who.focus();
  await page.keyboard.type('霍远岭');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await hit(page, 'Control+Shift+Enter');
  await expect(page.locator('.ui-toast').last()).toContainText(zh.hand.gone.replace('{{n}}', '1'));
  expect(await has(from)).toEqual([]);
  expect(await has(to)).toMatchObject([{ number: 'JZ-SPEC-1', leftFen: 50_000 }]);
  await expect(room.dialog.locator('details', { hasText: zh.belongings.advances })).toHaveCount(0);
  // Moved from one to the other, not paid back and not paid out again
  expect(await owed()).toBe(before);
});
