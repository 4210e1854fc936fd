import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** What is put ready the evening before, picked and handed out. */
export const stagingRoom: PartsRoom = {
  tabs: [{ id: 'staging', group: 'day', label: 'staging:tab', needs: 'stock.issue' }],
  routes: [
    {
      path: 'staging/:id?',
      screen: lazy(() => import('./staging-screen.tsx').then((m) => ({ default: m.StagingScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.staging',
      label: 'staging:command',
      path: '/parts/staging',
      permission: 'stock.issue',
      keys: 'beiliao bl jianhuo stage pick',
    },
  ],
};
