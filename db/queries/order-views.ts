import type { FilterNode } from '../../domain/orders/list-filter.ts';
import type { Db } from '../connection.ts';
import { filterSql } from './order-filter.ts';
import { statement } from './statements.ts';

export interface SavedViewRow {
  id: string;
  version: number;
  name: string;
  shared: 0 | 1;
  ownerId: string;
  ownerName: string;
  /** JSON, checked by the reader. */
  body: string;
}

interface CountedView {
  id: string;
  queues: readonly string[];
  where: FilterNode | null;
}

export const orderViewQueries = {
  /** Own views in their order, then shared ones of others. */
  'orders.views': (db: Db, params: { area: string; staffId: string }) =>
    statement(
      db,
      `SELECT v.id, v.version, v.name, v.shared, v.owner_id AS ownerId, s.name AS ownerName, v.body
       FROM saved_view v JOIN staff s ON s.id = v.owner_id
       WHERE v.area = @area AND v.retired_at IS NULL AND (v.owner_id = @staffId OR v.shared = 1)
       ORDER BY v.owner_id <> @staffId, v.sort, v.seq LIMIT 200`,
    ).all(params) as SavedViewRow[],
  'orders.viewCounts': (
    db: Db,
    params: { views: readonly CountedView[]; onlyStaffId: string | null; onlyTeamId: string | null },
  ) =>
    params.views.map(({ id, queues, where }) => {
      const parts: string[] = [];
      const bindings: unknown[] = [];
      const add = (sql: string, values: readonly unknown[]) => {
        parts.push(sql);
        bindings.push(...values);
      };
      if (queues.length > 0) add(`queue IN (${queues.map(() => '?').join(', ')})`, queues);
      if (params.onlyStaffId !== null) add('staff_id = ?', [params.onlyStaffId]);
      if (params.onlyTeamId !== null) add('team_id = ?', [params.onlyTeamId]);
      if (where !== null) {
        const tree = filterSql(where);
        add(tree.sql, tree.bindings);
      }
      const clause = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
      const count = db
        .prepare(`SELECT count(*) FROM work_order ${clause}`)
        .pluck()
        .get(...bindings) as number;
      return { id, count };
    }),
  'orders.tags': (db: Db, scope: { onlyStaffId: string | null; onlyTeamId: string | null }) =>
    statement(
      db,
      `SELECT t.tag, count(*) AS count FROM work_order_tag t JOIN work_order w ON w.id = t.work_order_id
       WHERE (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)
       GROUP BY t.tag ORDER BY count(*) DESC, t.tag LIMIT 200`,
    ).all(scope),
};
