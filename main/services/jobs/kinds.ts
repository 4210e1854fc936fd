import { keepCountSheet } from '../parts/count/sheet-work.ts';
import { finishSheetImport, finishSheetPreview, keepCatalogueSheet } from '../parts/import/sheet-jobs.ts';
import { dayJob } from '../paper/day.ts';
import { keepPdf } from '../paper/pdf-work.ts';
import { bulkJob } from '../orders/list/bulk-job.ts';
import { keepExport } from '../orders/list/export.ts';
import { keepKeyring } from '../outlet/copies.ts';
import { orderRestore } from '../outlet/restore.ts';
import { demoJob } from '../outlet/demo/start-demo.ts';
import { keepSheet } from '../money/export/keep-sheet.ts';
import { finishImport, finishPreview } from '../money/statements/import-job.ts';
import type { JobKind } from './kind.ts';

/** Kinds of jobs by name. An area adds its own here; the name is also what the window shows words for. */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  /** Reads every page of the store and compares it with its checks. */
  'store.check': { where: 'child', child: 'store.check' },
  /** Makes the demo outlet: masters, the last two weeks, then older history while people work already. */
  'outlet.demo': { where: 'host', run: demoJob },
  /** A checked copy of the store, with the current keyring beside it. */
  'outlet.backup': { where: 'child', child: 'outlet.backup', finish: keepKeyring },
  /** What a copy holds and what would be lost by going back to it. */
  'outlet.inspect': { where: 'child', child: 'outlet.inspect' },
  /** Checks the copy, keeps the present store as another, then opens the outlet anew from it. */
  'outlet.restore': { where: 'child', child: 'outlet.restore', finish: orderRestore },
  /** Every page and the laws L1–L6. */
  'outlet.check': { where: 'child', child: 'outlet.check' },
  /** A payer's file read in a process of its own; importing writes in slices afterwards. */
  'money.preview': { where: 'child', child: 'money.read', finish: finishPreview },
  'money.import': { where: 'child', child: 'money.read', finish: finishImport },
  /** The sheet of a period; the result names the file. */
  'money.export': { where: 'child', child: 'money.export', finish: keepSheet },
  /** One action over the chosen rows of a list; the result says what was done and what was left, and why. */
  'orders.bulk': { where: 'host', run: bulkJob },
  /** The rows of a list as they are shown; the result names the file. */
  'orders.export': { where: 'child', child: 'orders.export', finish: keepExport },
  /** 盘点表 of a stocktake as a spreadsheet; the result names the file. */
  'parts.countSheet': { where: 'child', child: 'parts.countSheet', finish: keepCountSheet },
  /** The catalogue as a spreadsheet; the result names the file. */
  'parts.catalogueSheet': { where: 'child', child: 'parts.catalogueSheet', finish: keepCatalogueSheet },
  /** A large sheet of parts read in a process of its own: what it would do, or all of it done as one batch. */
  'parts.sheetPreview': { where: 'child', child: 'parts.readSheet', finish: finishSheetPreview },
  'parts.sheetImport': { where: 'child', child: 'parts.readSheet', finish: finishSheetImport },
  /** The work slips of a day into the print queue; the result says how many, and what was left and why. */
  'paper.day': { where: 'host', run: dayJob },
  /** Papers as one PDF; the result names the file. */
  'paper.pdf': { where: 'child', child: 'paper.pdf', finish: keepPdf },
};
