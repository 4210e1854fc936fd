import type { Tx } from '../../db/tx.ts';
import type { PrintKind } from '../../domain/paper/kinds.ts';

const day = '2026-11-22';
const period = '2026-11';

/** One paper of money of each kind, all of one order of T01, as the services write them. Ids as `paper.print` takes them. */
export function moneyPapers(tx: Tx, orderId: string): Partial<Record<PrintKind, string>> {
  tx.update('work_order', orderId, {
    finished_at: tx.at,
    upstream_number: 'LZ-612000718',
    distance_m: 26_400,
  });
  const fee = (party: string, partyId: string, kind: string, fen: number, more = {}) =>
    tx.insert('fee_line', {
      work_order_id: orderId,
      party,
      party_id: partyId,
      fee_kind: kind,
      unit_fen: fen,
      amount_fen: fen,
      state: 'open',
      period,
      at: tx.at,
      ...more,
    });
  fee('user', '', 'material', 25_000);
  const payment = (method: string, fen: number, handover: string | null) =>
    tx.insert('payment', {
      number: `SJ261122000${method.length}`,
      work_order_id: orderId,
      staff_id: 'T01',
      method,
      purpose: 'fee',
      amount_fen: fen,
      handover_id: handover,
      at: tx.at,
      day,
    });
  const handIn = tx.insert('cash_handover', {
    number: 'JK261122001',
    staff_id: 'T01',
    day,
    due_fen: 20_000,
    cash_fen: 19_000,
    qr_fen: 4_000,
    difference_fen: -1_000,
    received_by: 'T01',
    at: tx.at,
  });
  const receipt = payment('cash', 20_000, handIn);
  payment('qr', 4_000, handIn);

  const statementOf = (payerId: string, number: string) =>
    tx.insert('statement', {
      payer_id: payerId,
      number,
      period,
      file_hash: number,
      state: 'matching',
      lines: 2,
      at: tx.at,
    });
  const row = (statementId: string, payerId: string, no: number, values: object) =>
    tx.insert('statement_line', {
      statement_id: statementId,
      payer_id: payerId,
      row_no: no,
      fingerprint: `${statementId} ${no}`,
      raw_sealed: '',
      key_id: tx.newKeyId(),
      work_order_id: orderId,
      at: tx.at,
      ...values,
    });
  const maker = statementOf('PY-LZ', 'DZ2611220001');
  const makers = row(maker, 'PY-LZ', 7, {
    order_number: 'LZ-612000718',
    item: '安装费',
    amount_fen: 12_350,
    coefficient_bp: 9500,
    state: 'difference',
    difference_kind: 'coefficient',
    difference_fen: -650,
  });
  for (const [kind, fen] of [
    ['install', 13_000],
    ['distance', 2_500],
    ['height', 1_500],
  ] as const)
    tx.insert('statement_match', {
      statement_line_id: makers,
      fee_line_id: fee('payer', 'PY-LZ', kind, fen),
      amount_fen: fen,
      how: 'automatic',
      at: tx.at,
    });
  const fined = row(maker, 'PY-LZ', 8, {
    order_number: 'LZ-612000718',
    item: '考核',
    amount_fen: -5_000,
    deduction_fen: 5_000,
    reason: '照片不合格·𠮷',
    state: 'difference',
    difference_kind: 'fine',
    difference_fen: -5_000,
  });
  tx.insert('difference', {
    kind: 'fine',
    payer_id: 'PY-LZ',
    statement_line_id: fined,
    work_order_id: orderId,
    ours_fen: 0,
    theirs_fen: -5_000,
    reason: '照片不合格',
    owner_id: 'T01',
    appeal_due_at: tx.at + 7 * 86_400_000,
    state: 'open',
    period,
    at: tx.at,
  });
  const platform = statementOf('PY-TM', 'DZ2611220002');
  row(platform, 'PY-TM', 3, {
    order_number: 'HX-99',
    item: '安装服务费',
    amount_fen: 14_250,
    deduction_fen: 750,
    day,
    state: 'matched',
    difference_kind: 'equal',
  });
  fee('payer', 'PY-C01', 'repair', 15_000);
  fee('payer', 'PY-C01', 'parts', 9_500);
  fee('payer', 'PY-C01', 'repair', 8_000, { period: '2026-10' });

  const fine = tx.insert('fine', {
    number: 'FK261122001',
    work_order_id: orderId,
    statement_line_id: fined,
    payer_id: 'PY-LZ',
    staff_id: 'T01',
    reason_code: 'fine',
    reason: '合影未拍全',
    amount_fen: 5_000,
    bearer: 'technician',
    state: 'confirmed',
    appeal_due_at: tx.at + 3 * 86_400_000,
    at: tx.at,
  });
  const advance = tx.insert('advance', {
    number: 'JZ261122001',
    staff_id: 'T01',
    amount_fen: 100_000,
    repaid_fen: 40_000,
    state: 'paid',
    at: tx.at,
  });
  const deposit = (kind: string, fen: number, number: string | null, note = '') =>
    tx.insert('deposit_move', {
      side: 'theirs',
      holder_kind: 'staff',
      holder_id: 'T01',
      kind,
      amount_fen: fen,
      document_id: number,
      note,
      at: tx.at,
    });
  const paidIn = deposit('paid', 150_000, 'YJ2611220001');
  deposit('taken', -9_500, null, '旧件未还');
  const slip = tx.insert('pay_slip', {
    number: 'GZ2611220001',
    staff_id: 'T01',
    period,
    state: 'confirmed',
    due_fen: 9_000,
    deducted_fen: 0,
    net_fen: 9_000,
    at: tx.at,
  });
  const pays = [
    ['piece', 8_000, 'piece', {}],
    ['share', 1_500, 'parts_margin', { period: '2026-10' }],
    ['allowance', 500, 'allowance', { rule_code: 'D2' }],
    ['piece', -1_000, 'piece', {}],
  ] as const;
  pays.forEach(([kind, fen, code, more], at) =>
    tx.insert('pay_slip_line', {
      pay_slip_id: slip,
      line_no: at + 1,
      kind,
      fee_line_id: fee('technician', 'T01', kind, fen, more),
      work_order_id: orderId,
      unit_fen: fen,
      share_milli: 1000,
      amount_fen: fen,
      explain: { code, params: {} },
    }),
  );
  fee('technician', 'T01', 'piece', 3_000, { state: 'held' });
  return {
    receipt,
    hand_in: handIn,
    fine,
    advance,
    deposit_receipt: paidIn,
    deposit_balance: 'T01',
    pay_slip: slip,
    payer_statement: maker,
    platform_statement: platform,
    customer_statement: `PY-C01:${period}`,
    difference_sheet: maker,
  };
}
