import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** Stocktakes. */
export const countRoom: PartsRoom = {
  tabs: [{ id: 'count', group: 'manage', label: 'stocktake:tab', needs: 'stock.count' }],
  routes: [
    {
      path: 'count',
      screen: lazy(() => import('./counts-screen.tsx').then((m) => ({ default: m.CountsScreen }))),
    },
    {
      path: 'count/:id',
      screen: lazy(() => import('./count-screen.tsx').then((m) => ({ default: m.CountScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.count',
      label: 'stocktake:command',
      path: '/parts/count',
      permission: 'stock.count',
      keys: 'pandian pd kucun stocktake count',
    },
  ],
};
