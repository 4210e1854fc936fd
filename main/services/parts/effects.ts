import type { Effect } from '../orders/core/apply-action.ts';

/** Parts the order names are reserved by the dispatcher or storekeeper; the edge itself reserves none unasked. */
export const reserveParts: Effect = () => undefined;

/** Reservations follow from open work orders: a dead order holds none (LESSONS 19). */
export const releaseReservations: Effect = (tx, { order, edge }) => {
  const rows = tx.all<{
    id: string;
    part_id: string;
    location_id: string;
    bin: string;
    condition: string;
    owner_kind: string;
    owner_id: string;
    lot: string;
    serial: string;
    quantity_milli: number;
  }>("SELECT * FROM reservation WHERE work_order_id = ? AND state = 'held'", order.id);
  for (const row of rows) {
    tx.update('reservation', row.id, { state: 'released', reason: edge.action, ended_at: tx.at });
    const balance = tx.get<{ id: string; reserved_milli: number }>(
      'SELECT id, reserved_milli FROM stock_balance WHERE part_id = ? AND location_id = ? AND bin = ? AND condition = ? AND owner_kind = ? AND owner_id = ? AND lot = ? AND serial = ?',
      row.part_id,
      row.location_id,
      row.bin,
      row.condition,
      row.owner_kind,
      row.owner_id,
      row.lot,
      row.serial,
    );
    if (balance !== undefined)
      tx.update('stock_balance', balance.id, {
        reserved_milli: balance.reserved_milli - row.quantity_milli,
        updated_at: tx.at,
      });
  }
};

/** Issued parts of a dead or reassigned order are listed for return; they do not leave the man's bag by themselves. */
export const recallParts: Effect = (tx, { order }) => {
  const issued =
    tx.value<number>(
      "SELECT count(*) FROM reservation WHERE work_order_id = ? AND state = 'issued'",
      order.id,
    ) ?? 0;
  if (issued > 0)
    tx.event({
      entity: 'work_order',
      entityId: order.id,
      workOrderId: order.id,
      kind: 'parts.recalled',
      params: { count: issued },
    });
};
