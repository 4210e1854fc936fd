import { claimKinds, claimOutcomes, claimStates } from '../../domain/stock/claim.ts';
import {
  countDecisions,
  countOutcomes,
  countScanKinds,
  countScopes,
  countStates,
} from '../../domain/stock/count.ts';
import { custodyKinds, custodyStates } from '../../domain/stock/custody.ts';
import { deadPartFinds, deadPartStates } from '../../domain/stock/dead-part.ts';
import { exchangeDuties, exchangeStates } from '../../domain/stock/exchange.ts';
import { conditions, ownerKinds } from '../../domain/stock/key.ts';
import { oldPartAnswers, oldPartBearers } from '../../domain/stock/old-part.ts';
import { parcelDirections, parcelStates } from '../../domain/stock/parcel.ts';
import { c, defineTable, maybe } from './define.ts';

const stockKey = {
  part_id: c.ref('part'),
  location_id: c.ref('location'),
  bin: c.text({ defaultTo: '' }),
  condition: c.oneOf(conditions),
  owner_kind: c.oneOf(ownerKinds),
  owner_id: c.text({ defaultTo: '' }),
  lot: c.text({ defaultTo: '' }),
  serial: c.text({ defaultTo: '' }),
};

/* Catalogue and value */

/** Cost and price of a part from a day on; the newest day that is not after the day in question counts. */
export const partPrice = defineTable(
  'part_price',
  {
    part_id: c.ref('part'),
    from_day: c.day(),
    cost_fen: c.fen({ check: '$ >= 0' }),
    customer_price_fen: c.fen({ check: '$ >= 0' }),
    note: c.text({ defaultTo: '' }),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, unique: [['part_id', 'from_day']], indexes: [['from_day']] },
);
/** Minimum and maximum of a part in one place; the part's own pair is that of the stores together. */
export const partLevel = defineTable(
  'part_level',
  {
    part_id: c.ref('part'),
    location_id: c.ref('location'),
    min_milli: c.milli({ defaultTo: 0, check: '$ >= 0' }),
    max_milli: c.milli({ defaultTo: 0, check: '$ >= 0' }),
    lead_days: maybe(c.int()),
    bin: c.text({ defaultTo: '' }),
    note: c.text({ defaultTo: '' }),
  },
  {
    versioned: true,
    unique: [['part_id', 'location_id']],
    checks: ['max_milli = 0 OR max_milli >= min_milli'],
    indexes: [['location_id']],
  },
);
/** What a row of `part_substitute` means to the one who issues: offered, asked first, or never. */
export const partSubstituteRule = defineTable(
  'part_substitute_rule',
  {
    part_id: c.ref('part'),
    other_part_id: c.ref('part'),
    rule: c.oneOf(['allowed', 'asks', 'forbidden']),
    reason: c.text({ defaultTo: '' }),
  },
  { versioned: true, unique: [['part_id', 'other_part_id']], indexes: [['other_part_id']] },
);
/** What our stock of a part is worth: the sum of `stock_value_move`, so that rounding never drifts. */
export const stockValue = defineTable(
  'stock_value',
  {
    part_id: c.ref('part'),
    owner_kind: c.oneOf(ownerKinds),
    owner_id: c.text({ defaultTo: '' }),
    quantity_milli: c.milli({ defaultTo: 0 }),
    value_fen: c.fen({ defaultTo: 0 }),
    updated_at: c.at(),
  },
  { unique: [['part_id', 'owner_kind', 'owner_id']] },
);
/** The ledger of value beside that of pieces: what one pair of moves added to or took from it. */
export const stockValueMove = defineTable(
  'stock_value_move',
  {
    part_id: c.ref('part'),
    owner_kind: c.oneOf(ownerKinds),
    owner_id: c.text({ defaultTo: '' }),
    /** Kind of the stock move, or what changed the value without one: a price set anew. */
    kind: c.text(),
    pair_id: maybe(c.text()),
    quantity_milli: c.milli(),
    value_fen: c.fen(),
    document_id: maybe(c.ref('document')),
    work_order_id: maybe(c.ref('work_order')),
    entry_id: maybe(c.ref('journal_entry')),
    reversal_of: maybe(c.text()),
    business_day: c.day(),
    at: c.at(),
  },
  {
    appendOnly: true,
    indexes: [
      ['part_id', 'owner_kind', 'owner_id'],
      ['business_day'],
      ['pair_id'],
      { columns: ['document_id'], where: 'document_id IS NOT NULL' },
    ],
  },
);
/** A thing of a user that lies with us; in stock it is one piece of the part kept for such things, its number the serial. */
export const custodyItem = defineTable(
  'custody_item',
  {
    number: c.code({ unique: true }),
    kind: c.oneOf(custodyKinds),
    state: c.oneOf(custodyStates),
    work_order_id: maybe(c.ref('work_order')),
    visit_id: maybe(c.ref('visit')),
    machine_line_id: maybe(c.ref('machine_line')),
    customer_id: maybe(c.ref('customer')),
    device_id: maybe(c.ref('device')),
    part_id: maybe(c.ref('part')),
    quantity_milli: c.milli({ defaultTo: 1000, check: '$ > 0' }),
    location_id: c.ref('location'),
    bin: c.code({ defaultTo: '' }),
    owner_name: c.text({ defaultTo: '' }),
    phone: c.text({ defaultTo: '' }),
    what: c.text(),
    machine_code: c.text({ defaultTo: '' }),
    accessories: c.text({ defaultTo: '' }),
    damage: c.text({ defaultTo: '' }),
    note: c.text({ defaultTo: '' }),
    handed_to: c.text({ defaultTo: '' }),
    due_day: maybe(c.day()),
    remind_day: maybe(c.day()),
    reminded_at: maybe(c.at()),
    fee_fen: c.fen({ defaultTo: 0, check: '$ >= 0' }),
    in_document_id: maybe(c.ref('document')),
    out_document_id: maybe(c.ref('document')),
    staff_id: maybe(c.ref('staff')),
    in_day: c.day(),
    at: c.at(),
    ended_at: maybe(c.at()),
    key_id: c.keyId(),
  },
  {
    versioned: true,
    sealed: true,
    indexes: [['state', 'due_day'], ['work_order_id'], ['customer_id'], ['location_id', 'state'], ['key_id']],
  },
);

