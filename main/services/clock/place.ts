import { kept, type RowReader } from '../masters.ts';
import type { PayerClock } from '../../../domain/time/payer-clock.ts';

/** What the place of an order changes in its finish clock; read only where the payer grants it. */
export function placeFacts(
  read: RowReader,
  clock: PayerClock,
  divisionCode: string | null,
): { distanceFactor?: number; extraHours?: number } {
  if (divisionCode === null || (clock.byDistance !== true && clock.extraHours !== true)) return {};
  return kept(read, `clock place ${divisionCode}`, () => {
    const row = read.get<{ factor: number | null; extra: number }>(
      `SELECT t.deadline_factor_milli AS factor, d.extra_hours AS extra FROM division d LEFT JOIN distance_tier t ON t.code = d.tier_code WHERE d.code = ?`,
      divisionCode,
    );
    return row === undefined ? {} : { distanceFactor: (row.factor ?? 1000) / 1000, extraHours: row.extra };
  });
}
