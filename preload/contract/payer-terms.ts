import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { names, rowDone } from './shapes.ts';

export const clockKinds = ['accept', 'first_call', 'visit', 'finish', 'upload', 'fix'] as const;
/** How a clock treats nights and closed days. */
export const clockRuns = ['always', 'from_opening', 'open_days', 'hours'] as const;
export const holdKeysWritten = [
  'part',
  'goods',
  'user_later',
  'unreachable',
  'site_not_ready',
  'quote',
  'appraisal',
  'tech_support',
  'wrong_number',
  'weather',
] as const;

const minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 60)
  .nullable();
const hours = z
  .int()
  .min(1)
  .max(24 * 60)
  .nullable();

/** What a payer asks in time. Null: this payer sets no such clock. */
export const termsShape = z
  .object({
    acceptMin: minutes,
    firstCallMin: minutes,
    visitGraceMin: z
      .int()
      .min(0)
      .max(24 * 60)
      .nullable(),
    finishHours: hours,
    finishHoursSeason: hours,
    uploadHours: hours,
    runs: z
      .object({
        accept: z.enum(clockRuns),
        first_call: z.enum(clockRuns),
        finish: z.enum(clockRuns),
        upload: z.enum(clockRuns),
      })
      .strict(),
    lateFeeFen: field.fen().min(0),
    /** Minutes before a deadline at which the desk is told; null: as the outlet does. */
    warnMinutes: z.int().min(1).max(240).nullable(),
    /** The technician's answer; null: as the outlet does. */
    answerMinutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .nullable(),
    answerSubShopMinutes: z
      .int()
      .min(1)
      .max(24 * 60)
      .nullable(),
    /** Thousandths of that time at which somebody is reminded. */
    answerWarnMilli: z.array(z.int().min(1).max(999)).max(4).nullable(),
    /** Far places get the factor of their distance tier, and the extra hours of their county. */
    byDistance: z.boolean(),
    extraHours: z.boolean(),
    /** By reason of a hold: the clocks that stand still. Only where it differs from the usual. */
    stops: z.partialRecord(z.enum(holdKeysWritten), z.array(z.enum(clockKinds)).max(6)),
  })
  .strict();
export type TermsInput = z.output<typeof termsShape>;

/** What each payer asks in time, dated: an order keeps the version of the day it was received. */
export const payerTerms = {
  'clock.payers': query({
    input: z.object({}).strict(),
    output: z.object({
      payers: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          ...names,
          openOrders: z.int(),
          /** First day of the version in force; null: the payer sets no clock at all. */
          fromDay: z.string().nullable(),
        }),
      ),
      /** Running deadlines still wait to be worked out anew. */
      recomputing: z.boolean(),
    }),
    permission: 'settings.read',
  }),
  'clock.terms': query({
    input: z.object({ payerId: field.id() }).strict(),
    output: z.object({
      versions: z.array(
        z.object({
          version: z.int(),
          fromDay: z.string(),
          /** Open orders received under this version. */
          openOrders: z.int(),
          terms: termsShape,
        }),
      ),
      /** What the outlet does where a payer says nothing. */
      usual: z.object({
        warnMinutes: z.int(),
        answerMinutes: z.int(),
        answerSubShopMinutes: z.int(),
        answerWarnMilli: z.array(z.int()),
      }),
      tiers: z.array(z.object({ code: z.string(), ...names, factorMilli: z.int() })),
      counties: z.array(z.object({ code: z.string(), name: z.string(), extraHours: z.int() })),
    }),
    permission: 'settings.read',
  }),
  /** What saving would do to open orders; at most two thousand are reckoned. */
  'clock.tryTerms': query({
    input: z.object({ payerId: field.id(), fromDay: field.day(), terms: termsShape }).strict(),
    output: z.object({
      openOrders: z.int(),
      reckoned: z.int(),
      earlier: z.int(),
      later: z.int(),
      /** Would have no deadline any more, or one where there was none. */
      stopped: z.int(),
      started: z.int(),
      /** Would be late at once. */
      late: z.int(),
      /** The orders that move most. */
      examples: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          title: z.string(),
          kind: z.string().nullable(),
          beforeAt: z.int().nullable(),
          afterAt: z.int().nullable(),
        }),
      ),
    }),
    permission: 'settings.read',
    perMinute: 240,
  }),
  /**
   * Writes the version that begins on `fromDay` (`version` 0: a new one, with everything else as in the one before).
   * Running deadlines are worked out anew right after. Faults: `conflict`, `not_found`.
   */
  'clock.saveTerms': command({
    input: z
      .object({ payerId: field.id(), fromDay: field.day(), version: z.int().min(0), terms: termsShape })
      .strict(),
    output: rowDone,
    permission: 'settings.write',
  }),
} as const satisfies Record<string, AnyChannel>;
