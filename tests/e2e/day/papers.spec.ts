import { expect, type Locator, test } from '@playwright/test';
import { life } from '../../../renderer/i18n/zh/life.ts';
import { orders } from '../../../renderer/i18n/zh/orders.ts';
import { orderDocument as zh } from '../../../renderer/i18n/zh/orderdoc.ts';
import { visits as visitWords } from '../../../renderer/i18n/zh/visits.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';
import { hit } from '../pages/room.ts';
import { VisitsPage } from '../pages/visits-page.ts';

/** Situation 22 of `demo_situations`: the platform's check sends papers back, twice, and passes them at last. */
let desk: BrowserDesk;
let day: DayPage;
let visits: VisitsPage;
/** What went to the platform and what waits to be keyed there. */
let letters: Locator;
// The first search of a desk may wait for its index
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  day = new DayPage(desk.page);
  visits = new VisitsPage(desk.page);
  letters = day.document.getByRole('region', { name: orders.doc.messages }).locator('li');
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const said = '缺完工全景照片';
const told = async () =>
  (await ask(desk.page, 'orders.get', { id: (await day.order()).id })).messages.filter(
    (one) => one.step === 'papers',
  );
const feeStates = async () =>
  new Set((await ask(desk.page, 'orders.get', { id: (await day.order()).id })).fees.map((fee) => fee.state));
/** Pictures no two of which look alike: the same one twice is no proof. */
async function photo(name: string): Promise<{ name: string; type: string; bytes: Buffer }> {
  const text = await desk.page.evaluate((seed) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const draw = canvas.getContext('2d');
    let state = [...seed].reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 2_147_483_647, 7);
    for (let at = 0; at < 64; at += 1) {
      state = (state * 48_271) % 2_147_483_647;
      if (draw) draw.fillStyle = state % 2 === 0 ? '#000' : '#fff';
      draw?.fillRect((at % 8) * 8, Math.floor(at / 8) * 8, 8, 8);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, name);
  return { name: `${name}.png`, type: 'image/png', bytes: Buffer.from(text, 'base64') };
}

test('22 · sent back: the desk says what for and until when, and the money is held', async () => {
  await visits.open();
  await visits.view(visitWords.view.proof);
  const { rows } = await ask(desk.page, 'visits.proofDesk', {});
  const row = rows.find((one) => one.sentBack?.reason === said);
  if (!row) throw new Error('nothing was sent back');
  const line = desk.page.locator('.vis-lists tbody tr', { hasText: row.number });
  await expect(line).toContainText(said);
  await day.find('JD7700000022', '米先生');
  await day.expectQueue('papers');
  await expect(day.document).toContainText(life.verdict.refill);
  await expect(day.document).toContainText(said);
  expect([...(await feeStates())]).toEqual(['held']);
  const { deadlineAt, verdictDeadlineAt } = await day.order();
  expect(deadlineAt).toBe(verdictDeadlineAt);
  expect(await told()).toEqual([]);
});

test('photos are pasted into their places; what our own rules still want keeps it here, the last of it sends it there', async () => {
  // Nothing goes there while our own proof lacks something
  await hit(desk.page, 'Alt+e');
  await expect(day.document.locator('.ord-fault')).toContainText(life.guard.verification_met);
  await day.press('Alt+v');
  const proof = desk.page.locator('.vis-proof');
  await expect(proof).toContainText(said);
  const places = desk.page.locator('.vis-shots button.vis-shot');
  await expect(places).toHaveCount(4);
  // Its key names the place of the picture that was asked for
  const at = (await places.allInnerTexts()).findIndex((name) => name.includes('完工'));
  await day.press(`Alt+${at + 1}`);
  await visits.give('paste', [await photo('全景')]);
  await expect(visits.shotsThere).toHaveCount(1);
  await expect(visits.shotsThere).toContainText('完工');
  await visits.give('paste', [await photo('现场'), await photo('条码'), await photo('签字')]);
  await expect(visits.shotsThere).toHaveCount(4);
  await day.press('Control+Enter');
  const signature = proof.getByRole('row', { name: new RegExp(`^${visitWords.proofKind.signature} `) });
  await expect(signature).toContainText(visitWords.proofStates.missing);
  await expect(proof.getByRole('row', { name: new RegExp(visitWords.proofStates.repeated) })).toHaveCount(0);
  await day.expectQueue('papers');
  expect(await told()).toEqual([]);
  await proof.getByRole('checkbox', { name: visitWords.signed }).focus();
  await day.press('Space', 'Control+Enter');
  await expect(day.toast.last()).toContainText('已报平台');
  await day.expectQueue('audit');
  expect(await day.order()).toMatchObject({ state: 'verified', verdict: 'pending', verdictDeadlineAt: null });
  await expect(proof).toContainText(visitWords.sentAgain);
  await expect(day.document).toContainText(life.verdict.pending);
  expect(await told()).toMatchObject([{ state: 'manual' }]);
  await expect(letters.filter({ hasText: life.step.papers })).toHaveCount(1);
  // Our own audit waits for the platform's
  await day.press('q');
  await expect(day.document.locator('.ord-fault')).toContainText(life.guard.verdict_passed);
  expect((await day.order()).state).toBe('verified');
});

test('one key takes the telling back, one key tells it again, and it is ticked off by hand', async () => {
  await day.press('Shift+Z');
  await day.expectQueue('papers');
  expect(await told()).toMatchObject([{ state: 'withdrawn' }]);
  await expect(day.document).toContainText(said);
  await hit(desk.page, 'Alt+e');
  await day.expectQueue('audit');
  await expect(
    letters.filter({ hasText: life.step.papers }).filter({ hasText: life.message.manual }),
  ).toHaveCount(1);
  await day.press('Alt+m');
  await expect(day.dialog).toContainText(life.step.papers);
  await day.pick(life.step.papers);
  await day.press('d');
  await expect.poll(async () => (await told()).at(-1)?.state).toBe('done');
  // It was the only one that stood still: the question closes with it
  await expect(day.dialog).toHaveCount(0);
});

test('not enough: sent back once more with its words and its day, put right, passed, audited', async () => {
  await day.press('Alt+k');
  await day.pick(life.verdict.refill);
  const words = day.dialog.getByLabel(zh.verdict.reason);
  await expect(words).toBeFocused();
  await desk.page.keyboard.insertText('门牌号看不清');
  await day.press('Control+Enter');
  await expect(day.dialog).toHaveCount(0);
  await day.expectQueue('papers');
  await expect(day.document).toContainText('门牌号看不清');
  const back = await day.order();
  expect(back.verdictDeadlineAt).toBeGreaterThan(Date.now());
  expect(back.deadlineAt).toBe(back.verdictDeadlineAt);
  await hit(desk.page, 'Alt+e');
  await expect(day.document.locator('.doc-facts').first()).toContainText(life.verdict.pending);
  await hit(desk.page, 'Alt+g');
  await expect.poll(async () => (await day.order()).verdict).toBe('passed');
  await expect(day.document.locator('.doc-facts').first()).not.toContainText(life.verdict.pending);
  await day.press('q');
  await expect.poll(async () => (await day.order()).state).toBe('audited');
  expect((await feeStates()).has('held')).toBe(false);
  await day.expectAccessible();
});
