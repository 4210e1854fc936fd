import { listCountLines, listCounts, readCount, readCountLines } from '../../../../db/queries/count.ts';
import { statement } from '../../../../db/queries/statements.ts';
import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { unfinishedStates } from '../../../../domain/stock/count.ts';
import type { CountAnswer, CountLine } from '../../../../preload/contract/parts-count.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { readerOf } from '../../masters.ts';
import { checkApproval } from '../approval.ts';
import { openCount } from './open.ts';
import { approvalLimitFen, postCount, undoCount } from './post.ts';
import { countCode, identify, type CodeAnswer } from './resolve.ts';
import { getCount, getCounting, getLine } from './rows.ts';
import { addScan, takeBack } from './scan.ts';
import { cancelCount, decide, finishCount, recount, settle } from './settle.ts';
import { xlsxMime, type CountSheetOrder } from './sheet-work.ts';

const none = {
  bin: null,
  partId: null,
  partNameZh: null,
  partNameEn: null,
  unit: null,
  scanId: null,
  line: null,
  choices: [],
};

/** The answer with the line as the desk sees it: no book figure in it while it is counted blind. */
function answerOf(tx: Tx, done: CodeAnswer): CountAnswer {
  const lines = (ids: readonly string[]) => readCountLines(tx, ids) as CountLine[];
  const part = 'partId' in done ? partOf(tx, done.partId) : {};
  if (done.what === 'counted')
    return { ...none, what: 'counted', scanId: done.scanId, line: lines([done.lineId])[0] ?? null };
  if (done.what === 'bin') return { ...none, what: 'bin', bin: done.bin };
  return {
    ...none,
    ...part,
    what: done.what,
    choices: done.what === 'choose' ? lines(done.lineIds) : [],
  };
}

const partOf = (tx: Tx, id: string) =>
  tx.get<Pick<CountAnswer, 'partId' | 'partNameZh' | 'partNameEn' | 'unit'>>(
    'SELECT id AS partId, name_zh AS partNameZh, name_en AS partNameEn, unit FROM part WHERE id = ?',
    id,
  );

/** Stocktakes. */
export const countHandlers = {
  'parts.countList': (ctx, input) => listCounts(ctx.read, input) as unknown as OutputOf<'parts.countList'>,
  'parts.countGet': (ctx, input) => {
    const found = readCount(ctx.read, input.id, ctx.session.deskId);
    if (found === null) throw new Fault('not_found', { entity: 'stock_count', id: input.id });
    return {
      ...found,
      limitFen: approvalLimitFen(readerOf(ctx.read)),
      mayApprove: ctx.session.permissions.has('stock.adjust'),
    } as unknown as OutputOf<'parts.countGet'>;
  },
  'parts.countLines': (ctx, input) =>
    listCountLines(ctx.read, input) as unknown as OutputOf<'parts.countLines'>,
  'parts.countOpen': (ctx, input) =>
    runCommand(ctx, 'parts.countOpen', (tx) => openCount(tx, input, () => ctx.env.random())),
  'parts.countScan': (ctx, input) =>
    runCommand(ctx, 'parts.countScan', (tx) =>
      answerOf(tx, countCode(tx, getCounting(tx, input.countId), input)),
    ),
  'parts.countSet': (ctx, input) =>
    runCommand(ctx, 'parts.countSet', (tx) => {
      const line = getLine(tx, input.lineId);
      const count = getCounting(tx, line.count_id);
      const kind = input.add ? 'add' : 'set';
      const done = addScan(tx, count, line, { kind, quantityMilli: input.quantityMilli, code: line.code });
      return answerOf(tx, { what: 'counted', lineId: line.id, ...done });
    }),
  'parts.countBack': (ctx, input) =>
    runCommand(ctx, 'parts.countBack', (tx) => {
      takeBack(tx, getCounting(tx, input.countId), input.scanId, (id) => getLine(tx, id));
      return { countId: input.countId };
    }),
  'parts.countIdentify': (ctx, input) =>
    runCommand(ctx, 'parts.countIdentify', (tx) => {
      const count = getCount(tx, getLine(tx, input.lineId).count_id, unfinishedStates);
      const done = identify(tx, count, input);
      if (count.state === 'review') settle(tx, count);
      return answerOf(tx, done);
    }),
  'parts.countFinish': (ctx, input) =>
    runCommand(ctx, 'parts.countFinish', (tx) => {
      finishCount(tx, input);
      return { countId: input.countId };
    }),
  'parts.countRecount': (ctx, input) =>
    runCommand(ctx, 'parts.countRecount', (tx) => ({ countId: input.countId, ...recount(tx, input) })),
  'parts.countDecide': (ctx, input) =>
    runCommand(ctx, 'parts.countDecide', (tx) => {
      decide(tx, input);
      return { countId: getLine(tx, input.lineId).count_id };
    }),
  'parts.countPost': async (ctx, input) => {
    const named = await checkApproval(ctx, input.approval, 'stock.adjust');
    const approvedBy = named ?? (ctx.session.permissions.has('stock.adjust') ? ctx.session.staffId : null);
    const done = runCommand(ctx, 'parts.countPost', (tx) => {
      const { documentId, number, shortOrders } = postCount(tx, { ...input, approvedBy });
      return { countId: input.countId, documentId, number, shortOrders: shortOrders.length };
    });
    ctx.host.kick('outbox');
    return done;
  },
  'parts.countUndo': (ctx, input) => {
    const done = runCommand(ctx, 'parts.countUndo', (tx) => ({
      countId: input.countId,
      ...undoCount(tx, input),
    }));
    ctx.host.kick('outbox');
    return done;
  },
  'parts.countCancel': (ctx, input) =>
    runCommand(ctx, 'parts.countCancel', (tx) => {
      cancelCount(tx, input);
      return { countId: input.countId };
    }),
  'parts.countExport': async (ctx, input) => {
    const order: CountSheetOrder = input;
    return ctx.host.startJob('parts.countSheet', order, ctx.session);
  },
  'parts.countTicket': (ctx, input) => {
    const job = statement(
      ctx.read,
      "SELECT staff_id AS staffId, result FROM job WHERE id = ? AND kind = 'parts.countSheet' AND state = 'done'",
    ).get(input.jobId) as { staffId: string | null; result: string } | undefined;
    if (job === undefined || job.staffId !== ctx.session.staffId)
      throw new Fault('not_found', { entity: 'job', id: input.jobId });
    const { hash, name, size } = JSON.parse(job.result) as { hash: string; name: string; size: number };
    return { ticket: ctx.host.blobs.ticket(hash, { name, mime: xlsxMime }), name, size };
  },
} satisfies Handlers;
