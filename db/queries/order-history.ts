import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

export interface HistoryParams {
  phone: string;
  code: string;
  customerId: string | null;
}

/** How much of one user a form can show. */
const most = 8;

/**
 * Users behind a whole number, a machine code or an id, with their orders and machines, newest first. Fragments find
 * nothing: this is for a form that is being filled, not a search.
 */
function history(db: Db, params: HistoryParams) {
  const ids = new Set<string>();
  const take = (sql: string, ...values: unknown[]) => {
    for (const id of statement(db, sql)
      .pluck()
      .all(...values) as string[])
      if (ids.size < 4) ids.add(id);
  };
  if (params.customerId !== null) ids.add(params.customerId);
  if (params.phone !== '') {
    take(
      'SELECT id FROM customer WHERE phone = ? AND deleted_at IS NULL ORDER BY seq DESC LIMIT 4',
      params.phone,
    );
    take(
      'SELECT id FROM customer WHERE phone2 = ? AND deleted_at IS NULL ORDER BY seq DESC LIMIT 4',
      params.phone,
    );
  }
  if (params.code !== '')
    for (const column of ['indoor_code', 'outdoor_code'])
      take(
        `SELECT w.customer_id FROM machine_line m JOIN work_order w ON w.id = m.work_order_id WHERE m.${column} = ? ORDER BY m.seq DESC LIMIT 4`,
        params.code,
      );
  const list = JSON.stringify([...ids]);
  const customers = statement(
    db,
    `SELECT c.id, c.name, c.phone, c.phone2, a.county, a.town, a.detail, a.floor, a.elevator FROM customer c
     JOIN address a ON a.id = (SELECT id FROM address WHERE customer_id = c.id ORDER BY seq DESC LIMIT 1)
     WHERE c.id IN (SELECT value FROM json_each(?)) AND c.deleted_at IS NULL ORDER BY c.seq DESC`,
  ).all(list) as ({ elevator: number | null } & Record<string, unknown>)[];
  const orders = statement(
    db,
    `SELECT w.id, w.number, w.title, coalesce(w.side_state, w.state) AS state, w.service_type AS serviceType, w.service_item_id AS serviceItemId,
       w.received_at AS receivedAt, w.finished_at AS finishedAt, w.appointment_start_at AS appointmentStartAt, s.name AS staffName, w.staff_id AS staffId, w.team_id AS teamId,
       coalesce((SELECT model FROM machine_line m WHERE m.work_order_id = w.id ORDER BY line_no LIMIT 1), '') AS model,
       w.finished_at IS NULL AND w.state NOT IN ('closed') AND coalesce(w.side_state, '') NOT IN ('cancelled', 'sent_back') AS open
     FROM work_order w LEFT JOIN staff s ON s.id = w.staff_id WHERE w.customer_id IN (SELECT value FROM json_each(?)) ORDER BY w.seq DESC LIMIT ${most}`,
  ).all(list) as ({ open: number } & Record<string, unknown>)[];
  const devices = statement(
    db,
    `SELECT m.model, m.category, m.brand_id AS brandId, m.indoor_code AS indoorCode, m.outdoor_code AS outdoorCode, m.purchased_day AS purchasedDay,
       (SELECT d.warranty_end_day FROM device d WHERE d.id = m.device_id) AS warrantyEndDay
     FROM machine_line m JOIN work_order w ON w.id = m.work_order_id
     WHERE w.customer_id IN (SELECT value FROM json_each(?)) AND (m.model <> '' OR m.indoor_code IS NOT NULL)
     GROUP BY coalesce(m.indoor_code, m.id) ORDER BY max(m.seq) DESC LIMIT ${most}`,
  ).all(list);
  const owed = statement(
    db,
    `SELECT f.work_order_id AS orderId, w.number, sum(f.amount_fen - f.paid_fen) AS amountFen FROM fee_line f JOIN work_order w ON w.id = f.work_order_id
     WHERE w.customer_id IN (SELECT value FROM json_each(?)) AND f.party = 'user' AND f.state NOT IN ('estimate', 'void', 'paid', 'waived', 'lost') AND f.amount_fen > f.paid_fen
     GROUP BY f.work_order_id LIMIT 3`,
  ).all(list);
  return {
    customers: customers.map((row) => ({
      ...row,
      elevator: row.elevator === null ? null : row.elevator === 1,
    })),
    orders: orders.map((row) => ({ ...row, open: row.open === 1 })),
    devices,
    owed,
  };
}

export const orderHistoryQueries = { 'orders.history': history };
