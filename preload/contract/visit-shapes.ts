import { z } from 'zod';
import { machineResults, visitOutcomeCodes } from '../../domain/visits/outcomes.ts';
import { blobHash, fileName } from './blobs.ts';
import { field } from './define.ts';

/** Shapes that trips, slip return and proof share. */
export const outcomeCode = z.enum(visitOutcomeCodes);
const resultCode = z.enum(machineResults.map((result) => result.code) as [string, ...string[]]);

/** Who goes on a visit and with which share of the pay; shares of one visit sum to 1000. */
export const visitPerson = z.object({
  staffId: field.id(),
  part: z.enum(['lead', 'helper', 'apprentice']),
  shareMilli: z.int().min(0).max(1000),
});

/** What a person keys about one machine. Codes as scanned; blanks and full-width letters are put right. */
export const machineEntry = z
  .object({
    machineLineId: field.id(),
    resultCode: resultCode.nullable().default(null),
    indoorCode: field.text(60).nullable().default(null),
    outdoorCode: field.text(60).nullable().default(null),
    faultId: field.id().nullable().default(null),
    cause: field.text(200).default(''),
    measure: field.text(200).default(''),
  })
  .strict();

/** A part that came out of the bag (or another place) and went into a machine. */
export const partEntry = z
  .object({
    machineLineId: field.id().nullable().default(null),
    partId: field.id(),
    quantityMilli: field.milli().refine((milli) => milli > 0),
    /** Null: the bag of the one who did the work. */
    fromLocationId: field.id().nullable().default(null),
    payer: z.enum(['payer', 'user', 'outlet', 'technician']),
    newSerial: field.text(80).default(''),
    oldSerial: field.text(80).default(''),
  })
  .strict();

export const extraEntry = z
  .object({
    extraChargeId: field.id(),
    quantityMilli: field.milli().refine((milli) => milli > 0),
    /** Null: the posted price. */
    unitFen: field.fen().nullable().default(null),
  })
  .strict();

export const paymentEntry = z
  .object({
    method: z.enum(['cash', 'qr', 'transfer']),
    amountFen: field.fen().refine((fen) => fen > 0),
    receiptNumber: field.text(40).default(''),
  })
  .strict();

export const shotEntry = z
  .object({
    /** Name of the policy's shot, or 'other'. */
    name: field.text(60).min(1),
    machineLineId: field.id().nullable().default(null),
    /** Sent before through `blobs.offer`. */
    hash: blobHash,
    fileName,
    /** Perceptual hash of the picture, 16 hex digits, made by the window; finds one photo used twice. */
    pictureHash: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .nullable()
      .default(null),
    takenAt: field.instant().nullable().default(null),
    width: z.int().min(1).max(100_000).nullable().default(null),
    height: z.int().min(1).max(100_000).nullable().default(null),
  })
  .strict();

export const visitDone = z.object({
  visitId: z.string(),
  visitNo: z.int(),
  version: z.int(),
  state: z.string(),
  orderId: z.string(),
  orderVersion: z.int(),
  orderState: z.string(),
  queue: z.string(),
});

export const proofItem = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  name: z.string(),
  /** The shot's English name; empty where its policy gives none. */
  nameEn: z.string(),
  machineLineId: z.string().nullable(),
  state: z.string(),
  atDesk: z.boolean(),
  /** Why it is repeated or refused, or who waived it: codes and numbers. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** A photo that is asked for. */
export const askedShot = z.object({
  name: z.string(),
  nameEn: z.string(),
  required: z.boolean(),
  when: z.string(),
  /** Each machine needs its own. */
  perMachine: z.boolean(),
});
