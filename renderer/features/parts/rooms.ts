import { catalogueRoom } from './catalogue/room.ts';
import { countRoom } from './count/room.ts';
import { custodyRoom } from './custody/room.ts';
import { oldRoom } from './old/room.ts';
import { returningRoom } from './returning/room.ts';
import { receivingRoom } from './receiving/room.ts';
import { stagingRoom } from './staging/room.ts';
import { supplyRoom } from './supply/room.ts';
import type { PartsRoom } from './tabs.ts';

/** The folders of the stock room; each brings its own tabs, pages and palette entries. */
export const partsRooms: readonly PartsRoom[] = [
  stagingRoom,
  returningRoom,
  oldRoom,
  countRoom,
  receivingRoom,
  supplyRoom,
  catalogueRoom,
  custodyRoom,
];
