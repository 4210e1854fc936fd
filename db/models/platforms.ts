import { c, defineTable, maybe } from './define.ts';

/** One shop or account on one upstream system. Secrets lie in `secret`, sealed by the keychain's key, never sent to a window. */
export const connection = defineTable(
  'connection',
  {
    code: c.text({ unique: true }),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    adapter: c.text(),
    payer_id: maybe(c.text()),
    mode: c.oneOf(['api', 'file', 'manual'], { defaultTo: 'api' }),
    settings: c.json('{}'),
    secret: maybe(c.text()),
    cursor: maybe(c.json()),
    paused_at: maybe(c.at()),
    last_pull_at: maybe(c.at()),
    last_ok_at: maybe(c.at()),
    last_fault: maybe(c.json()),
    fault_since: maybe(c.at()),
    /** What the last round found worth showing although it worked: [{code, params}]. */
    notices: maybe(c.json()),
    /** What the platform says it has in the window, beside what we hold: the counts compared on the health page. */
    upstream_total: maybe(c.int()),
    local_total: maybe(c.int()),
    next_pull_at: maybe(c.at()),
    failures: c.int({ defaultTo: 0 }),
  },
  { versioned: true },
);

/** Every pulled payload, kept raw and sealed. Nothing arrives anywhere but here first (L1). */
export const inbox = defineTable(
  'inbox',
  {
    connection_id: c.ref('connection'),
    upstream_id: maybe(c.text()),
    /** sha-256 of the raw bytes: the same payload again adds nothing. */
    content_hash: c.text(),
    raw_sealed: c.text(),
    key_id: c.keyId(),
    state: c.oneOf(['applied', 'unchanged', 'quarantined', 'replayed', 'discarded']),
    reason: maybe(c.text()),
    reason_params: maybe(c.json()),
    source_order_id: maybe(c.text()),
    received_at: c.at(),
    decided_at: maybe(c.at()),
    decided_by: maybe(c.text()),
  },
  {
    unique: [['connection_id', 'content_hash']],
    indexes: [['connection_id', 'upstream_id'], { columns: ['received_at'], where: "state = 'quarantined'" }],
  },
);

/** What the platform sent, canonical; one per connection and upstream id, revised in place with its history kept. */
export const sourceOrder = defineTable(
  'source_order',
  {
    connection_id: c.ref('connection'),
    upstream_id: c.text(),
    trade_id: maybe(c.text()),
    upstream_status: c.text(),
    upstream_status_raw: c.text(),
    revision: c.text(),
    cancelled_at: maybe(c.at()),
    customer_id: maybe(c.ref('customer')),
    amount_fen: c.fen({ defaultTo: 0 }),
    appointment_start_at: maybe(c.at()),
    appointment_end_at: maybe(c.at()),
    canonical_sealed: c.text(),
    echo: c.json('{}'),
    key_id: c.keyId(),
    inbox_id: c.text(),
    first_seen_at: c.at(),
    last_seen_at: c.at(),
    upstream_created_at: maybe(c.at()),
    closed_upstream: c.bool(),
  },
  {
    versioned: true,
    unique: [['connection_id', 'upstream_id']],
    indexes: [
      ['trade_id'],
      ['customer_id'],
      { columns: ['connection_id', 'last_seen_at'], where: 'closed_upstream = 0' },
    ],
  },
);

/** A change the platform made to a running order, waiting to be accepted or refused field by field. */
export const sourceChange = defineTable(
  'source_change',
  {
    source_order_id: c.ref('source_order'),
    inbox_id: c.text(),
    kind: c.oneOf(['changed', 'cancelled', 'reopened']),
    /** Sealed [{field, from, to}]. */
    diff_sealed: c.text(),
    fields: c.json(),
    key_id: c.keyId(),
    state: c.oneOf(['open', 'accepted', 'refused', 'automatic']),
    at: c.at(),
    decided_at: maybe(c.at()),
    decided_by: maybe(c.text()),
  },
  { versioned: true, indexes: [['source_order_id'], { columns: ['at'], where: "state = 'open'" }] },
);

export const workOrderSource = defineTable(
  'work_order_source',
  {
    work_order_id: c.ref('work_order'),
    source_order_id: c.ref('source_order'),
    primary_source: c.bool(1),
    batch_id: maybe(c.ref('batch')),
  },
  { unique: [['work_order_id', 'source_order_id']], indexes: [['source_order_id']] },
);

/** Messages to platforms: at least once, in order per source order, answer applied once (L3). */
export const outbox = defineTable(
  'outbox',
  {
    connection_id: c.ref('connection'),
    source_order_id: c.ref('source_order'),
    work_order_id: maybe(c.ref('work_order')),
    /** Order within the source order: 1, 2, 3 … */
    position: c.int(),
    step: c.text(),
    payload_sealed: c.text(),
    key_id: c.keyId(),
    idempotency_key: c.text({ unique: true }),
    state: c.oneOf(['waiting', 'sending', 'done', 'dead', 'withdrawn', 'manual']),
    attempts: c.int({ defaultTo: 0 }),
    not_before: c.at(),
    last_try_at: maybe(c.at()),
    last_fault: maybe(c.json()),
    /** The platform's words for a dead letter, sealed. */
    answer_sealed: maybe(c.text()),
    done_at: maybe(c.at()),
    done_by: maybe(c.text()),
    created_at: c.at(),
  },
  {
    versioned: true,
    unique: [['source_order_id', 'position']],
    indexes: [
      { columns: ['not_before'], where: "state IN ('waiting', 'sending')" },
      ['work_order_id'],
      { columns: ['connection_id'], where: "state = 'dead'" },
    ],
  },
);

/** Urges, notes and tickets between us and the platform, with the deadline of an answer. */
export const platformMessage = defineTable(
  'platform_message',
  {
    connection_id: c.ref('connection'),
    source_order_id: maybe(c.ref('source_order')),
    work_order_id: maybe(c.ref('work_order')),
    upstream_id: maybe(c.text()),
    kind: c.oneOf(['urge', 'note', 'ticket', 'complaint']),
    direction: c.oneOf(['in', 'out']),
    text_sealed: c.text(),
    key_id: c.keyId(),
    answer_due_at: maybe(c.at()),
    answered_at: maybe(c.at()),
    answered_by: maybe(c.text()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [['work_order_id'], { columns: ['answer_due_at'], where: 'answered_at IS NULL' }],
    unique: [['connection_id', 'upstream_id']],
  },
);

/** A status word of a platform that a person mapped; replays what waited. */
export const codeMapping = defineTable(
  'code_mapping',
  {
    connection_id: c.ref('connection'),
    field: c.text(),
    raw: c.text(),
    canonical: c.text(),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, unique: [['connection_id', 'field', 'raw']] },
);
