import { businessDay } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { getZone } from '../masters.ts';
import { orderScope } from '../orders/scope.ts';
import { readerOf } from '../masters.ts';

export const listHandlers = {
  'visits.slips': (ctx, input) => ctx.host.reader<OutputOf<'visits.slips'>>('visits.slips', input),
  'visits.evening': (ctx, input) =>
    ctx.host.reader<OutputOf<'visits.evening'>>('visits.evening', {
      day: input.day ?? businessDay(ctx.env.now(), getZone(readerOf(ctx.read))),
      ...orderScope(ctx.session, 'orders.read'),
    }),
  'visits.eveningOf': (ctx, input) => {
    const scope = orderScope(ctx.session, 'orders.read');
    return ctx.host.reader<OutputOf<'visits.eveningOf'>>('visits.eveningOf', {
      staffId: input.staffId,
      day: input.day ?? businessDay(ctx.env.now(), getZone(readerOf(ctx.read))),
      ...scope,
    });
  },
  'visits.proofDesk': (ctx, input) =>
    ctx.host.reader<OutputOf<'visits.proofDesk'>>('visits.proofDesk', {
      ...input,
      ...orderScope(ctx.session, 'orders.read'),
    }),
} satisfies Handlers;
