import type { OutputOf } from '../../../preload/contract/index.ts';

export type PersonRow = OutputOf<'staff.list'>['people'][number];
export type StaffDocument = OutputOf<'staff.get'>;
export type StaffOptions = OutputOf<'staff.options'>;

/** Tables whose changes make people's pages old. */
export const staffTables = [
  'staff',
  'staff_role',
  'staff_skill',
  'staff_area',
  'staff_certificate',
  'staff_tool',
  'worker_account',
  'shift',
  'work_order',
  'team',
  'role',
] as const;

/** Days before its end from which a certificate is pointed out. */
export const soonDays = 30;
