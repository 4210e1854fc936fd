import { type DeskViewName, deskViewNames, deskViews } from '../../../domain/orders/desk-views.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { handlers as money } from '../money/index.ts';
import { handlers as orders } from '../orders/index.ts';
import { readConditions } from '../orders/list/conditions.ts';
import { orderScope } from '../orders/scope.ts';
import { handlers as paper } from '../paper/index.ts';
import { handlers as parts } from '../parts/index.ts';
import { handlers as platforms } from '../platforms/index.ts';
import { handlers as visits } from '../visits/index.ts';

/**
 * Numbers of the first screen that are not queues: each is asked of the very view that opens behind it, with what the
 * view asks when it is opened. A number and its list cannot differ.
 */
const rooms: Handlers = { ...orders, ...visits, ...money, ...parts, ...paper, ...platforms };
type Rooms = keyof Handlers;

async function view<C extends Rooms>(
  ctx: ServiceContext,
  channel: C,
  input: CheckedInputOf<C>,
): Promise<OutputOf<C>> {
  const handler = rooms[channel] as
    | ((ctx: ServiceContext, input: CheckedInputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>)
    | undefined;
  if (handler === undefined) throw new Error(`no view ${channel}`);
  return handler(ctx, input);
}

const first = { offset: 0, limit: 1 };

export type ViewCounts = Record<string, number>;

/** Counts by tile; a view this person may not open is left out. */
export async function countViews(
  ctx: ServiceContext,
  may: (permission: string) => boolean,
  all: (permission: string) => boolean,
): Promise<ViewCounts> {
  const counts: ViewCounts = {};
  const asked: Promise<void>[] = [];
  const add = (allowed: boolean, read: () => Promise<ViewCounts>) => {
    if (allowed) asked.push(read().then((found) => void Object.assign(counts, found)));
  };
  add(may('orders.read'), () => countDeskViews(ctx));
  add(may('calls.write'), async () => {
    const { due, waiting } = await view(ctx, 'orders.callQueue', { view: 'due', limit: 1 });
    return { calls_due: due, calls_waiting: waiting };
  });
  add(all('orders.audit'), async () => ({
    suspicions: (await view(ctx, 'orders.suspicions', { decided: false, ...first })).total,
  }));
  add(may('slips.key'), async () => ({
    proof: (await view(ctx, 'visits.proofDesk', first)).total,
  }));
  add(all('cash.receive') && all('money.read'), async () => {
    const { open } = await view(ctx, 'money.handIns', { day: null });
    // Who took by code only has nothing to hand in: that money lies with the bank
    const owing = open.filter((row) => row.owedFen > 0);
    return { cash: owing.length, cash_fen: owing.reduce((sum, row) => sum + row.owedFen, 0) };
  });
  add(all('slips.key'), async () => {
    const { people } = await view(ctx, 'visits.evening', { day: null });
    const sum = (of: (row: (typeof people)[number]) => number) => people.reduce((n, row) => n + of(row), 0);
    return {
      evening: people.length,
      evening_slips: sum((row) => row.slipsOut),
      evening_fen: sum((row) => row.cashFen),
      evening_old: sum((row) => row.oldParts),
    };
  });
  add(all('money.read'), async () => ({
    differences: (
      await view(ctx, 'money.differences', {
        states: ['open', 'appealed'],
        payerId: null,
        statementId: null,
        ...first,
      })
    ).total,
  }));
  add(all('stock.read'), async () => ({
    old_parts: (await view(ctx, 'parts.oldParts', { view: 'owed', staffId: null, payerId: null, ...first }))
      .total,
    requests: (
      await view(ctx, 'parts.requests', {
        openOnly: true,
        lateOnly: false,
        id: null,
        workOrderId: null,
        ...first,
      })
    ).total,
  }));
  add(may('stock.receive'), async () => {
    const { counts: claims } = await view(ctx, 'parts.claims', { view: 'tell', id: null, ...first });
    const { counts: deliveries } = await view(ctx, 'parts.deliveries', { view: 'late', ...first });
    return {
      claims_over: claims.over,
      claims_tell: claims.tell - claims.over,
      deliveries_late: deliveries.late,
    };
  });
  add(may('platforms.read'), async () => ({
    dead_letters: (await view(ctx, 'platforms.messages', { state: 'dead', connectionId: null, ...first }))
      .total,
  }));
  add(may('print.run'), async () => ({
    prints: (
      await view(ctx, 'paper.jobs', {
        states: ['failed', 'unknown'],
        printerId: null,
        documentId: null,
        ...first,
      })
    ).total,
  }));
  await Promise.all(asked);
  return counts;
}

/** Lists by conditions, counted by the condition the list is opened with. */
async function countDeskViews(ctx: ServiceContext): Promise<ViewCounts> {
  const found = await ctx.host.reader<{ id: DeskViewName; count: number }[]>('orders.viewCounts', {
    views: deskViewNames.map((id) => ({ id, queues: [], where: readConditions(ctx, deskViews[id]) })),
    ...orderScope(ctx.session, 'orders.read'),
  });
  return Object.fromEntries(found.map(({ id, count }) => [id, count]));
}
