import { z } from 'zod';
import { personal, query, type AnyChannel } from './define.ts';

const tile = z.object({
  /** Name of a queue or of another view that needs a person. */
  code: z.string(),
  count: z.int(),
  late: z.int(),
  riskFen: z.int(),
  /** The next deadline still ahead. */
  nextDueAt: z.int().nullable(),
  /** What else is worth knowing before it is opened, by code with numbers. */
  note: z.object({ code: z.string(), params: z.record(z.string(), z.number()) }).nullable(),
});

const urgent = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  machineCount: z.int(),
  state: z.string(),
  queue: z.string(),
  customerName: personal.name(),
  deadlineAt: z.int(),
  deadlineKind: z.string().nullable(),
  riskFen: z.int(),
  staffName: z.string().nullable(),
  /** What to do next, and whom it concerns. */
  action: z.object({ code: z.string(), staffId: z.string().nullable(), name: z.string().nullable() }),
  /** Why this one is proposed: reason codes of the ranking, best first. */
  reasons: z.array(z.string()),
  nextContactAt: z.int().nullable(),
});

const bar = z.object({
  orderId: z.string(),
  number: z.string(),
  title: z.string(),
  fromAt: z.int(),
  toAt: z.int(),
  kind: z.enum(['done', 'now', 'planned', 'late']),
});

/** Channels of the area «today». */
export const today = {
  /** What needs a person now, in one answer. Parts the session may not read are empty. */
  'today.get': query({
    input: z.object({}).strict(),
    output: z.object({
      day: z.string(),
      /** Ends of the drawn working day. */
      fromAt: z.int(),
      toAt: z.int(),
      visits: z.int(),
      onDuty: z.int(),
      away: z.array(
        z.object({ name: z.string(), fromClock: z.string(), toClock: z.string(), kind: z.string() }),
      ),
      tiles: z.array(tile),
      /** Open orders past their deadline: the list `desk:late`. */
      late: z.int(),
      urgent: z.array(urgent),
      platforms: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          mode: z.string(),
          light: z.enum(['green', 'amber', 'red', 'grey']),
          paused: z.boolean(),
          lastOkAt: z.int().nullable(),
          nextPullAt: z.int().nullable(),
          faultCode: z.string().nullable(),
          upstreamTotal: z.int().nullable(),
          localTotal: z.int().nullable(),
        }),
      ),
      outbox: z.object({ waiting: z.int(), dead: z.int(), quarantined: z.int() }),
      lastBackupAt: z.int().nullable(),
      people: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          nameEn: z.string(),
          done: z.int(),
          jobs: z.int(),
          takenMinutes: z.int(),
          capacityMinutes: z.int(),
          away: z.array(z.object({ fromAt: z.int(), toAt: z.int(), kind: z.string() })),
          bars: z.array(bar),
        }),
      ),
      alarms: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(['warn', 'stop']),
          params: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
    }),
    permission: 'anyone',
  }),
} as const satisfies Record<string, AnyChannel>;