/* Parcels, old parts, dead parts, machines */

export const parcel = defineTable(
  'parcel',
  {
    number: c.text({ unique: true }),
    direction: c.oneOf(parcelDirections),
    state: c.oneOf(parcelStates),
    payer_id: maybe(c.ref('payer')),
    from_location_id: maybe(c.ref('location')),
    to_location_id: maybe(c.ref('location')),
    carrier: c.text({ defaultTo: '' }),
    tracking: c.text({ defaultTo: '' }),
    boxes: c.int({ defaultTo: 1, check: '$ > 0' }),
    contents: c.text({ defaultTo: '' }),
    value_fen: c.fen({ defaultTo: 0 }),
    freight_fen: c.fen({ defaultTo: 0, check: '$ >= 0' }),
    freight_bearer: maybe(c.oneOf(oldPartBearers)),
    sent_day: maybe(c.day()),
    expected_day: maybe(c.day()),
    sent_at: maybe(c.at()),
    arrived_at: maybe(c.at()),
    reason: c.text({ defaultTo: '' }),
    staff_id: maybe(c.ref('staff')),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['state', 'expected_day'],
      ['payer_id', 'state'],
      { columns: ['tracking'], where: "tracking <> ''" },
    ],
  },
);
/** What a parcel carries: boxes and papers of ours, or what was asked for. One paper travels in one parcel. */
export const parcelContent = defineTable(
  'parcel_content',
  {
    parcel_id: c.ref('parcel'),
    document_id: maybe(c.ref('document', { unique: true })),
    request_id: maybe(c.ref('parts_request')),
    box_no: maybe(c.int()),
    at: c.at(),
  },
  {
    unique: [['parcel_id', 'request_id']],
    checks: ['(document_id IS NULL) <> (request_id IS NULL)'],
    indexes: [{ columns: ['request_id'], where: 'request_id IS NOT NULL' }],
  },
);
/** Answers to old parts, one below the other: accepted, refused with a cause, appealed, charged, passed on. */
export const oldPartAnswer = defineTable(
  'old_part_answer',
  {
    old_part_id: c.ref('old_part'),
    answer: c.oneOf(oldPartAnswers),
    cause: c.text({ defaultTo: '' }),
    note: c.text({ defaultTo: '' }),
    /** Last day of what may follow: the appeal after a refusal, the answer after an appeal. */
    due_day: maybe(c.day()),
    amount_fen: c.fen({ defaultTo: 0 }),
    bearer: maybe(c.oneOf(oldPartBearers)),
    document_id: maybe(c.ref('document')),
    parcel_id: maybe(c.ref('parcel')),
    statement_line_id: maybe(c.ref('statement_line')),
    difference_id: maybe(c.ref('difference')),
    fee_line_id: maybe(c.ref('fee_line')),
    staff_id: maybe(c.text()),
    business_day: c.day(),
    at: c.at(),
  },
  {
    appendOnly: true,
    indexes: [
      ['old_part_id'],
      ['answer', 'due_day'],
      { columns: ['document_id'], where: 'document_id IS NOT NULL' },
      { columns: ['statement_line_id'], where: 'statement_line_id IS NOT NULL' },
    ],
  },
);
/** A new part found dead, with the window in which its maker replaces it. */
export const deadPart = defineTable(
  'dead_part',
  {
    ...stockKey,
    number: c.text({ unique: true }),
    quantity_milli: c.milli({ check: '$ > 0' }),
    state: c.oneOf(deadPartStates),
    found_in: c.oneOf(deadPartFinds),
    found_day: c.day(),
    due_day: maybe(c.day()),
    work_order_id: maybe(c.ref('work_order')),
    visit_id: maybe(c.ref('visit')),
    finder_id: maybe(c.ref('staff')),
    payer_id: maybe(c.ref('payer')),
    symptom: c.text({ defaultTo: '' }),
    cause: c.text({ defaultTo: '' }),
    reason: c.text({ defaultTo: '' }),
    amount_fen: c.fen({ defaultTo: 0 }),
    bearer: maybe(c.oneOf(oldPartBearers)),
    /** The pair of moves that put it aside. */
    pair_id: maybe(c.text()),
    found_document_id: maybe(c.ref('document')),
    sent_document_id: maybe(c.ref('document')),
    parcel_id: maybe(c.ref('parcel')),
    replaced_document_id: maybe(c.ref('document')),
    claimed_at: maybe(c.at()),
    settled_at: maybe(c.at()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['state', 'due_day'],
      ['payer_id', 'state'],
      ['work_order_id'],
      ['location_id', 'state'],
      { columns: ['serial'], where: "serial <> ''" },
    ],
  },
);
/** 换机: one line holds the machine out, the machine in, the payer and the duty. */
export const machineExchange = defineTable(
  'machine_exchange',
  {
    work_order_id: c.ref('work_order'),
    visit_id: maybe(c.ref('visit')),
    machine_line_id: maybe(c.ref('machine_line')),
    state: c.oneOf(exchangeStates),
    borne_by: c.oneOf(oldPartBearers),
    payer_id: maybe(c.ref('payer')),
    duty: c.oneOf(exchangeDuties),
    due_day: maybe(c.day()),
    out_model: c.code({ defaultTo: '' }),
    out_code: c.text({ defaultTo: '' }),
    out_code_two: c.text({ defaultTo: '' }),
    in_model: c.code({ defaultTo: '' }),
    in_code: c.text({ defaultTo: '' }),
    in_code_two: c.text({ defaultTo: '' }),
    /** The machine in, where it came from our stock; its move and that of the machine out. */
    in_part_id: maybe(c.ref('part')),
    in_pair_id: maybe(c.code()),
    out_part_id: maybe(c.ref('part')),
    out_pair_id: maybe(c.code()),
    location_id: maybe(c.ref('location')),
    old_part_id: maybe(c.ref('old_part')),
    custody_item_id: maybe(c.ref('custody_item')),
    document_id: maybe(c.ref('document')),
    parcel_id: maybe(c.ref('parcel')),
    amount_fen: c.fen({ defaultTo: 0 }),
    reason: c.text({ defaultTo: '' }),
    staff_id: maybe(c.ref('staff')),
    business_day: c.day(),
    at: c.at(),
    ended_at: maybe(c.at()),
    key_id: c.keyId(),
  },
  {
    versioned: true,
    sealed: true,
    indexes: [
      ['work_order_id'],
      ['visit_id'],
      ['state', 'due_day'],
      ['payer_id', 'state'],
      ['out_code'],
      ['in_code'],
      ['key_id'],
    ],
  },
);

