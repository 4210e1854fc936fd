import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** Deliveries counted as they are unpacked, and what came otherwise than announced. */
export const receivingRoom: PartsRoom = {
  tabs: [{ id: 'receiving', group: 'day', label: 'receiving:tab', needs: 'stock.receive' }],
  routes: [
    {
      path: 'receiving/claims/:id?',
      screen: lazy(() => import('./claims-screen.tsx').then((m) => ({ default: m.ClaimsScreen }))),
    },
    {
      path: 'receiving/:id?',
      screen: lazy(() => import('./deliveries-screen.tsx').then((m) => ({ default: m.DeliveriesScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.receiving',
      label: 'receiving:command.deliveries',
      path: '/parts/receiving',
      permission: 'stock.receive',
      keys: 'shouhuo sh daohuo dh ruku rk receive',
    },
    {
      id: 'parts.claims',
      label: 'receiving:command.claims',
      path: '/parts/receiving/claims',
      permission: 'stock.read',
      keys: 'chayi cy queJian qj posun ps cuojian cj claim',
    },
  ],
};
