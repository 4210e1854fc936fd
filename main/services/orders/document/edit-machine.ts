import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { cleanCode, refuseUsedCodes } from '../../visits/codes.ts';
import { proveAgain } from '../../visits/proof.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';
import type { Difference } from './edit.ts';
import { reindexOrder } from './reindex.ts';

/** What the proof of a visit looks at. */
const proving = new Set(['indoor_code', 'outdoor_code', 'model']);

/** A code that stands on another order or twice on this one is refused here as it is on the slip. */
function refuseUsed(tx: Tx, orderId: string, lineId: string, patch: Record<string, unknown>): void {
  const lines = tx.all<{ id: string; indoor_code: string | null; outdoor_code: string | null }>(
    'SELECT id, indoor_code, outdoor_code FROM machine_line WHERE work_order_id = ?',
    orderId,
  );
  refuseUsedCodes(
    tx,
    orderId,
    lines.map((line) => {
      const next = line.id === lineId ? { ...line, ...patch } : line;
      return { machineLineId: line.id, indoorCode: next.indoor_code, outdoorCode: next.outdoor_code };
    }),
  );
}

export const machineHandlers = {
  'orders.editMachine': (ctx, input) => {
    const done = runCommand(ctx, 'orders.editMachine', (tx) => {
      const line = tx.get<{
        id: string;
        version: number;
        work_order_id: string;
        line_no: number;
        product_name: string;
        model: string;
        quantity: number;
        indoor_code: string | null;
        outdoor_code: string | null;
        warranty: string | null;
        purchased_day: string | null;
        result_code: string | null;
      }>('SELECT * FROM machine_line WHERE id = ?', input.machineId);
      if (line === undefined) throw new Fault('not_found', { entity: 'machine_line', id: input.machineId });
      const order = getOrder(tx, line.work_order_id);
      assertMayTouch(ctx, 'orders.edit', order);
      if (line.version !== input.version)
        throw new Fault('conflict', { entity: 'machine_line', id: line.id });
      const code = (raw: string | null | undefined) => (raw === undefined ? undefined : cleanCode(raw));
      const wanted = {
        product_name: input.productName?.trim(),
        model: input.model?.trim(),
        quantity: input.quantity,
        indoor_code: code(input.indoorCode),
        outdoor_code: code(input.outdoorCode),
        warranty: input.warranty,
        purchased_day: input.purchasedDay,
      };
      const patch: Record<string, unknown> = {};
      const changed: Difference = {};
      for (const [column, value] of Object.entries(wanted)) {
        const before = line[column as keyof typeof wanted];
        if (value === undefined || value === before) continue;
        patch[column] = value;
        changed[column] = { from: before, to: value };
      }
      const fields = Object.keys(patch);
      if (fields.length === 0) return { machineId: line.id, version: line.version };
      if ('indoor_code' in patch || 'outdoor_code' in patch) refuseUsed(tx, order.id, line.id, patch);
      const version = tx.update('machine_line', line.id, patch, { version: line.version });
      const noted = writeOrder(
        tx,
        order,
        {},
        {
          kind: 'order.machine_edited',
          params: { n: line.line_no, fields: fields.join(',') },
          personal: changed,
        },
      );
      reindexOrder(tx, order);
      if (fields.some((field) => proving.has(field))) proveAgain(tx, noted);
      return { machineId: line.id, version };
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
