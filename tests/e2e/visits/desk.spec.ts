import { expect, test } from '@playwright/test';
import { visits as en } from '../../../renderer/i18n/en/visits.ts';
import { visits as zh } from '../../../renderer/i18n/zh/visits.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderWithSlip, type OrderWithSlip } from '../fixtures/orders.ts';
import { VisitsPage } from '../pages/visits-page.ts';

let desk: BrowserDesk;
let visits: VisitsPage;
/** One that is still out, and one keyed with its photo and signature missing. */
let out: OrderWithSlip;
let keyed: OrderWithSlip;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  visits = new VisitsPage(desk.page);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.origin });
  await desk.login(people.manager);
  out = await orderWithSlip(desk.page, { phone: '13800000301' });
  keyed = await orderWithSlip(desk.page, { phone: '13800000302' });
});
test.afterAll(() => desk?.close());

const rows = () => visits.page.locator('.vis-lists tbody tr');
const clip = () => visits.page.evaluate(() => navigator.clipboard.readText());
const photo = (name: string) => ({
  name,
  type: 'image/png',
  bytes: Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    ),
    Buffer.from(name),
  ]),
});

test('a policy is written by keys: for whom, and which photo it asks for', async () => {
  await visits.open();
  await visits.view(zh.view.proof);
  await visits.press('Alt+r');
  await expect(visits.dialog).toContainText(zh.policy.how);
  await visits.atRest();
  await visits.expectAccessible();
  await visits.press('Alt+n');
  await expect(visits.dialog.getByLabel(zh.policy.code)).toBeFocused();
  await desk.page.keyboard.type('PH-SPEC');
  // Put aside and taken up again: what was typed is there
  await visits.press('Escape');
  await expect(visits.dialog).toContainText(zh.policy.how);
  await visits.press('Alt+n');
  await expect(visits.dialog.getByRole('status')).toContainText(zh.policy.kept);
  await expect(visits.dialog.getByLabel(zh.policy.code)).toHaveValue('PH-SPEC');
  await expect(visits.dialog.getByLabel(zh.policy.code)).toBeFocused();
  await visits.press('Tab');
  await desk.page.keyboard.insertText('澜舟安装');
  await visits.takeOption(zh.payer, 1);
  await visits.press('Alt+n');
  await visits.dialog.getByPlaceholder(zh.policy.nameZh).focus();
  await desk.page.keyboard.insertText('完工全景');
  await visits.expectAccessible();
  await visits.press('Control+Enter');
  await expect(visits.dialog).toContainText(zh.policy.how);
  await expect(visits.dialog.locator('tbody tr', { hasText: 'PH-SPEC' })).toHaveCount(1);
  await visits.press('Escape');
  const { rows: policies, payers } = await ask(desk.page, 'visits.policies', {});
  const own = policies.find((one) => one.code === 'PH-SPEC');
  expect(own).toMatchObject({ payerId: payers[0]?.id, shots: [{ nameZh: '完工全景', when: 'always' }] });
});

test('finished without its proof: the desk names it, what came late is added by keys', async () => {
  const { page } = desk;
  const found = await ask(page, 'visits.findSlip', { code: keyed.slip });
  const nowMs = Date.now();
  await ask(page, 'visits.returnSlip', {
    slipId: found.slip.id,
    slipVersion: found.slip.version,
    orderVersion: found.order.version,
    arrivedAt: nowMs - 90 * 60_000,
    finishedAt: nowMs - 10 * 60_000,
    outcome: 'done',
    machines: found.machines.map((machine) => ({
      machineLineId: machine.id,
      resultCode: 'installed',
      indoorCode: 'LZ01N261298401',
      outdoorCode: 'LZ01W261298402',
    })),
    payments: [{ method: 'cash', amountFen: 12_000 }],
    signed: false,
  });
  const row = rows().filter({ hasText: keyed.number });
  await expect(row).toContainText(zh.proofKind.signature);
  await visits.expectAccessible();
  await row.getByRole('button').focus();
  await visits.press('Enter');
  const proof = page.locator('.vis-proof');
  const open = proof.locator('tbody tr', { hasText: zh.proofStates.missing });
  await expect(open.first()).toBeVisible();
  const before = await open.count();
  await visits.give('paste', [photo('late')]);
  await expect(visits.shotsThere).toHaveCount(1);
  await proof.getByRole('checkbox', { name: zh.signed }).focus();
  await visits.press('Space');
  // What came late is not lost by leaving the room before it is added
  await visits.go('/orders');
  await visits.go(`/visits?slip=${keyed.slip}`);
  await expect(proof.getByRole('checkbox', { name: zh.signed })).toBeChecked();
  await expect(visits.shotsThere).toHaveCount(1);
  await visits.press('Control+Enter');
  await expect(open).toHaveCount(before - 2);
  await expect(proof.getByRole('img').first()).toBeVisible();
});

