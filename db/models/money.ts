import { parties, settlementStates } from '../../domain/money/settlement.ts';
import { c, defineTable, maybe } from './define.ts';

export const payer = defineTable(
  'payer',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    kind: c.text(),
    brands: c.json('[]'),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);
/** Everything that differs by payer, dated: cut-off, windows, deadlines, coefficient ladder, distance, tax, file layout. */
export const payerProfile = defineTable(
  'payer_profile',
  {
    payer_id: c.ref('payer'),
    from_day: c.day(),
    cutoff_day: maybe(c.int()),
    statement_day: maybe(c.int()),
    appeal_days: maybe(c.int()),
    pay_day: maybe(c.int()),
    invoice: c.text({ defaultTo: '' }),
    tax_milli: maybe(c.int()),
    parts_deposit_fen: c.fen({ defaultTo: 0 }),
    retention_fen: c.fen({ defaultTo: 0 }),
    old_part_days: maybe(c.int()),
    doa_days: maybe(c.int()),
    score_coefficient: c.bool(),
    coefficient_ladder: c.json('[]'),
    deadlines: c.json('{}'),
    clock_stops: c.json('{}'),
    distance_method: c.text({ defaultTo: 'table' }),
    once_per_household: c.json('[]'),
    layout: c.json('{}'),
  },
  { versioned: true, unique: [['payer_id', 'from_day']] },
);
/** One rule, one version, from a day on; `body` is what domain/money/price reads. */
export const priceRule = defineTable(
  'price_rule',
  {
    code: c.text(),
    rule_version: c.int(),
    from_day: c.day(),
    to_day: maybe(c.day()),
    party: c.oneOf(parties),
    payer_id: maybe(c.ref('payer')),
    fee_kind: c.text(),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    body: c.json(),
    evidence: c.json('[]'),
    at: c.at(),
  },
  { versioned: true, unique: [['code', 'rule_version']], indexes: [['payer_id', 'from_day'], ['party']] },
);
export const payScheme = defineTable(
  'pay_scheme',
  { code: c.text({ unique: true }), name_zh: c.text(), name_en: c.text({ defaultTo: '' }), body: c.json() },
  { versioned: true },
);

/** One fee, one party; settlement is derived from these, never typed in. */
export const feeLine = defineTable(
  'fee_line',
  {
    work_order_id: c.ref('work_order'),
    machine_line_id: maybe(c.ref('machine_line')),
    visit_id: maybe(c.ref('visit')),
    party: c.oneOf(parties),
    party_id: c.text({ defaultTo: '' }),
    fee_kind: c.text(),
    name: c.text({ defaultTo: '' }),
    quantity_milli: c.milli({ defaultTo: 1000 }),
    unit_fen: c.fen(),
    amount_fen: c.fen(),
    rule_code: maybe(c.text()),
    rule_version: maybe(c.int()),
    explain: c.json('{}'),
    /** `estimate` before the work is done, `void` when a recomputation replaced it; the rest as in domain/money/settlement. */
    state: c.oneOf(['estimate', 'void', ...settlementStates]),
    /** Part of the amount already paid or set off. */
    paid_fen: c.fen({ defaultTo: 0 }),
    period: maybe(c.text()),
    reversal_of: maybe(c.text()),
    entry_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [['work_order_id'], ['party', 'party_id', 'state'], ['period', 'party']] },
);

