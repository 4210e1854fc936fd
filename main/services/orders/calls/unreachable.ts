import type { Tx } from '../../../../db/tx.ts';
import { holdableStates } from '../../../../domain/orders/life.ts';
import type { HoldKey } from '../../../../domain/orders/hold.ts';
import { atLocal, addDays, businessDay } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import { enqueueStep } from '../../sync/effects.ts';
import { applyAction } from '../core/apply-action.ts';
import { stateOf, type OrderRow } from '../core/order-row.ts';

/** Next working morning at which somebody tries again, minutes of the day. */
const tryAgainAt = 9 * 60;

/** A hold by itself must not take away what was agreed, nor stop a trip that runs. */
export function mayHold(tx: Tx, order: OrderRow): boolean {
  return (
    (holdableStates as readonly string[]).includes(stateOf(order)) &&
    order.appointment_state !== 'agreed' &&
    tx.get("SELECT 1 FROM visit WHERE work_order_id = ? AND state IN ('departed', 'arrived')", order.id) ===
      undefined
  );
}

/**
 * Holds an order for what a call found out: 联系不上 or a wrong number. The platform hears that the booking failed and
 * why. Null when the outlet has no such reason any more.
 */
export function holdByCall(
  tx: Tx,
  order: OrderRow,
  holdKey: HoldKey,
  nextCallAt: number | null,
): { order: OrderRow; reasonCode: string } | null {
  const reason = tx.get<{ code: string; name_zh: string }>(
    "SELECT code, name_zh FROM reason_code WHERE kind = 'hold' AND json_extract(params, '$.holdKey') = ? AND retired_at IS NULL ORDER BY sort LIMIT 1",
    holdKey,
  );
  if (reason === undefined) return null;
  const zone = getZone(tx);
  const next =
    nextCallAt ??
    (holdKey === 'unreachable' ? atLocal(addDays(businessDay(tx.at, zone), 1), tryAgainAt, zone) : null);
  const upstream = {
    reasonCode: reason.code,
    reasonText: reason.name_zh,
    ...(next === null ? {} : { nextContactAt: next }),
  };
  enqueueStep(tx, order.id, 'reserve_fail', upstream);
  const held = applyAction(tx, {
    orderId: order.id,
    read: order,
    action: 'hold',
    reasonCode: reason.code,
    params: { holdKey, nextContactAt: next, upstream },
  });
  return { order: held, reasonCode: reason.code };
}
