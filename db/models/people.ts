import { coverageKinds } from '../../domain/dispatch/coverage.ts';
import { c, defineTable, maybe } from './define.ts';

export const outlet = defineTable(
  'outlet',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text(),
    legal_name: c.text(),
    division_code: maybe(c.text()),
    address: c.text(),
    phone: c.text(),
    complaint_phone: c.text({ defaultTo: '' }),
    /** IANA zone; business days are reckoned in it. */
    zone: c.text({ defaultTo: 'Asia/Shanghai' }),
    currency: c.text({ defaultTo: 'CNY' }),
    demo: c.bool(),
    created_at: c.at(),
  },
  { versioned: true },
);

/** One computer or browser at work in the outlet. */
export const desk = defineTable(
  'desk',
  {
    name: c.text(),
    kind: c.oneOf(['host', 'browser', 'system']),
    language: c.oneOf(['zh', 'en'], { defaultTo: 'zh' }),
    last_seen_at: maybe(c.at()),
    /** Watched folder, scanner, printers of this desk. */
    settings: c.json('{}'),
    blocked_at: maybe(c.at()),
  },
  { versioned: true },
);

export const team = defineTable(
  'team',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text(),
    kind: c.oneOf(['own', 'outside', 'project'], { defaultTo: 'own' }),
    leader_id: maybe(c.text()),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);

export const staff = defineTable(
  'staff',
  {
    code: c.text({ unique: true }),
    name: c.text(),
    name_en: c.text({ defaultTo: '' }),
    name_pinyin: c.text({ defaultTo: '' }),
    name_initials: c.text({ defaultTo: '' }),
    phone: c.text({ defaultTo: '' }),
    duties: c.text({ defaultTo: '' }),
    team_id: maybe(c.ref('team')),
    mentor_id: maybe(c.ref('staff')),
    employment: c.text({ defaultTo: '' }),
    employment_kind: c.oneOf(['employee', 'piece', 'partner', 'apprentice', 'part_time'], {
      defaultTo: 'employee',
    }),
    /** Orders in one slot; null: what the slot allows. */
    slot_capacity: maybe(c.int()),
    /** Share of the leader of a pair, thousandths; null: the outlet's usual. */
    lead_share_milli: maybe(c.int()),
    insurance_until_day: maybe(c.day()),
    chat_template_id: maybe(c.text()),
    pay_scheme_id: maybe(c.text()),
    pin_hash: maybe(c.text()),
    pin_tries: c.int({ defaultTo: 0 }),
    pin_blocked_until: maybe(c.at()),
    language: c.oneOf(['zh', 'en'], { defaultTo: 'zh' }),
    /** Minutes of work planned per day; 0 for people who do not visit. */
    daily_capacity_minutes: c.int({ defaultTo: 0 }),
    /** Unreturned parts a person may hold before the manager must agree (领料额度). */
    parts_limit_fen: maybe(c.fen()),
    cash_limit_fen: maybe(c.fen()),
    x_m: maybe(c.int()),
    y_m: maybe(c.int()),
    joined_day: maybe(c.day()),
    left_day: maybe(c.day()),
  },
  { versioned: true, indexes: [['team_id']] },
);

export const staffRole = defineTable(
  'staff_role',
  { staff_id: c.ref('staff'), role_id: c.text() },
  { unique: [['staff_id', 'role_id']] },
);
export const role = defineTable(
  'role',
  { name_zh: c.text(), name_en: c.text(), builtin: c.bool() },
  { versioned: true },
);
export const rolePermission = defineTable(
  'role_permission',
  { role_id: c.ref('role'), permission: c.text(), scope: c.oneOf(['own', 'team', 'all']) },
  { unique: [['role_id', 'permission']] },
);

export const skill = defineTable(
  'skill',
  { code: c.text({ unique: true }), name_zh: c.text(), name_en: c.text(), levels: c.json('[]') },
  { versioned: true },
);
export const staffSkill = defineTable(
  'staff_skill',
  { staff_id: c.ref('staff'), skill_id: c.ref('skill'), level: c.int() },
  { unique: [['staff_id', 'skill_id']] },
);

