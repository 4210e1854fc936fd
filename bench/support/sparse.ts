import type { Db } from '../../db/connection.ts';
import { orderListSql, type OrderListParams } from '../../db/queries/orders.ts';

type Filter = OrderListParams['filter'];

export const noFilter: Filter = {
  queues: [],
  states: [],
  staffId: null,
  payerId: null,
  connectionId: null,
  divisionCode: null,
  serviceType: null,
  appointmentDay: null,
  receivedFrom: null,
  receivedTo: null,
  warranty: null,
  urgentOnly: false,
  minAmountFen: null,
  openOnly: false,
};

export interface FoundFilter {
  filter: Filter;
  names: string[];
  ms: number;
  total: number;
  tried: number;
}

/** Orders a sparse list holds at most: 1 % of the store. */
const sparseShare = 0.01;

/** Every pair and triple of conditions with a usual value each; answers the slowest whose list is sparse. */
export function findWorstSparse(db: Db, orders: number): FoundFilter {
  const usual = (column: string) =>
    db
      .prepare(
        `SELECT ${column} FROM work_order WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY count(*) LIMIT 1`,
      )
      .pluck()
      .get();
  const middle = db
    .prepare('SELECT received_at FROM work_order ORDER BY received_at LIMIT 1 OFFSET ?')
    .pluck();
  const conditions: [string, Partial<Filter>][] = [
    ['queues', { queues: ['dispatch', 'intake'] }],
    ['states', { states: ['audited'] }],
    ['staffId', { staffId: usual('staff_id') as string }],
    ['payerId', { payerId: usual('payer_id') as string }],
    ['connectionId', { connectionId: usual('connection_id') as string }],
    ['divisionCode', { divisionCode: usual('division_code') as string }],
    ['serviceType', { serviceType: usual('service_type') as string }],
    ['warranty', { warranty: 'out_of_warranty' }],
    ['urgentOnly', { urgentOnly: true }],
    ['minAmountFen', { minAmountFen: 44_000 }],
    ['openOnly', { openOnly: true }],
    [
      'received',
      {
        receivedFrom: middle.get(Math.floor(orders * 0.1)) as number,
        receivedTo: middle.get(Math.floor(orders * 0.9)) as number,
      },
    ],
  ];
  let worst: FoundFilter | null = null;
  let tried = 0;
  for (const combination of combinations(conditions)) {
    const filter: Filter = Object.assign({}, noFilter, ...combination.map(([, part]) => part)) as Filter;
    const { sql, bindings } = orderListSql(listParams(filter));
    const statement = db.prepare(sql).pluck();
    const begun = performance.now();
    const total = statement.all(...bindings).length;
    const ms = performance.now() - begun;
    tried += 1;
    if (total === 0 || total > orders * sparseShare || ms <= (worst?.ms ?? 0)) continue;
    worst = { filter, names: combination.map(([name]) => name), ms, total, tried: 0 };
  }
  if (worst === null) throw new Error('no sparse list found');
  return { ...worst, tried };
}

export const listParams = (filter: Filter): OrderListParams => ({
  filter,
  sort: 'deadline',
  descending: false,
  onlyStaffId: null,
  onlyTeamId: null,
});

function* combinations<T>(from: readonly T[]): Generator<T[]> {
  for (const [i, a] of from.entries())
    for (const [j, b] of from.slice(i + 1).entries()) {
      yield [a, b];
      for (const c of from.slice(i + j + 2)) yield [a, b, c];
    }
}
