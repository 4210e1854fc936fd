import { statement } from '../../../db/queries/statements.ts';
import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';
import { assertAll } from './guard-scope.ts';
import { assertAllAtRest } from './settling.ts';

type Check = OutputOf<'money.closeCheck'>;
type Item = Check['items'][number];

/** Items a period cannot be closed over; the others need a person's word. */
const blocking = new Set<Item['code']>(['lines_open', 'cash_out']);
const order: readonly Item['code'][] = [
  'lines_open',
  'cash_out',
  'differences_open',
  'orders_unaudited',
  'old_parts',
  'running',
];

async function checkPeriod(ctx: ServiceContext, id: string): Promise<Check> {
  const toDay = statement(ctx.read, 'SELECT to_day FROM period WHERE id = ?').pluck().get(id) as
    | string
    | undefined;
  if (toDay === undefined) throw new Fault('not_found', { entity: 'period', id });
  const found = await ctx.host.reader<Record<string, { count: number; amountFen: number | null }>>(
    'money.closeCheck',
    {
      period: id,
      toDay,
    },
  );
  const today = businessDay(ctx.env.now(), getZone(readerOf(ctx.read)));
  // Takings wait for their hand-in; a rest that an earlier one left short is known and owed, and needs a word only
  const takingsOut = (found.takings_out?.count ?? 0) > 0;
  const items = order.map((code): Item => {
    const blocks = blocking.has(code) && (code !== 'cash_out' || takingsOut);
    if (code === 'running') return { code, count: toDay >= today ? 1 : 0, amountFen: 0, blocks };
    const one = found[code] ?? { count: 0, amountFen: 0 };
    return { code, count: one.count, amountFen: one.amountFen ?? 0, blocks };
  });
  return { items, ready: items.every((item) => item.count === 0) };
}

interface PeriodRow {
  id: string;
  version: number;
  state: string;
}

function step(
  tx: Tx,
  input: { id: string; version: number },
  from: readonly string[],
  to: string,
): PeriodRow {
  const row = tx.get<PeriodRow>('SELECT id, version, state FROM period WHERE id = ?', input.id);
  if (row === undefined) throw new Fault('not_found', { entity: 'period', id: input.id });
  if (row.version !== input.version) throw new Fault('conflict', { entity: 'period', id: input.id });
  if (row.state === 'closed') throw new Fault('period_closed', { period: input.id });
  if (!from.includes(row.state)) throw new Fault('period_step', { period: input.id, state: row.state });
  if (to !== 'open') assertAllAtRest(tx);
  const closing = to === 'closed' ? { closed_at: tx.at, closed_by: tx.staffId } : {};
  const version = tx.update('period', input.id, { state: to, ...closing }, { version: input.version });
  tx.note({ entity: 'period', entityId: input.id, kind: `period.${to}`, params: { from: row.state } });
  return { id: input.id, version, state: to };
}

const run = (ctx: ServiceContext, command: string, fn: (tx: Tx) => PeriodRow) =>
  ctx.gate.run(
    { command, requestId: ctx.requestId, deskId: ctx.session.deskId, staffId: ctx.session.staffId },
    fn,
  );

/** Periods are closed in their order, after the list, for good. */
export const periodHandlers: Handlers = {
  'money.periods': async (ctx) => {
    assertAll(ctx, 'money.read');
    return { periods: await ctx.host.reader('money.periods', {}) };
  },
  'money.closeCheck': (ctx, input) => {
    assertAll(ctx, 'money.read');
    return checkPeriod(ctx, input.period);
  },
  'money.softClosePeriod': (ctx, input) =>
    run(ctx, 'money.softClosePeriod', (tx) => step(tx, input, ['open'], 'soft_closed')),
  'money.openPeriod': (ctx, input) =>
    run(ctx, 'money.openPeriod', (tx) => step(tx, input, ['soft_closed'], 'open')),
  'money.closePeriod': async (ctx, input) => {
    const { items } = await checkPeriod(ctx, input.id);
    const open = items.find(
      (item) => item.count > 0 && (item.blocks || !input.acknowledged.includes(item.code)),
    );
    return run(ctx, 'money.closePeriod', (tx) => {
      const earlier = tx.value<string>(
        "SELECT id FROM period WHERE id < ? AND state <> 'closed' ORDER BY id LIMIT 1",
        input.id,
      );
      const done = step(tx, input, ['open', 'soft_closed'], 'closed');
      if (earlier !== undefined) throw new Fault('period_earlier_open', { period: input.id, earlier });
      if (open !== undefined)
        throw new Fault('period_unready', { period: input.id, item: open.code, count: open.count });
      return done;
    });
  },
  'money.trialBalance': async (ctx, input) => {
    assertAll(ctx, 'money.read');
    const rows = await ctx.host.reader<OutputOf<'money.trialBalance'>['rows']>('money.trialBalance', input);
    const sum = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + pick(row), 0);
    return { rows, debitFen: sum((row) => row.debitFen), creditFen: sum((row) => row.creditFen) };
  },
  'money.exportPeriod': async (ctx, input) => {
    const found = statement(ctx.read, 'SELECT 1 FROM period WHERE id = ?').get(input.period);
    if (found === undefined) throw new Fault('not_found', { entity: 'period', id: input.period });
    return ctx.host.startJob('money.export', input, ctx.session);
  },
  'money.sheetTicket': (ctx, input) => {
    const job = statement(
      ctx.read,
      "SELECT staff_id AS staffId, result FROM job WHERE id = ? AND kind = 'money.export' AND state = 'done'",
    ).get(input.jobId) as { staffId: string | null; result: string } | undefined;
    if (job === undefined || job.staffId !== ctx.session.staffId)
      throw new Fault('not_found', { entity: 'job', id: input.jobId });
    const { hash, name, size } = JSON.parse(job.result) as { hash: string; name: string; size: number };
    const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return { ticket: ctx.host.blobs.ticket(hash, { name, mime }), name, size };
  },
};
