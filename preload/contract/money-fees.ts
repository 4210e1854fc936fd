import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { period, scalar } from './money-shapes.ts';
import { named, names, slice, snapshot } from './shapes.ts';

const party = z.enum(['payer', 'user', 'technician', 'sub_shop']);

/** One fee of one party, with the rule and version that made it. `explain` is a code and its values. */
export const feeRow = z.object({
  seq: z.int(),
  id: z.string(),
  version: z.int(),
  orderId: z.string(),
  orderNumber: z.string(),
  orderTitle: z.string(),
  party,
  partyId: z.string(),
  partyNameZh: z.string(),
  partyNameEn: z.string(),
  feeKind: z.string(),
  name: z.string(),
  quantityMilli: z.int(),
  unitFen: z.int(),
  amountFen: z.int(),
  paidFen: z.int(),
  state: z.string(),
  period: z.string().nullable(),
  ruleCode: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  explain: z.object({ code: z.string(), params: z.record(z.string(), scalar) }),
  entryNumber: z.string().nullable(),
  at: z.int(),
});

export type FeeRow = z.output<typeof feeRow>;

/** What one party owes or is owed; due = paid + open + held + gone. */
const feeTotal = z.object({
  party,
  partyId: z.string(),
  ...names,
  lines: z.int(),
  orders: z.int(),
  dueFen: z.int(),
  paidFen: z.int(),
  openFen: z.int(),
  heldFen: z.int(),
  goneFen: z.int(),
});

/** Channels of 结算: who pays, what fees stand and why. */
export const moneyFees = {
  /** Who pays us, for choosing; `layout` is true where the columns of their file are known. */
  'money.payers': query({
    input: z.object({}).strict(),
    output: z.object({
      payers: z.array(
        z.object({
          id: z.string(),
          ...names,
          kind: z.string(),
          layout: z.boolean(),
          fileHint: z.string(),
          connections: z.array(z.object(named)),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  'money.feeTotals': query({
    input: z
      .object({ period: period().nullable().default(null), party: party.nullable().default(null) })
      .strict(),
    output: z.object({ totals: z.array(feeTotal) }),
    permission: 'money.read',
  }),
  'money.openFees': query({
    input: z
      .object({
        party: party.nullable().default(null),
        partyId: field.id().nullable().default(null),
        period: period().nullable().default(null),
        states: z.array(z.string().max(20)).max(10).default([]),
        orderId: field.id().nullable().default(null),
      })
      .strict(),
    output: snapshot,
    permission: 'money.read',
  }),
  'money.sliceFees': query({
    input: slice,
    output: z.object({ rows: z.array(feeRow.nullable()) }),
    permission: 'money.read',
    perMinute: 3000,
  }),
  /** Everything about the money of one order: fees, takings, journal. */
  'money.order': query({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({
      fees: z.array(feeRow),
      settlement: z.array(
        z.object({
          party,
          state: z.string(),
          dueFen: z.int(),
          paidFen: z.int(),
          openFen: z.int(),
          heldFen: z.int(),
          goneFen: z.int(),
        }),
      ),
      payments: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          method: z.string(),
          purpose: z.string(),
          amountFen: z.int(),
          receiptNumber: z.string(),
          staffName: z.string().nullable(),
          handedIn: z.boolean(),
          day: z.string(),
          at: z.int(),
        }),
      ),
      entries: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          period: z.string(),
          day: z.string(),
          kind: z.string(),
          reversalOf: z.string().nullable(),
          lines: z.array(
            z.object({
              account: z.string(),
              ...names,
              partyId: z.string(),
              debitFen: z.int(),
              creditFen: z.int(),
            }),
          ),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  /** Computes the fees of an order again, as long as nothing of it is posted. */
  'money.recomputeFees': command({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({ lines: z.int(), voided: z.int() }),
    permission: 'fees.edit',
  }),
} as const satisfies Record<string, AnyChannel>;
