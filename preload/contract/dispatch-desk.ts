import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { assignDone, assignTarget, assignTo } from './dispatch-shapes.ts';

/** The board beside one day: what changes hands with an order. */
export const dispatchDesk = {
  /** What the present holder has for the order, so that it can be asked what moves along and what stays. */
  'dispatch.handOverCheck': query({
    input: z.object({ orderId: field.id(), staffId: field.id().nullable().default(null) }).strict(),
    output: z.object({
      fromStaffId: z.string().nullable(),
      fromName: z.string().nullable(),
      toName: z.string().nullable(),
      /** Issued to him for this order and still in his bag. */
      parts: z.array(
        z.object({
          reservationId: z.string(),
          partId: z.string(),
          code: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          unit: z.string(),
          quantityMilli: z.int(),
          lot: z.string(),
          serial: z.string(),
          valueFen: z.int(),
        }),
      ),
      /** The receiver's parts limit, where these parts would pass it. */
      overLimit: z.object({ limitFen: z.int(), wouldBeFen: z.int() }).nullable(),
      /** Lines only promised from his bag: promised anew from the next one's places, nobody is asked. */
      promised: z.int(),
      /** Taken from the user and not handed in. */
      payments: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          method: z.string(),
          amountFen: z.int(),
          at: z.int(),
        }),
      ),
      /** Photos belong to the order: the next one sees them. */
      shots: z.int(),
      slips: z.array(z.object({ number: z.string(), state: z.string() })),
      /** Old parts of this order he still owes; they stay with him. */
      oldParts: z.int(),
    }),
    permission: 'orders.assign',
  }),
  /** Reassigns and moves along what was agreed on, in one step. Slips that are out are void, a new one is made. */
  'dispatch.handOver': command({
    input: z
      .object({
        ...assignTarget,
        ...assignTo,
        reasonCode: field.text(40).min(1),
        reservationIds: z.array(field.id()).max(100).default([]),
        paymentIds: z.array(field.id()).max(50).default([]),
      })
      .strict(),
    output: assignDone.extend({ slipNumber: z.string().nullable() }),
    permission: 'orders.assign',
  }),
} as const satisfies Record<string, AnyChannel>;
