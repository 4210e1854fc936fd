import type { PaletteCommand } from '../../app/commands.ts';

export const commands: readonly PaletteCommand[] = [
  {
    id: 'orders.new',
    label: 'orders:command.new',
    path: '/orders?new=1',
    permission: 'orders.create',
    keys: 'xjgd xinjian gongdan xj new order',
  },
  {
    id: 'orders.review',
    label: 'orders:command.review',
    path: '/review',
    permission: 'orders.review',
    keys: 'shouli shenhe sl intake review',
  },
  {
    id: 'orders.intake',
    label: 'orders:command.intake',
    path: '/orders?view=intake',
    permission: 'orders.read',
    keys: 'daishouli dsl intake',
  },
  {
    id: 'orders.dispatch',
    label: 'orders:command.dispatch',
    path: '/orders?view=dispatch',
    permission: 'orders.read',
    keys: 'daipaidan dpd assign',
  },
  {
    id: 'orders.holds',
    label: 'orders:command.holds',
    path: '/orders?view=holds',
    permission: 'orders.read',
    keys: 'guaqi gq hold',
  },
];
