import { readLies } from '../../../db/queries/lies.ts';
import { findParts, readBag, readPartDocument } from '../../../db/queries/part-document.ts';
import { lastIssues, listStockPapers, readStockPaper } from '../../../db/queries/stock-papers.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { readerOf } from '../masters.ts';
import { ownOnly } from './access.ts';
import { computeBags, toReturnSql } from './bag.ts';
import { computeDraft } from './draft.ts';
import { jobOf } from './job.ts';
import { readScan } from './scan.ts';
import { suggestParts } from './suggest.ts';

function assertBag(ctx: ServiceContext, staffId: string): void {
  const own = ownOnly(ctx);
  if (own !== null && own !== staffId) throw new Fault('forbidden', { action: 'stock.read' });
}

export const readHandlers = {
  'parts.open': (ctx, input) => ctx.host.snapshots.open('parts.list', input, ctx.session),
  'parts.slice': async (ctx, input) => ({
    rows: await ctx.host.snapshots.slice<NonNullable<OutputOf<'parts.slice'>['rows'][number]>>(
      input.snapshotId,
      input.from,
      input.to,
      ctx.session,
    ),
  }),
  'parts.find': (ctx, input) => ({ parts: findParts(ctx.read, input) }) as unknown as OutputOf<'parts.find'>,
  'parts.get': (ctx, input) => {
    const document = readPartDocument(ctx.read, input.id);
    if (document === null) throw new Fault('not_found', { entity: 'part', id: input.id });
    return document as unknown as OutputOf<'parts.get'>;
  },
  'parts.card': async (ctx, input) => ctx.host.reader<OutputOf<'parts.card'>>('parts.card', input),
  'parts.places': (ctx) => ({
    places: readerOf(ctx.read)
      .all<OutputOf<'parts.places'>['places'][number] & { isReal: unknown }>(
        `SELECT l.id, l.code, l.name_zh AS nameZh, l.name_en AS nameEn, l.kind, l.is_real AS isReal, l.staff_id AS staffId, s.name AS staffName
         FROM location l LEFT JOIN staff s ON s.id = l.staff_id WHERE l.retired_at IS NULL ORDER BY l.seq`,
      )
      .map((row) => ({ ...row, isReal: (row.isReal as unknown) === 1 })),
  }),
  'parts.scan': (ctx, input) => readScan(readerOf(ctx.read), input.code),
  'parts.counterLine': (ctx, input) => {
    const row = readerOf(ctx.read).get<OutputOf<'parts.counterLine'> & { oldPartReturn: unknown }>(
      'SELECT id AS partId, code, name_zh AS nameZh, name_en AS nameEn, unit, cost_fen AS costFen, tracking, old_part_return AS oldPartReturn FROM part WHERE id = ?',
      input.partId,
    );
    if (row === undefined) throw new Fault('not_found', { entity: 'part', id: input.partId });
    return { ...row, oldPartReturn: (row.oldPartReturn as unknown) === 1 };
  },
  'parts.lies': (ctx, input) => {
    const found = readLies(ctx.read, input);
    if (found === null) throw new Fault('not_found', { entity: 'location', id: input.locationId });
    const owner = readerOf(ctx.read).get<{ staff_id: string | null }>(
      'SELECT staff_id FROM location WHERE id = ?',
      input.locationId,
    );
    const own = ownOnly(ctx);
    if (own !== null && owner?.staff_id !== own) throw new Fault('forbidden', { action: 'stock.read' });
    return found as unknown as OutputOf<'parts.lies'>;
  },
  'parts.suggest': (ctx, input) => {
    const read = readerOf(ctx.read);
    const order = read.get<{ staff_id: string | null; team_id: string | null }>(
      'SELECT staff_id, team_id FROM work_order WHERE id = ?',
      input.workOrderId,
    );
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.workOrderId });
    assertMayTouch(ctx, 'orders.read', order);
    return { parts: suggestParts(read, input.workOrderId) };
  },
  'parts.job': (ctx, input) => {
    const read = readerOf(ctx.read);
    const job = jobOf(read, input.workOrderId);
    if (job === null) throw new Fault('not_found', { entity: 'work_order', id: input.workOrderId });
    assertMayTouch(ctx, 'orders.read', job.order);
    return job.answer;
  },
  'parts.issueDraft': (ctx, input) => {
    const draft = computeDraft(readerOf(ctx.read), input.staffId, input.day);
    if (draft === null) throw new Fault('stock_no_bag', { staffId: input.staffId });
    return { ...draft, mayApprove: ctx.session.permissions.has('stock.issue_over_limit') };
  },
  'parts.documents': (ctx, input) => {
    const own = ownOnly(ctx);
    return listStockPapers(ctx.read, {
      ...input,
      staffId: own ?? input.staffId,
    }) as unknown as OutputOf<'parts.documents'>;
  },
  'parts.document': (ctx, input) => {
    const paper = readStockPaper(ctx.read, input.id) as unknown as OutputOf<'parts.document'> | null;
    if (paper === null) throw new Fault('not_found', { entity: 'document', id: input.id });
    if (paper.document.staffId !== null) assertBag(ctx, paper.document.staffId);
    return paper;
  },
  'parts.bags': (ctx) => ({ bags: computeBags(readerOf(ctx.read), ownOnly(ctx)) }),
  'parts.bag': (ctx, input) => {
    assertBag(ctx, input.staffId);
    const bag = computeBags(readerOf(ctx.read), input.staffId)[0];
    if (bag === undefined) throw new Fault('stock_no_bag', { staffId: input.staffId });
    const { lines, toReturn } = readBag(ctx.read, bag.locationId, toReturnSql);
    const issues = lastIssues(ctx.read, input.staffId);
    const issued = (lines as { partId: string }[]).map((line) => ({
      ...line,
      issueNumber: issues.get(line.partId) ?? null,
    }));
    return { bag, lines: issued, toReturn } as unknown as OutputOf<'parts.bag'>;
  },
} satisfies Handlers;
