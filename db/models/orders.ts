import { appointmentStatuses } from '../../domain/orders/appointment.ts';
import { mainStates, sideStates } from '../../domain/orders/states.ts';
import { c, defineTable, maybe } from './define.ts';

/** What the outlet handles. Timestamps feed the nine EIE spans; the axes beside the state are columns of their own. */
export const workOrder = defineTable(
  'work_order',
  {
    number: c.text({ unique: true }),
    state: c.oneOf(mainStates),
    side_state: maybe(c.oneOf(sideStates)),
    /** Name of the list by what comes next; derived by `queueOf` in the same statement as what it derives from. */
    queue: c.code(),
    reason_code: maybe(c.code()),
    hold_since: maybe(c.at()),
    next_contact_at: maybe(c.at()),
    title: c.text(),
    service_type: c.code(),
    service_item_id: maybe(c.ref('service_item')),
    service_mode: c.oneOf(['on_site', 'carry_in', 'mail_in', 'pick_up'], { defaultTo: 'on_site' }),
    machine_count: c.int({ defaultTo: 1 }),
    warranty: maybe(c.oneOf(['in_warranty', 'out_of_warranty', 'extended', 'joint'])),
    customer_id: c.ref('customer'),
    address_id: c.ref('address'),
    division_code: maybe(c.text()),
    payer_id: maybe(c.ref('payer')),
    connection_id: maybe(c.ref('connection')),
    /** Upstream number as text, for lists and slips; the sources hold the truth. */
    upstream_number: maybe(c.text()),
    staff_id: maybe(c.ref('staff')),
    team_id: maybe(c.ref('team')),
    sub_shop_id: maybe(c.ref('sub_shop')),
    appointment_state: c.oneOf(appointmentStatuses, { defaultTo: 'none' }),
    appointment_day: maybe(c.day()),
    appointment_slot_id: maybe(c.ref('slot')),
    appointment_start_at: maybe(c.at()),
    appointment_end_at: maybe(c.at()),
    appointment_changes: c.int({ defaultTo: 0 }),
    verdict: maybe(c.oneOf(['pending', 'passed', 'refill', 'redo', 'refused'])),
    verdict_deadline_at: maybe(c.at()),
    urgent: c.bool(),
    rank: c.int({ defaultTo: 0 }),
    complaint: c.bool(),
    is_rework: c.bool(),
    parent_id: maybe(c.ref('work_order')),
    urges: c.int({ defaultTo: 0 }),
    calls: c.int({ defaultTo: 0 }),
    visits: c.int({ defaultTo: 0 }),
    /** The next clock that runs: accept, first_call, visit, finish, answer, verdict; null when all stand still. */
    deadline_at: maybe(c.at()),
    deadline_kind: maybe(c.code()),
    money_at_risk_fen: c.fen({ defaultTo: 0 }),
    amount_fen: c.fen({ defaultTo: 0 }),
    distance_m: maybe(c.int()),
    distance_method: maybe(c.code()),
    remark: c.text({ defaultTo: '' }),
    fault_text: c.text({ defaultTo: '' }),
    goods_state: maybe(c.oneOf(['awaited', 'arrived'])),
    key_id: c.keyId(),
    received_day: c.day(),
    received_at: c.at(),
    accepted_upstream_at: maybe(c.at()),
    ready_at: maybe(c.at()),
    dispatched_at: maybe(c.at()),
    accepted_at: maybe(c.at()),
    first_call_at: maybe(c.at()),
    /** The first call somebody answered; `first_call_at` is the first try. */
    first_connected_at: maybe(c.at()),
    /** 点名: whom the user asked for. */
    wish_staff_id: maybe(c.ref('staff')),
    /** Staff ids the user will not have again. */
    refused_staff: c.json('[]'),
    goods_expected_at: maybe(c.at()),
    /** Of the running assignment, so that lists sort by it. */
    accept_due_at: maybe(c.at()),
    escalated_level: c.int({ defaultTo: 0 }),
    sub_shop_accepted_at: maybe(c.at()),
    departed_at: maybe(c.at()),
    arrived_at: maybe(c.at()),
    finished_at: maybe(c.at()),
    verified_at: maybe(c.at()),
    audited_at: maybe(c.at()),
    closed_at: maybe(c.at()),
    updated_at: c.at(),
    batch_id: maybe(c.ref('batch')),
  },
  {
    versioned: true,
    sealed: true,
    indexes: [
      ['queue', 'deadline_at'],
      ['state', 'received_at'],
      ['received_at'],
      ['appointment_day', 'staff_id'],
      ['staff_id', 'state'],
      ['customer_id'],
      ['address_id'],
      ['payer_id', 'finished_at'],
      ['connection_id', 'received_at'],
      ['division_code', 'state'],
      ['upstream_number'],
      { columns: ['deadline_at'], where: 'deadline_at IS NOT NULL' },
      { columns: ['side_state', 'reason_code'], where: 'side_state IS NOT NULL' },
      { columns: ['parent_id'], where: 'parent_id IS NOT NULL' },
    ],
  },
);

