import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { target } from './shapes.ts';

const rowPerson = {
  customerName: personal.name(),
  customerPhone: personal.phone().nullable(),
  address: personal.address(),
};

/** One line of a list of work orders. */
export const orderRow = z.object({
  seq: z.int(),
  id: z.string(),
  version: z.int(),
  number: z.string(),
  state: z.string(),
  queue: z.string(),
  title: z.string(),
  serviceType: z.string(),
  machineCount: z.int(),
  warranty: z.string().nullable(),
  ...rowPerson,
  county: z.string(),
  connectionId: z.string().nullable(),
  connectionNameZh: z.string().nullable(),
  connectionNameEn: z.string().nullable(),
  payerId: z.string().nullable(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  subShopNameZh: z.string().nullable(),
  subShopNameEn: z.string().nullable(),
  appointmentState: z.string(),
  appointmentDay: z.string().nullable(),
  appointmentStartAt: z.int().nullable(),
  appointmentEndAt: z.int().nullable(),
  deadlineAt: z.int().nullable(),
  deadlineKind: z.string().nullable(),
  moneyAtRiskFen: z.int(),
  amountFen: z.int(),
  urgent: z.boolean(),
  complaint: z.boolean(),
  isRework: z.boolean(),
  urges: z.int(),
  flags: z.int(),
  receivedAt: z.int(),
});
export type OrderListRow = z.output<typeof orderRow>;

export const orderFilter = z
  .object({
    /** Lists by what comes next; empty means all. */
    queues: z.array(z.string().max(40)).max(40).default([]),
    states: z.array(z.string().max(20)).max(20).default([]),
    staffId: field.id().nullable().default(null),
    payerId: field.id().nullable().default(null),
    connectionId: field.id().nullable().default(null),
    divisionCode: field.id().nullable().default(null),
    serviceType: field.text(40).nullable().default(null),
    appointmentDay: field.day().nullable().default(null),
    receivedFrom: field.instant().nullable().default(null),
    receivedTo: field.instant().nullable().default(null),
    warranty: field.text(20).nullable().default(null),
    urgentOnly: z.boolean().default(false),
    minAmountFen: field.fen().nullable().default(null),
    /** Work that is neither closed nor cancelled. */
    openOnly: z.boolean().default(false),
  })
  .strict();
export type OrderFilter = z.output<typeof orderFilter>;

export const done = z.object({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  queue: z.string(),
  number: z.string(),
  /** What `orders.undo` takes to take this step back. */
  batchId: z.string().optional(),
});
const reason = { reasonCode: field.text(40).min(1) };

const flag = z.object({
  id: z.string(),
  code: z.string(),
  severity: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  clearedAt: z.int().nullable(),
});
export const timelineEntry = z.object({
  seq: z.int(),
  at: z.int(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  staffName: z.string().nullable(),
});

export const orders = {
  /** How many orders stand in each list, and how many of them are late. */
  'orders.queues': query({
    input: z.object({}).strict(),
    output: z.object({
      queues: z.array(z.object({ queue: z.string(), count: z.int(), late: z.int(), riskFen: z.int() })),
    }),
    permission: 'orders.read',
  }),
  'orders.get': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      order: orderRow.extend({
        mainState: z.string(),
        reasonCode: z.string().nullable(),
        serviceItemId: z.string().nullable(),
        serviceMode: z.string(),
        customerId: z.string(),
        customerPhone2: personal.phone().nullable(),
        virtualPhone: personal.phone().nullable(),
        divisionCode: z.string().nullable(),
        distanceM: z.int().nullable(),
        distanceMethod: z.string().nullable(),
        remark: personal.text(),
        faultText: personal.text(),
        upstreamNumber: z.string().nullable(),
        verdict: z.string().nullable(),
        verdictDeadlineAt: z.int().nullable(),
        /** In the platform's words. */
        verdictReason: z.string().nullable(),
        nextContactAt: z.int().nullable(),
        parentId: z.string().nullable(),
        goodsState: z.string().nullable(),
        firstCallAt: z.int().nullable(),
        finishedAt: z.int().nullable(),
      }),
      actions: z.array(z.string()),
      machines: z.array(
        z.object({
          id: z.string(),
          lineNo: z.int(),
          version: z.int(),
          productName: z.string(),
          /** Empty where the name is none of our catalogue's. */
          productNameEn: z.string(),
          category: z.string(),
          model: z.string(),
          quantity: z.int(),
          indoorCode: personal.code().nullable(),
          outdoorCode: personal.code().nullable(),
          warranty: z.string().nullable(),
          state: z.string(),
          resultCode: z.string().nullable(),
        }),
      ),
      flags: z.array(flag),
      appointments: z.array(
        z.object({
          id: z.string(),
          changeNo: z.int(),
          state: z.string(),
          day: z.string().nullable(),
          startAt: z.int().nullable(),
          endAt: z.int().nullable(),
          reasonCode: z.string().nullable(),
          faultOf: z.string(),
          source: z.string(),
          suspicious: z.string().nullable(),
          /** Who looked at the suspicion and let it pass. */
          clearedBy: z.string().nullable(),
          clearedAt: z.int().nullable(),
          staffName: z.string().nullable(),
          /** The call that proves it. */
          call: z
            .object({
              id: z.string(),
              at: z.int(),
              seconds: z.int().nullable(),
              staffName: z.string().nullable(),
              evidence: z.int(),
            })
            .nullable(),
          at: z.int(),
        }),
      ),
      visits: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          visitNo: z.int(),
          state: z.string(),
          day: z.string(),
          outcome: z.string().nullable(),
          departedAt: z.int().nullable(),
          arrivedAt: z.int().nullable(),
          endedAt: z.int().nullable(),
          atDesk: z.boolean(),
          people: z.array(
            z.object({ staffId: z.string(), name: z.string(), part: z.string(), shareMilli: z.int() }),
          ),
        }),
      ),
      calls: z.array(
        z.object({
          id: z.string(),
          at: z.int(),
          direction: z.string(),
          result: z.string(),
          seconds: z.int().nullable(),
          staffName: z.string().nullable(),
          nextCallAt: z.int().nullable(),
          note: personal.text(),
        }),
      ),
      notes: z.array(
        z.object({
          id: z.string(),
          at: z.int(),
          reach: z.string(),
          text: personal.text(),
          staffName: z.string().nullable(),
        }),
      ),
      parts: z.array(
        z.object({
          id: z.string(),
          partId: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          quantityMilli: z.int(),
          unit: z.string(),
          state: z.string(),
          locationNameZh: z.string(),
          bin: z.string(),
        }),
      ),
      fees: z.array(
        z.object({
          id: z.string(),
          party: z.string(),
          partyId: z.string(),
          feeKind: z.string(),
          name: z.string(),
          quantityMilli: z.int(),
          unitFen: z.int(),
          amountFen: z.int(),
          state: z.string(),
          ruleCode: z.string().nullable(),
          ruleVersion: z.int().nullable(),
        }),
      ),
      sources: z.array(
        z.object({
          id: z.string(),
          connectionNameZh: z.string(),
          connectionNameEn: z.string(),
          upstreamId: z.string(),
          status: z.string(),
          statusRaw: z.string(),
          cancelledAt: z.int().nullable(),
        }),
      ),
      changes: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          kind: z.string(),
          fields: z.array(z.string()),
          at: z.int(),
        }),
      ),
      messages: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          step: z.string(),
          state: z.string(),
          attempts: z.int(),
          doneAt: z.int().nullable(),
          faultCode: z.string().nullable(),
          position: z.int(),
        }),
      ),
      slips: z.array(z.object({ id: z.string(), number: z.string(), state: z.string(), copies: z.int() })),
      timeline: z.array(timelineEntry),
    }),
    permission: 'orders.read',
  }),
  /** Next order of a queue after one was decided: what «decide and the next opens» asks. */
  'orders.next': query({
    input: z.object({ queue: field.text(40), after: field.id().nullable().default(null) }).strict(),
    output: z.object({ id: z.string().nullable(), left: z.int() }),
    permission: 'orders.read',
  }),

  'orders.approve': command({
    input: z.object({ ...target, decidedFlags: z.array(field.id()).max(50).default([]) }).strict(),
    output: done,
    permission: 'orders.review',
  }),
  'orders.hold': command({
    input: z
      .object({
        ...target,
        ...reason,
        nextContactAt: field.instant().nullable().default(null),
        text: field.text(500).default(''),
      })
      .strict(),
    output: done,
    permission: 'orders.hold',
  }),
  'orders.resume': command({ input: z.object(target).strict(), output: done, permission: 'orders.hold' }),
  'orders.cancel': command({
    input: z.object({ ...target, ...reason }).strict(),
    output: done,
    permission: 'orders.cancel',
  }),
  'orders.sendBack': command({
    input: z.object({ ...target, ...reason }).strict(),
    output: done,
    permission: 'orders.send_back',
  }),
  'orders.confirmInterception': command({
    input: z.object(target).strict(),
    output: done,
    permission: 'orders.cancel',
  }),
  'orders.audit': command({ input: z.object(target).strict(), output: done, permission: 'orders.audit' }),
  'orders.close': command({ input: z.object(target).strict(), output: done, permission: 'orders.close' }),
  'orders.setUrgent': command({
    input: z.object({ ...target, urgent: z.boolean() }).strict(),
    output: done,
    permission: 'orders.edit',
  }),
  'orders.note': command({
    input: z
      .object({
        id: field.id(),
        reach: z.enum(['inside', 'technician', 'user', 'platform']),
        text: field.text(2000).min(1),
      })
      .strict(),
    output: z.object({ noteId: z.string(), batchId: z.string().optional() }),
    permission: 'notes.write',
  }),
  /** Accepts or refuses what the platform changed on a running order. */
  'orders.decideChange': command({
    input: z.object({ changeId: field.id(), version: field.version(), accept: z.boolean() }).strict(),
    output: z.object({ changeId: z.string(), state: z.string() }),
    permission: 'orders.review',
  }),
} as const satisfies Record<string, AnyChannel>;
