import { quoteProofs, revealReasons } from '../../domain/orders/asked-words.ts';
import { z } from 'zod';
import { disputeCauses, reopenCauses, reviveCauses } from '../../domain/orders/reasons.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { done as orderDone, timelineEntry } from './orders.ts';
import { target } from './shapes.ts';

const words = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** Personal fields of an order that can be asked for one by one. */
export const revealFields = ['name', 'phone', 'phone2', 'virtualPhone', 'address'] as const;

const urge = z.object({
  id: z.string(),
  version: z.int(),
  fromWhom: z.string(),
  text: personal.text(),
  at: z.int(),
  answerDueAt: z.int().nullable(),
  answeredAt: z.int().nullable(),
  answeredBy: z.string().nullable(),
  answer: personal.text(),
  /** The platform waits for our words; answering tells it. */
  upstream: z.boolean(),
});

/** The order's document beyond its list row and its plain edges: undo, rare edges, urges, reveal, edit, history. */
export const orderDocument = {
  /**
   * Takes a step back as a whole. Orders that somebody touched since, or whose message left the house, stay as they
   * are and are named; when the step had only one order, the refusal is the answer.
   */
  'orders.undo': command({
    input: z.object({ batchId: field.id() }).strict(),
    output: z.object({
      orders: z.array(orderDone),
      left: z.array(z.object({ id: z.string(), number: z.string(), code: z.string(), params: words })),
    }),
    permission: 'orders.read',
    perMinute: 120,
  }),

  'orders.recheck': command({
    input: z.object(target).strict(),
    output: orderDone,
    permission: 'orders.review',
  }),
  'orders.restore': command({
    input: z.object(target).strict(),
    output: orderDone,
    permission: 'orders.review',
  }),
  'orders.acceptChange': command({
    input: z.object(target).strict(),
    output: orderDone,
    permission: 'orders.review',
  }),
  'orders.revive': command({
    input: z.object({ ...target, reasonCode: z.enum(reviveCauses) }).strict(),
    output: orderDone,
    permission: 'orders.reopen',
  }),
  'orders.reopen': command({
    input: z.object({ ...target, reasonCode: z.enum(reopenCauses) }).strict(),
    output: orderDone,
    permission: 'orders.reopen',
  }),
  'orders.dispute': command({
    input: z
      .object({ ...target, reasonCode: z.enum(disputeCauses), text: field.text(500).default('') })
      .strict(),
    output: orderDone,
    permission: 'orders.dispute',
  }),
  'orders.resolveDispute': command({
    input: z.object({ ...target, text: field.text(500).default('') }).strict(),
    output: orderDone,
    permission: 'orders.dispute',
  }),
  /** Solved by phone: every machine still open gets this result. A call that got through must be in the log. */
  'orders.solveByPhone': command({
    input: z.object({ ...target, resultCode: z.enum(['taught', 'no_fault_found', 'not_needed']) }).strict(),
    output: orderDone,
    permission: 'orders.edit',
  }),
  /** Opens the order of the rework: same user, place and machines, pointing here. */
  'orders.rework': command({
    input: z.object(target).strict(),
    output: orderDone.extend({ childId: z.string(), childNumber: z.string() }),
    permission: 'orders.create',
  }),
  /** How important the outlet takes this order: 0 as any, 3 the most. */
  'orders.setRank': command({
    input: z.object({ ...target, rank: z.int().min(0).max(3) }).strict(),
    output: orderDone,
    permission: 'orders.edit',
  }),
  'orders.watch': command({
    input: z.object({ id: field.id(), watching: z.boolean() }).strict(),
    output: z.object({ watching: z.boolean() }),
    permission: 'orders.read',
  }),
  /** Somebody urges: the user on the phone, the platform, the payer. `answerDueAt` when an answer is owed. */
  'orders.urge': command({
    input: z
      .object({
        id: field.id(),
        fromWhom: z.enum(['user', 'platform', 'payer']),
        text: field.text(500).default(''),
        answerDueAt: field.instant().nullable().default(null),
      })
      .strict(),
    output: orderDone.extend({ urgeId: z.string() }),
    permission: 'calls.write',
  }),
  /** Answers an urge; one that came from a platform is told there. */
  'orders.answerUrge': command({
    input: z.object({ urgeId: field.id(), version: field.version(), text: field.text(500).min(1) }).strict(),
    output: z.object({ urgeId: z.string(), told: z.int() }),
    permission: 'urges.answer',
  }),
  /** Tells somebody higher up; a line in the timeline and on their list until answered. */
  'orders.escalate': command({
    input: z
      .object({
        id: field.id(),
        toStaffId: field.id(),
        cause: z.enum(['technical', 'late', 'complaint', 'money', 'other']),
      })
      .strict(),
    output: z.object({ escalationId: z.string(), level: z.int() }),
    permission: 'orders.edit',
  }),
  /** Whoever was told has seen to it; the order stands as high as what is still open. */
  'orders.answerEscalation': command({
    input: z.object({ escalationId: field.id(), version: field.version() }).strict(),
    output: z.object({ escalationId: z.string(), level: z.int() }),
    permission: 'orders.edit',
  }),
  /**
   * The user's yes or no to a quote that was given. Either ends the wait for it. A yes says how it is proved. Faults:
   * `quote_decided`, `quote_expired`, `quote_proof_missing`.
   */
  'orders.decideQuote': command({
    input: z
      .object({
        quoteId: field.id(),
        version: field.version(),
        agree: z.boolean(),
        how: z.enum(quoteProofs).nullable().default(null),
      })
      .strict(),
    output: orderDone.extend({ quoteId: z.string(), quoteState: z.string() }),
    permission: 'orders.edit',
  }),

  /**
   * The one way to a whole value that is masked: who asked, for what and why is audited and stands in the timeline.
   * For people who may read the order; at most ten a minute.
   */
  'orders.reveal': command({
    input: z
      .object({
        id: field.id(),
        fields: z.array(z.enum(revealFields)).min(1).max(revealFields.length),
        reason: z.enum(revealReasons),
      })
      .strict(),
    output: z.object({ values: z.partialRecord(z.enum(revealFields), z.string().nullable()) }),
    permission: 'orders.read',
    perMinute: 10,
  }),
  /**
   * Corrects user, place, work and words of an order; what is left out stays. Flags whose cause is gone are cleared by
   * it. Of the machines still open those follow that said what the order said.
   */
  'orders.editUser': command({
    input: z
      .object({
        ...target,
        name: field.text(80).min(1).optional(),
        phone: field.text(30).min(3).optional(),
        phone2: field.text(30).optional(),
        county: field.text(40).optional(),
        town: field.text(40).optional(),
        detail: field.text(300).min(1).optional(),
        remark: field.text(500).optional(),
        faultText: field.text(500).optional(),
        warranty: z.enum(['in_warranty', 'out_of_warranty', 'extended', 'joint']).nullable().optional(),
        serviceItemId: field.id().optional(),
        payerId: field.id().optional(),
      })
      .strict(),
    output: orderDone.extend({ cleared: z.array(z.string()) }),
    permission: 'orders.edit',
  }),
  'orders.editMachine': command({
    input: z
      .object({
        machineId: field.id(),
        version: field.version(),
        productName: field.text(120).min(1).optional(),
        model: field.text(80).optional(),
        quantity: z.int().min(1).max(99).optional(),
        indoorCode: field.text(60).nullable().optional(),
        outdoorCode: field.text(60).nullable().optional(),
        warranty: z.enum(['in_warranty', 'out_of_warranty', 'extended', 'joint']).nullable().optional(),
        purchasedDay: field.day().nullable().optional(),
      })
      .strict(),
    output: z.object({ machineId: z.string(), version: z.int() }),
    permission: 'orders.edit',
  }),

  /** What the document shows beside `orders.get`. */
  'orders.more': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      /** Every clock of the order, met or not; `pausedBy` names the hold that stops it now. */
      clocks: z.array(
        z.object({
          kind: z.string(),
          dueAt: z.int().nullable(),
          metAt: z.int().nullable(),
          pausedBy: z.string().nullable(),
          pausedMs: z.int(),
        }),
      ),
      rank: z.int(),
      teamNameZh: z.string().nullable(),
      teamNameEn: z.string().nullable(),
      acceptDueAt: z.int().nullable(),
      tags: z.array(z.string()),
      watchers: z.array(z.object({ staffId: z.string(), name: z.string() })),
      watching: z.boolean(),
      escalations: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          level: z.int(),
          cause: z.string(),
          toName: z.string().nullable(),
          at: z.int(),
          answeredAt: z.int().nullable(),
          /** Null where it settled by itself. */
          answeredBy: z.string().nullable(),
        }),
      ),
      quotes: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          number: z.string(),
          state: z.string(),
          totalFen: z.int(),
          validUntil: z.int().nullable(),
          agreedHow: z.string().nullable(),
          agreedAt: z.int().nullable(),
          at: z.int(),
          lines: z.array(
            z.object({ name: z.string(), quantityMilli: z.int(), unitFen: z.int(), amountFen: z.int() }),
          ),
        }),
      ),
      urges: z.array(urge),
      /** The newest step that can still be taken back; `orders`: how many go back with it. */
      undo: z
        .object({
          batchId: z.string(),
          action: z.string(),
          staffName: z.string().nullable(),
          orders: z.int().min(1),
        })
        .nullable(),
      place: z.object({
        county: z.string(),
        town: z.string(),
        detail: personal.address(),
        floor: z.int().nullable(),
        lift: z.boolean().nullable(),
        estate: z.string().nullable(),
      }),
      machines: z.array(
        z.object({
          id: z.string(),
          brandNameZh: z.string().nullable(),
          brandNameEn: z.string().nullable(),
          serviceItemZh: z.string().nullable(),
          serviceItemEn: z.string().nullable(),
          payerId: z.string().nullable(),
          purchasedDay: z.string().nullable(),
          warrantyEndDay: z.string().nullable(),
          faultZh: z.string().nullable(),
          faultEn: z.string().nullable(),
          cause: z.string(),
          measure: z.string(),
          earlier: z.int(),
        }),
      ),
      photos: z.array(
        z.object({
          id: z.string(),
          machineLineId: z.string().nullable(),
          name: z.string(),
          takenAt: z.int().nullable(),
          at: z.int(),
          atDesk: z.boolean(),
          isPicture: z.boolean(),
          hasFile: z.boolean(),
        }),
      ),
      used: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          quantityMilli: z.int(),
          unit: z.string(),
          oldPartState: z.string().nullable(),
        }),
      ),
      incoming: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          text: personal.text(),
          at: z.int(),
          answerDueAt: z.int().nullable(),
          answeredAt: z.int().nullable(),
          answeredBy: z.string().nullable(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** Earlier orders of the devices on this order, by machine code. */
  'orders.deviceHistory': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          machineId: z.string(),
          orderId: z.string(),
          number: z.string(),
          title: z.string(),
          state: z.string(),
          receivedAt: z.int(),
          finishedAt: z.int().nullable(),
          resultCode: z.string().nullable(),
          faultZh: z.string().nullable(),
          faultEn: z.string().nullable(),
          staffName: z.string().nullable(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** What happened, newest first, by pages; `kinds` are first words of event kinds. */
  'orders.timeline': query({
    input: z
      .object({
        id: field.id(),
        before: z.int().nullable().default(null),
        group: z.enum(['all', 'state', 'call', 'visit', 'money', 'platform']).default('all'),
        limit: z.int().min(1).max(200).default(50),
      })
      .strict(),
    output: z.object({ entries: z.array(timelineEntry), more: z.boolean() }),
    permission: 'orders.read',
  }),
  /** Lets this window fetch a photo of an order it may read, once. */
  'orders.photoTicket': query({
    input: z.object({ attachmentId: field.id() }).strict(),
    output: z.object({ ticket: z.string() }),
    permission: 'orders.read',
    perMinute: 600,
  }),
} as const satisfies Record<string, AnyChannel>;
