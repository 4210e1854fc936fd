import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** The catalogue itself, prices and levels, custody, places. */
export const catalogueRoom: PartsRoom = {
  tabs: [{ id: 'catalogue', group: 'manage', label: 'stockroom:tab.catalogue', needs: 'stock.read' }],
  routes: [
    {
      path: 'catalogue/import',
      screen: lazy(() => import('./import-screen.tsx').then((m) => ({ default: m.ImportScreen }))),
    },
    {
      path: 'catalogue/:id?',
      screen: lazy(() => import('./catalogue-screen.tsx').then((m) => ({ default: m.CatalogueScreen }))),
    },
  ],
  commands: [
    {
      id: 'parts.catalogue',
      label: 'stockroom:command.catalogue',
      path: '/parts/catalogue',
      permission: 'stock.read',
      keys: 'peijianmulu pjml mulu ml catalogue parts',
    },
  ],
};
