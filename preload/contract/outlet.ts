import { z } from 'zod';
import { featureCodes } from '../../domain/access/features.ts';
import { coverage } from './coverage.ts';
import { type AnyChannel, command, field, personal, query } from './define.ts';

const phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\d+\-() ]*$/);
const pin = z.string().regex(/^\d{4,12}$/);
const jobStarted = z.object({ jobId: field.id() });
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** Trades a new outlet can begin with: their catalogue rows are put in, everything else stays empty. */
export const trades = [
  'air_conditioner',
  'white_goods',
  'kitchen',
  'water',
  'smart_home',
  'furniture',
] as const;

/** Working hours of a week, Monday first; an empty list is a closed day. */
const week = z.array(z.array(z.object({ from: clock, to: clock })).max(3)).length(7);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

const dayNote = z.object({
  day: field.day(),
  nameZh: z.string().max(40),
  nameEn: z.string().max(60),
  /** A public holiday, a working day in exchange for one, or what the outlet itself named. */
  kind: z.enum(['holiday', 'swap', 'own']),
});

/** Work calendar as people write it: clock texts, seasons by month and day, single days. */
export const calendarShape = z.object({
  weekly: week,
  seasons: z.array(z.object({ from: monthDay, to: monthDay, weekly: week })).max(8),
  days: z.array(z.object({ day: field.day(), spans: week.element })).max(800),
  /** Names of single days; a name alone changes no hours. */
  notes: z.array(dayNote).max(800).default([]),
});
export type CalendarInput = z.output<typeof calendarShape>;

const copy = z.object({
  name: z.string(),
  bytes: z.int(),
  madeAt: field.instant(),
  /** Made before a migration or by hand, daily …: first word of the name. */
  kind: z.string(),
});

const copyName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/);

const halt = z.object({
  halted: z.boolean(),
  restoredAt: field.instant().nullable(),
  /** Last command of the copy: the moment the outlet went back to. */
  asOf: field.instant().nullable(),
  /** Messages to platforms that wait. */
  waiting: z.int(),
});

