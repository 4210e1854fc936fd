import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** What comes back over the counter, what is moved or scrapped together; reached from the bags and from the papers. */
export const returningRoom: PartsRoom = {
  tabs: [],
  routes: [
    {
      path: 'returning/:id?',
      screen: lazy(() => import('./returning-screen.tsx').then((m) => ({ default: m.ReturningScreen }))),
    },
    {
      path: 'moving/:what?',
      screen: lazy(() => import('../transfer/moving-screen.tsx').then((m) => ({ default: m.MovingScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.returning',
      label: 'counter:command.return',
      path: '/parts/returning',
      permission: 'stock.issue',
      keys: 'tuiliao tl return daijian',
    },
    {
      id: 'parts.moving',
      label: 'counter:command.transfer',
      path: '/parts/moving',
      permission: 'stock.transfer',
      keys: 'diaobo db transfer',
    },
    {
      id: 'parts.scrapping',
      label: 'counter:command.scrap',
      path: '/parts/moving/scrap',
      permission: 'stock.issue',
      keys: 'baofei bf scrap',
    },
  ],
};
