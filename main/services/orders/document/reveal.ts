import { Fault } from '../../../../domain/kernel/fault.ts';
import type { revealFields } from '../../../../preload/contract/order-document.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { getOrder } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';

type RevealField = (typeof revealFields)[number];

interface Person {
  name: string;
  phone: string | null;
  phone2: string | null;
  virtual_phone: string | null;
  deleted_at: number | null;
}

/**
 * Whole values for a reader whose role sees masks. The one exception to the masks of the router: its answer is not
 * marked, so it is a command, counted, audited and told in the timeline with who, what and why.
 */
export const revealHandlers = {
  'orders.reveal': (ctx, input) =>
    runCommand(ctx, 'orders.reveal', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.read', order);
      const person = tx.get<Person>(
        'SELECT name, phone, phone2, virtual_phone, deleted_at FROM customer WHERE id = ?',
        order.customer_id,
      );
      const address = tx.value<string>(
        'SELECT province || city || county || town || detail FROM address WHERE id = ?',
        order.address_id,
      );
      if (person === undefined || person.deleted_at !== null)
        throw new Fault('not_found', { entity: 'customer', id: order.customer_id });
      const whole: Record<RevealField, string | null> = {
        name: person.name,
        phone: person.phone,
        phone2: person.phone2,
        virtualPhone: person.virtual_phone,
        address: address ?? null,
      };
      const fields = [...new Set(input.fields)];
      const params = { fields: fields.join(','), cause: input.reason };
      tx.note({
        entity: 'work_order',
        entityId: order.id,
        workOrderId: order.id,
        kind: 'order.revealed',
        params,
      });
      return {
        values: Object.fromEntries(fields.map((name) => [name, whole[name]])) as Partial<
          Record<RevealField, string | null>
        >,
      };
    }),
} satisfies Handlers;
