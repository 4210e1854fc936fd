import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { moneyDone, period, scalar, takings } from './money-shapes.ts';
import { target } from './shapes.ts';

const purpose = z.enum(['fee', 'deposit', 'goods_for_others', 'prepayment']);

const paySlip = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  staffId: z.string().nullable(),
  subShopId: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string(),
  period: z.string(),
  state: z.string(),
  lines: z.int(),
  dueFen: z.int(),
  deductedFen: z.int(),
  netFen: z.int(),
  heldFen: z.int(),
  /** Its lines still follow the payment. */
  settling: z.boolean(),
  at: z.int(),
});

/** Channels of 结算: money taken from users, handed in, and what the people get. */
export const moneyCash = {
  'money.takePayment': command({
    input: z
      .object({
        orderId: field.id(),
        visitId: field.id().nullable().default(null),
        /** Who took it at the door; null: at the counter, into the drawer. */
        staffId: field.id().nullable().default(null),
        method: takings,
        purpose: purpose.default('fee'),
        amountFen: field.fen().min(1),
        merchantRef: field.text(80).default(''),
      })
      .strict(),
    output: z.object({
      paymentId: z.string(),
      number: z.string(),
      receiptNumber: z.string(),
      leftFen: z.int(),
    }),
    permission: 'cash.receive',
  }),
  /** 未交款: what each person holds, and what was handed in lately. */
  'money.handIns': query({
    input: z.object({ day: field.day().nullable().default(null) }).strict(),
    output: z.object({
      open: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          payments: z.int(),
          cashFen: z.int(),
          qrFen: z.int(),
          /** What earlier hand-ins left on the account: short above zero, over below. */
          earlierFen: z.int(),
          owedFen: z.int(),
          oldestDay: z.string().nullable(),
          orders: z.array(
            z.object({
              orderId: z.string(),
              number: z.string(),
              method: z.string(),
              purpose: z.string(),
              amountFen: z.int(),
              day: z.string(),
            }),
          ),
        }),
      ),
      done: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          staffId: z.string(),
          name: z.string(),
          day: z.string(),
          dueFen: z.int(),
          cashFen: z.int(),
          qrFen: z.int(),
          differenceFen: z.int(),
          at: z.int(),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  'money.handIn': command({
    input: z.object({ staffId: field.id(), day: field.day(), cashFen: field.fen().min(0) }).strict(),
    output: z.object({
      handoverId: z.string(),
      number: z.string(),
      dueFen: z.int(),
      qrFen: z.int(),
      differenceFen: z.int(),
    }),
    permission: 'cash.receive',
  }),

  'money.paySlips': query({
    input: z.object({ period: period() }).strict(),
    output: z.object({
      slips: z.array(paySlip),
      waiting: z.array(
        z.object({
          party: z.enum(['technician', 'sub_shop']),
          partyId: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          lines: z.int(),
          /** What a slip of this period would hold. */
          dueFen: z.int(),
          /** Of it what earlier periods left unpaid. */
          earlierFen: z.int(),
          /** Besides: of orders that are not audited yet. */
          unauditedFen: z.int(),
          heldFen: z.int(),
        }),
      ),
    }),
    permission: 'pay.read',
  }),
  'money.paySlip': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      slip: paySlip,
      lines: z.array(
        z.object({
          lineNo: z.int(),
          kind: z.string(),
          orderId: z.string().nullable(),
          orderNumber: z.string().nullable(),
          title: z.string(),
          quantityMilli: z.int(),
          unitFen: z.int(),
          shareMilli: z.int(),
          amountFen: z.int(),
          explain: z.object({ code: z.string(), params: z.record(z.string(), scalar) }),
        }),
      ),
    }),
    permission: 'pay.read',
  }),
  /** Makes draft slips of a period from posted lines nobody paid yet; drafts are made anew. */
  'money.preparePay': command({
    input: z.object({ period: period(), staffId: field.id().nullable().default(null) }).strict(),
    output: z.object({ slips: z.int(), dueFen: z.int() }),
    permission: 'pay.write',
  }),
  'money.confirmPay': command({
    input: z.object(target).strict(),
    output: moneyDone,
    permission: 'pay.write',
  }),
  'money.payOut': command({
    input: z.object({ ...target, from: z.enum(['bank', 'cash']).default('bank') }).strict(),
    output: moneyDone.extend({ paidFen: z.int(), entryNumber: z.string() }),
    permission: 'pay.write',
  }),
} as const satisfies Record<string, AnyChannel>;
