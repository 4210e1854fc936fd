import type { PaletteCommand } from '../../app/commands.ts';

export const commands: readonly PaletteCommand[] = [
  {
    id: 'dispatch.today',
    label: 'dispatch:command.today',
    path: '/dispatch',
    permission: 'orders.assign',
    keys: 'paidan pd jintian board today',
  },
];
