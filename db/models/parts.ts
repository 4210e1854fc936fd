import { conditions, locationKinds, ownerKinds } from '../../domain/stock/key.ts';
import { oldPartStates } from '../../domain/stock/old-part.ts';
import { reservationStates } from '../../domain/stock/reservation.ts';
import { c, defineTable, maybe } from './define.ts';

export const part = defineTable(
  'part',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    name_initials: c.text({ defaultTo: '' }),
    kind: c.oneOf(['part', 'material', 'consumable', 'tool', 'gear'], { defaultTo: 'part' }),
    category: c.text({ defaultTo: '' }),
    unit: c.text(),
    owner_kind: c.oneOf(ownerKinds),
    payer_id: maybe(c.ref('payer')),
    cost_fen: c.fen({ defaultTo: 0 }),
    customer_price_fen: c.fen({ defaultTo: 0 }),
    old_part_return: c.bool(),
    old_part_days: maybe(c.int()),
    tracking: c.oneOf(['quantity', 'lot', 'serial'], { defaultTo: 'quantity' }),
    serial_pattern: maybe(c.text()),
    min_milli: c.milli({ defaultTo: 0 }),
    max_milli: c.milli({ defaultTo: 0 }),
    bin_id: maybe(c.text()),
    warranty_after_replace_days: maybe(c.int()),
    retired_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['payer_id']] },
);
export const partBarcode = defineTable(
  'part_barcode',
  { part_id: c.ref('part'), barcode: c.text() },
  { unique: [['barcode']], indexes: [['part_id']] },
);
export const partModel = defineTable(
  'part_model',
  { part_id: c.ref('part'), model: c.text() },
  { unique: [['part_id', 'model']], indexes: [['model']] },
);
/** Directed: `other` may stand in for `part`. */
export const partSubstitute = defineTable(
  'part_substitute',
  { part_id: c.ref('part'), other_part_id: c.ref('part'), note: c.text({ defaultTo: '' }) },
  { unique: [['part_id', 'other_part_id']] },
);
/** 卷→米, 瓶→克: `per_milli` thousandths of the base unit in one of `unit`; cutting loss is posted, not forgotten. */
export const partUnit = defineTable(
  'part_unit',
  { part_id: c.ref('part'), unit: c.text(), per_milli: c.milli(), loss_milli: c.milli({ defaultTo: 0 }) },
  { unique: [['part_id', 'unit']] },
);

export const location = defineTable(
  'location',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    kind: c.oneOf(locationKinds),
    /** Where stock is real it never goes below zero; upper store, maker, user and loss are the other side of a move. */
    is_real: c.bool(1),
    staff_id: maybe(c.ref('staff')),
    sub_shop_id: maybe(c.ref('sub_shop')),
    retired_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['staff_id']] },
);
export const bin = defineTable(
  'bin',
  { location_id: c.ref('location'), code: c.text() },
  { versioned: true, unique: [['location_id', 'code']], indexes: [['code']] },
);
export const lot = defineTable(
  'lot',
  { part_id: c.ref('part'), code: c.text(), expires_day: maybe(c.day()) },
  {
    unique: [['part_id', 'code']],
    indexes: [{ columns: ['expires_day'], where: 'expires_day IS NOT NULL' }],
  },
);

const stockKey = {
  part_id: c.ref('part'),
  location_id: c.ref('location'),
  /** Empty text where the part has no bin, owner, lot or serial, so that the key is unique without nulls. */
  bin: c.text({ defaultTo: '' }),
  condition: c.oneOf(conditions),
  owner_kind: c.oneOf(ownerKinds),
  owner_id: c.text({ defaultTo: '' }),
  lot: c.text({ defaultTo: '' }),
  serial: c.text({ defaultTo: '' }),
};
const stockKeyColumns = [
  'part_id',
  'location_id',
  'bin',
  'condition',
  'owner_kind',
  'owner_id',
  'lot',
  'serial',
] as const;

