import type { PartsRoom } from '../tabs.ts';

/** What is put ready the evening before, picked and handed out. */
export const stagingRoom: PartsRoom = { tabs: [], routes: [], commands: [] };
