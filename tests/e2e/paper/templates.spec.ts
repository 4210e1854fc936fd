import { expect, test } from '@playwright/test';
import { papertemplates as zh } from '../../../renderer/i18n/zh/papertemplates.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { TemplatesPage } from '../pages/templates-page.ts';

let desk: BrowserDesk;
let templates: TemplatesPage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  templates = new TemplatesPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const target = { kind: 'service_slip', paper: 'roll80' } as const;
const stored = () => ask(desk.page, 'paper.template', { ...target, id: null });

test('a paper gets the outlet’s own words by keys, is looked at, and serves', async () => {
  const { page } = desk;
  await templates.open(target.kind, target.paper);
  const before = await templates.blocks.count();
  const add = page.getByRole('combobox', { name: zh.addBlock });
  await add.focus();
  await add.fill(zh.kinds.text);
  await templates.press('Enter');
  await expect(templates.blocks).toHaveCount(before + 1);
  await templates.field(zh.textZh).focus();
  await page.keyboard.type('保修请留好这张单');
  await expect(templates.preview).toContainText('保修请留好这张单');
  await templates.expectAccessible();
  // Its own place: before the head
  await templates.blocks.nth(1).focus();
  await templates.press('[');
  await expect(templates.blocks.first()).toContainText('保修请留好这张单');
  await templates.press('Control+Enter');
  await expect(templates.toast.first()).toContainText(zh.savedAndUsed.replace('{{n}}', '1'));
  const { versions, body } = await stored();
  expect(versions).toMatchObject([{ version: 1, active: true, source: 'edited' }]);
  expect((body as { blocks: object[] }).blocks[0]).toEqual({ block: 'text', zh: '保修请留好这张单', en: '' });
});

test('a fault stands beside its block, and nothing with one is kept', async () => {
  const { page } = desk;
  await templates.open(target.kind, target.paper);
  await templates.blocks.first().focus();
  await templates.press('Enter');
  await templates.field(zh.textZh).focus();
  await templates.press('End');
  await page.keyboard.type('{nobody.knows}');
  await expect(templates.faults).toHaveText(zh.why.field_unknown);
  await expect(templates.button(zh.saveAndUse)).toBeDisabled();
  for (const _ of '{nobody.knows}') await templates.press('Backspace');
  await expect(templates.faults).toHaveCount(0);
  await expect(templates.button(zh.saveAndUse)).toBeEnabled();
  expect((await stored()).versions).toHaveLength(1);
});

test('one step leads back to the program’s own setting', async () => {
  await templates.open(target.kind, target.paper);
  await templates.blocks.first().focus();
  await templates.press('v');
  await expect(templates.dialog).toContainText(zh.inUse);
  await templates.dialog.getByRole('button', { name: zh.useOwn }).focus();
  await templates.press('Enter');
  await expect(templates.dialog).toHaveCount(0);
  await expect(desk.page.locator('.ptm-title')).toContainText(zh.standard);
  expect((await stored()).versions).toMatchObject([{ version: 1, active: false }]);
});
