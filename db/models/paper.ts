import { c, defineTable, maybe } from './define.ts';

export const printer = defineTable(
  'printer',
  {
    name: c.text(),
    kind: c.oneOf(['tcp', 'file', 'device', 'system']),
    target: c.text(),
    paper: c.text(),
    chinese: c.oneOf(['gb18030', 'picture'], { defaultTo: 'gb18030' }),
    columns: c.int({ defaultTo: 48 }),
    desk_id: maybe(c.ref('desk')),
    offset_x: c.int({ defaultTo: 0 }),
    offset_y: c.int({ defaultTo: 0 }),
    state: c.text({ defaultTo: 'unknown' }),
    state_at: maybe(c.at()),
    retired_at: maybe(c.at()),
  },
  { versioned: true },
);
/** Which printer serves which document at which desk or for which person; the most specific row wins. */
export const printRoute = defineTable(
  'print_route',
  {
    document_kind: c.text(),
    desk_id: maybe(c.ref('desk')),
    staff_id: maybe(c.ref('staff')),
    printer_id: c.ref('printer'),
    copies: c.int({ defaultTo: 1 }),
  },
  { versioned: true },
);
export const printTemplate = defineTable(
  'print_template',
  {
    document_kind: c.text(),
    paper: c.text(),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    body: c.json(),
    template_version: c.int({ defaultTo: 1 }),
    active: c.bool(1),
    at: c.at(),
  },
  { versioned: true, unique: [['document_kind', 'paper', 'template_version']] },
);

/** Survives restart; a job cut off under way is `unknown` and never sent again unasked. */
export const printJob = defineTable(
  'print_job',
  {
    printer_id: maybe(c.ref('printer')),
    document_kind: c.text(),
    document_id: c.text(),
    document_number: c.text({ defaultTo: '' }),
    work_order_id: maybe(c.ref('work_order')),
    copy_no: c.int(),
    state: c.oneOf(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']),
    data_sealed: c.text(),
    key_id: maybe(c.keyId()),
    attempts: c.int({ defaultTo: 0 }),
    /** Set durably before the first byte leaves: after a restart such a job is unknown, never sent again unasked. */
    wrote: c.bool(),
    /** The printer, or a person who looked, said that the paper came out. */
    confirmed: c.bool(),
    not_before: maybe(c.at()),
    fault: maybe(c.json()),
    bytes: maybe(c.int()),
    blob_id: maybe(c.text()),
    staff_id: maybe(c.text()),
    at: c.at(),
    ended_at: maybe(c.at()),
  },
  {
    versioned: true,
    indexes: [
      { columns: ['state', 'not_before'], where: "state IN ('queued', 'sending', 'failed', 'unknown')" },
      { columns: ['printer_id'], where: "state IN ('queued', 'failed')" },
      ['document_kind', 'document_id'],
      ['at'],
    ],
  },
);

/** The work slip (派工单): printed, out with the man, back, keyed, void. 未回单 is a list over this. */
export const slip = defineTable(
  'slip',
  {
    number: c.text({ unique: true }),
    work_order_id: c.ref('work_order'),
    visit_id: maybe(c.ref('visit')),
    staff_id: maybe(c.ref('staff')),
    day: c.day(),
    state: c.oneOf(['made', 'out', 'back', 'keyed', 'void']),
    copies: c.int({ defaultTo: 0 }),
    out_at: maybe(c.at()),
    back_at: maybe(c.at()),
    keyed_at: maybe(c.at()),
    keyed_by: maybe(c.text()),
    void_at: maybe(c.at()),
    void_reason: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [['work_order_id'], ['staff_id', 'state'], ['state', 'day']] },
);
/** Papers with a holder: 安装卡, 结算联, 保修卡, 鉴定单. */
export const paperVoucher = defineTable(
  'paper_voucher',
  {
    kind: c.text(),
    number: c.text(),
    work_order_id: maybe(c.ref('work_order')),
    holder: c.oneOf(['store', 'technician', 'outlet', 'payer']),
    staff_id: maybe(c.ref('staff')),
    state: c.oneOf(['blank', 'out', 'back', 'scanned', 'sent', 'accepted', 'void']),
    at: c.at(),
  },
  { versioned: true, unique: [['kind', 'number']], indexes: [['work_order_id'], ['staff_id', 'state']] },
);
