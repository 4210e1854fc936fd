import { permissions } from '../../../../domain/access/permissions.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';

export type Role = OutputOf<'staff.roles'>['roles'][number];
export type Scope = 'own' | 'team' | 'all';
export type Code = (typeof permissions)[number]['code'];
/** What a role grants, by permission. */
export type Grants = Readonly<Partial<Record<string, Scope>>>;

export const groupIds = ['orders', 'dispatch', 'visits', 'parts', 'money', 'paper', 'house'] as const;
export type GroupId = (typeof groupIds)[number];

const areas: Record<string, GroupId> = {
  orders: 'orders',
  calls: 'orders',
  notes: 'orders',
  urges: 'orders',
  appointments: 'dispatch',
  shifts: 'dispatch',
  visits: 'visits',
  slips: 'visits',
  verification: 'visits',
  stock: 'parts',
  parts: 'parts',
  old_parts: 'parts',
  money: 'money',
  fees: 'money',
  statements: 'money',
  cash: 'money',
  pay: 'money',
  journal: 'money',
  periods: 'money',
  prices: 'money',
  sheets: 'money',
  print: 'paper',
  printers: 'paper',
};
const ofDispatch = new Set(['orders.assign', 'orders.assign_override', 'orders.accept']);

const groupOf = (code: string): GroupId =>
  ofDispatch.has(code) ? 'dispatch' : (areas[code.split('.')[0] ?? ''] ?? 'house');

/** Every permission of the program under the heading a person looks for it. */
export const groups: readonly { id: GroupId; rows: readonly { code: Code; scoped: boolean }[] }[] =
  groupIds.map((id) => ({ id, rows: permissions.filter((one) => groupOf(one.code) === id) }));

export const grantsOf = (role: Role): Grants =>
  Object.fromEntries(role.grants.map((one) => [one.permission, one.scope]));

/** Permissions that differ between two states of a role. */
export function changedOf(before: Grants, after: Grants): string[] {
  const codes = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...codes].filter((code) => before[code] !== after[code]);
}
