import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** Things of users that lie with us, and machines in for repair. */
export const custodyRoom: PartsRoom = {
  tabs: [{ id: 'custody', group: 'manage', label: 'custody:tab', needs: 'stock.read' }],
  routes: [
    {
      path: 'custody/:id?',
      screen: lazy(() => import('./custody-screen.tsx').then((m) => ({ default: m.CustodyScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.custody',
      label: 'custody:command',
      path: '/parts/custody',
      permission: 'stock.read',
      keys: 'daiguan dg songxiu sx jieji qujici qj custody repair',
    },
  ],
};
