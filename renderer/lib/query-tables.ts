/**
 * Which tables an area's answers are made from. A change in another table leaves the answer alone; an area that is
 * not listed here is read again on any change (right, only less thrifty). Tables as in db/models.
 */
export const queryTables: Record<string, readonly string[]> = {
  parts: [
    'part',
    'part_barcode',
    'stock_balance',
    'stock_move',
    'reservation',
    'document',
    'document_line',
    'old_part',
    'parts_request',
    'parts_request_line',
    'location',
    'staff',
    'work_order',
  ],
  session: ['staff', 'staff_role', 'role_permission', 'outlet', 'feature', 'setting'],
  jobs: ['job'],
};

/** True when a query of this channel must be read again. `tables` null means: everything may have changed. */
export function concerns(
  channel: string,
  tables: ReadonlySet<string> | null,
  own?: readonly string[],
): boolean {
  if (!tables) return true;
  const listed = own ?? queryTables[channel.split('.')[0] ?? ''];
  return !listed || listed.some((table) => tables.has(table));
}
