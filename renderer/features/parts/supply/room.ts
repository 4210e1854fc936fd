import type { PartsRoom } from '../tabs.ts';

/** Receiving and what should be ordered. */
export const supplyRoom: PartsRoom = { tabs: [], routes: [], commands: [] };
