import { lazy } from 'react';
import type { PartsRoom } from '../tabs.ts';

/** The catalogue itself, prices and levels, custody, places. */
export const catalogueRoom: PartsRoom = {
  tabs: [
    { id: 'places', group: 'manage', label: 'stockplaces:tab', needs: 'stock.read' },
    { id: 'catalogue', group: 'manage', label: 'stockroom:tab.catalogue', needs: 'stock.read' },
  ],
  routes: [
    {
      path: 'places/:id?',
      screen: lazy(() => import('../places/places-screen.tsx').then((m) => ({ default: m.PlacesScreen }))),
    },
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
      id: 'parts.places',
      label: 'stockplaces:command',
      path: '/parts/places',
      permission: 'stock.read',
      keys: 'gechu gc kucun places four figures',
    },
    {
      id: 'parts.catalogue',
      label: 'stockroom:command.catalogue',
      path: '/parts/catalogue',
      permission: 'stock.read',
      keys: 'peijianmulu pjml mulu ml catalogue parts',
    },
  ],
};
