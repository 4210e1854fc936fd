import { z } from 'zod';
import { type AnyChannel, command, field, query } from './define.ts';
import { named } from './shapes.ts';

/** One face of the login screen. Public by decision: a shop's people know each other, a PIN is what guards. */
const person = z.object({
  id: field.id(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** Pinyin initials, lower case: what a person types to find the own name. */
  initials: z.string(),
  roles: z.array(z.string()),
});

/** What roles are called: an outlet renames them and makes its own. */
const roleNames = z.array(z.object(named));

const scope = z.enum(['own', 'team', 'all']);

/** Who is at this desk. `staff` is null while nobody is logged in. */
const me = z.object({
  state: z.enum(['out', 'in', 'locked']),
  deskId: z.string(),
  language: z.enum(['zh', 'en']),
  staff: z
    .object({
      id: field.id(),
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      teamId: z.string().nullable(),
      roles: z.array(z.string()),
      permissions: z.record(z.string(), scope),
    })
    .nullable(),
  outlet: z
    .object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), zone: z.string(), demo: z.boolean() })
    .nullable(),
  roleNames,
  /** Parts of the program this outlet hides are false here. */
  features: z.record(z.string(), z.boolean()),
});

const pin = z.string().regex(/^\d{4,12}$/);

/** Channels of the area «session»: who sits at this desk. */
export const session = {
  'session.people': query({
    input: z.object({}),
    output: z.object({ people: z.array(person), roleNames }),
    permission: 'public',
  }),
  /** The Latin names of everyone who is or was here, for readers of English. */
  'session.names': query({
    input: z.object({}),
    output: z.object({ names: z.array(z.object({ name: z.string(), nameEn: z.string() })) }),
    permission: 'anyone',
  }),
  'session.me': query({ input: z.object({}), output: me, permission: 'public' }),
  /** `pin_wrong` (tries left), `pin_blocked` (until when). Answers who is logged in now. */
  'session.login': command({
    input: z.object({ staffId: field.id(), pin }),
    output: me,
    permission: 'public',
    perMinute: 60,
  }),
  'session.lock': command({ input: z.object({}), output: me, permission: 'public' }),
  /** The same person's PIN; another person logs in instead. */
  'session.unlock': command({
    input: z.object({ pin }),
    output: me,
    permission: 'public',
    perMinute: 60,
  }),
  'session.logout': command({ input: z.object({}), output: me, permission: 'public' }),
  'session.setLanguage': command({
    input: z.object({ language: z.enum(['zh', 'en']) }),
    output: me,
    permission: 'public',
  }),
  /** Changes the own PIN; the old one is asked again. */
  'session.setPin': command({
    input: z.object({ oldPin: pin, newPin: pin }),
    output: z.object({ ok: z.literal(true) }),
    permission: 'anyone',
    perMinute: 20,
  }),
} as const satisfies Record<string, AnyChannel>;
