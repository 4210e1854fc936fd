import type { OutputOf } from '../../../preload/contract/index.ts';
import { addDays } from '../../../domain/time/business-day.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { todayOf } from './access.ts';
import { ordersSince, readSupply } from './replenish.ts';
import { changeSupplyLine, closeSupply, sendSupply, skipSupply, takeSupply } from './supply-orders.ts';

/** Lots that are over within so many days are shown, and parts not used for so many. */
const soonDays = 90;
const slowDays = 180;

/** What should be ordered, orders of goods, goods that lie. */
export const replenishHandlers = {
  'parts.supply': (ctx, input) => readSupply(ctx, input),
  'parts.supplyOrders': (ctx, { openOnly }) =>
    ctx.host.reader<OutputOf<'parts.supplyOrders'>>('parts.supplyOrders', {
      since: ordersSince(todayOf(ctx)),
      openOnly,
    }),
  'parts.supplyIdle': (ctx, { view }) => {
    const today = todayOf(ctx);
    return ctx.host.reader<OutputOf<'parts.supplyIdle'>>('parts.supplyIdle', {
      view,
      today,
      soonDay: addDays(today, soonDays),
      slowDay: addDays(today, -slowDays),
    });
  },
  'parts.supplyTake': (ctx, input) => runCommand(ctx, 'parts.supplyTake', (tx) => takeSupply(tx, input)),
  'parts.supplySkip': (ctx, input) => runCommand(ctx, 'parts.supplySkip', (tx) => skipSupply(tx, input)),
  'parts.supplyAmount': (ctx, input) =>
    runCommand(ctx, 'parts.supplyAmount', (tx) => changeSupplyLine(tx, input)),
  'parts.supplySend': (ctx, input) => runCommand(ctx, 'parts.supplySend', (tx) => sendSupply(tx, input)),
  'parts.supplyClose': (ctx, input) =>
    runCommand(ctx, 'parts.supplyClose', (tx) => closeSupply(tx, ctx.read, input)),
} satisfies Handlers;
