import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** Receiving and what should be ordered. */
export const supplyRoom: PartsRoom = {
  tabs: [{ id: 'supply', group: 'manage', label: 'replenish:tab', needs: 'stock.receive' }],
  routes: [
    {
      path: 'supply/:id?',
      screen: lazy(() => import('./supply-screen.tsx').then((m) => ({ default: m.SupplyScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.supply',
      label: 'replenish:command',
      path: '/parts/supply',
      permission: 'stock.receive',
      keys: 'buhuo bh linqi daizhi supply replenish expiring slow',
    },
  ],
};
