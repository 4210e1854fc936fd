import { Fault } from '../../../../domain/kernel/fault.ts';
import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { enqueueStep } from '../../sync/effects.ts';
import { takeOver } from '../../sync/ingest/apply-change.ts';
import type { FieldChange } from '../../sync/ingest/diff.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder } from '../core/order-row.ts';
import { beginStep, endStep, keepBatch } from '../core/undo.ts';
import { assertMayTouch } from '../scope.ts';

interface ChangeRow {
  id: string;
  version: number;
  state: string;
  source_order_id: string;
  inbox_id: string;
  diff_sealed: string;
  key_id: number;
}

export const noteHandlers = {
  'orders.note': (ctx, input) => {
    const done = runCommand(ctx, 'orders.note', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'notes.write', order);
      const batchId = tx.newId();
      const step = beginStep(tx, order, 'note');
      const noteId = tx.insert('note', {
        work_order_id: order.id,
        reach: input.reach,
        text: input.text,
        staff_id: tx.staffId,
        at: tx.at,
        key_id: order.key_id,
      });
      // A note for the platform leaves the house; the others never do.
      if (input.reach === 'platform') enqueueStep(tx, order.id, 'note', { remark: input.text });
      tx.event({
        entity: 'work_order',
        entityId: order.id,
        workOrderId: order.id,
        kind: 'order.noted',
        params: { reach: input.reach, undoId: batchId },
      });
      tx.audit({
        action: 'order.noted',
        entity: 'work_order',
        entityId: order.id,
        params: { reach: input.reach, noteId },
      });
      keepBatch(tx, batchId, 'orders.note', [endStep(tx, step, order, { noteId })]);
      return { noteId, batchId };
    });
    if (input.reach === 'platform') ctx.host.kick('outbox');
    return done;
  },

  'orders.decideChange': (ctx, input) =>
    runCommand(ctx, 'orders.decideChange', (tx) => {
      const change = tx.get<ChangeRow>('SELECT * FROM source_change WHERE id = ?', input.changeId);
      if (change === undefined) throw new Fault('not_found', { entity: 'source_change', id: input.changeId });
      if (change.version !== input.version || change.state !== 'open')
        throw new Fault('conflict', { entity: 'source_change', id: change.id });
      const state = input.accept ? 'accepted' : 'refused';
      tx.update('source_change', change.id, { state, decided_at: tx.at, decided_by: tx.staffId });
      const orders = tx.all<{ id: string }>(
        'SELECT work_order_id AS id FROM work_order_source WHERE source_order_id = ?',
        change.source_order_id,
      );
      const canonical = tx.value<string>(
        'SELECT canonical_sealed FROM source_order WHERE id = ?',
        change.source_order_id,
      );
      const after = canonical === undefined ? null : tx.open<CanonicalOrder>(canonical);
      const changes = tx.open<FieldChange[]>(change.diff_sealed) ?? [];
      for (const { id } of orders) {
        const order = getOrder(tx, id);
        if (input.accept && after !== null) takeOver(tx, order, { after, changes, keyId: change.key_id });
        else writeOrder(tx, order, {}, { kind: 'order.change_refused', params: { changeId: change.id } });
      }
      return { changeId: change.id, state };
    }),
} satisfies Handlers;
