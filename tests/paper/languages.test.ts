import { expect, test } from 'vitest';
import type { PrintKind } from '../../domain/paper/kinds.ts';
import { addStaff } from '../support/test-outlet.ts';
import { everyPaper } from './every-paper.ts';
import { paperRig } from './rig.ts';

test('an outlet that wants both languages gets English beneath the Chinese of every heading, and its words as they are', async () => {
  const rig = await paperRig({ seed: 91 });
  const ids = Object.entries(await everyPaper(rig)) as [PrintKind, string][];
  const linesOf = async (kind: PrintKind, id: string) =>
    (await rig.ask(rig.manager, 'paper.preview', { kind, id })).lines.join('\n');
  const chosen = () => rig.ask(rig.manager, 'paper.languages', {});
  const choose = async (languages: 'zh' | 'en' | 'both') =>
    rig.ask(rig.manager, 'paper.setLanguages', { languages, version: (await chosen()).version });

  expect(await chosen()).toEqual({ languages: 'zh', version: 0 });
  const zh = new Map<PrintKind, string>();
  for (const [kind, id] of ids) zh.set(kind, await linesOf(kind, id));
  await choose('en');
  const en = new Map<PrintKind, string>();
  for (const [kind, id] of ids) en.set(kind, await linesOf(kind, id));
  await choose('both');
  for (const [kind, id] of ids) {
    const both = await linesOf(kind, id);
    // The last line of each says when it was printed; here in both
    for (const one of [zh, en]) {
      const number = /\[QR (.+)\]/u.exec(one.get(kind)!)?.[1];
      expect(both, kind).toContain(`[QR ${number}]`);
    }
    // Labels of things do not say who printed them
    const words = kind === 'part_label' || kind === 'bin_label' ? ['货位', 'Bin'] : ['打印时间', 'Printed'];
    for (const word of words) expect(both, kind).toContain(word);
  }
  const slip = await linesOf('fine', Object.fromEntries(ids).fine!);
  expect(slip).toMatch(/事由 For/u);
  // What a person wrote stands once
  expect(slip.split('合影未拍全')).toHaveLength(2);

  const stale = await rig.refuse(rig.manager, 'paper.setLanguages', { languages: 'zh', version: 0 });
  expect(stale.code).toBe('conflict');
  const keeper = rig.outlet.session({
    as: await addStaff(rig.outlet, { roles: ['storekeeper'], name: '苗库管' }),
    deskId: 'desk-s',
  });
  expect(await rig.refuse(keeper, 'paper.setLanguages', { languages: 'zh', version: 2 })).toMatchObject({
    code: 'forbidden',
  });
}, 60_000);

test('whoever may read pay finds the papers of a person’s fines, advances and deposits; others find none', async () => {
  const rig = await paperRig({ seed: 92 });
  await everyPaper(rig);
  const { papers, depositFen } = await rig.ask(rig.manager, 'paper.moneyOf', { holderId: 'T01' });
  expect(depositFen).toBe(140_500);
  expect(papers.map((paper) => [paper.kind, paper.number, paper.amountFen]).sort()).toEqual([
    ['advance', 'JZ261122001', 100_000],
    ['deposit_receipt', expect.stringMatching(/^YJ-\d+$/u), -9_500],
    ['deposit_receipt', 'YJ2611220001', 150_000],
    ['fine', 'FK261122001', 5_000],
  ]);
  for (const { kind, id } of papers) {
    const { jobs } = await rig.ask(rig.manager, 'paper.print', { kind, ids: [id], printerId: 'P-80' });
    expect(jobs).toMatchObject([{ copyNo: 1 }]);
  }
  const own = rig.outlet.session({ as: 'T01', deskId: 'desk-1' });
  const other = rig.outlet.session({ as: 'T05', deskId: 'desk-2' });
  expect((await rig.ask(own, 'paper.moneyOf', { holderId: 'T01' })).papers).toHaveLength(4);
  expect(await rig.refuse(other, 'paper.moneyOf', { holderId: 'T01' })).toEqual({
    code: 'forbidden',
    params: { action: 'pay.read' },
  });
  // A team leader prints for his team, but the pay of another is none of his papers
  const slip = rig.one<{ id: string }>('SELECT id FROM pay_slip').id;
  expect(await rig.refuse(other, 'paper.preview', { kind: 'pay_slip', id: slip })).toMatchObject({
    code: 'forbidden',
  });
}, 60_000);
