import type { OutputOf } from '../../../preload/contract/index.ts';

export type PersonRow = OutputOf<'staff.list'>['people'][number];
export type StaffDocument = OutputOf<'staff.get'>;
export type StaffOptions = OutputOf<'staff.options'>;

/** The name in the person's language; a missing English one falls back to the Chinese. */
export function nameOf(row: { nameZh: string; nameEn: string }, language: string): string {
  return language === 'en' && row.nameEn !== '' ? row.nameEn : row.nameZh;
}

/** A person's name, in Latin letters where the page is English and there is one. */
export function personName(person: { name: string; nameEn: string }, language: string): string {
  return language === 'en' && person.nameEn !== '' ? person.nameEn : person.name;
}

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
