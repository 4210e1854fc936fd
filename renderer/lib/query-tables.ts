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
  money: [
    'fee_line',
    'statement',
    'statement_line',
    'statement_match',
    'difference',
    'payment',
    'cash_handover',
    'pay_slip',
    'period',
    'journal_entry',
  ],
  platforms: ['connection', 'outbox', 'inbox', 'source_change', 'code_mapping'],
  outlet: ['outlet', 'setting', 'feature', 'division', 'job', 'staff'],
  session: ['staff', 'staff_role', 'role_permission', 'outlet', 'feature', 'setting'],
  jobs: ['job'],
  visits: ['slip', 'visit', 'visit_person', 'machine_line', 'verification', 'attachment', 'payment', 'old_part', 'work_order'],
  paper: ['print_job', 'printer', 'print_route', 'slip', 'document', 'work_order'],
  orders: [
    'work_order',
    'order_flag',
    'machine_line',
    'appointment',
    'visit',
    'visit_person',
    'call_log',
    'note',
    'reservation',
    'fee_line',
    'source_change',
    'outbox',
    'slip',
    'customer',
    'address',
  ],
  today: [
    'work_order',
    'order_flag',
    'visit',
    'shift',
    'staff',
    'connection',
    'outbox',
    'inbox',
    'slip',
    'old_part',
    'difference',
    'source_change',
    'staff_certificate',
    'print_job',
    'stock_balance',
    'urge',
  ],
  search: ['reason_code', 'slot', 'service_item', 'payer', 'staff', 'division'],
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
