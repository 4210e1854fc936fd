import { c, defineTable, maybe } from './define.ts';

/** Identity of the store: outlet id, epoch, schema facts. Read before anything else. */
export const meta = defineTable('meta', { key: c.text(), value: c.text() }, { key: ['key'] });

/** One row per command: its place in the log, and the first answer for a repeated request. */
export const op = defineTable(
  'op',
  {
    lsn: c.int(),
    epoch: c.int(),
    desk_id: c.text(),
    staff_id: maybe(c.text()),
    request_id: c.text(),
    command: c.text(),
    command_version: c.int({ defaultTo: 1 }),
    input_hash: maybe(c.text()),
    answer: maybe(c.json()),
    at: c.at(),
  },
  { key: ['lsn'], rowId: 'lsn', unique: [['desk_id', 'request_id']], unlogged: true },
);

/** The log record of a command until the log holds it durably; pruned by the next command. */
export const opImage = defineTable(
  'op_image',
  { lsn: c.int(), record: c.blob() },
  { key: ['lsn'], rowId: 'lsn', unlogged: true },
);

/**
 * The operation log people read (操作日志). `hash` = sha-256 over the previous hash and this row's bytes; personal
 * parts lie sealed in `sealed`, so destroying a key leaves the chain whole.
 */
export const audit = defineTable(
  'audit',
  {
    seq: c.int(),
    lsn: c.int(),
    at: c.at(),
    desk_id: c.text(),
    staff_id: maybe(c.text()),
    action: c.text(),
    entity: c.text(),
    entity_id: c.text(),
    params: c.json(),
    sealed: maybe(c.text()),
    prev_hash: c.text(),
    hash: c.text(),
  },
  {
    key: ['seq'],
    rowId: 'seq',
    appendOnly: true,
    indexes: [
      ['entity', 'entity_id', 'seq'],
      ['staff_id', 'seq'],
    ],
  },
);

/** What happened to a thing, for its timeline and for every measured span. */
export const event = defineTable(
  'event',
  {
    lsn: c.int(),
    at: c.at(),
    entity: c.text(),
    entity_id: c.text(),
    work_order_id: maybe(c.text()),
    visit_id: maybe(c.text()),
    kind: c.text(),
    params: c.json(),
    sealed: maybe(c.text()),
    staff_id: maybe(c.text()),
    desk_id: c.text(),
  },
  {
    appendOnly: true,
    indexes: [
      ['work_order_id', 'seq'],
      ['kind', 'at'],
      ['entity', 'entity_id', 'seq'],
    ],
  },
);

/** Next number per series key (`WO|261122`), allocated in the gate, never reused. */
export const numberSeries = defineTable('number_series', { key: c.text(), next: c.int() }, { key: ['key'] });

export const setting = defineTable(
  'setting',
  { scope: c.text(), key: c.text(), value: c.json(), updated_at: c.at() },
  { unique: [['scope', 'key']], versioned: true },
);

export const settingHistory = defineTable(
  'setting_history',
  {
    setting_id: c.text(),
    old_value: maybe(c.json()),
    new_value: maybe(c.json()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { appendOnly: true, indexes: [['setting_id', 'seq']] },
);

/** One step a person can undo as a whole: import, merge, split, bulk, settlement. */
export const batch = defineTable(
  'batch',
  {
    kind: c.text(),
    params: c.json(),
    /** What each step did, so that it can be taken back: codes, ids and numbers only. */
    steps: c.json('[]'),
    staff_id: maybe(c.text()),
    at: c.at(),
    undone_at: maybe(c.at()),
    undone_by: maybe(c.text()),
    /** When undo is no longer possible, and why (code). */
    final_at: maybe(c.at()),
    final_reason: maybe(c.text()),
  },
  { versioned: true, indexes: [['at']] },
);

export const job = defineTable(
  'job',
  {
    kind: c.text(),
    state: c.oneOf(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
    params: c.json(),
    /** Thousandths done; null while unknown. */
    progress_milli: maybe(c.int()),
    progress_code: maybe(c.text()),
    result: maybe(c.json()),
    fault: maybe(c.json()),
    staff_id: maybe(c.text()),
    desk_id: c.text(),
    created_at: c.at(),
    started_at: maybe(c.at()),
    ended_at: maybe(c.at()),
  },
  { versioned: true, indexes: [['state', 'created_at']] },
);

/** Content-addressed files kept outside the store; `id` is the sha-256 in hex. */
export const blob = defineTable(
  'blob',
  { size: c.int(), mime: c.text(), stored_at: c.at(), missing_since: maybe(c.at()) },
  { indexes: [{ columns: ['missing_since'], where: 'missing_since IS NOT NULL' }] },
);

/** A file put to a thing under a name (a named shot, a proof, a voice message). */
export const attachment = defineTable(
  'attachment',
  {
    blob_id: c.ref('blob'),
    entity: c.text(),
    entity_id: c.text(),
    /** Shot name of the policy, or 'other'. */
    name: c.text(),
    file_name: c.text(),
    /** Perceptual hash (hex) of a picture: finds one photo used twice. */
    picture_hash: maybe(c.text()),
    taken_at: maybe(c.at()),
    machine_line_id: maybe(c.text()),
    width: maybe(c.int()),
    height: maybe(c.int()),
    place: maybe(c.json()),
    staff_id: maybe(c.text()),
    /** 桌面补录: keyed at the desk afterwards, not taken on site. */
    at_desk: c.bool(),
    at: c.at(),
    key_id: maybe(c.keyId()),
  },
  { sealed: true, indexes: [['entity', 'entity_id'], ['blob_id'], ['picture_hash']] },
);

/** Narrow text per searchable thing; the index in its own file is derived from it. */
export const searchDoc = defineTable(
  'search_doc',
  {
    kind: c.text(),
    entity_id: c.text(),
    body: c.text(),
    /** Whole numbers and four-digit tails, for readers who see masked data only. */
    numbers: c.text(),
    title: c.text(),
    key_id: maybe(c.keyId()),
  },
  { unique: [['kind', 'entity_id']], unlogged: true },
);

/** Search rows changed since the index last looked; a query scans these too, so it is always exact. */
export const searchDirty = defineTable(
  'search_dirty',
  { seq: c.int(), lsn: c.int() },
  { key: ['seq'], rowId: 'seq', unlogged: true },
);

/** Switches of parts of the program an outlet does not use (H7). */
export const feature = defineTable(
  'feature',
  { code: c.text({ unique: true }), enabled: c.bool(1) },
  { versioned: true },
);

export const customField = defineTable(
  'custom_field',
  {
    entity: c.text(),
    code: c.text(),
    name_zh: c.text(),
    name_en: c.text(),
    kind: c.oneOf(['text', 'int', 'milli', 'fen', 'day', 'at', 'bool', 'choice']),
    choices: c.json('[]'),
    service_type: maybe(c.text()),
    required: c.bool(),
    sort: c.int({ defaultTo: 0 }),
    retired_at: maybe(c.at()),
  },
  { unique: [['entity', 'code']], versioned: true },
);

export const customValue = defineTable(
  'custom_value',
  {
    field_id: c.ref('custom_field'),
    entity_id: c.text(),
    text_value: maybe(c.text()),
    int_value: maybe(c.int()),
    key_id: maybe(c.keyId()),
  },
  {
    sealed: true,
    unique: [['field_id', 'entity_id']],
    indexes: [['field_id', 'text_value'], ['field_id', 'int_value'], ['entity_id']],
  },
);