/** Channels of the area «outlet»: first run, the outlet's own data, copies, switches. */
export const outlet = {
  ...coverage,
  /** What this store holds; asked before anyone can log in. `setUp` while the demo outlet is being made. */
  'outlet.state': query({
    input: z.object({}),
    output: z.object({
      kind: z.enum(['none', 'demo', 'own']),
      nameZh: z.string(),
      nameEn: z.string(),
      setUp: z
        .object({
          jobId: field.id(),
          /** The outlet can be used; older history is still being written. */
          usable: z.boolean(),
          progressMilli: z.number().nullable(),
          progressCode: z.string().nullable(),
        })
        .nullable(),
      /** PINs of the demo's people, for its login screen; empty in any other outlet. */
      demoPins: z.array(z.object({ staffId: field.id(), pin: z.string() })),
    }),
    permission: 'public',
  }),
  /** The demo outlet, only while there is none (`outlet_exists`). Progress on `outlet.state`. */
  'outlet.startDemo': command({
    input: z.object({}),
    output: jobStarted,
    permission: 'public',
    perMinute: 10,
  }),
  /** An outlet of one's own, only while there is none. Logs the manager in at this desk. */
  'outlet.startOwn': command({
    input: z.object({
      name: z.string().trim().min(1).max(80),
      county: z.string().trim().max(40).default(''),
      address: z.string().trim().max(200).default(''),
      phone: phone.default(''),
      managerName: z.string().trim().min(1).max(40),
      pin,
      trades: z.array(z.enum(trades)).max(trades.length).default([]),
    }),
    output: z.object({ outletId: field.id(), staffId: field.id() }),
    permission: 'public',
    perMinute: 10,
  }),
  /** The key that opens this store without this computer's keychain. Asks the PIN again; each showing is in the log. */
  'outlet.recoveryKey': command({
    input: z.object({ pin }),
    output: z.object({ groups: z.array(z.string()), shownBefore: z.int() }),
    permission: 'backup.run',
    perMinute: 10,
  }),

  'outlet.get': query({
    input: z.object({}),
    output: z.object({
      id: field.id(),
      version: field.version(),
      code: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      legalName: z.string(),
      county: z.string(),
      address: z.string(),
      phone: z.string(),
      complaintPhone: z.string(),
      zone: z.string(),
      demo: z.boolean(),
      numberPrefix: z.string(),
      /** How often the recovery key was shown; 0 reminds the manager to write it down. */
      recoveryShown: z.int(),
    }),
    permission: 'settings.read',
  }),
  'outlet.save': command({
    input: z.object({
      version: field.version(),
      nameZh: z.string().trim().min(1).max(80),
      nameEn: z.string().trim().max(80),
      legalName: z.string().trim().max(120),
      address: z.string().trim().max(200),
      phone,
      complaintPhone: phone,
      numberPrefix: z.string().regex(/^[A-Z0-9]{0,6}$/),
    }),
    output: z.object({ version: field.version() }),
    permission: 'settings.write',
  }),

  /** The official holidays of a year and the working days in exchange; empty while they are not announced. */
  'outlet.holidays': query({
    input: z.object({ year: z.int().min(2004).max(2100) }),
    output: z.object({ days: z.array(dayNote) }),
    permission: 'settings.read',
  }),
  'outlet.calendar': query({
    input: z.object({}),
    output: z.object({ version: z.int().min(0), calendar: calendarShape }),
    permission: 'settings.read',
  }),
  /** `version` 0 while nobody has saved one yet. Faults: `calendar_wrong` with the place. */
  'outlet.saveCalendar': command({
    input: z.object({ version: z.int().min(0), calendar: calendarShape }),
    output: z.object({ version: field.version() }),
    permission: 'settings.write',
    maxBytes: 256 * 1024,
  }),

  'outlet.features': query({
    input: z.object({}),
    output: z.object({ features: z.array(z.object({ code: z.string(), enabled: z.boolean() })) }),
    permission: 'settings.read',
  }),
  'outlet.setFeature': command({
    input: z.object({ code: z.enum(featureCodes), enabled: z.boolean() }),
    output: z.object({ code: z.string(), enabled: z.boolean() }),
    permission: 'settings.write',
  }),

  'outlet.backups': query({
    input: z.object({}),
    output: z.object({
      copies: z.array(copy),
      /** When the newest copy that was opened and checked was made. */
      lastGoodAt: field.instant().nullable(),
      folder: z.string(),
    }),
    permission: 'backup.run',
  }),
  /** A checked copy now: job `outlet.backup`. */
  'outlet.backupNow': command({ input: z.object({}), output: jobStarted, permission: 'backup.run' }),
  /** Reads a copy through and compares it: job `outlet.inspect`, result {contents, loss}. */
  'outlet.inspectCopy': command({
    input: z.object({ name: copyName }),
    output: jobStarted,
    permission: 'backup.run',
    perMinute: 30,
  }),
  /**
   * Puts a copy in the store's place: job `outlet.restore`, at whose end the outlet closes and opens anew, everyone is
   * logged out and the outbox is halted. `withLog` carries out again what the operation log holds after the copy.
   */
  'outlet.restore': command({
    input: z.object({ name: copyName, withLog: z.boolean(), pin }),
    output: jobStarted,
    permission: 'backup.run',
    perMinute: 10,
  }),
  /** Whether sending rests after a restore; for the line across every screen. */
  'outlet.halt': query({ input: z.object({}), output: halt, permission: 'anyone' }),
  /** The last restore, and what the platforms were told by the store it replaced. */
  'outlet.restored': query({
    input: z.object({}),
    output: z.object({
      ...halt.shape,
      copy: z.string().nullable(),
      epoch: z.int().nullable(),
      /** Commands carried out again from the operation log. */
      replayed: z.int(),
      /** Folder of the store as it was. */
      replaced: z.string().nullable(),
      staffName: personal.name().nullable(),
      /** Null: the store that was replaced could not be read. */
      since: z
        .array(
          z.object({
            number: z.string().nullable(),
            upstreamId: z.string(),
            step: z.string(),
            was: z.enum(['told', 'open']),
            at: field.instant(),
          }),
        )
        .nullable(),
      /** The last restore that was asked for and not carried out. */
      failed: z.object({ copy: z.string(), atMs: field.instant(), code: z.string() }).nullable(),
    }),
    permission: 'backup.run',
  }),
  /** Lets messages go again; each is read back at its platform before it is sent. */
  'outlet.resumeSending': command({
    input: z.object({}),
    output: z.object({ messages: z.int() }),
    permission: 'backup.run',
  }),

  /** While the store is shut: why, and which copies there are. `code` is null when the outlet is open. */
  'outlet.rescue': query({
    input: z.object({}),
    output: z.object({
      code: z.string().nullable(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      /** A key that opens the store or one of its copies is at hand. */
      keyKnown: z.boolean(),
      /** Newest first; `contents` null: this key does not open it. */
      copies: z.array(
        z.object({
          name: z.string(),
          bytes: z.int(),
          madeAt: field.instant(),
          contents: z
            .object({
              lastAt: field.instant().nullable(),
              orders: z.int(),
              lastOrderNumber: z.string().nullable(),
            })
            .nullable(),
        }),
      ),
    }),
    permission: 'public',
    perMinute: 60,
  }),
  /** Opens the shut store with the recovery key. Fault: `recovery_key_wrong`. */
  'outlet.rescueKey': command({
    input: z.object({ typed: z.string().min(1).max(200) }),
    output: z.object({ opened: z.boolean() }),
    permission: 'public',
    perMinute: 20,
  }),
  /** Restores a copy in place of a damaged store. The person and PIN are those of the copy. */
  'outlet.rescueRestore': command({
    input: z.object({
      name: copyName,
      withLog: z.boolean(),
      staffCode: z.string().trim().min(1).max(20),
      pin,
    }),
    output: z.object({ restored: z.literal(true) }),
    permission: 'public',
    perMinute: 10,
  }),
  /** Every page and the laws L1–L6 of the whole store: job `outlet.check`. */
  'outlet.checkStore': command({ input: z.object({}), output: jobStarted, permission: 'backup.run' }),
} as const satisfies Record<string, AnyChannel>;
