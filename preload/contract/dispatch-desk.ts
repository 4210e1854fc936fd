import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { assignDone, assignTo, card, refusal } from './dispatch-shapes.ts';
import { rowDone, target } from './shapes.ts';

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
        ...target,
        ...assignTo,
        reasonCode: field.text(40).min(1),
        reservationIds: z.array(field.id()).max(100).default([]),
        paymentIds: z.array(field.id()).max(50).default([]),
      })
      .strict(),
    output: assignDone.extend({ slipNumber: z.string().nullable() }),
    permission: 'orders.assign',
  }),
  /** Several orders in one go; each has its own result, a fault of one does not keep the others back. */
  'dispatch.assignMany': command({
    input: z
      .object({
        items: z
          .array(
            z
              .object({
                ...target,
                staffId: assignTo.staffId,
                subShopId: assignTo.subShopId,
                day: assignTo.day,
                slotId: assignTo.slotId,
              })
              .strict(),
          )
          .min(1)
          .max(50),
        override: assignTo.override,
        causeCode: assignTo.causeCode,
        /** Set: orders somebody has already change hands; left out: they are refused as taken. */
        reasonCode: field.text(40).min(1).nullable().default(null),
      })
      .strict(),
    output: z.object({
      results: z.array(
        z.object({
          id: z.string(),
          version: z.int().nullable(),
          fault: z
            .object({
              code: z.string(),
              params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
            })
            .nullable(),
        }),
      ),
      /** What `orders.undo` takes to take all of them back; null where none went through. */
      batchId: z.string().nullable(),
    }),
    permission: 'orders.assign',
  }),
  /** People × seven days: what they have, what they could have, who is away; load per slot and sums per team. */
  'dispatch.week': query({
    input: z.object({ fromDay: field.day(), teamId: field.id().nullable().default(null) }).strict(),
    output: z.object({
      fromDay: z.string(),
      days: z.array(
        z.object({
          day: z.string(),
          jobs: z.int(),
          minutes: z.int(),
          capacityMinutes: z.int(),
          /** Booked for the day and given to nobody. */
          unassigned: z.int(),
          slots: z.array(
            z.object({
              slotId: z.string(),
              taken: z.int(),
              /** Orders the people who are there take; 0 when closed. */
              capacity: z.int(),
              closed: z.boolean(),
            }),
          ),
        }),
      ),
      slots: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          fromClock: z.string(),
          toClock: z.string(),
        }),
      ),
      people: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          teamId: z.string().nullable(),
          jobs: z.int(),
          minutes: z.int(),
          capacityMinutes: z.int(),
          days: z.array(
            z.object({
              day: z.string(),
              jobs: z.int(),
              minutes: z.int(),
              capacityMinutes: z.int(),
              /** day_off, closed, leave, sick or training where the whole day is lost. */
              off: z.string().nullable(),
              /** Away for a part of the day. */
              away: z.array(z.object({ fromMinute: z.int(), toMinute: z.int(), kind: z.string() })),
            }),
          ),
        }),
      ),
      teams: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          jobs: z.int(),
          minutes: z.int(),
          capacityMinutes: z.int(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** Who could be there first today: nobody under way to another, free long enough, nearest first. */
  'dispatch.nearest': query({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({
      people: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          distanceM: z.int().nullable(),
          /** Beginning of what he has next today. */
          nextAt: z.int().nullable(),
          refusals: z.array(refusal),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** What lies with the sub-shops: what they have not answered, what is over its time. */
  'dispatch.shops': query({
    input: z.object({}).strict(),
    output: z.object({
      shops: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          contact: z.string(),
          phone: personal.phone(),
          jobs: z.int(),
          /** Given and neither accepted nor refused. */
          unanswered: z.int(),
          /** Past the deadline or past the time to answer. */
          late: z.int(),
        }),
      ),
      orders: z.array(
        card.extend({
          subShopId: z.string(),
          offeredAt: z.int().nullable(),
          acceptedAt: z.int().nullable(),
          acceptDueAt: z.int().nullable(),
          isLate: z.boolean(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** The text for a chat (personal WeChat has no interface): masked or virtual number, one key copies it. */
  'dispatch.text': query({
    input: z.object({ orderId: field.id(), also: z.array(field.id()).max(30).default([]) }).strict(),
    output: z.object({ text: z.string().meta({ mask: 'text' }) }),
    permission: 'orders.read',
  }),
  /** The text is in somebody's clipboard: kept on the assignment, so that nobody is told twice or never. */
  'dispatch.copied': command({
    input: z.object({ orderIds: z.array(field.id()).min(1).max(31) }).strict(),
    output: z.object({ at: z.int() }),
    permission: 'orders.read',
  }),
  /** A text as it would come out for an order of the outlet; `skip` turns to the next one. */
  'dispatch.previewText': query({
    input: z
      .object({
        skip: z.int().min(0).max(10_000).default(0),
        text: field.text(1000),
        language: z.enum(['zh', 'en']),
      })
      .strict(),
    output: z.object({
      /** Null while the outlet has no order to show it on. */
      text: z.string().meta({ mask: 'text' }).nullable(),
      number: z.string().nullable(),
      /** Placeholders nobody knows, as typed. */
      unknown: z.array(z.string()),
    }),
    permission: 'orders.read',
  }),
  'dispatch.templates': query({
    input: z.object({}).strict(),
    output: z.object({
      usual: z.object({ zh: z.string(), en: z.string() }),
      templates: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          nameZh: z.string(),
          nameEn: z.string(),
          textZh: z.string(),
          textEn: z.string(),
          staffIds: z.array(z.string()),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  'dispatch.saveTemplate': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        nameZh: field.text(40).min(1),
        nameEn: field.text(40).default(''),
        textZh: field.text(1000).min(1),
        textEn: field.text(1000).default(''),
        staffIds: z.array(field.id()).max(200).default([]),
        retire: z.boolean().default(false),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
} as const satisfies Record<string, AnyChannel>;
