import type { Tx } from '../../../db/tx.ts';
import { openOrderSql } from '../../../db/queries/staff.ts';
import type { ServiceContext } from '../context.ts';
import type { RowReader } from '../masters.ts';
import { writerOf, writeSliced } from '../money/sliced.ts';
import { writeOrder } from '../orders/core/apply-action.ts';
import { getOrder } from '../orders/core/order-row.ts';

/** Event and audit row of a change of a team: ids and counts only. */
export function noteTeam(tx: Tx, teamId: string, kind: string, params: Record<string, unknown>): void {
  tx.note({ entity: 'team', entityId: teamId, kind, params });
}

export interface OrderToTeam {
  id: string;
  teamId: string | null;
}

/** Open orders that still name a team, and the one they go to. */
export function ordersOfTeam(read: RowReader, teamId: string, toTeamId: string | null): OrderToTeam[] {
  return read
    .all<{ id: string }>(`SELECT w.id FROM work_order w WHERE w.team_id = ? AND ${openOrderSql}`, teamId)
    .map((row) => ({ id: row.id, teamId: toTeamId }));
}

/** Open orders whose person is in another team than the order says, as far as this team is one of the two. */
export function ordersOutside(read: RowReader, teamId: string): OrderToTeam[] {
  return read.all<OrderToTeam>(
    `SELECT w.id, s.team_id AS teamId FROM work_order w JOIN staff s ON s.id = w.staff_id
     WHERE ${openOrderSql} AND w.team_id IS NOT s.team_id AND (w.team_id = ?1 OR s.team_id = ?1)`,
    teamId,
  );
}

/** Orders follow their people, in slices; one that has moved meanwhile is left as it stands. Answers how many went. */
export async function putOrders(
  ctx: ServiceContext,
  command: string,
  orders: readonly OrderToTeam[],
): Promise<number> {
  let moved = 0;
  await writeSliced(writerOf(ctx, command), orders, (tx, one) => {
    const order = getOrder(tx, one.id);
    if (order.team_id === one.teamId) return;
    writeOrder(
      tx,
      order,
      { team_id: one.teamId },
      { kind: 'order.team_moved', params: { fromTeamId: order.team_id, toTeamId: one.teamId } },
    );
    moved += 1;
  });
  return moved;
}