/* Stocktake */

/** `base_seq` is the last stock move when it was opened; what was entered later is no difference of the count. */
export const stockCount = defineTable(
  'stock_count',
  {
    number: c.text({ unique: true }),
    title: c.text({ defaultTo: '' }),
    scope: c.oneOf(countScopes),
    state: c.oneOf(countStates),
    location_id: maybe(c.ref('location')),
    /** Bins, parts, owner, payer, size and seed of the sample: what the scope needs besides the place. */
    filter: c.json('{}'),
    blind: c.bool(1),
    round: c.int({ defaultTo: 1, check: '$ > 0' }),
    base_seq: c.int(),
    gain_fen: c.fen({ defaultTo: 0 }),
    loss_fen: c.fen({ defaultTo: 0 }),
    reason: c.text({ defaultTo: '' }),
    opened_by: maybe(c.text()),
    approved_by: maybe(c.text()),
    approved_at: maybe(c.at()),
    document_id: maybe(c.ref('document')),
    undo_document_id: maybe(c.ref('document')),
    business_day: c.day(),
    posted_at: maybe(c.at()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['state'],
      ['location_id', 'state'],
      ['business_day'],
      { columns: ['document_id'], where: 'document_id IS NOT NULL' },
    ],
  },
);
/** One key of a stocktake, or one code nobody knows: then there is no part. */
export const stockCountLine = defineTable(
  'stock_count_line',
  {
    count_id: c.ref('stock_count'),
    part_id: maybe(c.ref('part')),
    code: c.text({ defaultTo: '' }),
    location_id: c.ref('location'),
    bin: c.text({ defaultTo: '' }),
    condition: c.oneOf(conditions, { defaultTo: 'good' }),
    owner_kind: maybe(c.oneOf(ownerKinds)),
    owner_id: c.text({ defaultTo: '' }),
    lot: c.text({ defaultTo: '' }),
    serial: c.text({ defaultTo: '' }),
    /** Σ moves of the key up to `book_seq`, the last move when the key was last counted; empty until then. */
    book_milli: maybe(c.milli()),
    book_seq: maybe(c.int()),
    counted_milli: maybe(c.milli({ check: '$ >= 0' })),
    /** What the first round counted, where a second was asked for. */
    first_milli: maybe(c.milli({ check: '$ >= 0' })),
    round: c.int({ defaultTo: 1 }),
    outcome: maybe(c.oneOf(countOutcomes)),
    decision: maybe(c.oneOf(countDecisions)),
    /** Where the piece belongs, for one found in a wrong place. */
    other_location_id: maybe(c.ref('location')),
    other_bin: c.text({ defaultTo: '' }),
    unit_fen: c.fen({ defaultTo: 0 }),
    difference_fen: c.fen({ defaultTo: 0 }),
    reason: c.text({ defaultTo: '' }),
    pair_id: maybe(c.text()),
    counted_by: maybe(c.text()),
    counted_at: maybe(c.at()),
  },
  {
    versioned: true,
    unique: [
      [
        'count_id',
        'part_id',
        'location_id',
        'bin',
        'condition',
        'owner_kind',
        'owner_id',
        'lot',
        'serial',
        'code',
      ],
    ],
    checks: ["(part_id IS NULL) = (code <> '')", '(part_id IS NULL) = (owner_kind IS NULL)'],
    indexes: [['count_id', 'outcome'], ['part_id']],
  },
);
/** What every desk scanned, one row a scan; nothing here is ever changed, a scan is taken back by another. */
export const stockCountScan = defineTable(
  'stock_count_scan',
  {
    count_id: c.ref('stock_count'),
    line_id: c.ref('stock_count_line'),
    kind: c.oneOf(countScanKinds),
    round: c.int({ defaultTo: 1 }),
    code: c.text({ defaultTo: '' }),
    quantity_milli: c.milli({ check: '$ >= 0' }),
    /** The scan this one takes back. */
    takes_back: maybe(c.text()),
    /** The last stock move when it was scanned. */
    move_seq: c.int(),
    staff_id: maybe(c.text()),
    desk_id: c.text(),
    at: c.at(),
  },
  {
    appendOnly: true,
    indexes: [
      ['count_id', 'desk_id'],
      ['line_id'],
      { columns: ['takes_back'], where: 'takes_back IS NOT NULL' },
    ],
  },
);

