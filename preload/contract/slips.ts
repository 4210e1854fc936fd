import { z } from 'zod';
import { blobHash, fileName } from './blobs.ts';
import { type AnyChannel, command, field, personal, query } from './define.ts';
import { named, rowDone } from './shapes.ts';

export const voucherKinds = ['install_card', 'settlement_copy', 'warranty_card', 'appraisal'] as const;
export const voucherSteps = ['register', 'issue', 'back', 'scan', 'send', 'accept', 'void'] as const;

const shotWhen = z.enum(['always', 'height_work', 'part_changed', 'defect']);
const policyShot = z
  .object({
    nameZh: field.text(60).min(1),
    nameEn: field.text(80).default(''),
    when: shotWhen.default('always'),
    perMachine: z.boolean().default(false),
  })
  .strict();

const policyRow = z.object({
  id: z.string(),
  version: z.int(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  payerId: z.string().nullable(),
  serviceType: z.string().nullable(),
  category: z.string().nullable(),
  codeRequired: z.boolean(),
  placeWithinM: z.int().nullable(),
  signature: z.boolean(),
  shots: z.array(
    z.object({ nameZh: z.string(), nameEn: z.string(), when: z.string(), perMachine: z.boolean() }),
  ),
  /** Service items that name it. */
  items: z.int(),
});

const voucherRow = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  number: z.string(),
  state: z.string(),
  holder: z.string(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  at: z.int(),
});

