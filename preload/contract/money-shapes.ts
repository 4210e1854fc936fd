import { z } from 'zod';

export const period = () => z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const moneyDone = z.object({ id: z.string(), version: z.int(), state: z.string() });

export const takings = z.enum(['cash', 'qr', 'transfer']);
