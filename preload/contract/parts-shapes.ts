import { z } from 'zod';
import { personal } from './define.ts';

/** A quantity a person may enter: more than nothing, at most 100,000 base units. */
export const quantity = () => z.int().min(1).max(100_000_000);

export const place = z.object({
  id: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.string(),
  isReal: z.boolean(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
});

export const partHead = z.object({
  partId: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
});

export const reservation = z.object({
  id: z.string(),
  workOrderId: z.string(),
  orderNumber: z.string(),
  customerName: personal.name(),
  staffName: z.string().nullable(),
  day: z.string().nullable(),
  state: z.string(),
  quantityMilli: z.int(),
  locationNameZh: z.string(),
  locationNameEn: z.string(),
});

export const bagFigures = z.object({
  staffId: z.string(),
  staffCode: z.string(),
  staffName: z.string(),
  locationId: z.string(),
  /** Kinds of parts in the bag, and what they and the old parts he owes are worth. */
  parts: z.int(),
  onHandFen: z.int(),
  reservedLines: z.int(),
  requestedLines: z.int(),
  oldPartsOwed: z.int(),
  oldPartsFen: z.int(),
  oldestDueDay: z.string().nullable(),
  /** Issued for orders that are over or no longer his. */
  toReturn: z.int(),
  limitFen: z.int().nullable(),
});
