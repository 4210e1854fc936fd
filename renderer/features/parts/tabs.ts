import type { ComponentType } from 'react';
import type { PaletteCommand } from '../../app/commands.ts';

/** Pages of the stock room in their order on the screen: what every day needs, then what is looked after. */
export const partsViews = [
  'stock',
  'issue',
  'staging',
  'bags',
  'old',
  'requests',
  'receiving',
  'count',
  'parcels',
  'supply',
  'places',
  'catalogue',
  'custody',
  'papers',
] as const;
export type PartsView = (typeof partsViews)[number];

export const partsGroups = ['day', 'manage'] as const;
export type PartsGroup = (typeof partsGroups)[number];

export interface PartsTab {
  id: PartsView;
  group: PartsGroup;
  /** Full key, as `parts:tab.stock`. */
  label: string;
  /** Right without which nobody sees it. */
  needs: string;
}

/** What one folder below brings to the room: its tabs, its pages by path, its entries of the palette. */
export interface PartsRoom {
  tabs: readonly PartsTab[];
  routes: readonly { path: string; screen: ComponentType }[];
  commands: readonly PaletteCommand[];
}

const ownTabs: readonly PartsTab[] = [
  { id: 'stock', group: 'day', label: 'parts:tab.stock', needs: 'stock.read' },
  { id: 'issue', group: 'day', label: 'parts:tab.issue', needs: 'stock.issue' },
  { id: 'bags', group: 'day', label: 'parts:tab.bags', needs: 'stock.read' },
  { id: 'old', group: 'day', label: 'parts:tab.old', needs: 'stock.read' },
  { id: 'requests', group: 'day', label: 'parts:tab.requests', needs: 'stock.read' },
  { id: 'papers', group: 'manage', label: 'parts:tab.papers', needs: 'stock.read' },
];

/** The tabs a person sees, in order; in groups only where each group has something to choose from. */
export function partsTabsFor(
  rooms: readonly Pick<PartsRoom, 'tabs'>[],
  may: (permission: string) => boolean,
): { tabs: PartsTab[]; grouped: boolean } {
  const tabs = [...ownTabs, ...rooms.flatMap((room) => room.tabs)]
    .filter((tab) => may(tab.needs))
    .sort((a, b) => partsViews.indexOf(a.id) - partsViews.indexOf(b.id));
  const grouped = partsGroups.every((group) => tabs.filter((tab) => tab.group === group).length > 1);
  return { tabs, grouped };
}
