import type { Db } from '../connection.ts';
import type { FilterNode } from '../../domain/orders/list-filter.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import { filterSql } from './order-filter.ts';
import { statement } from './statements.ts';

/** Filter of an order list as the contract checks it, with the reader's own scope added. */
export interface OrderListParams {
  filter: {
    queues: string[];
    states: string[];
    staffId: string | null;
    payerId: string | null;
    connectionId: string | null;
    divisionCode: string | null;
    serviceType: string | null;
    appointmentDay: string | null;
    receivedFrom: number | null;
    receivedTo: number | null;
    warranty: string | null;
    urgentOnly: boolean;
    minAmountFen: number | null;
    openOnly: boolean;
  };
  /** Conditions beside the fixed ones, resolved (domain/orders/list-filter.ts). */
  where?: FilterNode | null;
  sort: OrderSort;
  descending: boolean;
  /** Whose orders the reader may see: everyone's, a team's or one's own. */
  onlyStaffId: string | null;
  onlyTeamId: string | null;
}

export type OrderSort =
  | 'deadline'
  | 'received'
  | 'appointment'
  | 'amount'
  | 'risk'
  | 'number'
  | 'area'
  | 'staff'
  | 'contact';

/** `first` stands before the direction: what has no value comes last either way. */
const sorts: Record<OrderSort, { first?: string; by: string; byDeadline?: boolean }> = {
  deadline: { first: 'deadline_at IS NULL', by: 'deadline_at' },
  received: { by: 'received_at' },
  appointment: { first: 'appointment_start_at IS NULL', by: 'appointment_start_at' },
  amount: { by: 'amount_fen', byDeadline: true },
  // Money of work that is over is no longer at risk
  risk: { first: "queue IN ('done', 'cancelled')", by: 'money_at_risk_fen', byDeadline: true },
  number: { by: 'seq' },
  area: { first: 'division_code IS NULL', by: 'division_code', byDeadline: true },
  staff: {
    first: 'staff_id IS NULL',
    by: '(SELECT s.name_initials || s.code FROM staff s WHERE s.id = work_order.staff_id)',
    byDeadline: true,
  },
  contact: { first: 'next_contact_at IS NULL', by: 'next_contact_at' },
};

