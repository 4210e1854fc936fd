import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { names, rowDone, target } from './shapes.ts';

const code = z.string().trim().min(1).max(20);
const nameZh = z.string().trim().min(1).max(40);
const nameEn = z.string().trim().max(60).default('');
export const teamKinds = ['own', 'outside', 'project'] as const;

const teamRow = z.object({
  ...target,
  code: z.string(),
  ...names,
  kind: z.enum(teamKinds),
  leaderId: z.string().nullable(),
  leaderName: z.string().nullable(),
  leaderNameEn: z.string().nullable(),
  people: z.int(),
  openOrders: z.int(),
  /** Today's work of its people, minutes: what they can take, and what is booked. */
  capacityMinutes: z.int(),
  takenMinutes: z.int(),
  closed: z.boolean(),
});

/** Teams: who belongs together, who leads, how much is on them. */
export const staffTeams = {
  'staff.teams': query({
    input: z.object({ closed: z.boolean().default(false) }).strict(),
    output: z.object({ teams: z.array(teamRow) }),
    permission: 'staff.read',
  }),
  'staff.team': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      team: teamRow,
      /** Seven days from today: minutes of work the team can take, and what is booked. */
      days: z.array(z.object({ day: z.string(), capacityMinutes: z.int(), takenMinutes: z.int() })),
      people: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          off: z.string().nullable(),
          capacityMinutes: z.int(),
          takenMinutes: z.int(),
          openOrders: z.int(),
          papers: z.int(),
          /** The paper of this person that ends first; null with papers: none of them ends. */
          soonest: z.object({ ...names, daysLeft: z.int() }).nullable(),
        }),
      ),
    }),
    permission: 'staff.read',
  }),
  /** A new team (`id` null) or another name, kind, leader. Faults: `staff_team_code_taken`, `not_found`. */
  'staff.saveTeam': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        code,
        nameZh,
        nameEn,
        kind: z.enum(teamKinds).default('own'),
        leaderId: field.id().nullable().default(null),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /** Who is in the team from now on; whoever is taken out is in none. Open orders go with their people. */
  'staff.setTeamPeople': command({
    input: z.object({ ...target, staffIds: z.array(field.id()).max(200) }).strict(),
    output: rowDone.extend({ orders: z.int() }),
    permission: 'staff.write',
  }),
  /** Ends a team: its people, and the open orders with them, go to another one or stand without a team. */
  'staff.closeTeam': command({
    input: z.object({ ...target, toTeamId: field.id().nullable() }).strict(),
    output: rowDone.extend({ people: z.int(), orders: z.int() }),
    permission: 'staff.write',
  }),
  'staff.reopenTeam': command({
    input: z.object(target).strict(),
    output: rowDone,
    permission: 'staff.write',
  }),

  /** A tool given to a person, or its particulars. `nextCheckDay` null: reckoned from the day of issue. */
  'staff.saveTool': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        staffId: field.id(),
        kindId: field.id().nullable().default(null),
        /** Empty: as its kind is called. */
        nameZh: z.string().trim().max(40).default(''),
        nameEn,
        number: field.text(40).default(''),
        depositFen: field.fen().min(0).default(0),
        issuedDay: field.day(),
        checkEveryDays: z.int().min(1).max(3660).nullable().default(null),
        nextCheckDay: field.day().nullable().default(null),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /** Inspected on that day: the next inspection follows from how often it is due. */
  'staff.checkTool': command({
    input: z.object({ ...target, day: field.day() }).strict(),
    output: rowDone.extend({ nextCheckDay: z.string().nullable() }),
    permission: 'staff.write',
  }),
  'staff.returnTool': command({
    input: z.object({ ...target, day: field.day() }).strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /** Kinds of tools and of papers (certificates, trainings, insurances), with how often each is in use. */
  'staff.kinds': query({
    input: z.object({}).strict(),
    output: z.object({
      tools: z.array(
        z.object({
          ...target,
          code: z.string(),
          ...names,
          checkEveryDays: z.int().nullable(),
          safety: z.boolean(),
          retired: z.boolean(),
          used: z.int(),
        }),
      ),
      papers: z.array(
        z.object({
          ...target,
          code: z.string(),
          ...names,
          kind: z.enum(['certificate', 'training', 'insurance']),
          neededFor: z.string(),
          reviewYears: z.int().nullable(),
          used: z.int(),
        }),
      ),
    }),
    permission: 'staff.read',
  }),
  /** Fault: `staff_kind_code_taken`. */
  'staff.saveToolKind': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        code,
        nameZh,
        nameEn,
        checkEveryDays: z.int().min(1).max(3660).nullable().default(null),
        safety: z.boolean().default(false),
        retired: z.boolean().default(false),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /** Fault: `staff_kind_code_taken`. */
  'staff.savePaperKind': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        code,
        nameZh,
        nameEn,
        kind: z.enum(['certificate', 'training', 'insurance']).default('certificate'),
        neededFor: field.text(120).default(''),
        reviewYears: z.int().min(1).max(30).nullable().default(null),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
} as const satisfies Record<string, AnyChannel>;