export const statement = defineTable(
  'statement',
  {
    payer_id: c.ref('payer'),
    number: c.text({ unique: true }),
    period: c.text(),
    file_name: c.text({ defaultTo: '' }),
    file_hash: c.text(),
    blob_id: maybe(c.text()),
    state: c.oneOf(['imported', 'matching', 'agreed', 'void']),
    lines: c.int({ defaultTo: 0 }),
    total_fen: c.fen({ defaultTo: 0 }),
    /** What the payer has paid on it, retention included. */
    paid_fen: c.fen({ defaultTo: 0 }),
    batch_id: maybe(c.ref('batch')),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, unique: [['payer_id', 'file_hash']], indexes: [['payer_id', 'period']] },
);
export const statementLine = defineTable(
  'statement_line',
  {
    statement_id: c.ref('statement'),
    payer_id: c.ref('payer'),
    /** Row of the file, 1-based, and a fingerprint of what it says: the same row again adds nothing. */
    row_no: c.int(),
    fingerprint: c.text(),
    /** What the row is about, whatever its amounts: a corrected row replaces the one with the same key. */
    row_key: c.text({ defaultTo: '' }),
    item: c.text({ defaultTo: '' }),
    coefficient_bp: maybe(c.int()),
    order_number: maybe(c.text()),
    amount_fen: c.fen(),
    deduction_fen: c.fen({ defaultTo: 0 }),
    kind: c.text({ defaultTo: 'fee' }),
    day: maybe(c.day()),
    phone_tail: maybe(c.text()),
    reason: c.text({ defaultTo: '' }),
    raw_sealed: c.text(),
    key_id: c.keyId(),
    state: c.oneOf(['open', 'matched', 'difference', 'not_ours', 'duplicate', 'agreed']),
    difference_kind: maybe(c.text()),
    difference_fen: c.fen({ defaultTo: 0 }),
    work_order_id: maybe(c.ref('work_order')),
    at: c.at(),
  },
  {
    versioned: true,
    unique: [['payer_id', 'fingerprint']],
    indexes: [
      ['statement_id', 'row_no'],
      ['order_number'],
      ['work_order_id'],
      ['state'],
      ['payer_id', 'row_key'],
    ],
  },
);
/** Which fee lines a statement line answers; n:m, with the evidence of the machine or the hand of a person. */
export const statementMatch = defineTable(
  'statement_match',
  {
    statement_line_id: c.ref('statement_line'),
    fee_line_id: c.ref('fee_line'),
    amount_fen: c.fen(),
    how: c.oneOf(['automatic', 'hand']),
    confidence_milli: c.int({ defaultTo: 1000 }),
    evidence: c.json('[]'),
    staff_id: maybe(c.text()),
    undone_at: maybe(c.at()),
    at: c.at(),
  },
  { versioned: true, indexes: [['statement_line_id'], ['fee_line_id']] },
);
export const difference = defineTable(
  'difference',
  {
    kind: c.text(),
    payer_id: maybe(c.ref('payer')),
    statement_line_id: maybe(c.ref('statement_line')),
    work_order_id: maybe(c.ref('work_order')),
    ours_fen: c.fen(),
    theirs_fen: c.fen(),
    reason: c.text({ defaultTo: '' }),
    owner_id: maybe(c.ref('staff')),
    appeal_due_at: maybe(c.at()),
    state: c.oneOf(['open', 'appealed', 'accepted', 'won', 'lost', 'carried']),
    period: c.text(),
    at: c.at(),
  },
  { versioned: true, indexes: [['state', 'appeal_due_at'], ['work_order_id'], ['statement_line_id']] },
);