/** The ledger: moves come in pairs that sum to zero; on hand is only ever their sum (L4). */
export const stockMove = defineTable(
  'stock_move',
  {
    ...stockKey,
    quantity_milli: c.milli({ check: '$ <> 0' }),
    kind: c.text(),
    /** Joins the two sides of one move. */
    pair_id: c.text(),
    document_id: maybe(c.ref('document')),
    document_line_id: maybe(c.text()),
    work_order_id: maybe(c.ref('work_order')),
    visit_id: maybe(c.ref('visit')),
    unit_cost_fen: c.fen({ defaultTo: 0 }),
    reversal_of: maybe(c.text()),
    staff_id: maybe(c.text()),
    business_day: c.day(),
    at: c.at(),
  },
  {
    appendOnly: true,
    indexes: [
      [...stockKeyColumns],
      ['pair_id'],
      ['document_id'],
      ['work_order_id'],
      ['part_id', 'business_day'],
      { columns: ['serial'], where: "serial <> ''" },
      { columns: ['reversal_of'], where: 'reversal_of IS NOT NULL' },
    ],
  },
);
/** Σ moves per key, kept by the gate in the same transaction; `verify` recomputes it. */
export const stockBalance = defineTable(
  'stock_balance',
  {
    ...stockKey,
    quantity_milli: c.milli(),
    reserved_milli: c.milli({ defaultTo: 0, check: '$ >= 0' }),
    updated_at: c.at(),
  },
  {
    unique: [[...stockKeyColumns]],
    indexes: [['location_id', 'part_id'], { columns: ['serial'], where: "serial <> ''" }],
  },
);
export const reservation = defineTable(
  'reservation',
  {
    ...stockKey,
    work_order_id: c.ref('work_order'),
    quantity_milli: c.milli({ check: '$ > 0' }),
    state: c.oneOf(reservationStates),
    document_id: maybe(c.ref('document')),
    reason: maybe(c.text()),
    staff_id: maybe(c.text()),
    at: c.at(),
    ended_at: maybe(c.at()),
  },
  {
    versioned: true,
    indexes: [
      ['work_order_id'],
      { columns: ['part_id', 'location_id'], where: "state = 'held'" },
      { columns: ['part_id'], where: "state = 'short'" },
      { columns: ['location_id'], where: "state = 'issued'" },
      { columns: ['document_id'], where: 'document_id IS NOT NULL' },
    ],
  },
);
/** What a visit used: part out, part in, payer, duty to return (LESSONS 17). */
export const partUse = defineTable(
  'part_use',
  {
    visit_id: c.ref('visit'),
    work_order_id: c.ref('work_order'),
    machine_line_id: maybe(c.ref('machine_line')),
    part_id: c.ref('part'),
    quantity_milli: c.milli(),
    unit_fen: c.fen(),
    amount_fen: c.fen(),
    payer: c.oneOf(['payer', 'user', 'outlet', 'technician']),
    new_serial: c.text({ defaultTo: '' }),
    old_serial: c.text({ defaultTo: '' }),
    pair_id: maybe(c.text()),
    old_part_id: maybe(c.ref('old_part')),
    reversed_at: maybe(c.at()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['visit_id'],
      ['work_order_id'],
      ['part_id'],
      { columns: ['old_part_id'], where: 'old_part_id IS NOT NULL' },
    ],
  },
);
/** The old part's life line, with money on it. */
export const oldPart = defineTable(
  'old_part',
  {
    part_id: c.ref('part'),
    work_order_id: maybe(c.ref('work_order')),
    payer_id: maybe(c.ref('payer')),
    quantity_milli: c.milli(),
    state: c.oneOf(oldPartStates),
    holder_staff_id: maybe(c.ref('staff')),
    location_id: maybe(c.ref('location')),
    due_day: maybe(c.day()),
    amount_fen: c.fen(),
    box_document_id: maybe(c.ref('document')),
    label_number: maybe(c.text()),
    bearer: maybe(c.text()),
    reason: c.text({ defaultTo: '' }),
    replaced_day: maybe(c.day()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['state', 'due_day'],
      ['holder_staff_id'],
      ['work_order_id'],
      ['payer_id', 'state'],
      { columns: ['label_number'], where: 'label_number IS NOT NULL' },
      { columns: ['box_document_id'], where: 'box_document_id IS NOT NULL' },
    ],
  },
);
export const partsRequest = defineTable(
  'parts_request',
  {
    number: c.text({ unique: true }),
    work_order_id: c.ref('work_order'),
    payer_id: maybe(c.ref('payer')),
    state: c.oneOf(['draft', 'asked', 'sent_back', 'approved', 'shipped', 'received', 'short', 'cancelled']),
    machine_code: c.text({ defaultTo: '' }),
    fault_text: c.text({ defaultTo: '' }),
    deposit_used_fen: c.fen({ defaultTo: 0 }),
    parcel_number: c.text({ defaultTo: '' }),
    expected_day: maybe(c.day()),
    reason: c.text({ defaultTo: '' }),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['work_order_id'],
      ['state', 'expected_day'],
      ['payer_id', 'state'],
      { columns: ['parcel_number'], where: "parcel_number <> ''" },
    ],
  },
);
export const partsRequestLine = defineTable(
  'parts_request_line',
  {
    request_id: c.ref('parts_request'),
    line_no: c.int(),
    part_id: c.ref('part'),
    asked_milli: c.milli(),
    approved_milli: c.milli({ defaultTo: 0 }),
    shipped_milli: c.milli({ defaultTo: 0 }),
    received_milli: c.milli({ defaultTo: 0 }),
    unit_fen: c.fen({ defaultTo: 0 }),
  },
  { versioned: true, unique: [['request_id', 'line_no']], indexes: [['part_id']] },
);

