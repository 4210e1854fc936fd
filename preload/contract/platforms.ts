import { z } from 'zod';
import { type AnyChannel, command, field, personal, query } from './define.ts';
import { target } from './shapes.ts';

/** A fault as code and params; the window makes the sentence. */
const faultNote = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const light = z.enum(['green', 'amber', 'red', 'grey']);

/** How one connection does: what the health page and the light in the top bar are made of. */
const health = z.object({
  id: field.id(),
  version: field.version(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  adapter: z.string(),
  mode: z.enum(['api', 'file', 'manual']),
  payerId: z.string().nullable(),
  light,
  pausedAt: field.instant().nullable(),
  lastPullAt: field.instant().nullable(),
  lastOkAt: field.instant().nullable(),
  nextPullAt: field.instant().nullable(),
  fault: faultNote.nullable(),
  faultSince: field.instant().nullable(),
  failures: z.int(),
  /** What a pull found worth showing although it worked (clock skew …). */
  notices: z.array(faultNote),
  localTotal: z.int().nullable(),
  upstreamTotal: z.int().nullable(),
  ordersToday: z.int(),
  waiting: z.int(),
  oldestWaitingAt: field.instant().nullable(),
  /** Steps a person keys into the platform's own page (待人工回传). */
  manual: z.int(),
  deadLetters: z.int(),
  quarantined: z.int(),
  openChanges: z.int(),
});
export type PlatformHealth = z.output<typeof health>;

const settingValue = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.record(z.string(), z.string().max(200)),
]);
const saved = z.object(target);
const message = z.object({
  id: field.id(),
  version: field.version(),
  connectionId: field.id(),
  workOrderId: z.string().nullable(),
  workOrderNumber: z.string().nullable(),
  upstreamId: z.string(),
  step: z.string(),
  state: z.string(),
  attempts: z.int(),
  createdAt: field.instant(),
  lastTryAt: field.instant().nullable(),
  notBefore: field.instant(),
  fault: faultNote.nullable(),
  /** What the platform said; may name a person. */
  answer: personal.text().nullable(),
});
const quarantineRow = z.object({
  id: field.id(),
  connectionId: field.id(),
  upstreamId: z.string().nullable(),
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  receivedAt: field.instant(),
});

/** Channels of the area «platforms»: connections, their health, what waits, what could not be read. */
export const platforms = {
  'platforms.list': query({
    input: z.object({}),
    output: z.object({
      light,
      failing: z.int(),
      oldestOkAt: field.instant().nullable(),
      connections: z.array(health),
    }),
    permission: 'anyone',
  }),
  /** Settings with their form fields. Secrets never leave the host: only whether each is set. */
  'platforms.get': query({
    input: z.object({ id: field.id() }),
    output: z.object({
      health,
      fields: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['address', 'text', 'secret', 'number', 'choice', 'switch', 'map']),
          choices: z.array(z.string()),
          unsure: z.boolean(),
          value: settingValue.nullable(),
          isSet: z.boolean(),
        }),
      ),
      traits: z
        .object({ pullStyle: z.string(), readBackFirst: z.boolean(), steps: z.array(z.string()) })
        .nullable(),
    }),
    permission: 'platforms.read',
  }),
  /** `values`: null empties a field; a secret that is left out stays. Faults: `platform_settings_wrong` {field}. */
  'platforms.save': command({
    input: z.object({
      id: field.id(),
      version: field.version(),
      nameZh: z.string().trim().min(1).max(80),
      nameEn: z.string().trim().max(80),
      values: z.record(z.string().max(60), settingValue.nullable()),
    }),
    output: saved,
    permission: 'platforms.write',
    maxBytes: 128 * 1024,
  }),
  /** Speaks to the platform with the saved settings, or with `values` over them. Throws the platform's fault. */
  'platforms.test': command({
    input: z.object({
      id: field.id(),
      values: z.record(z.string().max(60), settingValue.nullable()).default({}),
    }),
    output: z.object({
      platformAt: field.instant().nullable(),
      skewMs: z.number().nullable(),
      notices: z.array(faultNote),
    }),
    permission: 'platforms.write',
    perMinute: 30,
  }),
  'platforms.pause': command({ input: saved, output: saved, permission: 'platforms.write' }),
  'platforms.resume': command({ input: saved, output: saved, permission: 'platforms.write' }),
  /** Puts the connection first in line and wakes the pulling loop. */
  'platforms.pullNow': command({
    input: z.object({ id: field.id() }),
    output: saved,
    permission: 'platforms.read',
    perMinute: 30,
  }),

  'platforms.messages': query({
    input: z.object({
      connectionId: field.id().nullable().default(null),
      state: z.enum(['waiting', 'dead', 'manual']),
      ...field.page(),
    }),
    output: z.object({ messages: z.array(message), total: z.int() }),
    permission: 'platforms.read',
  }),
  'platforms.deadLetters': query({
    input: z.object({ connectionId: field.id().nullable().default(null), ...field.page() }),
    output: z.object({ messages: z.array(message), total: z.int() }),
    permission: 'platforms.read',
  }),
  /** Sends a dead letter once more, with the same key. */
  'platforms.retryMessage': command({ input: saved, output: saved, permission: 'outbox.retry' }),
  /** Gives a message up: those behind it may go. */
  'platforms.withdrawMessage': command({ input: saved, output: saved, permission: 'outbox.retry' }),
  /** A person has keyed the step into the platform's own page. */
  'platforms.doneByHand': command({ input: saved, output: saved, permission: 'outbox.retry' }),

  'platforms.quarantine': query({
    input: z.object({ connectionId: field.id().nullable().default(null), ...field.page() }),
    output: z.object({ items: z.array(quarantineRow), total: z.int() }),
    permission: 'platforms.read',
  }),
  /** The payload as it came; whole only for who may see personal data. */
  'platforms.quarantineItem': query({
    input: z.object({ id: field.id() }),
    output: z.object({ item: quarantineRow, raw: personal.text(), length: z.int() }),
    permission: 'quarantine.solve',
  }),
  /** Reads it again with today's settings and code map. `applied: false` says why it still does not fit. */
  'platforms.replay': command({
    input: z.object({ id: field.id() }),
    output: z.object({
      applied: z.boolean(),
      reason: z.string().nullable(),
      params: quarantineRow.shape.params,
      workOrderNumber: z.string().nullable(),
    }),
    permission: 'quarantine.solve',
  }),
  'platforms.discard': command({
    input: z.object({ id: field.id(), reason: z.string().trim().min(1).max(200) }),
    output: z.object({ discarded: z.literal(true) }),
    permission: 'quarantine.solve',
  }),

  /** Words of a platform that nobody has mapped yet, with how many orders carry each. */
  'platforms.unknownCodes': query({
    input: z.object({ id: field.id() }),
    output: z.object({
      codes: z.array(z.object({ field: z.string(), raw: z.string(), orders: z.int() })),
      mapped: z.array(
        z.object({ field: z.string(), raw: z.string(), canonical: z.string(), at: field.instant() }),
      ),
      choices: z.array(z.string()),
    }),
    permission: 'platforms.read',
  }),
  /** Maps a status word; orders that carry it are read again from their raw payload. */
  'platforms.mapCode': command({
    input: z.object({
      id: field.id(),
      field: z.literal('status'),
      raw: z.string().min(1).max(80),
      canonical: z.string().max(30),
    }),
    output: z.object({ replayed: z.int() }),
    permission: 'quarantine.solve',
  }),
} as const satisfies Record<string, AnyChannel>;
