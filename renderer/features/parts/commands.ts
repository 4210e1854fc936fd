import type { PaletteCommand } from '../../app/commands.ts';
import { partsRooms } from './rooms.ts';

export const commands: readonly PaletteCommand[] = [
  {
    id: 'parts.stock',
    label: 'parts:command.stock',
    path: '/parts/stock',
    permission: 'stock.read',
    keys: 'kucun kc peijian pj stock',
  },
  {
    id: 'parts.issue',
    label: 'parts:command.issue',
    path: '/parts/issue',
    permission: 'stock.issue',
    keys: 'lingliao ll faliao fl issue',
  },
  {
    id: 'parts.bags',
    label: 'parts:command.bags',
    path: '/parts/bags',
    permission: 'stock.read',
    keys: 'suishenku ssk bag',
  },
  {
    id: 'parts.old',
    label: 'parts:command.old',
    path: '/parts/old',
    permission: 'stock.read',
    keys: 'jiujian jj old',
  },
  {
    id: 'parts.requests',
    label: 'parts:command.requests',
    path: '/parts/requests',
    permission: 'stock.read',
    keys: 'peijianshenqing pjsq shenqing sq request',
  },
  {
    id: 'parts.papers',
    label: 'parts:command.papers',
    path: '/parts/papers',
    permission: 'stock.read',
    keys: 'danju dj papers',
  },
  ...partsRooms.flatMap((room) => room.commands),
];
