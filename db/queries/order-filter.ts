import {
  type Condition,
  type FieldName,
  type FilterNode,
  fold,
  isGroup,
  orderFields,
} from '../../domain/orders/list-filter.ts';
import { sideStates } from '../../domain/orders/states.ts';

/** Where a field lies: a column of the order, or rows of another table that point to it. */
type Place =
  | { column: string }
  | { outer: string; table: string; key: string; value: string; where?: string };

const machine = (value: string): Place => ({
  outer: 'id',
  table: 'machine_line',
  key: 'work_order_id',
  value,
});
const address = (value: string): Place => ({ outer: 'address_id', table: 'address', key: 'id', value });
const customer = (value: string): Place => ({ outer: 'customer_id', table: 'customer', key: 'id', value });

const places: Record<FieldName, Place> = {
  queue: { column: 'queue' },
  state: { column: 'coalesce(side_state, state)' },
  holdReason: { column: "CASE WHEN side_state = 'on_hold' THEN reason_code END" },
  serviceType: { column: 'service_type' },
  serviceMode: { column: 'service_mode' },
  warranty: { column: 'warranty' },
  appointmentState: { column: 'appointment_state' },
  verdict: { column: 'verdict' },
  deadlineKind: { column: 'deadline_kind' },
  goodsState: { column: 'goods_state' },
  staff: { column: 'staff_id' },
  team: { column: 'team_id' },
  subShop: { column: 'sub_shop_id' },
  payer: { column: 'payer_id' },
  connection: { column: 'connection_id' },
  serviceItem: { column: 'service_item_id' },
  division: { column: 'division_code' },
  wishStaff: { column: 'wish_staff_id' },
  tag: { outer: 'id', table: 'work_order_tag', key: 'work_order_id', value: 'tag' },
  flag: {
    outer: 'id',
    table: 'order_flag',
    key: 'work_order_id',
    value: 'code',
    where: 'cleared_at IS NULL',
  },
  watcher: { outer: 'id', table: 'watcher', key: 'work_order_id', value: 'staff_id' },
  urgedBy: {
    outer: 'id',
    table: 'urge',
    key: 'work_order_id',
    value: 'from_whom',
    where: 'answered_at IS NULL',
  },
  platformChange: {
    outer: 'id',
    table: 'source_change h CROSS JOIN work_order_source o ON o.source_order_id = h.source_order_id',
    key: 'o.work_order_id',
    value: 'h.kind',
    where: "h.state = 'open'",
  },
  toldTo: {
    outer: 'id',
    table: 'order_escalation',
    key: 'work_order_id',
    value: 'to_staff_id',
    where: 'answered_at IS NULL',
  },
  brand: machine('brand_id'),
  category: machine('category'),
  partsState: { outer: 'id', table: 'reservation', key: 'work_order_id', value: 'state' },
  urgent: { column: 'urgent' },
  complaint: { column: 'complaint' },
  rework: { column: 'is_rework' },
  // What is open decides: the clock closes what has settled itself without touching the order
  escalated: {
    column: '(work_order.id IN (SELECT work_order_id FROM order_escalation WHERE answered_at IS NULL))',
  },
  machines: { column: 'machine_count' },
  calls: { column: 'calls' },
  visits: { column: 'visits' },
  urges: { column: 'urges' },
  changes: { column: 'appointment_changes' },
  rank: { column: 'rank' },
  distance: { column: 'distance_m' },
  amount: { column: 'amount_fen' },
  risk: { column: 'money_at_risk_fen' },
  deadline: { column: 'deadline_at' },
  received: { column: 'received_at' },
  appointment: { column: 'appointment_start_at' },
  nextContact: { column: 'next_contact_at' },
  firstCall: { column: 'first_call_at' },
  connected: { column: 'first_connected_at' },
  acceptDue: { column: 'accept_due_at' },
  verdictDue: { column: 'verdict_deadline_at' },
  goodsExpected: { column: 'goods_expected_at' },
  ready: { column: 'ready_at' },
  dispatched: { column: 'dispatched_at' },
  accepted: { column: 'accepted_at' },
  finished: { column: 'finished_at' },
  audited: { column: 'audited_at' },
  closed: { column: 'closed_at' },
  updated: { column: 'updated_at' },
  appointmentDay: { column: 'appointment_day' },
  receivedDay: { column: 'received_day' },
  number: { column: 'number' },
  upstreamNumber: { column: 'upstream_number' },
  title: { column: 'title' },
  county: address('county'),
  product: machine('product_name'),
  model: machine('model'),
  customer: customer('name'),
  phone: customer('phone'),
  address: address('county || town || detail'),
  fault: { column: 'fault_text' },
  remark: { column: 'remark' },
};

