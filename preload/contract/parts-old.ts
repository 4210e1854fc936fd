import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { partHead } from './parts-shapes.ts';
import { target } from './shapes.ts';

const oldPart = partHead.extend({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  quantityMilli: z.int(),
  workOrderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  payerId: z.string().nullable(),
  payerNameZh: z.string().nullable(),
  payerNameEn: z.string().nullable(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  locationNameZh: z.string().nullable(),
  locationNameEn: z.string().nullable(),
  labelNumber: z.string().nullable(),
  replacedDay: z.string().nullable(),
  dueDay: z.string().nullable(),
  /** Below zero: late. */
  daysLeft: z.int().nullable(),
  amountFen: z.int(),
  reason: z.string(),
});

/** Channels of 仓库: old parts to their end, boxes and parcels, dead parts, exchanges. */
export const partsOld = {
  'parts.oldParts': query({
    input: z
      .object({
        view: z.enum(['owed', 'with_technician', 'in_store', 'sent', 'refused', 'all']).default('owed'),
        staffId: field.id().nullable().default(null),
        payerId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(oldPart),
      total: z.int(),
      atRiskFen: z.int(),
      lateFen: z.int(),
      views: z.record(z.string(), z.int()),
    }),
    permission: 'stock.read',
  }),
  /** 旧件交库: the man hands them in, each gets its label number. */
  'parts.handInOld': command({
    input: z
      .object({
        items: z.array(z.object(target).strict()).min(1).max(200),
      })
      .strict(),
    output: z.object({
      items: z.array(z.object({ id: z.string(), version: z.int(), labelNumber: z.string() })),
    }),
    permission: 'old_parts.write',
  }),
  /** A step in the life of old parts that needs no parcel: lost, charged to somebody, scrapped with consent. */
  'parts.stepOld': command({
    input: z
      .object({
        items: z.array(z.object(target).strict()).min(1).max(200),
        to: z.enum(['charged', 'scrapped', 'lost']),
        bearer: z.enum(['outlet', 'technician', 'payer', 'user']).nullable().default(null),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: z.object({
      items: z.array(z.object({ id: z.string(), version: z.int(), state: z.string() })),
    }),
    permission: 'old_parts.write',
  }),
} as const satisfies Record<string, AnyChannel>;
