import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { moneyDone } from './money-shapes.ts';
import { target } from './shapes.ts';

const differenceRow = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  payerId: z.string().nullable(),
  payerNameZh: z.string(),
  payerNameEn: z.string(),
  statementId: z.string().nullable(),
  lineId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  title: z.string(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  oursFen: z.int(),
  theirsFen: z.int(),
  reason: z.string(),
  appealDueAt: z.int().nullable(),
  state: z.string(),
  period: z.string(),
});

/** Channels of 结算: differences, and a statement agreed and paid. */
export const moneyDifferences = {
  'money.differences': query({
    input: z
      .object({
        states: z.array(z.string().max(20)).max(8).default(['open', 'appealed']),
        payerId: field.id().nullable().default(null),
        statementId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      differences: z.array(differenceRow),
      total: z.int(),
      sumFen: z.int(),
      dueSoon: z.int(),
    }),
    permission: 'money.read',
  }),
  /** Gives in: the journal carries the difference at once. A fine may be passed on to a person, by name. */
  'money.acceptDifference': command({
    input: z
      .object({
        ...target,
        passToStaffId: field.id().nullable().default(null),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  'money.appealDifference': command({
    input: z.object({ ...target, reason: field.text(500).min(1) }).strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  /** Waits for the next statement. */
  'money.carryDifference': command({
    input: z.object(target).strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  /** The statement as it now stands is agreed: its fee lines are what the payer will pay. */
  'money.agreeStatement': command({
    input: z.object(target).strict(),
    output: moneyDone.extend({ fees: z.int(), agreedFen: z.int() }),
    permission: 'statements.match',
  }),
  'money.recordPayerPayment': command({
    input: z
      .object({
        ...target,
        amountFen: field.fen(),
        retentionFen: field.fen().default(0),
        reference: field.text(80).default(''),
      })
      .strict(),
    output: moneyDone.extend({ paidLines: z.int(), leftFen: z.int(), entryNumber: z.string() }),
    permission: 'journal.write',
  }),
} as const satisfies Record<string, AnyChannel>;
