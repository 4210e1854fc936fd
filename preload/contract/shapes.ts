import { z } from 'zod';
import { field } from './define.ts';

/** Pieces that are the same in every area. What only looks alike stays with its own. */

/** A row that is to be changed, and the version of it that the person saw. */
export const target = { id: field.id(), version: field.version() };

/** A row after its change. */
export const rowDone = z.object({ id: z.string(), version: z.int() });

/** A name in both languages; the English one may be empty. */
export const names = { nameZh: z.string(), nameEn: z.string() };

/** A row to choose: by id, called by its names. */
export const named = { id: z.string(), ...names };

/** A long list is taken once as numbers of rows and then read piece by piece. */
export const snapshot = z.object({ snapshotId: z.string(), total: z.int() });

export const slice = z.object({ snapshotId: field.id(), from: z.int().min(0), to: z.int().min(0) }).strict();