/** A condition and what it binds, in order. */
export interface Sql {
  sql: string;
  bindings: unknown[];
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/** A resolved tree as a condition over `work_order`. It may be NULL where it does not hold; it never is under NOT. */
export function filterSql(node: FilterNode): Sql {
  if (!isGroup(node)) return conditionSql(node);
  const parts = node.items.map(filterSql);
  const bindings = parts.flatMap((part) => part.bindings);
  if (node.op === 'not') return { sql: `NOT coalesce((${parts[0]?.sql ?? '0'}), 0)`, bindings };
  if (parts.length === 0) return { sql: node.op === 'and' ? '1' : '0', bindings: [] };
  return { sql: `(${parts.map((part) => part.sql).join(node.op === 'and' ? ' AND ' : ' OR ')})`, bindings };
}

function conditionSql(condition: Condition): Sql {
  if (condition.field === 'state' && (condition.rel === 'is' || condition.rel === 'isNot'))
    return stateSql(condition);
  const place = places[condition.field];
  return 'column' in place ? columnSql(place.column, condition) : rowsSql(place, condition);
}

/** Side states lie in a column of their own; written apart, both indexes can be used. */
function stateSql({ rel, value }: Condition): Sql {
  const wanted = value as readonly string[];
  const sides = wanted.filter((state) => (sideStates as readonly string[]).includes(state));
  const mains = wanted.filter((state) => !sides.includes(state));
  const parts: string[] = [];
  if (mains.length > 0) parts.push(`(side_state IS NULL AND state IN (${marks(mains)}))`);
  if (sides.length > 0) parts.push(`coalesce(side_state IN (${marks(sides)}), 0)`);
  const sql = parts.length === 1 ? (parts[0] as string) : `(${parts.join(' OR ')})`;
  return { sql: rel === 'is' ? sql : `NOT ${sql}`, bindings: [...mains, ...sides] };
}

function columnSql(column: string, { field, rel, value }: Condition): Sql {
  const { type } = orderFields[field];
  const one = (sql: string): Sql => ({ sql, bindings: [value] });
  switch (rel) {
    case 'empty':
      return { sql: type === 'text' ? `coalesce(${column}, '') = ''` : `${column} IS NULL`, bindings: [] };
    case 'filled':
      return { sql: type === 'text' ? `${column} <> ''` : `${column} IS NOT NULL`, bindings: [] };
    case 'yes':
      return { sql: `${column} = 1`, bindings: [] };
    case 'no':
      return { sql: `${column} = 0`, bindings: [] };
    case 'equals':
      return one(`${column} = ?`);
    case 'atLeast':
    case 'since':
      return one(`${column} >= ?`);
    case 'atMost':
      return one(`${column} <= ?`);
    case 'before':
      return one(`${column} < ?`);
    case 'on':
    case 'within':
      return {
        sql: `${column} >= ? AND ${column} ${type === 'day' ? '<=' : '<'} ?`,
        bindings: [...(value as readonly unknown[])],
      };
    case 'is':
    case 'isNot': {
      if (type === 'text') return textSql(column, rel, String(value));
      const values = value as readonly unknown[];
      const found = `${column} IN (${marks(values)})`;
      return { sql: rel === 'is' ? found : `NOT coalesce(${found}, 0)`, bindings: [...values] };
    }
    default:
      return textSql(column, rel, String(value));
  }
}

function textSql(column: string, rel: Condition['rel'], text: string): Sql {
  const wanted = fold(text);
  if (rel === 'is') return { sql: `lower(${column}) = ?`, bindings: [wanted] };
  if (rel === 'startsWith') return { sql: `instr(lower(${column}), ?) = 1`, bindings: [wanted] };
  if (rel === 'containsNot')
    return { sql: `coalesce(instr(lower(${column}), ?), 0) = 0`, bindings: [wanted] };
  return { sql: `instr(lower(${column}), ?) > 0`, bindings: [wanted] };
}

function rowsSql(place: Exclude<Place, { column: string }>, { field, rel, value }: Condition): Sql {
  const { table, key, outer } = place;
  const within = (condition: string, bindings: unknown[], not: boolean): Sql => ({
    sql: `work_order.${outer} ${not ? 'NOT ' : ''}IN (SELECT ${key} FROM ${table} WHERE ${place.where === undefined ? '' : `${place.where} AND `}${condition})`,
    bindings,
  });
  const held = `(${place.value})`;
  if (rel === 'empty' || rel === 'filled') return within(`${held} <> ''`, [], rel === 'empty');
  if (orderFields[field].type === 'text') {
    const not = rel === 'containsNot';
    const { sql, bindings } = textSql(held, not ? 'contains' : rel, String(value));
    return within(sql, bindings, not);
  }
  const values = value as readonly unknown[];
  return within(`${held} IN (${marks(values)})`, [...values], rel === 'hasNot');
}
