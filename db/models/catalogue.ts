import { c, defineTable, maybe } from './define.ts';

export const brand = defineTable(
  'brand',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    payer_id: maybe(c.text()),
    categories: c.json('[]'),
  },
  { versioned: true },
);
export const category = defineTable(
  'category',
  { code: c.text({ unique: true }), name_zh: c.text(), name_en: c.text({ defaultTo: '' }) },
  { versioned: true },
);

export const productModel = defineTable(
  'product_model',
  {
    model: c.text(),
    brand_id: maybe(c.ref('brand')),
    category: c.text(),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    warranty_months: maybe(c.int()),
    main_part_warranty_months: maybe(c.int()),
    /** Names of the codes the finish must carry (内机条码, 外机条码 …). */
    codes_to_collect: c.json('[]'),
    sn_pattern: maybe(c.text()),
    /** Where the outdoor unit's code has a form of its own. */
    outdoor_sn_pattern: maybe(c.text()),
  },
  { versioned: true, unique: [['model']] },
);

export const serviceItem = defineTable(
  'service_item',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    service_type: c.text(),
    category: c.text({ defaultTo: '' }),
    skill_id: maybe(c.ref('skill')),
    min_level: c.int({ defaultTo: 1 }),
    persons: c.int({ defaultTo: 1 }),
    standard_minutes: c.int(),
    unit: c.text({ defaultTo: '' }),
    mode: c.oneOf(['on_site', 'carry_in', 'mail_in', 'pick_up'], { defaultTo: 'on_site' }),
    customer_price_fen: c.fen({ defaultTo: 0 }),
    photo_policy_id: maybe(c.text()),
    needs_certificate_id: maybe(c.ref('certificate_kind')),
    needs_tool_kind_id: maybe(c.ref('tool_kind')),
    steps: c.json('[]'),
    note: c.text({ defaultTo: '' }),
    retired_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['service_type', 'category']] },
);

/** Posted price list of extras (收费公示表). */
export const extraCharge = defineTable(
  'extra_charge',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    unit: c.text(),
    who_pays: c.oneOf(['user', 'payer', 'either']),
    customer_price_fen: c.fen(),
    technician_share_fen: c.fen({ defaultTo: 0 }),
    rule: c.text({ defaultTo: '' }),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);
export const fault = defineTable(
  'fault',
  {
    code: c.text({ unique: true }),
    category: c.text(),
    symptom_zh: c.text(),
    cause_zh: c.text({ defaultTo: '' }),
    measure_zh: c.text({ defaultTo: '' }),
    symptom_en: c.text({ defaultTo: '' }),
    cause_en: c.text({ defaultTo: '' }),
    measure_en: c.text({ defaultTo: '' }),
    usual_parts: c.json('[]'),
  },
  { versioned: true, indexes: [['category']] },
);
/** Closed lists an outlet may extend: hold, reschedule, reassign, cancel, send back, fine, outcome, finish result. */
export const reasonCode = defineTable(
  'reason_code',
  {
    kind: c.text(),
    code: c.text(),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    note: c.text({ defaultTo: '' }),
    counts_against: c.oneOf(['none', 'outlet', 'person'], { defaultTo: 'none' }),
    stops_clock: c.bool(),
    params: c.json('{}'),
    sort: c.int({ defaultTo: 0 }),
    retired_at: maybe(c.at()),
  },
  { versioned: true, unique: [['kind', 'code']] },
);
/** Named shots and other proofs a finish needs, by service type and payer. */
export const photoPolicy = defineTable(
  'photo_policy',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    shots: c.json(),
    required: c.int(),
    payer_id: maybe(c.text()),
    service_type: maybe(c.text()),
    category: maybe(c.text()),
    code_required: c.bool(),
    place_within_m: maybe(c.int()),
    signature: c.bool(1),
  },
  { versioned: true },
);
export const slot = defineTable(
  'slot',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    from_clock: c.clock(),
    to_clock: c.clock(),
    sort: c.int({ defaultTo: 0 }),
    /** Orders one person takes in it; null: the outlet's usual number. */
    capacity: maybe(c.int()),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);
export const warrantyRule = defineTable(
  'warranty_rule',
  { code: c.text({ unique: true }), value: c.json(), note: c.text({ defaultTo: '' }) },
  { versioned: true },
);
export const messageTemplate = defineTable(
  'message_template',
  { key: c.text(), channel: c.text(), text_zh: c.text(), text_en: c.text({ defaultTo: '' }) },
  { versioned: true, unique: [['key', 'channel']] },
);
