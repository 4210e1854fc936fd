import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { named, names } from './shapes.ts';

export const belongingKinds = ['orders', 'slips', 'stock', 'oldParts', 'money', 'advances', 'tools'] as const;

/** What of the outlet's is with one person, row by row, and the way to somebody else. */
export const staffLeaving = {
  /** At most two hundred rows of each kind. */
  'staff.belongings': query({
    input: z.object({ staffId: field.id() }).strict(),
    output: z.object({
      orders: z.array(
        z.object({ id: z.string(), number: z.string(), title: z.string(), day: z.string().nullable() }),
      ),
      slips: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          state: z.string(),
          orderId: z.string(),
          order: z.string(),
        }),
      ),
      stock: z.array(
        z.object({
          key: z.string(),
          partId: z.string(),
          code: z.string(),
          ...names,
          unit: z.string(),
          condition: z.string(),
          serial: z.string(),
          quantityMilli: z.int(),
          valueFen: z.int(),
        }),
      ),
      oldParts: z.array(
        z.object({
          id: z.string(),
          ...names,
          orderId: z.string().nullable(),
          order: z.string().nullable(),
          dueDay: z.string().nullable(),
          amountFen: z.int(),
        }),
      ),
      payments: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          orderId: z.string().nullable(),
          order: z.string().nullable(),
          method: z.string(),
          amountFen: z.int(),
          day: z.string(),
        }),
      ),
      /** Money given before the wages and not worked off yet. */
      advances: z.array(z.object({ id: z.string(), number: z.string(), leftFen: z.int() })),
      tools: z.array(z.object({ ...named, number: z.string(), depositFen: z.int() })),
    }),
    permission: 'staff.read',
  }),
  /**
   * Everything of the named kinds goes to one other person, piece by piece: what cannot go stays where it is and is
   * answered with its reason. Each kind asks for its own right: orders.assign (orders, slips),
   * stock.transfer (stock, old parts), cash.receive (money, advances).
   */
  'staff.handAll': command({
    input: z
      .object({
        staffId: field.id(),
        toStaffId: field.id(),
        kinds: z.array(z.enum(belongingKinds)).min(1).max(belongingKinds.length),
        reasonCode: field.text(40).min(1),
      })
      .strict(),
    output: z.object({
      gone: z.array(z.object({ kind: z.enum(belongingKinds), count: z.int() })),
      left: z.array(
        z.object({
          kind: z.enum(belongingKinds),
          id: z.string(),
          label: z.string(),
          code: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        }),
      ),
    }),
    permission: 'staff.write',
  }),
} as const satisfies Record<string, AnyChannel>;
