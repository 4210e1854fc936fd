import { businessDay, dayEndMs, dayStartMs, addMonths } from '../../../domain/time/business-day.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { platforms } from '../../platforms/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { thenSettle } from './settling.ts';
import { writerOf } from './sliced.ts';
import { previewOf } from './statements/compare.ts';
import {
  acceptDifference,
  appealDifference,
  carryDifference,
  matchByHand,
  refuse,
  unmatch,
} from './statements/decide.ts';
import { importFile, readLayout, type ImportOrder } from './statements/import-job.ts';
import { getStatement, matchStatement } from './statements/match-statement.ts';
import { pullStatement } from './statements/pull-statement.ts';
import { isLarge, readStatement } from './statements/read-statement.ts';
import { agreeStatement, recordPayerPayment, rowsToPay } from './statements/settle-statement.ts';

const callOf = (ctx: ServiceContext, command: string) => ({
  command,
  requestId: ctx.requestId,
  deskId: ctx.session.deskId,
  staffId: ctx.session.staffId,
});

/** Bytes of an uploaded file. Fault `not_found` where the upload never came. */
async function bytesOf(ctx: ServiceContext, hash: string, fileName: string): Promise<Uint8Array> {
  if (!(await ctx.host.blobs.has(hash))) throw new Fault('not_found', { entity: 'file', id: fileName });
  return ctx.host.blobs.get(hash);
}

/** The answer of a sliced command is kept under its request id, so that a repeat does nothing twice. */
function answer<T>(ctx: ServiceContext, command: string, value: T): T {
  return ctx.gate.run(callOf(ctx, command), () => value);
}

/** Importing, matching, deciding, agreeing. */
export const statementHandlers: Handlers = {
  'money.previewStatement': async (ctx, input) => {
    const layout = readLayout(ctx.read, input.payerId);
    const bytes = await bytesOf(ctx, input.blobHash, input.fileName);
    if (isLarge(bytes)) {
      const order: ImportOrder = { ...input, layout, period: '', rememberMapping: false };
      const { jobId } = await ctx.host.startJob('money.preview', order, ctx.session);
      return { preview: null, jobId };
    }
    const file = await readStatement(bytes, { ...input, layout });
    return { preview: previewOf(ctx.read, input.payerId, file), jobId: null };
  },
  'money.importStatement': async (ctx, input) => {
    const layout = readLayout(ctx.read, input.payerId);
    const bytes = await bytesOf(ctx, input.blobHash, input.fileName);
    const order: ImportOrder = { ...input, layout };
    if (isLarge(bytes)) {
      const { jobId } = await ctx.host.startJob('money.import', order, ctx.session);
      const none = { rows: 0, added: 0, same: 0, changed: 0, totalFen: 0, fileTotalFen: null };
      return answer(ctx, 'money.importStatement', {
        ...none,
        statementId: null,
        matched: 0,
        differences: 0,
        open: 0,
        jobId,
      });
    }
    const file = await readStatement(bytes, { ...input, layout });
    const done = await importFile(writerOf(ctx, 'money.importStatement'), ctx.read, order, file);
    return answer(ctx, 'money.importStatement', { ...done, jobId: null });
  },
  'money.pullStatement': async (ctx, input) => {
    const fromAt = dayStartMs(`${input.period}-01`);
    const toAt = Math.min(
      dayStartMs(`${addMonths(input.period, 1)}-01`),
      dayEndMs(businessDay(ctx.env.now())),
    );
    const done = await pullStatement(
      {
        env: ctx.env,
        gate: ctx.gate,
        read: ctx.read,
        platforms,
        writer: writerOf(ctx, 'money.pullStatement'),
      },
      { ...input, fromAt, toAt },
    );
    return answer(ctx, 'money.pullStatement', done);
  },
  'money.matchStatement': async (ctx, input) => {
    const head = getStatement(ctx.read, input.id);
    if (head === undefined) throw new Fault('not_found', { entity: 'statement', id: input.id });
    if (head.state === 'agreed') throw new Fault('statement_step', { state: head.state, step: 'match' });
    return answer(
      ctx,
      'money.matchStatement',
      await matchStatement(writerOf(ctx, 'money.matchStatement'), ctx.read, input.id),
    );
  },
  'money.matchLine': (ctx, input) =>
    ctx.gate.run(callOf(ctx, 'money.matchLine'), (tx) => matchByHand(tx, ctx.read, input)),
  'money.unmatchLine': (ctx, input) =>
    ctx.gate.run(callOf(ctx, 'money.unmatchLine'), (tx) => {
      const { id, version, state } = unmatch(tx, input);
      return { id, version, state };
    }),
  'money.refuseLine': (ctx, input) =>
    ctx.gate.run(callOf(ctx, 'money.refuseLine'), (tx) => {
      const { id, version, state } = refuse(tx, ctx.read, input);
      return { id, version, state };
    }),
  'money.acceptDifference': (ctx, input) =>
    ctx.gate.run(callOf(ctx, 'money.acceptDifference'), (tx) => acceptDifference(tx, input)),
  'money.appealDifference': (ctx, input) =>
    ctx.gate.run(callOf(ctx, 'money.appealDifference'), (tx) => appealDifference(tx, input)),
  'money.carryDifference': (ctx, input) =>
    ctx.gate.run(callOf(ctx, 'money.carryDifference'), (tx) => carryDifference(tx, input)),
  'money.agreeStatement': (ctx, input) =>
    thenSettle(
      ctx,
      'money.agreeStatement',
      input.id,
      ctx.gate.run(callOf(ctx, 'money.agreeStatement'), (tx) => agreeStatement(tx, input)),
    ),
  'money.recordPayerPayment': (ctx, input) => {
    const rows = rowsToPay(ctx.read, input.id);
    return thenSettle(
      ctx,
      'money.recordPayerPayment',
      input.id,
      ctx.gate.run(callOf(ctx, 'money.recordPayerPayment'), (tx) => recordPayerPayment(tx, input, rows)),
    );
  },
};
