import { expect, test } from 'vitest';
import { fitsPaper, paperIds, paperKinds, papersOf } from '../../domain/paper/kinds.ts';
import { documentKinds, papers } from '../../main/printing/index.ts';
import { readCatalogues } from '../i18n/catalogues.ts';

test('every paper, size and printed document has its name in both languages', async () => {
  for (const language of ['zh', 'en'] as const) {
    const words = (await readCatalogues(language)).get('paper');
    for (const kind of paperKinds) expect(words?.has(`kind.${kind}`), `${language} ${kind}`).toBe(true);
    for (const paper of paperIds) expect(words?.has(`papers.${paper}`), `${language} ${paper}`).toBe(true);
  }
  expect(Object.keys(papers).sort()).toEqual([...paperIds].sort());
  for (const kind of documentKinds) expect(paperKinds).toContain(kind);
});

test('labels and sheets take only what is made for them, a roll what is made for any roll', () => {
  for (const kind of paperKinds)
    for (const paper of papersOf(kind)) expect(fitsPaper(kind, paper)).toBe(true);
  expect(fitsPaper('issue_slip', 'roll58')).toBe(true);
  expect(fitsPaper('payer_statement', 'roll80')).toBe(false);
  expect(fitsPaper('service_slip', 'label40x30')).toBe(false);
  expect(fitsPaper('part_label', 'label40x30')).toBe(true);
});
