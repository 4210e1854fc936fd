import { Fault } from '../../../domain/kernel/fault.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { orderScope } from '../orders/scope.ts';
import { eraseHandlers } from './erase.ts';

type File = OutputOf<'customers.get'>;

const headSql = 'SELECT id, version, name, phone, phone2, deleted_at AS deletedAt FROM customer WHERE id = ?';
const addressSql =
  'SELECT id, province || city || county || town || detail AS text FROM address WHERE customer_id = ? ORDER BY seq';
const mine = `(@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)`;
const historySql = `
  SELECT w.id, w.number, w.title, coalesce(w.side_state, w.state) AS state, w.queue,
         w.appointment_state AS appointmentState, w.received_at AS receivedAt, s.name AS staffName
    FROM work_order w LEFT JOIN staff s ON s.id = w.staff_id
   WHERE w.customer_id = @id AND ${mine} ORDER BY w.seq DESC LIMIT 50`;
const countSql = `SELECT count(*) FROM work_order w WHERE w.customer_id = @id AND ${mine}`;
const deviceSql = `
  SELECT d.id, b.name_zh AS brandNameZh, b.name_en AS brandNameEn, d.model, d.indoor_code AS indoorCode,
         d.outdoor_code AS outdoorCode, d.installed_day AS installedDay, d.warranty_end_day AS warrantyEndDay, d.repairs
    FROM device d LEFT JOIN brand b ON b.id = d.brand_id WHERE d.customer_id = ? ORDER BY d.seq DESC LIMIT 50`;
// Newest orders are read until there are enough people; one with several orders stands once
const recentSql = `
  SELECT c.id, c.name, c.phone,
         (SELECT a.county || a.town || a.detail FROM address a WHERE a.customer_id = c.id ORDER BY a.seq DESC LIMIT 1) AS address,
         r.lastAt, (SELECT count(*) FROM work_order w WHERE w.customer_id = c.id) AS orders
    FROM (
    SELECT customer_id, max(received_at) AS lastAt
      FROM (SELECT customer_id, received_at FROM work_order ORDER BY received_at DESC LIMIT 400)
     GROUP BY customer_id ORDER BY lastAt DESC LIMIT ?) r
    JOIN customer c ON c.id = r.customer_id WHERE c.deleted_at IS NULL ORDER BY r.lastAt DESC, c.seq DESC`;

/** Faults: `not_found`; `forbidden` for a customer none of whose orders the reader may see. */
function getFile(ctx: ServiceContext, id: string): File {
  const head = statement(ctx.read, headSql).get(id) as
    | Pick<File, 'id' | 'version' | 'name' | 'phone' | 'phone2' | 'deletedAt'>
    | undefined;
  if (head === undefined) throw new Fault('not_found', { entity: 'customer', id });
  const scope = orderScope(ctx.session, 'customers.read');
  const orders = statement(ctx.read, countSql)
    .pluck()
    .get({ id, ...scope }) as number;
  if (orders === 0 && ctx.session.permissions.get('customers.read') !== 'all')
    throw new Fault('forbidden', { action: 'customers.read' });
  return {
    ...head,
    addresses: statement(ctx.read, addressSql).all(id) as File['addresses'],
    orders,
    history: statement(ctx.read, historySql).all({ id, ...scope }) as File['history'],
    devices: statement(ctx.read, deviceSql).all(id) as File['devices'],
  };
}

export const handlers: Handlers = {
  ...eraseHandlers,
  'customers.recent': (ctx, input) => ({
    customers:
      ctx.session.permissions.get('customers.read') === 'all'
        ? (statement(ctx.read, recentSql).all(input.limit) as OutputOf<'customers.recent'>['customers'])
        : [],
  }),
  'customers.get': (ctx, input) => getFile(ctx, input.id),
};
