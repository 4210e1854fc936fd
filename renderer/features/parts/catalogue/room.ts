import type { PartsRoom } from '../tabs.ts';

/** The catalogue itself, prices and levels, custody, places. */
export const catalogueRoom: PartsRoom = { tabs: [], routes: [], commands: [] };
