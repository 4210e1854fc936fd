import { Fault, isFault, type FaultParams } from '../../../domain/kernel/fault.ts';
import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import type { JobRun } from '../jobs/kind.ts';
import { getZone, readerOf } from '../masters.ts';
import { orderScope } from '../orders/scope.ts';
import { printPapers } from './print.ts';
import { getPrinter } from './routes.ts';

interface DayOrder {
  orderIds: string[];
  printerId: string | null;
}

/** What became of a day: papers queued, and the orders that were left, each reason told once with how many. */
export interface DayResult {
  total: number;
  queued: number;
  left: { number: string; code: FaultCode; params: FaultParams }[];
  stopped: boolean;
}

/** Named left ones; a day on which more go wrong has one reason for all of them. */
const leftAtMost = 50;

/** Orders somebody goes to on this day, technician by technician: as the stacks are handed out in the morning. */
function ordersOf(ctx: ServiceContext, day: string, again: boolean): string[] {
  return readerOf(ctx.read)
    .all<{ id: string }>(
      `SELECT w.id FROM work_order w WHERE w.appointment_day = @day AND w.staff_id IS NOT NULL AND w.side_state IS NULL
         AND w.service_mode = 'on_site' AND w.state IN ('dispatched', 'accepted')
         AND (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)
         AND (@again = 1 OR NOT EXISTS (SELECT 1 FROM slip s JOIN print_job j ON j.document_kind = 'service_slip' AND j.document_id = s.id
           WHERE s.work_order_id = w.id AND s.state <> 'void' AND j.state IN ('queued', 'sending', 'sent', 'failed', 'unknown')))
       ORDER BY w.staff_id, w.appointment_start_at, w.seq`,
      { day, again: again ? 1 : 0, ...orderScope(ctx.session, 'print.run') },
    )
    .map((row) => row.id);
}

export const dayHandlers = {
  'paper.day': async (ctx, input) => {
    const rows = readerOf(ctx.read);
    const day = input.day ?? businessDay(ctx.env.now(), getZone(rows));
    if (input.printerId !== null) {
      const printer = getPrinter(rows, input.printerId);
      if (printer.retired_at !== null) throw new Fault('printer_retired', { printer: printer.name });
    }
    const orderIds = ordersOf(ctx, day, input.again);
    const params: DayOrder = { orderIds, printerId: input.printerId };
    const { jobId } = await ctx.host.startJob('paper.day', params, ctx.session);
    return { jobId, orders: orderIds.length };
  },
} satisfies Handlers;

/**
 * Numbers, counts and queues slip by slip, each a command of its own, so that other desks get their turn; the first is
 * on paper while the last is still being counted. Stopping leaves what is queued queued.
 */
export async function dayJob(run: JobRun, { orderIds, printerId }: DayOrder): Promise<DayResult> {
  const result: DayResult = { total: orderIds.length, queued: 0, left: [], stopped: false };
  for (const [at, id] of orderIds.entries()) {
    if (run.signal.aborted) return { ...result, stopped: true };
    const ctx: ServiceContext = {
      env: run.env,
      session: run.session,
      requestId: run.env.newId(),
      gate: run.store.gate,
      read: run.store.read,
      host: run.host,
    };
    try {
      const jobs = runCommand(ctx, 'paper.day', (tx) =>
        printPapers(ctx, tx, { kind: 'service_slip', ids: [id], printerId, copies: null }),
      );
      result.queued += jobs.length;
    } catch (error) {
      if (!isFault(error)) throw error;
      const row = readerOf(run.store.read).get<{ number: string }>(
        'SELECT number FROM work_order WHERE id = ?',
        id,
      );
      if (result.left.length < leftAtMost)
        result.left.push({ number: row?.number ?? '', code: error.code, params: error.params });
    }
    if (at % 20 === 0) run.host.kick('print');
    run.progress(Math.floor(((at + 1) * 1000) / orderIds.length), 'queueing');
    await new Promise((resolve) => setImmediate(resolve));
  }
  run.host.kick('print');
  return result;
}
