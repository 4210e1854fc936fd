import type { Tx } from '../../../../db/tx.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { writeOrder } from '../core/apply-action.ts';
import type { OrderRow } from '../core/order-row.ts';
import { undoable } from '../core/undo.ts';
import { orderScope, orderToChange } from '../scope.ts';

/** A tag as it is kept: no spaces around it, none inside. */
export const cleanTag = (text: string): string => text.trim().replace(/\s+/g, '');

export const tagsOf = (tx: Tx, orderId: string): string[] =>
  tx
    .all<{ tag: string }>('SELECT tag FROM work_order_tag WHERE work_order_id = ? ORDER BY tag', orderId)
    .map((row) => row.tag);

/** Adds and removes tags; answers the order as it stands, or as it was when nothing had to change. */
export function changeTags(
  tx: Tx,
  order: OrderRow,
  change: { add: readonly string[]; remove: readonly string[] },
  undoId?: string,
): { order: OrderRow; added: string[]; removed: string[] } {
  const before = new Set(tagsOf(tx, order.id));
  const added = [...new Set(change.add.map(cleanTag))].filter((tag) => tag !== '' && !before.has(tag));
  const removed = [...new Set(change.remove.map(cleanTag))].filter((tag) => before.has(tag));
  if (added.length + removed.length === 0) return { order, added, removed };
  for (const tag of added) tx.insert('work_order_tag', { work_order_id: order.id, tag });
  for (const tag of removed) {
    const id = tx.value<string>(
      'SELECT id FROM work_order_tag WHERE work_order_id = ? AND tag = ?',
      order.id,
      tag,
    );
    if (id !== undefined) tx.remove('work_order_tag', id);
  }
  // Tags are words of the outlet, not of a person; the number of them is enough for the history
  const after = writeOrder(
    tx,
    order,
    {},
    {
      kind: 'order.tagged',
      params: {
        n: added.length,
        removedCount: removed.length,
        ...(undoId === undefined ? {} : { undoId }),
      },
    },
  );
  return { order: after, added, removed };
}

export const tagHandlers = {
  'orders.tags': async (ctx) => ({
    tags: await ctx.host.reader<OutputOf<'orders.tags'>['tags']>(
      'orders.tags',
      orderScope(ctx.session, 'orders.read'),
    ),
  }),
  'orders.setTags': (ctx, input) =>
    runCommand(ctx, 'orders.setTags', (tx) => {
      const order = orderToChange(ctx, tx, 'orders.edit', input);
      const before = tagsOf(tx, order.id);
      const wanted = input.tags.map(cleanTag).filter((tag) => tag !== '');
      const add = wanted.filter((tag) => !before.includes(tag));
      const remove = before.filter((tag) => !wanted.includes(tag));
      if (add.length + remove.length === 0) return { id: order.id, version: order.version, tags: before };
      let more: { added: string[]; removed: string[] } = { added: [], removed: [] };
      const { order: after, batchId } = undoable(
        tx,
        order,
        'tag',
        (undoId) => {
          const { order: tagged, ...change } = changeTags(tx, order, { add, remove }, undoId);
          more = change;
          return tagged;
        },
        () => more,
      );
      return { id: after.id, version: after.version, tags: tagsOf(tx, order.id), batchId };
    }),
} satisfies Handlers;
