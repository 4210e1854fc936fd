import type { Migration } from '../migrate.ts';
import { foundation } from './0001-foundation.ts';
import { stockRoom } from './0002-stock-room.ts';

/** In order; a landed migration is never edited. */
export const migrations: readonly Migration[] = [foundation, stockRoom];