export const workOrderTag = defineTable(
  'work_order_tag',
  { work_order_id: c.ref('work_order'), tag: c.text() },
  { unique: [['work_order_id', 'tag']], indexes: [['tag']] },
);
export const watcher = defineTable(
  'watcher',
  { work_order_id: c.ref('work_order'), staff_id: c.ref('staff') },
  { unique: [['work_order_id', 'staff_id']] },
);

/** One device on an order: codes, result, warranty, payer and fees are here (一户多机). */
export const machineLine = defineTable(
  'machine_line',
  {
    work_order_id: c.ref('work_order'),
    line_no: c.int(),
    source_order_id: maybe(c.ref('source_order')),
    upstream_line_id: maybe(c.text()),
    device_id: maybe(c.ref('device')),
    service_item_id: maybe(c.ref('service_item')),
    brand_id: maybe(c.ref('brand')),
    category: c.text({ defaultTo: '' }),
    model: c.text({ defaultTo: '' }),
    product_name: c.text(),
    quantity: c.int({ defaultTo: 1 }),
    indoor_code: maybe(c.text()),
    outdoor_code: maybe(c.text()),
    warranty: maybe(c.oneOf(['in_warranty', 'out_of_warranty', 'extended', 'joint'])),
    payer_id: maybe(c.ref('payer')),
    purchased_day: maybe(c.day()),
    state: c.oneOf(['open', 'finished', 'waiting', 'not_done', 'exchanged'], { defaultTo: 'open' }),
    result_code: maybe(c.text()),
    fault_id: maybe(c.ref('fault')),
    cause: c.text({ defaultTo: '' }),
    measure: c.text({ defaultTo: '' }),
    finished_visit_id: maybe(c.text()),
  },
  {
    versioned: true,
    unique: [['work_order_id', 'line_no']],
    indexes: [['indoor_code'], ['outdoor_code'], ['device_id']],
  },
);

