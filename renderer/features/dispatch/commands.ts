import type { PaletteCommand } from '../../app/commands.ts';

export const commands: readonly PaletteCommand[] = [
  {
    id: 'dispatch.today',
    label: 'dispatch:command.today',
    path: '/dispatch',
    permission: 'orders.assign',
    keys: 'paidan pd jintian board today',
  },
  {
    id: 'dispatch.shops',
    label: 'dispatch:command.shops',
    path: '/dispatch/shops',
    permission: 'orders.assign',
    keys: 'xiaji wangdian xjwd sub shops',
  },
  {
    id: 'dispatch.texts',
    label: 'dispatch:command.texts',
    path: '/settings?view=chattext',
    permission: 'staff.write',
    keys: 'paidan wenzi pdwz chat text template wechat',
  },
];
