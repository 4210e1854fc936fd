import { clearedCustomer, personalColumns } from '../../../db/erased.ts';
import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { openStates } from '../../../domain/orders/states.ts';
import type { Handlers } from '../context.ts';
import { runCommand } from '../command.ts';

function clearTables(tx: Tx, customerId: string): void {
  for (const { table, where, set } of personalColumns) {
    for (const row of tx.all<{ id: string }>(`SELECT id FROM ${table} WHERE ${where}`, customerId))
      tx.update(table, row.id, set);
  }
  for (const order of tx.all<{ id: string }>('SELECT id FROM work_order WHERE customer_id = ?', customerId))
    tx.search('work_order', order.id, null);
  tx.search('customer', customerId, null);
  clearLists(tx, customerId);
}

/** A list names many users and so lies under nobody's key: what its jobs hold goes with the first one erased. */
function clearLists(tx: Tx, customerId: string): void {
  for (const job of tx.all<{ id: string }>(
    `SELECT j.id FROM print_job j WHERE j.document_kind IN ('day_list', 'payer_statement', 'customer_statement', 'shift_handover')
       AND EXISTS (SELECT 1 FROM work_order w WHERE w.customer_id = ? AND instr(j.data_sealed, w.number) > 0)`,
    customerId,
  ))
    tx.update('print_job', job.id, { data_sealed: 'open:null' });
}

export const eraseHandlers = {
  'customers.erase': (ctx, input) => {
    const done = runCommand(ctx, 'customers.erase', (tx) => {
      const customer = tx.get<{ version: number; deleted_at: number | null }>(
        'SELECT version, deleted_at FROM customer WHERE id = ?',
        input.id,
      );
      if (customer === undefined) throw new Fault('not_found', { entity: 'customer', id: input.id });
      if (customer.version !== input.version || customer.deleted_at !== null)
        throw new Fault('conflict', { entity: 'customer', id: input.id });
      const open = tx.value<number>(
        `SELECT count(*) FROM work_order WHERE customer_id = ? AND coalesce(side_state, state) IN (${openStates.map((state) => `'${state}'`).join(', ')})`,
        input.id,
      );
      if (open !== undefined && open > 0) throw new Fault('customer_has_work', { count: open });
      clearTables(tx, input.id);
      tx.update('customer', input.id, {
        ...clearedCustomer,
        deleted_at: tx.at,
      });
      tx.audit({ action: 'customer.erased', entity: 'customer', entityId: input.id });
      return { id: input.id, erasedAt: tx.at };
    });
    ctx.host.seal.destroyErased();
    return done;
  },
} satisfies Handlers;
