import { c, defineTable, maybe } from './define.ts';

/** The consumer (用户) or the one billed monthly (单位客户). `key_id` seals every personal copy elsewhere. */
export const customer = defineTable(
  'customer',
  {
    key_id: c.keyId(),
    kind: c.oneOf(['user', 'account'], { defaultTo: 'user' }),
    name: c.text(),
    name_pinyin: c.text({ defaultTo: '' }),
    name_initials: c.text({ defaultTo: '' }),
    phone: maybe(c.text()),
    phone_masked: c.bool(),
    phone_tail: maybe(c.text()),
    phone2: maybe(c.text()),
    virtual_phone: maybe(c.text()),
    virtual_phone_expires_at: maybe(c.at()),
    rank: c.int({ defaultTo: 0 }),
    credit_limit_fen: maybe(c.fen()),
    consent: c.json('{}'),
    note: c.text({ defaultTo: '' }),
    created_at: c.at(),
    deleted_at: maybe(c.at()),
  },
  { versioned: true, sealed: true, indexes: [['key_id'], ['phone'], ['phone_tail'], ['phone2']] },
);

export const address = defineTable(
  'address',
  {
    customer_id: c.ref('customer'),
    key_id: c.keyId(),
    division_code: maybe(c.text()),
    province: c.text({ defaultTo: '' }),
    city: c.text({ defaultTo: '' }),
    county: c.text({ defaultTo: '' }),
    town: c.text({ defaultTo: '' }),
    detail: c.text(),
    /** Light normal form for duplicates and merging. */
    normal: c.text({ defaultTo: '' }),
    estate_id: maybe(c.ref('estate')),
    distance_m: maybe(c.int()),
    /** How the distance came about: table, estate, point, road, typed. */
    distance_method: maybe(c.text()),
    x_m: maybe(c.int()),
    y_m: maybe(c.int()),
    floor: maybe(c.int()),
    elevator: maybe(c.bool()),
  },
  { versioned: true, sealed: true, indexes: [['customer_id'], ['normal'], ['division_code']] },
);

/** Product file (产品档案): a customer's device with its moving warranty and its repairs per fault. */
export const device = defineTable(
  'device',
  {
    customer_id: maybe(c.ref('customer')),
    key_id: maybe(c.keyId()),
    address_id: maybe(c.ref('address')),
    brand_id: maybe(c.ref('brand')),
    model: c.text({ defaultTo: '' }),
    category: c.text({ defaultTo: '' }),
    indoor_code: maybe(c.text()),
    outdoor_code: maybe(c.text()),
    purchased_day: maybe(c.day()),
    bought_at: c.text({ defaultTo: '' }),
    invoice_number: c.text({ defaultTo: '' }),
    installed_day: maybe(c.day()),
    warranty_end_day: maybe(c.day()),
    /** Days in repair and waiting for parts, added to the end of the warranty. */
    warranty_added_days: c.int({ defaultTo: 0 }),
    repairs: c.int({ defaultTo: 0 }),
    repairs_by_fault: c.json('{}'),
  },
  { versioned: true, sealed: true, indexes: [['customer_id'], ['indoor_code'], ['outdoor_code'], ['model']] },
);