/** Any numbered paper of the stock room and the counter: issue, return, transfer, receipt, count, old-part box … */
export const document = defineTable(
  'document',
  {
    kind: c.text(),
    number: c.text({ unique: true }),
    state: c.oneOf(['draft', 'staged', 'posted', 'void']),
    business_day: c.day(),
    work_order_id: maybe(c.ref('work_order')),
    staff_id: maybe(c.ref('staff')),
    from_location_id: maybe(c.ref('location')),
    to_location_id: maybe(c.ref('location')),
    head: c.json('{}'),
    total_fen: c.fen({ defaultTo: 0 }),
    made_by: maybe(c.text()),
    approved_by: maybe(c.text()),
    posted_at: maybe(c.at()),
    void_at: maybe(c.at()),
    void_reason: maybe(c.text()),
    reversal_of: maybe(c.text()),
    printed: c.int({ defaultTo: 0 }),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['kind', 'business_day'],
      ['work_order_id'],
      ['staff_id', 'kind'],
      { columns: ['kind', 'staff_id'], where: "state = 'staged'" },
      { columns: ['reversal_of'], where: 'reversal_of IS NOT NULL' },
    ],
  },
);
export const documentLine = defineTable(
  'document_line',
  {
    document_id: c.ref('document'),
    line_no: c.int(),
    part_id: maybe(c.ref('part')),
    condition: maybe(c.text()),
    owner_kind: maybe(c.text()),
    owner_id: c.text({ defaultTo: '' }),
    bin: c.text({ defaultTo: '' }),
    lot: c.text({ defaultTo: '' }),
    serial: c.text({ defaultTo: '' }),
    asked_milli: c.milli(),
    done_milli: c.milli({ defaultTo: 0 }),
    unit_fen: c.fen({ defaultTo: 0 }),
    amount_fen: c.fen({ defaultTo: 0 }),
    work_order_id: maybe(c.ref('work_order')),
    old_part_due: c.bool(),
    note: c.text({ defaultTo: '' }),
  },
  { versioned: true, unique: [['document_id', 'line_no']] },
);
