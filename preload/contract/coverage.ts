import { z } from 'zod';
import { coverageKinds } from '../../domain/dispatch/coverage.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { named, names, rowDone, target } from './shapes.ts';

const metres = z.int().min(0).max(2_000_000);

/** Counties the outlet serves, and the distance tiers they lie in. */
export const coverage = {
  'outlet.coverage': query({
    input: z.object({}).strict(),
    output: z.object({
      tiers: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          code: z.string(),
          ...names,
          fromM: z.int(),
          /** Null: without an end. */
          toM: z.int().nullable(),
          /** What a technician gets for the way, once per household. */
          technicianFeeFen: z.int(),
          /** Time to finish, thousandths of the usual; for payers who grant it. */
          factorMilli: z.int(),
          areas: z.int(),
        }),
      ),
      areas: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          code: z.string(),
          name: z.string(),
          distanceM: z.int().nullable(),
          tierCode: z.string().nullable(),
          coverage: z.enum(coverageKinds),
          subShopId: z.string().nullable(),
          extraHours: z.int(),
          openOrders: z.int(),
        }),
      ),
      subShops: z.array(z.object(named)),
    }),
    permission: 'settings.read',
  }),
  /** Counties of the outlet's province that are not in the table yet. */
  'outlet.moreAreas': query({
    input: z.object({}).strict(),
    output: z.object({
      areas: z.array(z.object({ code: z.string(), name: z.string(), city: z.string() })),
    }),
    permission: 'settings.read',
  }),
  /**
   * A tier, new (`id` null) or changed; running deadlines are worked out anew where its factor changes. Faults:
   * `tier_overlaps` {name, fromKm, toKm}, `conflict`.
   */
  'outlet.saveTier': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        nameZh: z.string().trim().min(1).max(20),
        nameEn: z.string().trim().max(40).default(''),
        fromM: metres,
        toM: metres.nullable(),
        technicianFeeFen: field.fen().min(0),
        factorMilli: z.int().min(0).max(10_000),
      })
      .strict(),
    output: rowDone,
    permission: 'settings.write',
  }),
  /** Fault `tier_used` {name, areas} while areas lie in it. */
  'outlet.removeTier': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'settings.write',
  }),
  /**
   * How an area is served; `id` null takes the county of that code into the table. What stands on orders already stays,
   * running deadlines are worked out anew. Faults: `area_known` {name}, `not_found`, `conflict`.
   */
  'outlet.saveArea': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        code: z.string().regex(/^\d{6}$/),
        distanceM: metres.nullable(),
        tierCode: field.id().nullable(),
        coverage: z.enum(coverageKinds),
        subShopId: field.id().nullable(),
        extraHours: z
          .int()
          .min(0)
          .max(24 * 60),
      })
      .strict(),
    output: rowDone,
    permission: 'settings.write',
  }),
  /** Takes a county out of the table. Faults: `area_own` {name}, `area_used` {name, use, n}, `conflict`. */
  'outlet.removeArea': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'settings.write',
  }),
} as const satisfies Record<string, AnyChannel>;
