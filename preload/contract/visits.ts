import { z } from 'zod';
import { machineResults, visitOutcomeCodes } from '../../domain/visits/outcomes.ts';
import { blobHash, fileName } from './blobs.ts';
import { type AnyChannel, command, field, personal, query } from './define.ts';

const outcomeCode = z.enum(visitOutcomeCodes);
const resultCode = z.enum(machineResults.map((result) => result.code) as [string, ...string[]]);

/** Who goes on a visit and with which share of the pay; shares of one visit sum to 1000. */
export const visitPerson = z.object({
  staffId: field.id(),
  part: z.enum(['lead', 'helper', 'apprentice']),
  shareMilli: z.int().min(0).max(1000),
});

/** What a person keys about one machine. Codes as scanned; blanks and full-width letters are put right. */
const machineEntry = z
  .object({
    machineLineId: field.id(),
    resultCode: resultCode.nullable().default(null),
    indoorCode: field.text(60).nullable().default(null),
    outdoorCode: field.text(60).nullable().default(null),
    faultId: field.id().nullable().default(null),
    cause: field.text(200).default(''),
    measure: field.text(200).default(''),
  })
  .strict();

/** A part that came out of the bag (or another place) and went into a machine. */
const partEntry = z
  .object({
    machineLineId: field.id().nullable().default(null),
    partId: field.id(),
    quantityMilli: field.milli().refine((milli) => milli > 0),
    /** Null: the bag of the one who did the work. */
    fromLocationId: field.id().nullable().default(null),
    payer: z.enum(['payer', 'user', 'outlet', 'technician']),
    newSerial: field.text(80).default(''),
    oldSerial: field.text(80).default(''),
  })
  .strict();

const extraEntry = z
  .object({
    extraChargeId: field.id(),
    quantityMilli: field.milli().refine((milli) => milli > 0),
    /** Null: the posted price. */
    unitFen: field.fen().nullable().default(null),
  })
  .strict();

const paymentEntry = z
  .object({
    method: z.enum(['cash', 'qr', 'transfer']),
    amountFen: field.fen().refine((fen) => fen > 0),
    receiptNumber: field.text(40).default(''),
  })
  .strict();

const shotEntry = z
  .object({
    /** Name of the policy's shot, or 'other'. */
    name: field.text(60).min(1),
    machineLineId: field.id().nullable().default(null),
    /** Sent before through `blobs.offer`. */
    hash: blobHash,
    fileName,
    /** Perceptual hash of the picture, 16 hex digits, made by the window; finds one photo used twice. */
    pictureHash: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .nullable()
      .default(null),
    takenAt: field.instant().nullable().default(null),
    width: z.int().min(1).max(100_000).nullable().default(null),
    height: z.int().min(1).max(100_000).nullable().default(null),
  })
  .strict();

const visitDone = z.object({
  visitId: z.string(),
  visitNo: z.int(),
  version: z.int(),
  state: z.string(),
  orderId: z.string(),
  orderVersion: z.int(),
  orderState: z.string(),
  queue: z.string(),
});

