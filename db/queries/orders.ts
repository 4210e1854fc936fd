import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
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
  sort: 'deadline' | 'received' | 'appointment' | 'amount' | 'risk' | 'number';
  descending: boolean;
  /** Whose orders the reader may see: everyone's, a team's or one's own. */
  onlyStaffId: string | null;
  onlyTeamId: string | null;
}

const sortColumns: Record<OrderListParams['sort'], string> = {
  deadline: 'deadline_at IS NULL, deadline_at',
  received: 'received_at',
  appointment: 'appointment_start_at IS NULL, appointment_start_at',
  amount: 'amount_fen',
  risk: 'money_at_risk_fen',
  number: 'seq',
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
  const direction = params.descending ? 'DESC' : 'ASC';
  const order = sortColumns[params.sort]
    .split(', ')
    .map((column) => (column.endsWith('IS NULL') ? column : `${column} ${direction}`))
    .join(', ');
  const tie = params.sort === 'number' ? '' : `, seq ${direction}`;
  const clause = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return { sql: `SELECT seq FROM work_order ${clause} ORDER BY ${order}${tie}`, bindings };
}

export const orderRowColumns = `
  w.seq, w.id, w.version, w.number, coalesce(w.side_state, w.state) AS state, w.queue, w.title, w.service_type AS serviceType,
  w.machine_count AS machineCount, w.warranty, c.name AS customerName, c.phone AS customerPhone, a.county || a.town || a.detail AS address,
  a.county, w.connection_id AS connectionId, k.name_zh AS connectionNameZh, k.name_en AS connectionNameEn, w.payer_id AS payerId,
  w.staff_id AS staffId, s.name AS staffName, u.name_zh AS subShopNameZh, w.appointment_state AS appointmentState,
  w.appointment_day AS appointmentDay, w.appointment_start_at AS appointmentStartAt, w.appointment_end_at AS appointmentEndAt,
  w.deadline_at AS deadlineAt, w.deadline_kind AS deadlineKind, w.money_at_risk_fen AS moneyAtRiskFen, w.amount_fen AS amountFen,
  w.urgent, w.complaint, w.is_rework AS isRework, w.urges, w.received_at AS receivedAt,
  (SELECT count(*) FROM order_flag f WHERE f.work_order_id = w.id AND f.cleared_at IS NULL) AS flags`;

export const orderRowJoins = `
  FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
  LEFT JOIN connection k ON k.id = w.connection_id LEFT JOIN staff s ON s.id = w.staff_id LEFT JOIN sub_shop u ON u.id = w.sub_shop_id`;

type Raw = Record<string, unknown> & { seq: number };

/** SQLite's 0 and 1 as the contract's booleans. */
export function typedOrderRow(row: Raw): Raw {
  row.urgent = row.urgent === 1;
  row.complaint = row.complaint === 1;
  row.isRework = row.isRework === 1;
  return row;
}

export const orderSnapshots = {
  'orders.list': {
    numbers: (db: Db, params: OrderListParams) => {
      const { sql, bindings } = orderListSql(params);
      return statement(db, sql)
        .pluck()
        .all(...bindings) as number[];
    },
    rows: (db: Db, numbers: readonly number[]) =>
      (
        statement(
          db,
          `SELECT ${orderRowColumns} ${orderRowJoins} WHERE w.seq IN (SELECT value FROM json_each(?))`,
        ).all(JSON.stringify(numbers)) as Raw[]
      ).map(typedOrderRow),
  },
} satisfies Record<string, SnapshotQuery>;

export const orderQueries = {
  'orders.queues': (db: Db, params: { now: number; onlyStaffId: string | null; onlyTeamId: string | null }) =>
    statement(
      db,
      `SELECT queue, count(*) AS count, coalesce(sum(deadline_at < @now), 0) AS late,
       sum(CASE WHEN deadline_at < @now THEN money_at_risk_fen ELSE 0 END) AS riskFen
       FROM work_order WHERE queue NOT IN ('done', 'cancelled') AND (@onlyStaffId IS NULL OR staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR team_id = @onlyTeamId)
       GROUP BY queue`,
    ).all(params),
};
