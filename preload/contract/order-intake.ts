import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { done } from './orders.ts';

const warranty = z.enum(['in_warranty', 'out_of_warranty', 'extended', 'joint']);

export const orderIntake = {
  /** What is known of a caller or a machine while it is typed: earlier orders, machines, and what to look out for. */
  'orders.history': query({
    input: z
      .object({
        phone: field.text(30).default(''),
        code: field.text(60).default(''),
        customerId: field.id().nullable().default(null),
        serviceItemId: field.id().nullable().default(null),
      })
      .strict(),
    output: z.object({
      customers: z.array(
        z.object({
          id: z.string(),
          name: personal.name(),
          phone: personal.phone().nullable(),
          phone2: personal.phone().nullable(),
          county: z.string(),
          town: personal.address(),
          detail: personal.address(),
          floor: z.int().nullable(),
          elevator: z.boolean().nullable(),
        }),
      ),
      orders: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          title: z.string(),
          state: z.string(),
          serviceType: z.string(),
          receivedAt: z.int(),
          finishedAt: z.int().nullable(),
          appointmentStartAt: z.int().nullable(),
          staffName: z.string().nullable(),
          model: z.string(),
          open: z.boolean(),
        }),
      ),
      devices: z.array(
        z.object({
          model: z.string(),
          category: z.string(),
          brandId: z.string().nullable(),
          indoorCode: personal.code().nullable(),
          outdoorCode: personal.code().nullable(),
          purchasedDay: z.string().nullable(),
          warrantyEndDay: z.string().nullable(),
        }),
      ),
      /** open_order: urge instead of a second one; rework: same work not long ago; owes: unpaid user fees, fen. */
      warnings: z.array(
        z.object({
          code: z.enum(['open_order', 'rework', 'owes']),
          orderId: z.string(),
          number: z.string(),
          days: z.int(),
          amountFen: z.int(),
        }),
      ),
    }),
    permission: 'orders.create',
    perMinute: 3000,
  }),
  /** Places of the outlet's own tables that a typed piece may mean: districts, streets, estates. */
  'orders.places': query({
    input: z.object({ text: field.text(60).min(1), county: field.text(40).default('') }).strict(),
    output: z.object({
      places: z.array(
        z.object({
          kind: z.enum(['county', 'estate']),
          county: z.string(),
          divisionCode: z.string(),
          /** Street or town of an estate. */
          street: z.string(),
          estate: z.string(),
          distanceM: z.int().nullable(),
          coverage: z.string(),
        }),
      ),
    }),
    permission: 'orders.create',
    perMinute: 3000,
  }),
  /** Brands and models for the pickers of the form. */
  'orders.goods': query({
    input: z.object({}).strict(),
    output: z.object({
      brands: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          payerId: z.string().nullable(),
          categories: z.array(z.string()),
        }),
      ),
      models: z.array(
        z.object({
          model: z.string(),
          brandId: z.string().nullable(),
          category: z.string(),
          nameZh: z.string(),
          warrantyMonths: z.int().nullable(),
        }),
      ),
    }),
    permission: 'orders.create',
  }),
  /** Who pays by rule, and what it will cost the user, before the order exists. */
  'orders.priceOf': query({
    input: z
      .object({
        serviceItemId: field.id(),
        brandId: field.id().nullable().default(null),
        model: field.text(80).default(''),
        quantity: z.int().min(1).max(99).default(1),
        warranty: warranty.nullable().default(null),
        purchasedDay: field.day().nullable().default(null),
        payerId: field.id().nullable().default(null),
        county: field.text(40).default(''),
        town: field.text(40).default(''),
        detail: field.text(300).default(''),
        urgent: z.boolean().default(false),
      })
      .strict(),
    output: z.object({
      payerId: z.string(),
      /** chosen by hand, brand in warranty, install for the brand, else the user. */
      payerWhy: z.enum(['chosen', 'brand', 'user']),
      /** Nobody but the user pays. */
      userPays: z.boolean(),
      warranty: warranty.nullable(),
      warrantyEndDay: z.string().nullable(),
      divisionCode: z.string().nullable(),
      coverage: z.string().nullable(),
      distanceM: z.int().nullable(),
      lines: z.array(z.object({ kind: z.string(), amountFen: z.int(), ruleCode: z.string() })),
      userFen: z.int(),
    }),
    permission: 'orders.create',
    perMinute: 3000,
  }),
  /** Counter and phone intake: one order of one machine kind, booked in the same step where a day is given. */
  'orders.create': command({
    input: z
      .object({
        name: field.text(80).min(1),
        phone: field.text(30).min(3),
        phone2: field.text(30).default(''),
        county: field.text(40).default(''),
        town: field.text(40).default(''),
        detail: field.text(300).min(1),
        floor: z.int().min(-5).max(200).nullable().default(null),
        elevator: z.boolean().nullable().default(null),
        serviceItemId: field.id(),
        brandId: field.id().nullable().default(null),
        model: field.text(80).default(''),
        productName: field.text(120).default(''),
        quantity: z.int().min(1).max(99).default(1),
        indoorCode: field.text(60).default(''),
        outdoorCode: field.text(60).default(''),
        purchasedDay: field.day().nullable().default(null),
        warranty: warranty.nullable().default(null),
        payerId: field.id().nullable().default(null),
        faultText: field.text(500).default(''),
        remark: field.text(500).default(''),
        urgent: z.boolean().default(false),
        wishStaffId: field.id().nullable().default(null),
        /** Agreed while the user is on the phone. */
        booking: z
          .object({
            day: field.day(),
            slotId: field.id().nullable().default(null),
            startAt: field.instant().nullable().default(null),
            endAt: field.instant().nullable().default(null),
            override: z.boolean().default(false),
          })
          .strict()
          .nullable()
          .default(null),
      })
      .strict(),
    output: done,
    permission: 'orders.create',
  }),
} as const satisfies Record<string, AnyChannel>;