/** The appointment axis: one row per proposal, agreement, change or miss, with cause and whose fault. */
export const appointment = defineTable(
  'appointment',
  {
    work_order_id: c.ref('work_order'),
    change_no: c.int(),
    state: c.oneOf(['proposed', 'agreed', 'changed', 'missed', 'cancelled']),
    day: maybe(c.day()),
    slot_id: maybe(c.ref('slot')),
    start_at: maybe(c.at()),
    end_at: maybe(c.at()),
    reason_code: maybe(c.text()),
    fault_of: c.oneOf(['none', 'user', 'outlet', 'person', 'platform'], { defaultTo: 'none' }),
    /** Where it came from: call, platform, user page, technician. */
    source: c.text(),
    call_id: maybe(c.ref('call_log')),
    suspicious: maybe(c.text()),
    /** A suspicion somebody looked at and let pass. */
    cleared_at: maybe(c.at()),
    cleared_by: maybe(c.text()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { unique: [['work_order_id', 'change_no']], indexes: [['day']] },
);

/** Who has the order, with acceptance; a new row per dispatch, the old one ended with its cause. */
export const assignment = defineTable(
  'assignment',
  {
    work_order_id: c.ref('work_order'),
    assign_no: c.int(),
    staff_id: maybe(c.ref('staff')),
    sub_shop_id: maybe(c.ref('sub_shop')),
    state: c.oneOf(['offered', 'accepted', 'refused', 'returned', 'replaced', 'done']),
    accept_due_at: maybe(c.at()),
    /** Warnings given so far of the acceptance clock. */
    warn_level: c.int({ defaultTo: 0 }),
    accepted_at: maybe(c.at()),
    ended_at: maybe(c.at()),
    reason_code: maybe(c.text()),
    fault_of: c.oneOf(['none', 'outlet', 'person', 'user', 'platform'], { defaultTo: 'none' }),
    assigned_by: maybe(c.text()),
    batch_id: maybe(c.ref('batch')),
    /** What moved with it from the one before: counts and sums. */
    hand_over: maybe(c.json()),
    text_copied_at: maybe(c.at()),
    at: c.at(),
  },
  {
    versioned: true,
    unique: [['work_order_id', 'assign_no']],
    indexes: [['staff_id', 'state'], { columns: ['accept_due_at'], where: "state = 'offered'" }],
  },
);

/** One trip. Departure, arrival, outcome, people and shots belong here, not to the order. */
export const visit = defineTable(
  'visit',
  {
    work_order_id: c.ref('work_order'),
    visit_no: c.int(),
    state: c.oneOf(['planned', 'departed', 'arrived', 'ended', 'void'], { defaultTo: 'planned' }),
    day: c.day(),
    slot_id: maybe(c.ref('slot')),
    planned_start_at: maybe(c.at()),
    planned_end_at: maybe(c.at()),
    departed_at: maybe(c.at()),
    arrived_at: maybe(c.at()),
    ended_at: maybe(c.at()),
    outcome: maybe(c.text()),
    cause_code: maybe(c.text()),
    place: maybe(c.json()),
    /** Metres between the sign-in and the address. */
    place_off_m: maybe(c.int()),
    code_asked_at: maybe(c.at()),
    /** 桌面补录: keyed at the desk by whom, instead of on site. */
    at_desk: c.bool(),
    keyed_by: maybe(c.text()),
    note: c.text({ defaultTo: '' }),
    key_id: c.keyId(),
  },
  { versioned: true, sealed: true, unique: [['work_order_id', 'visit_no']], indexes: [['day', 'state']] },
);
export const visitPerson = defineTable(
  'visit_person',
  {
    visit_id: c.ref('visit'),
    staff_id: c.ref('staff'),
    part: c.oneOf(['lead', 'helper', 'apprentice']),
    share_milli: c.int(),
  },
  { versioned: true, unique: [['visit_id', 'staff_id']], indexes: [['staff_id']] },
);
export const visitMachine = defineTable(
  'visit_machine',
  {
    visit_id: c.ref('visit'),
    machine_line_id: c.ref('machine_line'),
    result_code: maybe(c.text()),
    outcome: maybe(c.text()),
  },
  { unique: [['visit_id', 'machine_line_id']], indexes: [['machine_line_id']] },
);

/** Every call: the evidence of deadlines, of 联系不上 and of appeals. */
export const callLog = defineTable(
  'call_log',
  {
    work_order_id: maybe(c.ref('work_order')),
    customer_id: maybe(c.ref('customer')),
    key_id: c.keyId(),
    number: c.text(),
    direction: c.oneOf(['out', 'in']),
    result: c.oneOf(['connected', 'no_answer', 'wrong_number', 'call_later', 'refused', 'busy', 'off']),
    seconds: maybe(c.int()),
    staff_id: maybe(c.text()),
    next_call_at: maybe(c.at()),
    /** Which try of the first contact this was; 0 when it was none. */
    try_no: c.int({ defaultTo: 0 }),
    note: c.text({ defaultTo: '' }),
    at: c.at(),
  },
  {
    sealed: true,
    indexes: [
      ['work_order_id', 'at'],
      ['customer_id', 'at'],
      { columns: ['next_call_at'], where: 'next_call_at IS NOT NULL' },
    ],
  },
);

/** A note with its reach: who may read it and where it travels. */
export const note = defineTable(
  'note',
  {
    work_order_id: c.ref('work_order'),
    reach: c.oneOf(['inside', 'technician', 'user', 'platform']),
    text: c.text(),
    staff_id: maybe(c.text()),
    at: c.at(),
    key_id: c.keyId(),
    visit_id: maybe(c.ref('visit')),
  },
  { sealed: true, indexes: [['work_order_id', 'at']] },
);
export const urge = defineTable(
  'urge',
  {
    work_order_id: c.ref('work_order'),
    from_whom: c.oneOf(['user', 'platform', 'payer']),
    text: c.text({ defaultTo: '' }),
    key_id: c.keyId(),
    answer_due_at: maybe(c.at()),
    answered_at: maybe(c.at()),
    answered_by: maybe(c.text()),
    answer: c.text({ defaultTo: '' }),
    message_id: maybe(c.ref('platform_message')),
    at: c.at(),
  },
  {
    versioned: true,
    sealed: true,
    indexes: [['work_order_id'], { columns: ['answer_due_at'], where: 'answered_at IS NULL' }],
  },
);

/** Verdict of the upstream over our papers (退回重填, 退回重办, refused), with its deadline. */
export const verdict = defineTable(
  'verdict',
  {
    work_order_id: c.ref('work_order'),
    source_order_id: maybe(c.ref('source_order')),
    verdict: c.oneOf(['passed', 'refill', 'redo', 'refused']),
    reason: c.text({ defaultTo: '' }),
    deadline_at: maybe(c.at()),
    cleared_at: maybe(c.at()),
    at: c.at(),
  },
  { versioned: true, indexes: [['work_order_id', 'at']] },
);

/** Proof of a visit (服务核销): each kind present, missing or refused. */
export const verification = defineTable(
  'verification',
  {
    visit_id: c.ref('visit'),
    work_order_id: c.ref('work_order'),
    kind: c.oneOf(['code', 'place', 'shot', 'machine_code', 'signature', 'stamp']),
    name: c.text({ defaultTo: '' }),
    state: c.oneOf(['present', 'missing', 'repeated', 'refused', 'waived']),
    value: maybe(c.text()),
    at_desk: c.bool(),
    flags: c.json('[]'),
    staff_id: maybe(c.text()),
    at: c.at(),
    key_id: c.keyId(),
  },
  { versioned: true, sealed: true, indexes: [['visit_id'], ['work_order_id', 'kind']] },
);

/** A flag of review or audit that explains itself: duplicate, uncovered area, price off the rule … */
export const orderFlag = defineTable(
  'order_flag',
  {
    work_order_id: c.ref('work_order'),
    code: c.text(),
    params: c.json('{}'),
    severity: c.oneOf(['info', 'warn', 'stop']),
    raised_at: c.at(),
    cleared_at: maybe(c.at()),
    cleared_by: maybe(c.text()),
  },
  { versioned: true, indexes: [['work_order_id'], { columns: ['code'], where: 'cleared_at IS NULL' }] },
);
/** 报价单: lines from the posted list, the user's yes before work. */
export const quote = defineTable(
  'quote',
  {
    work_order_id: c.ref('work_order'),
    number: c.text({ unique: true }),
    state: c.oneOf(['draft', 'given', 'agreed', 'refused', 'expired']),
    total_fen: c.fen(),
    valid_until: maybe(c.at()),
    agreed_by: maybe(c.text()),
    agreed_how: maybe(c.oneOf(['signed', 'recorded', 'message'])),
    agreed_at: maybe(c.at()),
    at: c.at(),
  },
  { versioned: true, indexes: [['work_order_id']] },
);
export const quoteLine = defineTable(
  'quote_line',
  {
    quote_id: c.ref('quote'),
    line_no: c.int(),
    extra_charge_id: maybe(c.ref('extra_charge')),
    part_id: maybe(c.ref('part')),
    name: c.text(),
    quantity_milli: c.milli(),
    unit_fen: c.fen(),
    amount_fen: c.fen(),
  },
  { unique: [['quote_id', 'line_no']] },
);
/** Spans during which an order was held: which clocks stood still, and for whose reason. */
export const orderHold = defineTable(
  'order_hold',
  {
    work_order_id: c.ref('work_order'),
    hold_key: c.text(),
    reason_code: maybe(c.text()),
    from_at: c.at(),
    to_at: maybe(c.at()),
    staff_id: maybe(c.text()),
  },
  { versioned: true, indexes: [['work_order_id', 'from_at']] },
);
