import type { Tx } from '../../db/tx.ts';
import { getSetting } from './masters.ts';

/**
 * Document numbers: shop prefix + kind + yymmdd + running number of the day. After a restore the epoch stands in
 * them as a letter, so that a paper printed before it can never be met by a second one with the same number.
 */
export function nextNumber(tx: Tx, kind: string, day: string): string {
  const prefix = getSetting<string>(tx, 'outlet', 'number_prefix', '');
  const date = day.slice(2).replaceAll('-', '');
  const running = tx.next(`${kind}|${tx.epoch}|${date}`);
  const epoch = tx.epoch > 1 ? String.fromCharCode(64 + ((tx.epoch - 1) % 26)) : '';
  return `${prefix}${kind}${date}${epoch}${String(running).padStart(4, '0')}`;
}

/** Work orders carry no kind letters: 261122-0412 is what people read over the phone. */
export function nextOrderNumber(tx: Tx, day: string): string {
  const date = day.slice(2).replaceAll('-', '');
  const running = tx.next(`WO|${tx.epoch}|${date}`);
  const epoch = tx.epoch > 1 ? String.fromCharCode(64 + ((tx.epoch - 1) % 26)) : '';
  return `${date}${epoch}-${String(running).padStart(4, '0')}`;
}
