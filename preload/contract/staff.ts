import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { named, names, rowDone, target } from './shapes.ts';
import { staffLeaving } from './staff-leaving.ts';
import { staffPlan } from './staff-plan.ts';
import { staffRoles } from './staff-roles.ts';
import { staffTeams } from './staff-teams.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const shiftKind = z.enum(['work', 'leave', 'sick', 'training']);
/** How somebody works here; the words of the agreement stand beside it. */
export const employmentKinds = ['employee', 'piece', 'partner', 'apprentice', 'part_time'] as const;
const accountState = z.enum(['active', 'pending', 'suspended']);
const pin = z.string().regex(/^\d{4,12}$/);

/** One line of the list of people. Colleagues' numbers are not masked: whoever may see people calls them. */
const row = z.object({
  id: z.string(),
  version: z.int(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  initials: z.string(),
  phone: personal.phone(),
  teamId: z.string().nullable(),
  teamNameZh: z.string().nullable(),
  teamNameEn: z.string().nullable(),
  roles: z.array(z.string()),
  capacityMinutes: z.int(),
  openOrders: z.int(),
  /** The certificate that ends first; negative days left = it has ended. */
  soonest: z.object({ ...names, day: z.string(), daysLeft: z.int() }).nullable(),
  /** Connections with an interface on which this visiting person has no working account. */
  accountsMissing: z.int(),
  /** The tool whose inspection is due first, and the day the insurance ends. */
  toolDaysLeft: z.int().nullable(),
  insuranceDaysLeft: z.int().nullable(),
  /** What kind of absence the day of asking is, if any. */
  absent: z.string().nullable(),
  canLogIn: z.boolean(),
  leftDay: z.string().nullable(),
});

/** What a person still has of the outlet's: asked for before he leaves. */
const holdings = z.object({
  openOrders: z.int(),
  /** Slips printed and not yet keyed. */
  slipsOut: z.int(),
  /** Kinds of parts in the bag, and their value. */
  parts: z.int(),
  partsFen: z.int(),
  oldParts: z.int(),
  cashFen: z.int(),
  tools: z.int(),
  /** Paid before the wages, not worked off yet. */
  advancesFen: z.int(),
});

const shiftRow = z.object({
  id: z.string(),
  version: z.int(),
  day: z.string(),
  fromClock: z.string(),
  toClock: z.string(),
  kind: shiftKind,
  note: z.string(),
});

export const staff = {
  ...staffPlan,
  ...staffTeams,
  ...staffRoles,
  ...staffLeaving,
  /** Everyone who works here (a shop has at most some eighty people), office first, then by code. */
  'staff.list': query({
    input: z.object({ left: z.boolean().default(false) }).strict(),
    output: z.object({ people: z.array(row) }),
    permission: 'staff.read',
  }),
  /** What can be chosen on a person's page. */
  'staff.options': query({
    input: z.object({}).strict(),
    output: z.object({
      teams: z.array(z.object(named)),
      roles: z.array(z.object(named)),
      skills: z.array(z.object({ ...named, levels: z.int() })),
      certificateKinds: z.array(
        z.object({ ...named, kind: z.enum(['certificate', 'training', 'insurance']) }),
      ),
      toolKinds: z.array(z.object({ ...named, checkEveryDays: z.int().nullable() })),
      people: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          initials: z.string(),
          visiting: z.boolean(),
        }),
      ),
      connections: z.array(z.object({ ...named, api: z.boolean() })),
      chatTemplates: z.array(z.object(named)),
      /** Counties under their city. */
      divisions: z.array(
        z.object({ code: z.string(), name: z.string(), cityCode: z.string(), city: z.string() }),
      ),
    }),
    permission: 'staff.read',
  }),
  'staff.get': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      person: row.extend({
        duties: z.string(),
        employment: z.string(),
        /** Empty: no pay scheme is called so. */
        employmentEn: z.string(),
        mentorId: z.string().nullable(),
        mentorName: z.string().nullable(),
        partsLimitFen: z.int().nullable(),
        cashLimitFen: z.int().nullable(),
        joinedDay: z.string().nullable(),
        employmentKind: z.enum(employmentKinds),
        /** Orders in one slot; null: as the slot allows. */
        slotCapacity: z.int().nullable(),
        /** Share as the leader of a pair, thousandths; null: the outlet's usual. */
        leadShareMilli: z.int().nullable(),
        insuranceUntil: z.string().nullable(),
        /** The chat text this person gets; null: the usual one. */
        chatTemplateId: z.string().nullable(),
        pinBlockedUntil: z.int().nullable(),
      }),
      skills: z.array(z.object({ skillId: z.string(), ...names, level: z.int() })),
      areas: z.array(z.object({ code: z.string(), name: z.string() })),
      certificates: z.array(
        z.object({
          kindId: z.string(),
          ...names,
          number: z.string(),
          issuedDay: z.string().nullable(),
          expiresDay: z.string().nullable(),
          daysLeft: z.int().nullable(),
        }),
      ),
      /** One line per connection, with or without an account. */
      accounts: z.array(
        z.object({
          connectionId: z.string(),
          ...names,
          api: z.boolean(),
          workerId: z.string().nullable(),
          realName: z.string(),
          state: accountState.nullable(),
          cardExpiresDay: z.string().nullable(),
          daysLeft: z.int().nullable(),
        }),
      ),
      tools: z.array(
        z.object({
          id: z.string(),
          ...names,
          version: z.int(),
          kindId: z.string().nullable(),
          number: z.string(),
          depositFen: z.int(),
          issuedDay: z.string().nullable(),
          checkEveryDays: z.int().nullable(),
          nextCheckDay: z.string().nullable(),
          daysLeft: z.int().nullable(),
          /** Nobody goes up without it. */
          safety: z.boolean(),
        }),
      ),
      /** Whom this person brings up. */
      mentees: z.array(z.object({ id: z.string(), code: z.string(), name: z.string(), nameEn: z.string() })),
      /** From a week ago on. */
      shifts: z.array(shiftRow),
      holdings,
    }),
    permission: 'staff.read',
  }),

  /** A new person (`id` null) or changed particulars. A visiting person gets a bag. Fault: `staff_code_taken`. */
  'staff.save': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        code: z.string().trim().min(1).max(20),
        name: z.string().trim().min(1).max(40),
        nameEn: z.string().trim().max(60).default(''),
        phone: z
          .string()
          .trim()
          .max(40)
          .regex(/^[\d+\-() ]*$/)
          .default(''),
        duties: field.text(200).default(''),
        employment: field.text(40).default(''),
        teamId: field.id().nullable().default(null),
        mentorId: field.id().nullable().default(null),
        capacityMinutes: z.int().min(0).max(1440).default(0),
        partsLimitFen: field.fen().min(0).nullable().default(null),
        cashLimitFen: field.fen().min(0).nullable().default(null),
        joinedDay: field.day().nullable().default(null),
        employmentKind: z.enum(employmentKinds).default('employee'),
        slotCapacity: z.int().min(1).max(20).nullable().default(null),
        leadShareMilli: z.int().min(0).max(1000).nullable().default(null),
        insuranceUntil: field.day().nullable().default(null),
        chatTemplateId: field.id().nullable().default(null),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /**
   * The person leaves (`leftDay` null: comes back). Refused as `staff_has_things` with the counts while orders, stock,
   * money or tools are with him; `handedOver` passes stock, money and tools by name of who agreed, orders never.
   */
  'staff.leave': command({
    input: z
      .object({ ...target, leftDay: field.day().nullable(), handedOver: z.boolean().default(false) })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /** Hats. Somebody must be left who may give them: `staff_last_manager`. */
  'staff.setRoles': command({
    input: z.object({ ...target, roles: z.array(field.id()).max(20) }).strict(),
    output: rowDone,
    permission: 'roles.write',
  }),
  'staff.setSkills': command({
    input: z
      .object({
        ...target,
        skills: z.array(z.object({ skillId: field.id(), level: z.int().min(1).max(9) })).max(60),
        /** Counties served; empty = everywhere. Null leaves them alone. */
        areas: z.array(field.id()).max(200).nullable().default(null),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  'staff.setCertificates': command({
    input: z
      .object({
        ...target,
        certificates: z
          .array(
            z.object({
              kindId: field.id(),
              number: field.text(60).default(''),
              issuedDay: field.day().nullable().default(null),
              expiresDay: field.day().nullable().default(null),
            }),
          )
          .max(60),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /** How each upstream knows this person. An empty `workerId` takes the account away. */
  'staff.setAccounts': command({
    input: z
      .object({
        ...target,
        accounts: z
          .array(
            z.object({
              connectionId: field.id(),
              workerId: z.string().trim().max(80),
              realName: z.string().trim().max(40).default(''),
              state: accountState.default('active'),
              cardExpiresDay: field.day().nullable().default(null),
            }),
          )
          .max(60),
      })
      .strict(),
    output: rowDone,
    permission: 'staff.write',
  }),
  /**
   * Leave, training or extra work on each day from `day` to `toDay`; what overlaps on these days is replaced. Answers
   * how many booked orders of the person stand in that time: they wait for another pair of hands.
   */
  'staff.saveShift': command({
    input: z
      .object({
        staffId: field.id(),
        day: field.day(),
        toDay: field.day().nullable().default(null),
        fromClock: clock.default('00:00'),
        toClock: clock.default('24:00'),
        kind: shiftKind,
        note: field.text(120).default(''),
      })
      .strict(),
    output: z.object({ days: z.int(), ordersAffected: z.int() }),
    permission: 'shifts.write',
  }),
  'staff.removeShift': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'shifts.write',
  }),
  /** A new PIN given by the manager; open sessions of that person are locked. */
  'staff.resetPin': command({
    input: z.object({ ...target, pin }).strict(),
    output: rowDone,
    permission: 'staff.write',
    perMinute: 20,
  }),
} as const satisfies Record<string, AnyChannel>;
