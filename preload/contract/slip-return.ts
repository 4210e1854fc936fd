import { z } from 'zod';
import { exchangeDuties } from '../../domain/stock/exchange.ts';
import { oldPartBearers } from '../../domain/stock/old-part.ts';
import { type AnyChannel, command, field, personal, query } from './define.ts';
import {
  askedShot,
  extraEntry,
  machineEntry,
  outcomeCode,
  partEntry,
  paymentEntry,
  proofItem,
  shotEntry,
  visitPerson,
} from './visit-shapes.ts';

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

/** 换机: the machine out, the machine in, who bears it and what is owed of the old one. */
const exchangeEntry = z
  .object({
    machineLineId: field.id(),
    outCode: field.text(80),
    inCode: field.text(80),
    inModel: field.text(80).default(''),
    borneBy: z.enum(oldPartBearers),
    duty: z.enum(exchangeDuties),
    reason: field.text(200).default(''),
  })
  .strict();

/** 回单: a slip found, its codes looked at, keyed whole; slips by state and the evening round. */
export const slipReturn = {
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
          /** Empty: not of the catalogue, the name stays as it came. */
          productNameEn: z.string(),
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
      shots: z.array(askedShot),
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
        /** Whole machines put in for others. */
        exchanges: z.array(exchangeEntry).max(20).default([]),
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
} as const satisfies Record<string, AnyChannel>;
