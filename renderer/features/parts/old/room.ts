import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** Old parts to their end, parcels, dead parts, exchanges. */
export const oldRoom: PartsRoom = {
  tabs: [{ id: 'parcels', group: 'manage', label: 'oldparts:tab', needs: 'stock.read' }],
  routes: [
    {
      path: 'old/boxes/:id?',
      screen: lazy(() => import('./boxes-screen.tsx').then((m) => ({ default: m.BoxesScreen }))),
    },
    {
      path: 'old/payers',
      screen: lazy(() => import('./payers-screen.tsx').then((m) => ({ default: m.PayersScreen }))),
    },
    {
      path: 'old/dead/:id?',
      screen: lazy(() => import('../dead/dead-screen.tsx').then((m) => ({ default: m.DeadScreen }))),
    },
    {
      path: 'old/exchanges',
      screen: lazy(() => import('./exchanges-screen.tsx').then((m) => ({ default: m.ExchangesScreen }))),
    },
    {
      path: 'parcels/:id?',
      screen: lazy(() => import('../parcels/parcels-screen.tsx').then((m) => ({ default: m.ParcelsScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.boxes',
      label: 'oldparts:command.boxes',
      path: '/parts/old/boxes',
      permission: 'stock.read',
      keys: 'zhuangxiang zx fanchang fc box',
    },
    {
      id: 'parts.dead',
      label: 'oldparts:command.dead',
      path: '/parts/old/dead',
      permission: 'stock.read',
      keys: 'buliang bl xinjian xj dead doa',
    },
    {
      id: 'parts.parcels',
      label: 'oldparts:command.parcels',
      path: '/parts/parcels',
      permission: 'stock.read',
      keys: 'baoguo bg kuaidi kd yundan yd parcel',
    },
  ],
};
