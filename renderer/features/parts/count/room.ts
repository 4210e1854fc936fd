import type { PartsRoom } from '../tabs.ts';

/** Stocktakes. */
export const countRoom: PartsRoom = { tabs: [], routes: [], commands: [] };
