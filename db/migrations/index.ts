import type { Migration } from '../migrate.ts';
import { foundation } from './0001-foundation.ts';
import { stockRoom } from './0002-stock-room.ts';
import { paperRoom } from './0003-paper-room.ts';

/** In order; a landed migration is never edited. */
export const migrations: readonly Migration[] = [foundation, stockRoom, paperRoom];