test('a pile that came back: each is said at once, a wrong one stops no other', async () => {
  await visits.go('/visits');
  await visits.press('Alt+b');
  await expect(visits.scanField).toBeFocused();
  for (const code of [out.slip, out.slip, keyed.slip]) await visits.scan(code);
  await expect(rows()).toHaveCount(3);
  await expect(rows().nth(2)).toContainText(zh.pile.back);
  await expect(rows().nth(1)).toContainText(zh.pile.already);
  await expect(rows().nth(0)).toContainText(zh.pile.slip_keyed);
  await visits.expectAccessible();
  await visits.press('Alt+b');
  await visits.view(zh.view.back);
  await expect(rows().filter({ hasText: out.slip })).toHaveCount(1);
});

test('the evening opens to its rows and gives the words to remind with, one man’s or everybody’s', async () => {
  const { page } = desk;
  await visits.view(zh.view.evening);
  await visits.expectAccessible();
  const { people: owing } = await ask(page, 'visits.evening', {});
  const one = owing.find((row) => row.staffId === 'T01');
  await visits.press('Alt+c');
  await expect(visits.toast.last()).toContainText(zh.remind.copied);
  expect(await clip()).toContain(one?.name ?? 'nobody');
  await rows()
    .filter({ hasText: one?.name ?? 'nobody' })
    .getByRole('button')
    .focus();
  await visits.press('Enter');
  await expect(visits.dialog).toContainText(out.slip);
  await expect(visits.dialog).toContainText('120.00');
  await visits.atRest();
  await visits.expectAccessible();
  await visits.press('Alt+c');
  await expect.poll(clip).toContain(zh.remind.hello.replace('{{name}}', one?.name ?? 'nobody'));
  await visits.press('Escape');
  await expect(visits.dialog).toHaveCount(0);
});

test('in English a policy names the kind of service in English', async () => {
  const { page } = desk;
  const { rows: policies, serviceTypes } = await ask(page, 'visits.policies', {});
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await visits.view(en.view.proof);
  await visits.press('Alt+r');
  await expect(visits.dialog.locator('tbody tr')).toHaveCount(policies.length);
  const kinds = new RegExp(serviceTypes.join('|'));
  await visits.press('Alt+n');
  await visits.dialog.getByRole('button', { name: en.work }).focus();
  await visits.press('ArrowDown');
  const options = page.getByRole('option');
  await expect(options).toHaveCount(serviceTypes.length + 1);
  for (const text of await options.allInnerTexts()) expect(text).not.toMatch(kinds);
  await expect(options.filter({ hasText: 'Installation' })).not.toHaveCount(0);
  await visits.press('Escape', 'Escape', 'Escape');
  await expect(visits.dialog).toHaveCount(0);
});

test('a paper voucher is issued and comes back by keys, in English', async () => {
  const { page } = desk;
  await visits.view(en.view.vouchers);
  await visits.expectEnglish('.vis-scan', '.vis-lists [role="tab"]', '.vis-tools');
  await visits.press('Alt+v');
  await expect(visits.dialog.getByLabel(en.voucher.number)).toBeFocused();
  await page.keyboard.type('AZ-0012');
  await visits.dialog.getByRole('combobox', { name: en.technician }).focus();
  await page.keyboard.type('T01');
  await expect(page.getByRole('option')).toHaveCount(1);
  await visits.press('ArrowDown', 'Enter');
  await visits.expectAccessible();
  await visits.press('Control+Enter');
  await expect(visits.dialog).toContainText(en.voucher.given.replace('{{number}}', 'AZ-0012'));
  await visits.press('Escape');
  const row = rows().filter({ hasText: 'AZ-0012' });
  await expect(row).toContainText(en.voucher.states.out);
  await row.getByRole('button', { name: en.voucher.steps.back }).focus();
  await visits.press('Enter');
  await expect(row).toContainText(en.voucher.states.back);
  await visits.expectAccessible();
});
