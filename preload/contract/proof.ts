import { z } from 'zod';
import { type AnyChannel, command, field, query } from './define.ts';
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
    }),
    permission: 'verification.write',
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
