import { maskText } from '../../../domain/access/masks.ts';
import { covers, type Permission } from '../../../domain/access/permissions.ts';
import type { Session } from '../context.ts';

/**
 * What a reader sees whole of the user whose data stands on a paper. A paper leaves the house without passing the masks
 * of the router, so each builder puts personal texts through these. Codes of machines stay whole: they name the thing
 * in hand, and a label without its code is refused by the brand.
 */
export interface Reveals {
  name: boolean;
  phone: boolean;
  address: boolean;
  /** What a person typed freely: it may hold any of the others. */
  text: boolean;
}

export const revealAll: Reveals = { name: true, phone: true, address: true, text: true };

/** Whole is what the reader may see as far as the right to print reaches; the same rule as on screens. */
export function revealsOf(session: Session): Reveals {
  const reach = session.permissions.get('print.run') ?? 'all';
  const sees = (permission: Permission) => covers(session.permissions.get(permission) ?? null, reach);
  const phone = sees('personal.phone');
  return { name: sees('personal.name'), phone, address: sees('personal.address'), text: phone };
}

export const revealsEverything = (reveals: Reveals): boolean => Object.values(reveals).every(Boolean);

export interface PaperMasks {
  name(text: string): string;
  phone(text: string): string;
  address(text: string): string;
  text(text: string): string;
}

export const masksFor = (reveals: Reveals): PaperMasks => ({
  name: (text) => (reveals.name ? text : maskText(text, 'surname')),
  phone: (text) => (reveals.phone ? text : maskText(text, 'middle')),
  address: (text) => (reveals.address ? text : maskText(text, 'county')),
  text: (text) => (reveals.text || text === '' ? text : '****'),
});
