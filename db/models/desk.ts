import { c, defineTable, maybe } from './define.ts';

/** A view of a list a person made: conditions, order and columns, for one or for all. */
export const savedView = defineTable(
  'saved_view',
  {
    area: c.text(),
    name: c.text(),
    owner_id: c.ref('staff'),
    shared: c.bool(),
    sort: c.int({ defaultTo: 0 }),
    /** `{filter, sort, columns, density}` of its list. */
    body: c.json(),
    retired_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['area', 'owner_id']] },
);

/** A slot of one day with less capacity than usual; null capacity: nothing may be booked. */
export const slotClosed = defineTable(
  'slot_closed',
  {
    day: c.day(),
    slot_id: c.ref('slot'),
    team_id: maybe(c.ref('team')),
    capacity: maybe(c.int()),
    reason: c.text({ defaultTo: '' }),
    staff_id: maybe(c.text()),
    at: c.at(),
    reopened_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['day']] },
);

/** Recurring working time of a person, a team or (neither named) the outlet; exceptions are rows of `shift`. */
export const shiftPattern = defineTable(
  'shift_pattern',
  {
    staff_id: maybe(c.ref('staff')),
    team_id: maybe(c.ref('team')),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    from_day: c.day(),
    to_day: maybe(c.day()),
    cycle_days: c.int(),
    /** One entry per day of the cycle: its spans `[{from, to}]` as HH:MM, none on a day off. */
    body: c.json(),
    retired_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['staff_id', 'from_day']] },
);

/** A kind of tool or safety gear, with how often it must be inspected. */
export const toolKind = defineTable(
  'tool_kind',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    check_every_days: maybe(c.int()),
    safety: c.bool(),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);

/** Text that is copied into a chat for a technician; placeholders in braces. */
export const chatTemplate = defineTable(
  'chat_template',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    text_zh: c.text(),
    text_en: c.text({ defaultTo: '' }),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);

/** A message to a user that a person (or later a gateway) sends: filled, waiting, copied, sent or dropped. */
export const messageOut = defineTable(
  'message_out',
  {
    work_order_id: maybe(c.ref('work_order')),
    customer_id: c.ref('customer'),
    key_id: c.keyId(),
    channel: c.oneOf(['sms', 'chat', 'phone']),
    template_key: c.text(),
    to_text: c.text({ defaultTo: '' }),
    text: c.text(),
    state: c.oneOf(['waiting', 'copied', 'sent', 'dropped']),
    staff_id: maybe(c.text()),
    at: c.at(),
    done_at: maybe(c.at()),
  },
  {
    versioned: true,
    sealed: true,
    indexes: [['work_order_id'], ['customer_id'], { columns: ['at'], where: "state = 'waiting'" }],
  },
);

/** A picture that came into a desk's watched folder and waits for its slip. */
export const photoInbox = defineTable(
  'photo_inbox',
  {
    blob_id: c.ref('blob'),
    desk_id: c.ref('desk'),
    file_name: c.text(),
    picture_hash: maybe(c.text()),
    state: c.oneOf(['new', 'used', 'dropped']),
    work_order_id: maybe(c.ref('work_order')),
    at: c.at(),
  },
  { versioned: true, indexes: [['desk_id', 'state']] },
);

/** An order somebody higher up was told of, by the clock or by a person. */
export const orderEscalation = defineTable(
  'order_escalation',
  {
    work_order_id: c.ref('work_order'),
    level: c.int(),
    cause: c.text(),
    to_staff_id: maybe(c.ref('staff')),
    at: c.at(),
    answered_at: maybe(c.at()),
    answered_by: maybe(c.text()),
  },
  {
    versioned: true,
    indexes: [['work_order_id'], { columns: ['to_staff_id'], where: 'answered_at IS NULL' }],
  },
);
