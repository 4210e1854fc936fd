import type { PartsRoom } from '../tabs.ts';

/** Old parts to their end, parcels, dead parts, exchanges. */
export const oldRoom: PartsRoom = { tabs: [], routes: [], commands: [] };
