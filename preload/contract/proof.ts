import { z } from 'zod';
import { platformAnswers } from '../../domain/orders/verdict.ts';
import { type AnyChannel, command, field, query } from './define.ts';
import { done as orderDone } from './orders.ts';
import { target } from './shapes.ts';
import { askedShot, proofItem, shotEntry } from './visit-shapes.ts';

/** What proves an order's visits; what came late is added, what never comes is let go by name. */
export const proof = {
  /** What proves the visits of an order, item by item. */
  'visits.proof': query({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({
      policyCode: z.string().nullable(),
      met: z.boolean(),
      /** What does not stop it, but a person should see: `code_before_arrival`, `place_unknown`. */
      flags: z.array(z.string()),
      items: z.array(proofItem),
      /** What is asked for, and of which machines. */
      shots: z.array(askedShot),
      machines: z.array(z.object({ id: z.string(), lineNo: z.int() })),
      photos: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          fileName: z.string(),
          hash: z.string(),
          machineLineId: z.string().nullable(),
          atDesk: z.boolean(),
          /** Who put it there. */
          byName: z.string().nullable(),
          at: z.int(),
          usedByOrder: z.string().nullable(),
          usedByOrderId: z.string().nullable(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** More photos, a code, a signature that came later; verifies the order when nothing is missing any more. */
  'visits.addProof': command({
    input: z
      .object({
        orderId: field.id(),
        version: field.version(),
        shots: z.array(shotEntry).max(100).default([]),
        verificationCode: field.text(40).nullable().default(null),
        signed: z.boolean().default(false),
      })
      .strict(),
    output: z.object({
      orderId: z.string(),
      orderVersion: z.int(),
      orderState: z.string(),
      queue: z.string(),
      verified: z.boolean(),
      proof: z.array(proofItem),
      /** It completed what the platform had sent back: with this `orders.undo` takes the telling back. */
      batchId: z.string().optional(),
    }),
    permission: 'verification.write',
  }),
  /** What the platform sent back is put right otherwise than by a photo: it is told, and asked to look again. */
  'visits.papersSent': command({
    input: z.object(target).strict(),
    output: orderDone,
    permission: 'verification.write',
  }),
  /**
   * What the platform's own page says about reported work, where it does not tell by itself. `refill` takes the order
   * back to its proof, `redo` to its booking, `refused` to the dispute. Fault `order_edge_missing` before it is finished.
   */
  'visits.platformAnswer': command({
    input: z
      .object({
        ...target,
        answer: z.enum(platformAnswers),
        /** The platform's words. */
        reason: field.text(200).default(''),
        dueAt: field.instant().nullable().default(null),
      })
      .strict(),
    output: orderDone,
    permission: 'outbox.retry',
  }),
  /** One missing proof is let go, by name. */
  'visits.waiveProof': command({
    input: z
      .object({
        itemId: field.id(),
        version: field.version(),
        orderVersion: field.version(),
        reason: field.text(200).min(1),
      })
      .strict(),
    output: z.object({
      orderId: z.string(),
      orderVersion: z.int(),
      orderState: z.string(),
      queue: z.string(),
      verified: z.boolean(),
    }),
    permission: 'verification.waive',
  }),
} as const satisfies Record<string, AnyChannel>;
