import { z } from 'zod';
import type { LooseNode } from '../../domain/orders/list-filter.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { orderFilter, orderRow } from './orders.ts';
import { rowDone, slice, snapshot, target } from './shapes.ts';

/** A line of the list with what its columns can show beside an order's usual row. */
export const listRow = orderRow.extend({
  rank: z.int(),
  calls: z.int(),
  visits: z.int(),
  changes: z.int(),
  upstreamNumber: z.string().nullable(),
  nextContactAt: z.int().nullable(),
  distanceM: z.int().nullable(),
  updatedAt: z.int(),
  payerNameZh: z.string().nullable(),
  payerNameEn: z.string().nullable(),
  teamNameZh: z.string().nullable(),
  teamNameEn: z.string().nullable(),
  model: z.string().nullable(),
  tags: z.array(z.string()),
});
export type ListRow = z.output<typeof listRow>;

const filterValue = z.union([
  z.string().max(100),
  z.int(),
  z.null(),
  z.array(z.union([z.string().max(100), z.int()])).max(200),
]);

/** Conditions as a tree; fields and relations are closed lists of domain/orders/list-filter.ts. */
export const filterTree: z.ZodType<LooseNode, LooseNode> = z.lazy(() =>
  z.union([
    z.object({ op: z.enum(['and', 'or', 'not']), items: z.array(filterTree).max(60) }).strict(),
    z.object({ field: field.text(40), rel: field.text(20), value: filterValue }).strict(),
  ]),
);

export const listSorts = [
  'deadline',
  'received',
  'appointment',
  'amount',
  'risk',
  'number',
  'area',
  'staff',
  'contact',
] as const;
const sort = z.enum(listSorts).default('deadline');

const columns = z
  .array(z.object({ id: field.text(30).min(1), width: z.int().min(40).max(800).nullable() }).strict())
  .max(40);

/** What a view of the list holds. Fixed views of the queues are not kept: they are in the window. */
export const viewBody = z
  .object({
    queues: z.array(field.text(40)).max(40).default([]),
    where: filterTree.nullable().default(null),
    sort,
    descending: z.boolean().default(false),
    columns: columns.nullable().default(null),
    density: z.enum(['compact', 'comfortable']).nullable().default(null),
  })
  .strict();
export type ViewBody = z.output<typeof viewBody>;

const view = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
  ownerName: z.string(),
  body: viewBody,
});
export type SavedView = z.output<typeof view>;

/** What can be done to many orders at once. Each has its own permission, asked for every order. */
export const bulkActions = [
  'approve',
  'assign',
  'unassign',
  'hold',
  'resume',
  'urgent',
  'tag',
  'print',
] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Row numbers of a snapshot: `[from, to)` each, in any order. */
const ranges = z
  .array(z.tuple([z.int().min(0), z.int().min(1)]))
  .min(1)
  .max(20_000);
const selection = { snapshotId: field.id(), ranges };

