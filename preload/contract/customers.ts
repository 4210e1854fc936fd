import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';

/** Channels of the area «customers»: the person's file, and deleting it for good. */
export const customers = {
  'customers.get': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      id: z.string(),
      version: z.int(),
      name: personal.name(),
      phone: personal.phone().nullable(),
      phone2: personal.phone().nullable(),
      addresses: z.array(z.object({ id: z.string(), text: personal.address() })),
      orders: z.int(),
      deletedAt: z.int().nullable(),
    }),
    permission: 'customers.read',
  }),
  /**
   * Deletes a person's data: the columns that are searched are cleared and the key that seals every other copy
   * (payloads, events, log, messages, backups) is destroyed. Orders, money and chains stay. Cannot be undone.
   */
  'customers.erase': command({
    input: z.object({ id: field.id(), version: field.version() }).strict(),
    output: z.object({ id: z.string(), erasedAt: z.int() }),
    permission: 'customers.erase',
  }),
} as const satisfies Record<string, AnyChannel>;