export const certificateKind = defineTable(
  'certificate_kind',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text(),
    needed_for: c.text({ defaultTo: '' }),
    review_years: maybe(c.int()),
    kind: c.oneOf(['certificate', 'training', 'insurance'], { defaultTo: 'certificate' }),
  },
  { versioned: true },
);
export const staffCertificate = defineTable(
  'staff_certificate',
  {
    staff_id: c.ref('staff'),
    kind_id: c.ref('certificate_kind'),
    number: c.text({ defaultTo: '' }),
    issued_day: maybe(c.day()),
    expires_day: maybe(c.day()),
  },
  { versioned: true, unique: [['staff_id', 'kind_id']], indexes: [['expires_day']] },
);
/** Issued tools and safety gear with inspection dates. */
export const staffTool = defineTable(
  'staff_tool',
  {
    staff_id: c.ref('staff'),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    tool_kind_id: maybe(c.text()),
    number: c.text({ defaultTo: '' }),
    deposit_fen: c.fen({ defaultTo: 0 }),
    issued_day: maybe(c.day()),
    check_every_days: maybe(c.int()),
    next_check_day: maybe(c.day()),
    returned_day: maybe(c.day()),
  },
  { versioned: true, indexes: [['staff_id']] },
);
/** A technician's account on one upstream; without it write-back and assignment are refused. */
export const workerAccount = defineTable(
  'worker_account',
  {
    staff_id: c.ref('staff'),
    connection_id: c.ref('connection'),
    worker_id: c.text(),
    real_name: c.text(),
    state: c.oneOf(['active', 'pending', 'suspended'], { defaultTo: 'active' }),
    card_expires_day: maybe(c.day()),
  },
  { versioned: true, unique: [['staff_id', 'connection_id']] },
);
export const staffArea = defineTable(
  'staff_area',
  { staff_id: c.ref('staff'), division_code: c.text() },
  { unique: [['staff_id', 'division_code']] },
);
export const shift = defineTable(
  'shift',
  {
    staff_id: c.ref('staff'),
    day: c.day(),
    from_clock: c.clock(),
    to_clock: c.clock(),
    kind: c.oneOf(['work', 'leave', 'sick', 'training'], { defaultTo: 'work' }),
    note: c.text({ defaultTo: '' }),
  },
  {
    versioned: true,
    indexes: [
      ['day', 'staff_id'],
      ['staff_id', 'day'],
    ],
  },
);
export const subShop = defineTable(
  'sub_shop',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    contact: c.text({ defaultTo: '' }),
    phone: c.text({ defaultTo: '' }),
    counties: c.json('[]'),
    skills: c.json('[]'),
    share_percent: c.int({ defaultTo: 0 }),
    deposit_fen: c.fen({ defaultTo: 0 }),
    settle: c.text({ defaultTo: '' }),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);

/** Coverage: how the outlet treats a county. */
export const division = defineTable(
  'division',
  {
    code: c.text({ unique: true }),
    name: c.text(),
    parent_code: maybe(c.text()),
    distance_m: maybe(c.int()),
    tier_code: maybe(c.text()),
    coverage: c.oneOf(coverageKinds, { defaultTo: 'self' }),
    sub_shop_id: maybe(c.ref('sub_shop')),
    extra_hours: c.int({ defaultTo: 0 }),
  },
  { versioned: true },
);
export const distanceTier = defineTable(
  'distance_tier',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    from_m: c.int(),
    to_m: maybe(c.int()),
    customer_fee_fen: c.fen({ defaultTo: 0 }),
    technician_fee_fen: c.fen({ defaultTo: 0 }),
    deadline_factor_milli: c.int({ defaultTo: 1000 }),
  },
  { versioned: true },
);
/** A place the outlet knows: distance learnt once, used for every order there. */
export const estate = defineTable(
  'estate',
  {
    division_code: c.text(),
    name: c.text(),
    street: c.text({ defaultTo: '' }),
    distance_m: maybe(c.int()),
    x_m: maybe(c.int()),
    y_m: maybe(c.int()),
    floors: maybe(c.int()),
    elevator: maybe(c.bool()),
    note: c.text({ defaultTo: '' }),
  },
  { versioned: true, indexes: [['division_code', 'name']] },
);
/** Working calendar as data: a day that differs from the weekly pattern. */
export const calendarDay = defineTable(
  'calendar_day',
  {
    day: c.day(),
    open: c.bool(1),
    from_clock: maybe(c.clock()),
    to_clock: maybe(c.clock()),
    name_zh: c.text({ defaultTo: '' }),
    name_en: c.text({ defaultTo: '' }),
  },
  { versioned: true, unique: [['day']] },
);
