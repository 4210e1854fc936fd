import { z } from 'zod';
import { field, personal, query, type AnyChannel } from './define.ts';
import { named } from './shapes.ts';

/** What can be looked for. A kind the session may not read is left out of the answer, not refused. */
export const searchKinds = [
  'work_order',
  'customer',
  'device',
  'part',
  'staff',
  'team',
  'sub_shop',
  'brand',
  'slip',
  'document',
  'pay_slip',
  'statement',
  'receipt',
  'view',
] as const;

const hit = z.object({
  kind: z.enum(searchKinds),
  id: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  /** Of an order or a customer; masked like everywhere. */
  name: personal.name().nullable(),
  phone: personal.phone().nullable(),
  address: personal.address().nullable(),
  /** Number of an order or a paper, code of a machine, a part or a person. */
  code: z.string(),
  /** What else tells it apart: kind of a paper, period, model, number of its order. */
  detail: z.string(),
  /** State of an order; null for everything else. */
  state: z.string().nullable(),
  /** Order it lies with; of a customer the newest. */
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  rank: z.int(),
});
export type SearchHitRow = z.output<typeof hit>;

/** Channels of the area «search». */
export const search = {
  /** Exact at every moment. Readers with masks find whole numbers and four-digit tails only. */
  'search.find': query({
    input: z
      .object({
        text: field.text(100),
        limit: z.int().min(1).max(50).default(12),
        kinds: z.array(z.enum(searchKinds)).max(searchKinds.length).default([]),
        /** The box it is typed into: there a newer question overtakes an older one that has not begun. */
        box: field.text(20).nullable().default(null),
      })
      .strict(),
    output: z.object({
      hits: z.array(hit),
      total: z.int(),
      /** The box has moved on: nothing was looked for. */
      overtaken: z.boolean(),
    }),
    permission: 'anyone',
    perMinute: 3000,
  }),
  /** What pickers offer: closed lists an outlet may extend. Small, read once, renewed by the change feed. */
  'search.choices': query({
    input: z.object({}).strict(),
    output: z.object({
      reasons: z.array(
        z.object({
          kind: z.string(),
          code: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          note: z.string(),
          countsAgainst: z.string(),
          stopsClock: z.boolean(),
          needsNextCall: z.boolean(),
        }),
      ),
      slots: z.array(z.object({ ...named, fromClock: z.string(), toClock: z.string() })),
      items: z.array(z.object({ ...named, serviceType: z.string(), category: z.string() })),
      connections: z.array(z.object(named)),
      payers: z.array(z.object(named)),
      brands: z.array(z.object(named)),
      teams: z.array(z.object(named)),
      subShops: z.array(z.object(named)),
      people: z.array(
        z.object({ id: z.string(), name: z.string(), nameEn: z.string(), initials: z.string() }),
      ),
      /** Everybody of the house; `leads`: may change orders that are not their own. */
      staff: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          nameEn: z.string(),
          initials: z.string(),
          leads: z.boolean(),
        }),
      ),
      divisions: z.array(z.object({ code: z.string(), name: z.string(), parentCode: z.string().nullable() })),
      serviceTypes: z.array(z.string()),
    }),
    permission: 'anyone',
  }),
} as const satisfies Record<string, AnyChannel>;
