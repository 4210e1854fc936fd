import { normalisePhone } from '../../../../domain/customers/phone.ts';
import { businessDay, daysBetween } from '../../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../context.ts';
import { getSetting, getZone, readerOf } from '../../masters.ts';

type History = OutputOf<'orders.history'>;
interface Found extends Omit<History, 'warnings' | 'orders'> {
  orders: (History['orders'][number] & { serviceItemId: string | null })[];
  owed: { orderId: string; number: string; amountFen: number }[];
}

/** Fewer digits than this are no number yet: nobody is found by a fragment here. */
const wholeNumber = 7;

export const historyHandlers = {
  'orders.history': async (ctx, input) => {
    const phone = normalisePhone(input.phone) ?? '';
    const code = input.code.trim();
    const empty = { customers: [], orders: [], devices: [], warnings: [] };
    if (phone.length < wholeNumber && code.length < 5 && input.customerId === null) return empty;
    const { owed, ...found } = await ctx.host.reader<Found>('orders.history', {
      phone: phone.length < wholeNumber ? '' : phone,
      code: code.length < 5 ? '' : code,
      customerId: input.customerId,
    });
    const read = readerOf(ctx.read);
    const zone = getZone(read);
    const today = businessDay(ctx.env.now(), zone);
    const reworkDays = getSetting<number>(read, 'outlet', 'rework_days', 30);
    const warnings: History['warnings'] = [];
    const warn = (
      warningCode: History['warnings'][number]['code'],
      order: { id: string; number: string },
      days: number,
      amountFen = 0,
    ) => warnings.push({ code: warningCode, orderId: order.id, number: order.number, days, amountFen });
    for (const order of found.orders)
      if (order.open) warn('open_order', order, daysBetween(businessDay(order.receivedAt, zone), today));
    const wanted =
      input.serviceItemId === null
        ? null
        : (read.get<{ service_type: string }>(
            'SELECT service_type FROM service_item WHERE id = ?',
            input.serviceItemId,
          )?.service_type ?? null);
    for (const order of found.orders) {
      if (order.finishedAt === null) continue;
      const days = daysBetween(businessDay(order.finishedAt, zone), today);
      if (days <= reworkDays && (wanted === null || order.serviceType === wanted))
        warn('rework', order, days);
    }
    for (const one of owed) warn('owes', { id: one.orderId, number: one.number }, 0, one.amountFen);
    return { ...found, orders: found.orders.map(shown), warnings };
  },
} satisfies Handlers;

const shown = (order: Found['orders'][number]): History['orders'][number] => ({
  id: order.id,
  number: order.number,
  title: order.title,
  state: order.state,
  serviceType: order.serviceType,
  receivedAt: order.receivedAt,
  finishedAt: order.finishedAt,
  appointmentStartAt: order.appointmentStartAt,
  staffName: order.staffName,
  model: order.model,
  open: order.open,
});
