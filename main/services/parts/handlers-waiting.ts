import { listInspections, listWaiting } from '../../../db/queries/stock-papers.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { readerOf } from '../masters.ts';
import { assertPlaces, ownOnly } from './access.ts';
import { checkApproval, checkConsent } from './approval.ts';
import { inspectParts } from './inspect.ts';
import { getLocation, getLocationOf } from './ledger.ts';
import { scrapParts } from './scrap.ts';
import { transferParts } from './transfer.ts';
import {
  askFor,
  carryOutWaiting,
  getWaiting,
  holderOf,
  refuseWaiting,
  scrapLimitFen,
  worthOf,
} from './waiting.ts';

/** The reader's own yes counts where he may adjust stock; else somebody who may, with his PIN. */
const scrapYes = (ctx: ServiceContext, approval: { staffId: string; pin: string | null } | null) =>
  checkApproval(
    ctx,
    approval ??
      (ctx.session.permissions.has('stock.adjust')
        ? { staffId: ctx.session.staffId ?? '', pin: null }
        : null),
    'stock.adjust',
  );

/** What goes out of another's bag or out of the stock for good, and the yes it waits for; what waits for a test. */
export const waitingHandlers = {
  'parts.transfer': async (ctx, input) => {
    const holder = holderOf(readerOf(ctx.read), input.fromLocationId, ctx.session.staffId);
    const approvedBy = holder === null ? null : await checkConsent(ctx, input.approval, holder.staffId);
    if (holder !== null && approvedBy === null && input.byParcel)
      throw new Fault('parts_parcel_consent', { name: holder.name });
    return runCommand(ctx, 'parts.transfer', (tx) => {
      assertPlaces(tx, ctx, 'stock.transfer', input.fromLocationId, input.toLocationId);
      if (holder === null || approvedBy !== null) return transferParts(tx, { ...input, approvedBy });
      const to = getLocation(tx, input.toLocationId);
      return askFor(tx, 'transfer', { ...input, staffId: to.staffId, reason: input.reason });
    });
  },
  'parts.scrap': async (ctx, input) => {
    const approvedBy = await scrapYes(ctx, input.approval);
    return runCommand(ctx, 'parts.scrap', (tx) => {
      const free = worthOf(tx, input.lines) <= scrapLimitFen(tx);
      if (free || approvedBy !== null)
        return scrapParts(tx, { ...input, approvedBy: free ? null : approvedBy });
      const toLocationId = getLocationOf(tx, 'scrap');
      return askFor(tx, 'scrap', { ...input, toLocationId, staffId: null });
    });
  },
  'parts.waiting': (ctx) => {
    const me = ctx.session.staffId;
    const may = ctx.session.permissions;
    const rows = listWaiting(ctx.read, ownOnly(ctx)).map((row) => ({
      ...row,
      mine: row.madeBy === me,
      mayDecide:
        row.kind === 'scrap'
          ? may.has('stock.adjust')
          : row.holderId === me || may.has('stock.issue_over_limit'),
    }));
    return { papers: rows, scrapLimitFen: scrapLimitFen(readerOf(ctx.read)) } as OutputOf<'parts.waiting'>;
  },
  'parts.decide': async (ctx, input) => {
    const read = readerOf(ctx.read);
    const paper = getWaiting(read, input.documentId, null);
    const holder = holderOf(read, paper.fromLocationId, null);
    const said =
      paper.kind === 'scrap'
        ? await scrapYes(ctx, input.approval)
        : await checkConsent(ctx, input.approval, holder?.staffId ?? '');
    const withdraws = !input.yes && ctx.session.staffId !== null && paper.madeBy === ctx.session.staffId;
    if (said === null && !withdraws)
      throw new Fault('forbidden', { action: paper.kind === 'scrap' ? 'stock.adjust' : 'stock.transfer' });
    return runCommand(ctx, 'parts.decide', (tx) =>
      input.yes && said !== null
        ? carryOutWaiting(tx, { ...input, approvedBy: said })
        : refuseWaiting(tx, input),
    );
  },
  'parts.inspections': (ctx) =>
    ({ lines: listInspections(ctx.read) }) as unknown as OutputOf<'parts.inspections'>,
  'parts.inspect': (ctx, input) => runCommand(ctx, 'parts.inspect', (tx) => inspectParts(tx, input.lines)),
} satisfies Handlers;
