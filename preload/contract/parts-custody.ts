import { z } from 'zod';
import { revealReasons } from '../../domain/orders/asked-words.ts';
import { custodyFeeWays, custodyKinds, custodyStates } from '../../domain/stock/custody.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { rowDone, target } from './shapes.ts';

const item = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  kind: z.enum(custodyKinds),
  state: z.enum(custodyStates),
  workOrderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  ownerName: personal.name(),
  phone: personal.phone().nullable(),
  what: z.string(),
  machineCode: z.string(),
  accessories: z.string(),
  damage: z.string(),
  note: personal.text(),
  locationId: z.string(),
  placeNameZh: z.string(),
  placeNameEn: z.string(),
  placeKind: z.string(),
  /** Whose bag it lies in while a man brings it. */
  carrierName: z.string().nullable(),
  bin: z.string(),
  inDay: z.string(),
  dueDay: z.string().nullable(),
  /** The day agreed at the last call, and when that was. */
  remindDay: z.string().nullable(),
  remindedAt: z.int().nullable(),
  /** Days after the last day to fetch it; below zero: left. Null when it is gone. */
  lateDays: z.int().nullable(),
  ageDays: z.int(),
  feeFen: z.int(),
  /** What its user still owes on the order. */
  owedFen: z.int(),
  handedTo: personal.name(),
  endedAt: z.int().nullable(),
  takenByName: z.string().nullable(),
});

const done = rowDone.extend({ number: z.string(), state: z.enum(custodyStates) });
const fee = () => z.int().min(0).max(1e8);
const words = () => field.text(300).default('');

/** Channels of 仓库: things of users that lie with us, and machines in for repair. */
export const partsCustody = {
  'parts.custody': query({
    input: z
      .object({
        view: z.enum(['remind', 'open', 'repair', 'ready', 'gone']).default('open'),
        text: field.text(60).default(''),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(item),
      views: z.object({
        remind: z.int(),
        open: z.int(),
        repair: z.int(),
        ready: z.int(),
        gone: z.int(),
      }),
    }),
    permission: 'stock.read',
  }),
  /** One thing with its life, newest first. */
  'parts.custodyItem': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      item,
      life: z.array(
        z.object({
          seq: z.int(),
          at: z.int(),
          kind: z.string(),
          params: z.record(z.string(), z.unknown()),
          words: personal.text(),
          staffName: z.string().nullable(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  /** What the order says of the thing that comes with it. */
  'parts.custodyOrder': query({
    input: z.object({ workOrderId: field.id() }).strict(),
    output: z.object({
      workOrderId: z.string(),
      orderNumber: z.string(),
      ownerName: personal.name(),
      title: z.string(),
      serviceType: z.string(),
      models: z.string().nullable(),
      machineCode: z.string().nullable(),
      /** Things of it that lie with us already. */
      here: z.int(),
    }),
    permission: 'stock.receive',
  }),
  'parts.custodyTake': command({
    input: z
      .object({
        kind: z.enum(custodyKinds),
        workOrderId: field.id().nullable().default(null),
        name: field.text(80).default(''),
        phone: field.text(30).default(''),
        what: field.text(120).min(1),
        machineCode: field.text(60).default(''),
        accessories: words(),
        damage: words(),
        note: words(),
        locationId: field.id().nullable().default(null),
        bin: field.text(40).default(''),
        dueDay: field.day().nullable().default(null),
        feeFen: fee().default(0),
      })
      .strict(),
    output: done,
    permission: 'stock.receive',
  }),
  'parts.custodyStep': command({
    input: z
      .object({
        ...target,
        to: z.enum(['held', 'in_repair', 'ready', 'on_way']),
        staffId: field.id().nullable().default(null),
        locationId: field.id().nullable().default(null),
        bin: field.text(40).nullable().default(null),
        note: words(),
      })
      .strict(),
    output: done,
    permission: 'stock.receive',
  }),
  /** Another shelf, last day or fee, or what was written down wrong. */
  'parts.custodyChange': command({
    input: z
      .object({
        ...target,
        locationId: field.id().nullable().default(null),
        bin: field.text(40).default(''),
        dueDay: field.day().nullable(),
        feeFen: fee(),
        what: field.text(120).min(1),
        accessories: words(),
        damage: words(),
      })
      .strict(),
    output: done,
    permission: 'stock.receive',
  }),
  'parts.custodyRemind': command({
    input: z
      .object({ ...target, note: field.text(300), nextDay: field.day().nullable().default(null) })
      .strict(),
    output: done.extend({ nextDay: z.string() }),
    permission: 'stock.receive',
  }),
  /** To whom, and how the fee for keeping was met; with something owed it needs a reason. */
  'parts.custodyHandOut': command({
    input: z
      .object({
        ...target,
        handedTo: field.text(80),
        fee: z.enum(custodyFeeWays).nullable().default(null),
        reason: words(),
      })
      .strict(),
    output: done.extend({ paper: z.string(), owedFen: z.int() }),
    permission: 'stock.receive',
  }),
  'parts.custodyEnd': command({
    input: z.object({ ...target, to: z.enum(['scrapped', 'lost']), reason: words() }).strict(),
    output: done,
    permission: 'stock.receive',
  }),
  'parts.custodyUndo': command({
    input: z.object({ ...target, reason: words() }).strict(),
    output: done,
    permission: 'stock.receive',
  }),
  /** The owner and what was said, whole, for a reader whose role sees masks: with a reason, kept in the thing's life. */
  'parts.custodyReveal': command({
    input: z.object({ id: field.id(), reason: z.enum(revealReasons) }).strict(),
    output: z.object({
      values: z.partialRecord(z.enum(['name', 'phone', 'note']), z.string().nullable()),
      /** What was said at each step, the last first. */
      said: z.array(z.string()),
    }),
    permission: 'stock.receive',
    perMinute: 10,
  }),
} as const satisfies Record<string, AnyChannel>;
