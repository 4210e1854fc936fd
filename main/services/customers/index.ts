import { Fault } from '../../../domain/kernel/fault.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Handlers } from '../context.ts';
import { eraseHandlers } from './erase.ts';

export const handlers: Handlers = {
  ...eraseHandlers,
  'customers.get': (ctx, input) => {
    const row = statement(
      ctx.read,
      'SELECT id, version, name, phone, phone2, deleted_at AS deletedAt FROM customer WHERE id = ?',
    ).get(input.id) as
      | {
          id: string;
          version: number;
          name: string;
          phone: string | null;
          phone2: string | null;
          deletedAt: number | null;
        }
      | undefined;
    if (row === undefined) throw new Fault('not_found', { entity: 'customer', id: input.id });
    const addresses = statement(
      ctx.read,
      'SELECT id, province || city || county || town || detail AS text FROM address WHERE customer_id = ? ORDER BY seq',
    ).all(input.id) as { id: string; text: string }[];
    const orders = statement(ctx.read, 'SELECT count(*) FROM work_order WHERE customer_id = ?')
      .pluck()
      .get(input.id) as number;
    return { ...row, addresses, orders };
  },
};