/* Receiving and replenishment */

/** Where a payer's parts come from, and its terms; without a payer: where what we buy ourselves comes from. */
export const upperStore = defineTable(
  'upper_store',
  {
    payer_id: maybe(c.ref('payer', { unique: true })),
    location_id: c.ref('location'),
    lead_days: maybe(c.int()),
    /** Hours after arrival within which short, wrong and broken goods have to be told. */
    claim_hours: maybe(c.int()),
    carrier: c.text({ defaultTo: '' }),
    note: c.text({ defaultTo: '' }),
  },
  { versioned: true, indexes: [['location_id']] },
);

/** What came otherwise than announced, with the window in which the sender has to be told. */
export const goodsClaim = defineTable(
  'goods_claim',
  {
    number: c.text({ unique: true }),
    document_id: c.ref('document'),
    document_line_id: maybe(c.ref('document_line')),
    request_id: maybe(c.ref('parts_request')),
    parcel_id: maybe(c.ref('parcel')),
    payer_id: maybe(c.ref('payer')),
    kind: c.oneOf(claimKinds),
    state: c.oneOf(claimStates),
    part_id: c.ref('part'),
    /** What came instead. */
    other_part_id: maybe(c.ref('part')),
    lot: c.text({ defaultTo: '' }),
    serial: c.text({ defaultTo: '' }),
    announced_milli: c.milli({ defaultTo: 0, check: '$ >= 0' }),
    quantity_milli: c.milli({ check: '$ > 0' }),
    unit_fen: c.fen({ defaultTo: 0 }),
    amount_fen: c.fen({ defaultTo: 0 }),
    location_id: maybe(c.ref('location')),
    pair_id: maybe(c.text()),
    due_at: maybe(c.at()),
    reported_at: maybe(c.at()),
    reported_how: c.text({ defaultTo: '' }),
    outcome: maybe(c.oneOf(claimOutcomes)),
    settled_at: maybe(c.at()),
    settled_document_id: maybe(c.ref('document')),
    note: c.text({ defaultTo: '' }),
    staff_id: maybe(c.text()),
    business_day: c.day(),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['state', 'due_at'],
      ['document_id'],
      ['part_id'],
      ['payer_id', 'state'],
      { columns: ['request_id'], where: 'request_id IS NOT NULL' },
      { columns: ['parcel_id'], where: 'parcel_id IS NOT NULL' },
    ],
  },
);
/** A proposal somebody said no to: not proposed again for this place before the day is over. */
export const replenishSkip = defineTable(
  'replenish_skip',
  {
    part_id: c.ref('part'),
    location_id: c.ref('location'),
    until_day: c.day(),
    reason: c.text({ defaultTo: '' }),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, unique: [['part_id', 'location_id']], indexes: [['until_day']] },
);
