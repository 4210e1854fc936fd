import type { Db } from '../connection.ts';
import { first } from './report.ts';

/** What L4 asks of the stock room beyond the ledger itself; one finder a rule, each names its first broken row. */
export function stockRoomLaws(db: Db): (() => string | null)[] {
  return [
    first(
      db,
      'old_part',
      `SELECT max(o.id) AS id, 'papers say ' || sum(o.quantity_milli) || ' old of ' || o.part_id || ' in ' || o.location_id || ', moves say less' AS problem
       FROM old_part o WHERE o.location_id IS NOT NULL AND o.state IN ('with_technician', 'in_store', 'boxed')
       GROUP BY o.part_id, o.location_id HAVING sum(o.quantity_milli) > coalesce((SELECT sum(b.quantity_milli) FROM stock_balance b
         WHERE b.part_id = o.part_id AND b.location_id = o.location_id AND b.condition = 'old'), 0)`,
    ),
  ];
}
