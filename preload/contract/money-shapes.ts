import { z } from 'zod';
import { field } from './define.ts';

export const period = () => z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const named = { nameZh: z.string(), nameEn: z.string() };

export const target = { id: field.id(), version: field.version() };

export const snapshot = z.object({ snapshotId: z.string(), total: z.int() });

export const slice = z.object({ snapshotId: field.id(), from: z.int().min(0), to: z.int().min(0) }).strict();

export const moneyDone = z.object({ id: z.string(), version: z.int(), state: z.string() });

export const takings = z.enum(['cash', 'qr', 'transfer']);