/** WHERE and ORDER BY of a list. Only conditions that are set are written, so that the planner sees the sparse one. */
export function orderListSql(params: OrderListParams): { sql: string; bindings: unknown[] } {
  const where: string[] = [];
  const bindings: unknown[] = [];
  const add = (condition: string, ...values: unknown[]) => {
    where.push(condition);
    bindings.push(...values);
  };
  const { filter } = params;
  const list = (column: string, values: readonly string[]) =>
    add(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  if (filter.queues.length > 0) list('queue', filter.queues);
  if (filter.states.length > 0) list('state', filter.states);
  if (filter.staffId !== null) add('staff_id = ?', filter.staffId);
  if (filter.payerId !== null) add('payer_id = ?', filter.payerId);
  if (filter.connectionId !== null) add('connection_id = ?', filter.connectionId);
  if (filter.divisionCode !== null) add('division_code = ?', filter.divisionCode);
  if (filter.serviceType !== null) add('service_type = ?', filter.serviceType);
  if (filter.appointmentDay !== null) add('appointment_day = ?', filter.appointmentDay);
  if (filter.receivedFrom !== null) add('received_at >= ?', filter.receivedFrom);
  if (filter.receivedTo !== null) add('received_at < ?', filter.receivedTo);
  if (filter.warranty !== null) add('warranty = ?', filter.warranty);
  if (filter.urgentOnly) add('urgent = 1');
  if (filter.minAmountFen !== null) add('amount_fen >= ?', filter.minAmountFen);
  if (filter.openOnly) add("queue NOT IN ('done', 'cancelled')");
  if (params.onlyStaffId !== null) add('staff_id = ?', params.onlyStaffId);
  if (params.onlyTeamId !== null) add('team_id = ?', params.onlyTeamId);
  if (params.where) {
    const tree = filterSql(params.where);
    add(tree.sql, ...tree.bindings);
  }
  const direction = params.descending ? 'DESC' : 'ASC';
  const { first, by, byDeadline } = sorts[params.sort];
  const order = [
    ...(first === undefined ? [] : [first]),
    `${by} ${direction}`,
    ...(byDeadline === true ? ['deadline_at IS NULL', 'deadline_at'] : []),
    ...(params.sort === 'number' ? [] : [`seq ${direction}`]),
  ].join(', ');
  const clause = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return { sql: `SELECT seq FROM work_order ${clause} ORDER BY ${order}`, bindings };
}

export const orderRowColumns = `
  w.seq, w.id, w.version, w.number, coalesce(w.side_state, w.state) AS state, w.queue, w.title, w.service_type AS serviceType,
  w.machine_count AS machineCount, w.warranty, c.name AS customerName, c.phone AS customerPhone, a.county || a.town || a.detail AS address,
  a.county, w.connection_id AS connectionId, k.name_zh AS connectionNameZh, k.name_en AS connectionNameEn, w.payer_id AS payerId,
  w.staff_id AS staffId, s.name AS staffName, u.name_zh AS subShopNameZh, u.name_en AS subShopNameEn, w.appointment_state AS appointmentState,
  w.appointment_day AS appointmentDay, w.appointment_start_at AS appointmentStartAt, w.appointment_end_at AS appointmentEndAt,
  w.deadline_at AS deadlineAt, w.deadline_kind AS deadlineKind, w.money_at_risk_fen AS moneyAtRiskFen, w.amount_fen AS amountFen,
  w.urgent, w.complaint, w.is_rework AS isRework, w.urges, w.received_at AS receivedAt,
  (SELECT count(*) FROM order_flag f WHERE f.work_order_id = w.id AND f.cleared_at IS NULL) AS flags`;

export const orderRowJoins = `
  FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
  LEFT JOIN connection k ON k.id = w.connection_id LEFT JOIN staff s ON s.id = w.staff_id LEFT JOIN sub_shop u ON u.id = w.sub_shop_id`;

/** What the list can show beside: its columns are a person's choice. */
export const orderListColumns = `${orderRowColumns},
  w.rank, w.calls, w.visits, w.appointment_changes AS changes, w.upstream_number AS upstreamNumber, w.next_contact_at AS nextContactAt,
  w.distance_m AS distanceM, w.updated_at AS updatedAt, p.name_zh AS payerNameZh, p.name_en AS payerNameEn, e.name_zh AS teamNameZh, e.name_en AS teamNameEn,
  (SELECT m.model FROM machine_line m WHERE m.work_order_id = w.id ORDER BY m.line_no LIMIT 1) AS model,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM work_order_tag WHERE work_order_id = w.id ORDER BY tag)) AS tags`;

export const orderListJoins = `${orderRowJoins}
  LEFT JOIN payer p ON p.id = w.payer_id LEFT JOIN team e ON e.id = w.team_id`;

type Raw = Record<string, unknown> & { seq: number };

/** SQLite's 0 and 1 as the contract's booleans. */
export function typedOrderRow(row: Raw): Raw {
  row.urgent = row.urgent === 1;
  row.complaint = row.complaint === 1;
  row.isRework = row.isRework === 1;
  return row;
}

export function typedListRow(row: Raw): Raw {
  row.tags = JSON.parse(String(row.tags));
  return typedOrderRow(row);
}

export const orderSnapshots = {
  'orders.list': {
    numbers: (db: Db, params: OrderListParams) => {
      const { sql, bindings } = orderListSql(params);
      // Trees are as many as people think of; only the fixed filters' statements are worth keeping
      const list = params.where ? db.prepare(sql) : statement(db, sql);
      return list.pluck().all(...bindings) as number[];
    },
    rows: (db: Db, numbers: readonly number[]) =>
      (
        statement(
          db,
          `SELECT ${orderListColumns} ${orderListJoins} WHERE w.seq IN (SELECT value FROM json_each(?))`,
        ).all(JSON.stringify(numbers)) as Raw[]
      ).map(typedListRow),
  },
} satisfies Record<string, SnapshotQuery>;

/** More orders than this with the same last signs: whoever asks types one sign more. */
const alikeAtMost = 20;

export const orderQueries = {
  /** Row numbers of orders by their number or a platform's, whole; else by the last signs of theirs (three at least). */
  'orders.byNumber': (db: Db, params: { number: string }): number[] => {
    const number = params.number.trim();
    const whole = statement(
      db,
      'SELECT seq FROM work_order WHERE number = @number UNION SELECT seq FROM work_order WHERE upstream_number = @number',
    )
      .pluck()
      .all({ number }) as number[];
    if (whole.length > 0 || number.length < 3) return whole;
    return statement(
      db,
      'SELECT seq FROM work_order WHERE substr(number, -length(@number)) = @number ORDER BY seq DESC LIMIT @limit',
    )
      .pluck()
      .all({ number, limit: alikeAtMost }) as number[];
  },
  'orders.queues': (db: Db, params: { now: number; onlyStaffId: string | null; onlyTeamId: string | null }) =>
    statement(
      db,
      `SELECT queue, count(*) AS count, coalesce(sum(deadline_at < @now), 0) AS late,
       sum(CASE WHEN deadline_at < @now THEN money_at_risk_fen ELSE 0 END) AS riskFen
       FROM work_order WHERE queue NOT IN ('done', 'cancelled') AND (@onlyStaffId IS NULL OR staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR team_id = @onlyTeamId)
       GROUP BY queue`,
    ).all(params),
};