export const account = defineTable(
  'account',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text(),
    kind: c.oneOf(['asset', 'liability', 'equity', 'income', 'cost']),
    normal: c.oneOf(['debit', 'credit']),
    holder: c.text(),
  },
  { versioned: true },
);
/** `id` is the period itself: YYYY-MM. */
export const period = defineTable(
  'period',
  {
    from_day: c.day(),
    to_day: c.day(),
    state: c.oneOf(['open', 'soft_closed', 'closed']),
    closed_at: maybe(c.at()),
    closed_by: maybe(c.text()),
  },
  { versioned: true },
);
export const journalEntry = defineTable(
  'journal_entry',
  {
    number: c.text({ unique: true }),
    period: c.ref('period'),
    business_day: c.day(),
    kind: c.text(),
    document_kind: c.text(),
    document_id: c.text(),
    work_order_id: maybe(c.ref('work_order')),
    params: c.json('{}'),
    reversal_of: maybe(c.text()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { appendOnly: true, indexes: [['period', 'seq'], ['document_kind', 'document_id'], ['work_order_id']] },
);
export const journalLine = defineTable(
  'journal_line',
  {
    entry_id: c.ref('journal_entry'),
    line_no: c.int(),
    account_code: c.text(),
    party_kind: c.text({ defaultTo: '' }),
    party_id: c.text({ defaultTo: '' }),
    debit_fen: c.fen({ check: '$ >= 0' }),
    credit_fen: c.fen({ check: '$ >= 0' }),
    fee_line_id: maybe(c.text()),
  },
  {
    appendOnly: true,
    unique: [['entry_id', 'line_no']],
    checks: ['(debit_fen = 0) <> (credit_fen = 0)'],
    indexes: [['account_code', 'party_id'], ['fee_line_id']],
  },
);

/** Money taken from a user, by whom and how; cash stays with the man until handed in (交款). */
export const payment = defineTable(
  'payment',
  {
    number: c.text({ unique: true }),
    work_order_id: maybe(c.ref('work_order')),
    visit_id: maybe(c.ref('visit')),
    staff_id: maybe(c.ref('staff')),
    method: c.oneOf(['cash', 'qr', 'transfer', 'platform']),
    purpose: c.oneOf(['fee', 'deposit', 'goods_for_others', 'prepayment', 'refund']),
    amount_fen: c.fen(),
    receipt_number: c.text({ defaultTo: '' }),
    handover_id: maybe(c.ref('cash_handover')),
    merchant_ref: c.text({ defaultTo: '' }),
    entry_id: maybe(c.text()),
    reversal_of: maybe(c.text()),
    at: c.at(),
    day: c.day(),
  },
  {
    versioned: true,
    indexes: [['work_order_id'], { columns: ['staff_id', 'day'], where: 'handover_id IS NULL' }],
  },
);
export const cashHandover = defineTable(
  'cash_handover',
  {
    number: c.text({ unique: true }),
    staff_id: c.ref('staff'),
    day: c.day(),
    due_fen: c.fen(),
    cash_fen: c.fen(),
    qr_fen: c.fen(),
    difference_fen: c.fen(),
    received_by: maybe(c.text()),
    entry_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [['staff_id', 'day']] },
);
/** Deposits and fines on both sides, as a ledger; the journal carries the same sums. */
export const depositMove = defineTable(
  'deposit_move',
  {
    side: c.oneOf(['ours', 'theirs']),
    holder_kind: c.text(),
    holder_id: c.text(),
    kind: c.text(),
    amount_fen: c.fen(),
    document_id: maybe(c.text()),
    entry_id: maybe(c.text()),
    note: c.text({ defaultTo: '' }),
    at: c.at(),
  },
  { appendOnly: true, indexes: [['side', 'holder_kind', 'holder_id']] },
);
export const fine = defineTable(
  'fine',
  {
    number: c.text({ unique: true }),
    work_order_id: maybe(c.ref('work_order')),
    statement_line_id: maybe(c.ref('statement_line')),
    payer_id: maybe(c.ref('payer')),
    staff_id: maybe(c.ref('staff')),
    reason_code: c.text(),
    reason: c.text({ defaultTo: '' }),
    amount_fen: c.fen(),
    bearer: c.oneOf(['outlet', 'technician', 'sub_shop']),
    state: c.oneOf(['open', 'contested', 'confirmed', 'waived']),
    appeal_due_at: maybe(c.at()),
    at: c.at(),
  },
  { versioned: true, indexes: [['staff_id', 'state'], ['work_order_id']] },
);
export const advance = defineTable(
  'advance',
  {
    number: c.text({ unique: true }),
    staff_id: c.ref('staff'),
    amount_fen: c.fen(),
    repaid_fen: c.fen({ defaultTo: 0 }),
    state: c.oneOf(['asked', 'paid', 'repaid', 'refused']),
    entry_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [['staff_id', 'state']] },
);
export const paySlip = defineTable(
  'pay_slip',
  {
    number: c.text({ unique: true }),
    staff_id: maybe(c.ref('staff')),
    sub_shop_id: maybe(c.ref('sub_shop')),
    period: c.text(),
    state: c.oneOf(['draft', 'confirmed', 'paid', 'void']),
    due_fen: c.fen(),
    deducted_fen: c.fen(),
    net_fen: c.fen(),
    entry_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [['period']] },
);
export const paySlipLine = defineTable(
  'pay_slip_line',
  {
    pay_slip_id: c.ref('pay_slip'),
    line_no: c.int(),
    kind: c.text(),
    fee_line_id: maybe(c.ref('fee_line')),
    work_order_id: maybe(c.ref('work_order')),
    quantity_milli: c.milli({ defaultTo: 1000 }),
    unit_fen: c.fen(),
    share_milli: c.int({ defaultTo: 1000 }),
    amount_fen: c.fen(),
    explain: c.json('{}'),
  },
  { unique: [['pay_slip_id', 'line_no']], indexes: [['fee_line_id']] },
);
/**
 * What a committed step of a document still does to its lines: there while it lasts, gone when it is done. Lines from
 * `cursor` (done) up to `until` (statement_line.seq, pay_slip_line.line_no) are due; see docs/adr/0009.
 */
export const settling = defineTable('settling', {
  step: c.oneOf(['agree', 'payment', 'pay_out']),
  document_id: c.text({ unique: true }),
  cursor: c.int(),
  until: c.int(),
  staff_id: maybe(c.text()),
  at: c.at(),
});
export const merchantLine = defineTable(
  'merchant_line',
  {
    reference: c.text({ unique: true }),
    amount_fen: c.fen(),
    at: c.at(),
    payment_id: maybe(c.ref('payment')),
    state: c.oneOf(['open', 'matched', 'unknown']),
  },
  { versioned: true },
);
