import {
  BarChart3,
  Boxes,
  CalendarRange,
  ClipboardCheck,
  ClipboardList,
  Cog,
  PhoneCall,
  Printer,
  RefreshCw,
  ScanLine,
  Scale,
  Sun,
  UserRound,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';

export interface FeatureModule {
  /** The screen; gets everything below its path: use <Routes> inside for documents. */
  Feature: ComponentType;
}

export interface FeatureDef {
  /** Folder in renderer/features and name of the switch that hides it. */
  id: string;
  path: string;
  icon: ComponentType<{ size?: number | string; strokeWidth?: number | string }>;
  /** In the rail; the others are reached from the palette and from screens. */
  rail: boolean;
  /** Permission without which it is not offered. */
  permission?: string;
}

/** All rooms in rail order. Words: common `rail.<id>`; what an absent one is for: common `later.<id>`. */
export const features: readonly FeatureDef[] = [
  { id: 'today', path: '/today', icon: Sun, rail: true },
  { id: 'orders', path: '/orders', icon: ClipboardList, rail: true, permission: 'orders.read' },
  { id: 'review', path: '/review', icon: ClipboardCheck, rail: false, permission: 'orders.review' },
  { id: 'calls', path: '/calls', icon: PhoneCall, rail: true, permission: 'calls.write' },
  { id: 'dispatch', path: '/dispatch', icon: CalendarRange, rail: true, permission: 'orders.assign' },
  { id: 'visits', path: '/visits', icon: ScanLine, rail: false, permission: 'slips.key' },
  { id: 'parts', path: '/parts', icon: Boxes, rail: true, permission: 'stock.read' },
  { id: 'money', path: '/money', icon: Scale, rail: true, permission: 'money.read' },
  { id: 'customers', path: '/customers', icon: UserRound, rail: true, permission: 'customers.read' },
  { id: 'staff', path: '/staff', icon: Users, rail: true, permission: 'staff.read' },
  { id: 'reports', path: '/reports', icon: BarChart3, rail: true },
  { id: 'paper', path: '/paper', icon: Printer, rail: false },
  { id: 'platforms', path: '/platforms', icon: RefreshCw, rail: false },
  { id: 'settings', path: '/settings', icon: Cog, rail: true },
];

const modules = import.meta.glob<FeatureModule>('../features/*/index.tsx');

/** Loader of a feature's screen, or null while the folder does not exist. */
export function featureLoader(id: string): (() => Promise<FeatureModule>) | null {
  return modules[`../features/${id}/index.tsx`] ?? null;
}
