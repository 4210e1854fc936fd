import { type LabelProfile, labelProfile } from '../../../../domain/paper/label.ts';
import type { RowReader } from '../../masters.ts';

/** How this printer takes labels; as usual where nobody said. */
export function labelOf(read: RowReader, printerId: string): LabelProfile {
  const row = read.get<{ body: string }>('SELECT body FROM printer_profile WHERE printer_id = ?', printerId);
  return labelProfile(row === undefined ? null : JSON.parse(row.body));
}
