import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { target } from './shapes.ts';

/** Channels of the area «customers»: the person's file, and deleting it for good. */
export const customers = {
  /** The people served last, newest order first; for readers of all customers. Looking for one: `search.find`. */
  'customers.recent': query({
    input: z.object({ limit: z.int().min(1).max(100).default(50) }).strict(),
    output: z.object({
      customers: z.array(
        z.object({
          id: z.string(),
          name: personal.name(),
          phone: personal.phone().nullable(),
          /** The one given last. */
          address: personal.address().nullable(),
          /** When the latest order came, and how many there are. */
          lastAt: z.int(),
          orders: z.int(),
        }),
      ),
    }),
    permission: 'customers.read',
  }),
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
      /** The newest, 50 at most. */
      history: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          title: z.string(),
          state: z.string(),
          queue: z.string(),
          appointmentState: z.string(),
          receivedAt: z.int(),
          staffName: z.string().nullable(),
        }),
      ),
      devices: z.array(
        z.object({
          id: z.string(),
          brandNameZh: z.string().nullable(),
          brandNameEn: z.string().nullable(),
          model: z.string(),
          indoorCode: z.string().nullable(),
          outdoorCode: z.string().nullable(),
          installedDay: z.string().nullable(),
          warrantyEndDay: z.string().nullable(),
          repairs: z.int(),
        }),
      ),
      deletedAt: z.int().nullable(),
    }),
    permission: 'customers.read',
  }),
  /**
   * Deletes a person's data: the columns that are searched are cleared and the key that seals every other copy
   * (payloads, events, log, messages, backups) is destroyed. Orders, money and chains stay. Cannot be undone.
   */
  'customers.erase': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string(), erasedAt: z.int() }),
    permission: 'customers.erase',
  }),
} as const satisfies Record<string, AnyChannel>;
