import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { moneyDone, period } from './money-shapes.ts';
import { names } from './shapes.ts';

const checkItem = z.object({
  code: z.enum([
    'lines_open',
    'cash_out',
    'differences_open',
    'orders_unaudited',
    'fees_unposted',
    'old_parts',
    'running',
  ]),
  count: z.int(),
  amountFen: z.int(),
  /** True: the period cannot be closed; false: it can, once a person has acknowledged it. */
  blocks: z.boolean(),
});

const periodRow = z.object({
  id: z.string(),
  version: z.int(),
  fromDay: z.string(),
  toDay: z.string(),
  state: z.string(),
  closedAt: z.int().nullable(),
  closedByName: z.string().nullable(),
  entries: z.int(),
  incomeFen: z.int(),
  costFen: z.int(),
});

/** Channels of 结算: months closed and opened, the balance and the sheets. */
export const moneyPeriods = {
  'money.periods': query({
    input: z.object({}).strict(),
    output: z.object({ periods: z.array(periodRow) }),
    permission: 'money.read',
  }),
  'money.closeCheck': query({
    input: z.object({ period: period() }).strict(),
    output: z.object({ items: z.array(checkItem), ready: z.boolean() }),
    permission: 'money.read',
  }),
  /** Nothing more is booked, but it can still be taken back. */
  'money.softClosePeriod': command({
    input: z.object({ id: period(), version: field.version() }).strict(),
    output: moneyDone,
    permission: 'periods.close',
  }),
  'money.openPeriod': command({
    input: z.object({ id: period(), version: field.version() }).strict(),
    output: moneyDone,
    permission: 'periods.close',
  }),
  /** For good. `acknowledged` names the items of the checklist the person accepts as they are. */
  'money.closePeriod': command({
    input: z
      .object({
        id: period(),
        version: field.version(),
        acknowledged: z.array(z.string().max(40)).max(20).default([]),
      })
      .strict(),
    output: moneyDone,
    permission: 'periods.close',
  }),
  'money.trialBalance': query({
    input: z.object({ period: period().nullable().default(null) }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          account: z.string(),
          ...names,
          kind: z.string(),
          openFen: z.int(),
          debitFen: z.int(),
          creditFen: z.int(),
          balanceFen: z.int(),
        }),
      ),
      debitFen: z.int(),
      creditFen: z.int(),
    }),
    permission: 'money.read',
  }),
  /** A job; its result is `{hash, name, size, totals}`. Take the file with `money.sheetTicket`. */
  'money.exportPeriod': command({
    input: z
      .object({
        period: period(),
        payerId: field.id().nullable().default(null),
        language: z.enum(['zh', 'en']).default('zh'),
      })
      .strict(),
    output: z.object({ jobId: z.string() }),
    permission: 'sheets.export',
  }),
  'money.sheetTicket': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({ ticket: z.string(), name: z.string(), size: z.int() }),
    permission: 'sheets.export',
  }),
} as const satisfies Record<string, AnyChannel>;
