import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { ownOnly } from './access.ts';

/** The four figures of persons and places, and the rows behind them. */
export const placeHandlers = {
  'parts.placeFigures': (ctx) =>
    ctx.host.reader<OutputOf<'parts.placeFigures'>>('parts.placeFigures', { staffId: ownOnly(ctx) }),
  'parts.placeRows': async (ctx, input) => {
    const place = readerOf(ctx.read).get<{ staff_id: string | null }>(
      'SELECT staff_id FROM location WHERE id = ? AND is_real = 1',
      input.locationId,
    );
    if (place === undefined) throw new Fault('not_found', { entity: 'location', id: input.locationId });
    const own = ownOnly(ctx);
    if (own !== null && place.staff_id !== own) throw new Fault('forbidden', { action: 'stock.read' });
    return ctx.host.reader<OutputOf<'parts.placeRows'>>('parts.placeRows', input);
  },
} satisfies Handlers;
