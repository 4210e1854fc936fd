import type { ChildWork } from './kind.ts';

/** What child processes can do, by name. Loaded in the child only, so heavy libraries stay out of the host. */
export const childWorks: Readonly<Record<string, () => Promise<ChildWork>>> = {
  /** Proves in the tests that a cancel reaches work that never yields, and that a child may die. */
  'test.spin': async () => (await import('./test-works.ts')).spin,
  'test.die': async () => (await import('./test-works.ts')).die,
  'outlet.backup': async () => (await import('../outlet/copies.ts')).makeCopy as ChildWork,
  'outlet.inspect': async () => (await import('../outlet/restore.ts')).inspectCopy as ChildWork,
  'outlet.restore': async () => (await import('../outlet/restore.ts')).prepareRestore as ChildWork,
  'outlet.check': async () => (await import('../outlet/copies.ts')).checkLaws,
  'store.check': async () => (await import('./store-check.ts')).checkStorePages,
  'money.read': async () => (await import('../money/statements/read-work.ts')).readFile as ChildWork,
  'money.export': async () => (await import('../money/export/write-work.ts')).writeSheet as ChildWork,
  'orders.export': async () => (await import('../orders/list/export-work.ts')).writeExport as ChildWork,
  'parts.countSheet': async () => (await import('../parts/count/sheet-work.ts')).writeCountSheet as ChildWork,
  'parts.readSheet': async () => (await import('../parts/import/sheet-jobs.ts')).readSheetFile as ChildWork,
  'parts.catalogueSheet': async () =>
    (await import('../parts/import/sheet-jobs.ts')).writeCatalogueSheet as ChildWork,
  'paper.pdf': async () => (await import('../paper/pdf-work.ts')).drawPdf as ChildWork,
};