/** The rest of slip return: drafts, slips that come back in a pile, the evening, proof that is open, paper vouchers. */
export const slips = {
  /** Keeps what is typed of a slip in the host's memory for its person; never on a disk. Empty text forgets it. */
  'visits.keepDraft': command({
    input: z.object({ slipId: field.id(), text: field.text(24_000) }).strict(),
    output: z.object({ kept: z.boolean() }),
    permission: 'slips.key',
  }),
  /** What this person left half typed of a slip, or null. */
  'visits.draft': query({
    input: z.object({ slipId: field.id() }).strict(),
    output: z.object({ text: z.string().nullable() }),
    permission: 'slips.key',
  }),
  /** «These came back»: a pile of scanned numbers, each with what became of it. One wrong one stops no other. */
  'visits.backMany': command({
    input: z.object({ codes: z.array(field.text(60).min(1)).min(1).max(100) }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          code: z.string(),
          number: z.string().nullable(),
          slipId: z.string().nullable(),
          /** `back` now, `already` before, or the code of the refusal. */
          result: z.string(),
          staffName: z.string().nullable(),
        }),
      ),
    }),
    permission: 'slips.key',
  }),
  /** The rows behind one person's numbers of the evening round. */
  'visits.eveningOf': query({
    input: z.object({ staffId: field.id(), day: field.day().nullable().default(null) }).strict(),
    output: z.object({
      day: z.string(),
      slips: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          state: z.string(),
          day: z.string(),
          orderId: z.string(),
          orderNumber: z.string(),
          title: z.string(),
          customerName: personal.name(),
        }),
      ),
      payments: z.array(
        z.object({
          id: z.string(),
          orderId: z.string().nullable(),
          orderNumber: z.string().nullable(),
          method: z.string(),
          amountFen: z.int(),
          day: z.string(),
        }),
      ),
      /** What earlier hand-ins left on his account: the payments and this make the cash of the evening. */
      beforeFen: z.int(),
      oldParts: z.array(
        z.object({
          id: z.string(),
          orderId: z.string().nullable(),
          orderNumber: z.string().nullable(),
          nameZh: z.string(),
          nameEn: z.string(),
          quantityMilli: z.int(),
          dueDay: z.string().nullable(),
          amountFen: z.int(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** Finished orders whose proof is not complete or was sent back by the platform, the longest finished first. */
  'visits.proofDesk': query({
    input: z.object({ ...field.page() }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          orderId: z.string(),
          number: z.string(),
          title: z.string(),
          staffName: z.string().nullable(),
          payerNameZh: z.string().nullable(),
          payerNameEn: z.string().nullable(),
          finishedAt: z.int().nullable(),
          slipNumber: z.string().nullable(),
          slipState: z.string().nullable(),
          /** What the platform wants filled again, in its words. */
          sentBack: z.object({ reason: z.string().nullable(), dueAt: z.int().nullable() }).nullable(),
          open: z.array(
            z.object({ kind: z.string(), name: z.string(), nameEn: z.string(), state: z.string() }),
          ),
        }),
      ),
      total: z.int(),
    }),
    permission: 'slips.key',
  }),
  /** What must prove a visit, by payer, service type and category; and what may be named in it. */
  'visits.policies': query({
    input: z.object({}).strict(),
    output: z.object({
      rows: z.array(policyRow),
      payers: z.array(z.object(named)),
      serviceTypes: z.array(z.string()),
      categories: z.array(z.string()),
    }),
    permission: 'settings.read',
  }),
  /** A policy as a whole. New orders and open ones are proved by it from now on; what is verified stays. */
  'visits.savePolicy': command({
    input: z
      .object({
        id: field.id().nullable(),
        version: field.version().nullable(),
        code: field.text(20).min(1),
        nameZh: field.text(60).min(1),
        nameEn: field.text(80).default(''),
        payerId: field.id().nullable(),
        serviceType: field.text(20).nullable(),
        category: field.text(20).nullable(),
        codeRequired: z.boolean(),
        placeWithinM: z.int().min(50).max(50_000).nullable(),
        signature: z.boolean(),
        shots: z.array(policyShot).max(30),
      })
      .strict(),
    output: rowDone,
    permission: 'settings.write',
  }),
  /** Photos this desk's folder brought that belong to no order yet, and the folder's name as the desk calls it. */
  'visits.inbox': query({
    input: z.object({}).strict(),
    output: z.object({
      folder: z.string().nullable(),
      rows: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          hash: z.string(),
          fileName: z.string(),
          pictureHash: z.string().nullable(),
          at: z.int(),
        }),
      ),
    }),
    permission: 'slips.key',
  }),
  /** A photo that lies in the watched folder. The same file again is the same row. */
  'visits.inboxAdd': command({
    input: z
      .object({
        hash: blobHash,
        fileName,
        pictureHash: z
          .string()
          .regex(/^[0-9a-f]{16}$/)
          .nullable()
          .default(null),
      })
      .strict(),
    output: z.object({ id: z.string(), version: z.int(), state: z.string() }),
    permission: 'slips.key',
  }),
  'visits.inboxMark': command({
    input: z
      .object({
        ids: z.array(field.id()).min(1).max(100),
        state: z.enum(['used', 'dropped']),
        orderId: field.id().nullable().default(null),
      })
      .strict(),
    output: z.object({ marked: z.int() }),
    permission: 'slips.key',
  }),
  /** Which folder this desk watches, by the name the desk shows; null: none. */
  'visits.watchFolder': command({
    input: z.object({ folder: field.text(300).nullable() }).strict(),
    output: z.object({ folder: z.string().nullable() }),
    permission: 'slips.key',
  }),
  /** Paper vouchers by holder: 安装卡, 结算联, 保修卡, 鉴定单. Those out the longest first. */
  'visits.vouchers': query({
    input: z
      .object({
        states: z
          .array(z.enum(['blank', 'out', 'back', 'scanned', 'sent', 'accepted', 'void']))
          .max(7)
          .default(['out', 'back', 'scanned', 'sent']),
        staffId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(voucherRow),
      total: z.int(),
      staff: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
    }),
    permission: 'slips.key',
  }),
  /** One step of a voucher. `register` and `issue` make it when its number is new. */
  'visits.saveVoucher': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        kind: z.enum(voucherKinds),
        number: field.text(40).min(1),
        step: z.enum(voucherSteps),
        /** To whom, when it is issued. */
        staffId: field.id().nullable().default(null),
        /** Number of the order it is for. */
        orderNumber: field.text(40).default(''),
      })
      .strict(),
    output: z.object({ id: z.string(), version: z.int(), state: z.string(), holder: z.string() }),
    permission: 'slips.key',
  }),
} as const satisfies Record<string, AnyChannel>;