const proofItem = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  name: z.string(),
  machineLineId: z.string().nullable(),
  state: z.string(),
  atDesk: z.boolean(),
  /** Why it is repeated or refused, or who waived it: codes and numbers. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

const codeProblem = z.object({
  machineLineId: z.string(),
  place: z.enum(['indoor', 'outdoor']),
  code: z.string(),
  params: z.record(z.string(), z.string()),
});

const slipRow = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  copies: z.int(),
  day: z.string(),
  outAt: z.int().nullable(),
  backAt: z.int().nullable(),
  keyedAt: z.int().nullable(),
  orderId: z.string(),
  orderNumber: z.string(),
  title: z.string(),
  queue: z.string(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  customerName: personal.name(),
});

const visitTarget = { visitId: field.id(), version: field.version() };

export const visits = {
  /** Plans a trip for the order's appointment. Without people: who is assigned goes alone. */
  'visits.plan': command({
    input: z
      .object({
        orderId: field.id(),
        version: field.version(),
        day: field.day().nullable().default(null),
        startAt: field.instant().nullable().default(null),
        endAt: field.instant().nullable().default(null),
        people: z.array(visitPerson).max(6).default([]),
      })
      .strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  /** Times left out are now. What is keyed later than it happened is marked as keyed at a desk. */
  'visits.depart': command({
    input: z.object({ ...visitTarget, at: field.instant().nullable().default(null) }).strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  'visits.arrive': command({
    input: z
      .object({
        ...visitTarget,
        at: field.instant().nullable().default(null),
        /** Decimal degrees as measured, and how far from the address that is in metres. */
        latitude: field.text(20).nullable().default(null),
        longitude: field.text(20).nullable().default(null),
        offM: z.int().min(0).max(1_000_000).nullable().default(null),
      })
      .strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  /** Ends a trip with its outcome. The order follows: waits with a reason, goes back to booking, or may be finished. */
  'visits.end': command({
    input: z
      .object({
        ...visitTarget,
        at: field.instant().nullable().default(null),
        outcome: outcomeCode,
        causeCode: field.text(40).nullable().default(null),
        machines: z.array(machineEntry).max(60).default([]),
        extras: z.array(extraEntry).max(40).default([]),
        note: field.text(500).default(''),
        nextContactAt: field.instant().nullable().default(null),
      })
      .strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  /** A trip that will not take place: nobody left. */
  'visits.drop': command({
    input: z.object({ ...visitTarget, reasonCode: field.text(40).min(1) }).strict(),
    output: visitDone,
    permission: 'visits.write',
  }),

  /** A scanned slip and everything its return needs on one screen. */
  'visits.findSlip': query({
    input: z.object({ code: field.text(60).min(1) }).strict(),
    output: z.object({
      slip: z.object({
        id: z.string(),
        version: z.int(),
        number: z.string(),
        state: z.string(),
        copies: z.int(),
        day: z.string(),
        voidReason: z.string().nullable(),
        keyedByName: z.string().nullable(),
        keyedAt: z.int().nullable(),
      }),
      order: z.object({
        id: z.string(),
        version: z.int(),
        number: z.string(),
        state: z.string(),
        queue: z.string(),
        title: z.string(),
        serviceType: z.string(),
        warranty: z.string().nullable(),
        customerName: personal.name(),
        customerPhone: personal.phone().nullable(),
        address: personal.address(),
        payerNameZh: z.string().nullable(),
        payerNameEn: z.string().nullable(),
        staffId: z.string().nullable(),
        staffName: z.string().nullable(),
        appointmentStartAt: z.int().nullable(),
        appointmentEndAt: z.int().nullable(),
        /** Minutes the work usually takes; null where no item says so. */
        standardMinutes: z.int().nullable(),
        remark: personal.text(),
        faultText: personal.text(),
      }),
      visit: z
        .object({
          id: z.string(),
          version: z.int(),
          visitNo: z.int(),
          state: z.string(),
          departedAt: z.int().nullable(),
          arrivedAt: z.int().nullable(),
          endedAt: z.int().nullable(),
          outcome: z.string().nullable(),
          people: z.array(
            z.object({ staffId: z.string(), name: z.string(), part: z.string(), shareMilli: z.int() }),
          ),
        })
        .nullable(),
      machines: z.array(
        z.object({
          id: z.string(),
          lineNo: z.int(),
          productName: z.string(),
          category: z.string(),
          model: z.string(),
          state: z.string(),
          warranty: z.string().nullable(),
          resultCode: z.string().nullable(),
          indoorCode: personal.code().nullable(),
          outdoorCode: personal.code().nullable(),
          faultId: z.string().nullable(),
          cause: z.string(),
          measure: z.string(),
          /** Which codes must be given. */
          needs: z.array(z.enum(['indoor', 'outdoor'])),
          /** Regular expressions the codes of this model fit, where known: a scan finds its field by them. */
          patterns: z.object({ indoor: z.string().nullable(), outdoor: z.string().nullable() }),
        }),
      ),
      /** Faults of the machines' categories: symptom, usual cause and measure. */
      faults: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          category: z.string(),
          symptomZh: z.string(),
          symptomEn: z.string(),
          causeZh: z.string(),
          measureZh: z.string(),
          causeEn: z.string(),
          measureEn: z.string(),
        }),
      ),
      /** Usable parts in the bag of the one assigned. */
      bag: z.array(
        z.object({
          partId: z.string(),
          code: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          unit: z.string(),
          quantityMilli: z.int(),
          serial: z.string(),
          ownerKind: z.string(),
          oldPartReturn: z.boolean(),
          customerPriceFen: z.int(),
          locationId: z.string(),
          /** Issued for this order. */
          forOrder: z.boolean(),
        }),
      ),
      extras: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          unit: z.string(),
          whoPays: z.string(),
          priceFen: z.int(),
        }),
      ),
      shots: z.array(
        z.object({
          name: z.string(),
          nameEn: z.string(),
          required: z.boolean(),
          when: z.string(),
          /** Each machine needs its own. */
          perMachine: z.boolean(),
        }),
      ),
      codeRequired: z.boolean(),
      signatureRequired: z.boolean(),
      paidFen: z.int(),
      proof: z.array(proofItem),
    }),
    permission: 'slips.key',
  }),
  /** Codes while they are typed: pattern, pair, another model's, used before. Empty = good. */
  'visits.checkCodes': query({
    input: z
      .object({
        orderId: field.id(),
        machines: z
          .array(
            z
              .object({
                machineLineId: field.id(),
                indoorCode: field.text(60).nullable(),
                outdoorCode: field.text(60).nullable(),
              })
              .strict(),
          )
          .max(60),
      })
      .strict(),
    output: z.object({ problems: z.array(codeProblem) }),
    permission: 'slips.key',
  }),
  /**
   * Keys one returned slip whole, or nothing of it: visit, machines, parts, extras, money, photos, proof, and with
   * them finishing and, when nothing is missing, verifying the order.
   */
  'visits.returnSlip': command({
    input: z
      .object({
        slipId: field.id(),
        slipVersion: field.version(),
        orderVersion: field.version(),
        /** Who did the work, when not the one assigned. */
        people: z.array(visitPerson).max(6).default([]),
        departedAt: field.instant().nullable().default(null),
        arrivedAt: field.instant(),
        finishedAt: field.instant(),
        outcome: outcomeCode,
        causeCode: field.text(40).nullable().default(null),
        machines: z.array(machineEntry).max(60),
        parts: z.array(partEntry).max(60).default([]),
        extras: z.array(extraEntry).max(40).default([]),
        payments: z.array(paymentEntry).max(10).default([]),
        shots: z.array(shotEntry).max(100).default([]),
        verificationCode: field.text(40).nullable().default(null),
        /** When the user was asked for the code; before the arrival is a flag. */
        codeAskedAt: field.instant().nullable().default(null),
        signed: z.boolean(),
        note: field.text(500).default(''),
        nextContactAt: field.instant().nullable().default(null),
      })
      .strict(),
    output: z.object({
      slipId: z.string(),
      slipState: z.string(),
      visitId: z.string(),
      orderId: z.string(),
      orderNumber: z.string(),
      orderVersion: z.int(),
      orderState: z.string(),
      queue: z.string(),
      verified: z.boolean(),
      proof: z.array(proofItem),
    }),
    permission: 'slips.key',
    maxBytes: 128 * 1024,
  }),
  /** The paper came back, to be keyed later. */
  'visits.slipBack': command({
    input: z.object({ slipId: field.id(), version: field.version() }).strict(),
    output: z.object({ slipId: z.string(), state: z.string(), version: z.int() }),
    permission: 'slips.key',
  }),
  /** Slips by state, oldest first: 未回单 (out), 待录入 (back), keyed today. */
  'visits.slips': query({
    input: z
      .object({
        states: z
          .array(z.enum(['made', 'out', 'back', 'keyed', 'void']))
          .max(5)
          .default(['out', 'back']),
        staffId: field.id().nullable().default(null),
        day: field.day().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({ rows: z.array(slipRow), total: z.int() }),
    permission: 'slips.key',
  }),
  /** The evening round per person: slips not back (未回单), money not handed in (未交款), old parts not in (旧件未交). */
  'visits.evening': query({
    input: z.object({ day: field.day().nullable().default(null) }).strict(),
    output: z.object({
      day: z.string(),
      people: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          slipsOut: z.int(),
          slipsBack: z.int(),
          slipsKeyed: z.int(),
          oldestOutDay: z.string().nullable(),
          cashFen: z.int(),
          qrFen: z.int(),
          payments: z.int(),
          oldParts: z.int(),
          oldPartsLate: z.int(),
          oldPartsFen: z.int(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** What proves the visits of an order, item by item. */
  'visits.proof': query({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({
      policyCode: z.string().nullable(),
      met: z.boolean(),
      /** What does not stop it, but a person should see: `code_before_arrival`, `place_unknown`. */
      flags: z.array(z.string()),
      items: z.array(proofItem),
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