/** How one of many ended, when it was left as it was. */
const left = z.object({
  id: z.string(),
  number: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const orderList = {
  /** Takes a list: a snapshot of row numbers for conditions and an order. `where` is a tree beside the fixed filter. */
  'orders.open': query({
    input: z
      .object({
        filter: orderFilter.prefault({}),
        where: filterTree.nullable().default(null),
        sort,
        descending: z.boolean().default(false),
      })
      .strict(),
    output: snapshot,
    permission: 'orders.read',
  }),
  'orders.slice': query({
    input: slice,
    output: z.object({ rows: z.array(listRow.nullable()) }),
    permission: 'orders.read',
    perMinute: 3000,
  }),
  /**
   * Where a row stands in an open list; -1 when it is not in it. By `id`, or by what a person reads off a slip: a
   * number, a platform's number, or the last signs of one (the first such row of the list).
   */
  'orders.indexOf': query({
    input: z
      .object({
        snapshotId: field.id(),
        id: field.id().nullable().default(null),
        number: field.text(60).nullable().default(null),
      })
      .strict(),
    output: z.object({ index: z.int() }),
    permission: 'orders.read',
  }),

  /** Own views and those of others that are shared, in the person's order. */
  'orders.views': query({
    input: z.object({}).strict(),
    output: z.object({ views: z.array(view) }),
    permission: 'orders.read',
  }),
  'orders.viewCounts': query({
    input: z.object({}).strict(),
    output: z.object({ counts: z.array(z.object({ id: z.string(), count: z.int() })) }),
    permission: 'orders.read',
  }),
  /** New without `id`. Shared views need the right to read everybody's orders. */
  'orders.saveView': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        name: field.text(40).min(1),
        shared: z.boolean().default(false),
        body: viewBody,
      })
      .strict(),
    output: rowDone,
    permission: 'orders.read',
  }),
  'orders.removeView': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'orders.read',
  }),
  'orders.orderViews': command({
    input: z.object({ ids: z.array(field.id()).max(100) }).strict(),
    output: z.object({ ids: z.array(z.string()) }),
    permission: 'orders.read',
  }),

  /** Tags in use with how many orders carry them. */
  'orders.tags': query({
    input: z.object({}).strict(),
    output: z.object({ tags: z.array(z.object({ tag: z.string(), count: z.int() })) }),
    permission: 'orders.read',
  }),
  'orders.setTags': command({
    input: z.object({ ...target, tags: z.array(field.text(20).min(1)).max(12) }).strict(),
    output: z.object({
      id: z.string(),
      version: z.int(),
      tags: z.array(z.string()),
      /** What `orders.undo` takes to take this step back; absent when nothing had to change. */
      batchId: z.string().optional(),
    }),
    permission: 'orders.edit',
  }),

  /** One job over the chosen rows; its result tells what was done and what was left, and why. */
  'orders.bulk': command({
    input: z
      .object({
        ...selection,
        action: z.enum(bulkActions),
        staffId: field.id().nullable().default(null),
        reasonCode: field.text(40).nullable().default(null),
        nextContactAt: field.instant().nullable().default(null),
        text: field.text(500).default(''),
        urgent: z.boolean().default(true),
        addTags: z.array(field.text(20).min(1)).max(12).default([]),
        removeTags: z.array(field.text(20).min(1)).max(12).default([]),
      })
      .strict(),
    output: z.object({ jobId: z.string(), orders: z.int() }),
    permission: 'orders.read',
    maxBytes: 512 * 1024,
  }),
  'orders.bulkResult': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({
      action: z.string(),
      total: z.int(),
      done: z.int(),
      /** The first of those that were left; `reason` is the place in `reasons`. */
      left: z.array(left.extend({ reason: z.int() })),
      leftCount: z.int(),
      /** Why orders were left, in the order it was met: every one is counted here, named or not. */
      reasons: z.array(left.pick({ code: true, params: true }).extend({ count: z.int() })),
      stopped: z.boolean(),
      /** What `orders.undo` takes to take it back, in the order they were done; none for what cannot be. */
      batchIds: z.array(z.string()),
    }),
    permission: 'orders.read',
  }),
  /** Writes the rows as they are shown: these columns in this order, masked as the reader sees them. */
  'orders.export': command({
    input: z
      .object({
        ...selection,
        columns: z.array(field.text(30).min(1)).min(1).max(40),
        format: z.enum(['xlsx', 'csv']),
        language: z.enum(['zh', 'en']),
      })
      .strict(),
    output: z.object({ jobId: z.string(), orders: z.int() }),
    permission: 'orders.export',
    maxBytes: 512 * 1024,
  }),
  'orders.exportTicket': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({ ticket: z.string(), name: z.string(), size: z.int() }),
    permission: 'orders.export',
  }),
} as const satisfies Record<string, AnyChannel>;
