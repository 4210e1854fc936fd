import type { Migration } from '../migrate.ts';

/**
 * The paper room: what printers can do and last said, pre-printed forms and how each printer takes them, versions of
 * templates, jobs a desk prints itself, papers without a row of their own. Frozen once landed; see db/models/paper-room.ts.
 */
export const paperRoom: Migration = {
  name: '0003-paper-room',
  statements: [
    `CREATE INDEX print_job_printer_id_part ON print_job (printer_id) WHERE state IN ('queued', 'failed')`,
    `CREATE TABLE printer_profile (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    printer_id TEXT NOT NULL UNIQUE REFERENCES printer(id),
    body TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(body)),
    calibrated_at INTEGER,
    staff_id TEXT,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
  ) STRICT`,
    `CREATE TABLE printer_status (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    printer_id TEXT NOT NULL UNIQUE REFERENCES printer(id),
    state TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(body)),
    at INTEGER NOT NULL
  ) STRICT`,
    `CREATE TABLE print_form (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_kind TEXT NOT NULL,
    payer_id TEXT REFERENCES payer(id),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    width_um INTEGER NOT NULL CHECK (width_um > 0),
    height_um INTEGER NOT NULL CHECK (height_um > 0),
    guide_blob_id TEXT REFERENCES blob(id),
    body TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(body)),
    retired_at INTEGER,
    staff_id TEXT,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
  ) STRICT`,
    `CREATE INDEX print_form_document_kind_payer_id ON print_form (document_kind, payer_id)`,
    `CREATE TABLE printer_form (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    printer_id TEXT NOT NULL REFERENCES printer(id),
    form_id TEXT NOT NULL REFERENCES print_form(id),
    x_tenths INTEGER NOT NULL DEFAULT 0,
    y_tenths INTEGER NOT NULL DEFAULT 0,
    drift_um INTEGER NOT NULL DEFAULT 0,
    measured_forms INTEGER NOT NULL DEFAULT 0 CHECK (measured_forms >= 0),
    measured_at INTEGER,
    staff_id TEXT,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (printer_id, form_id)
  ) STRICT`,
    `CREATE INDEX printer_form_form_id ON printer_form (form_id)`,
    `CREATE TABLE template_origin (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    template_id TEXT NOT NULL UNIQUE REFERENCES print_template(id),
    source TEXT NOT NULL CHECK (source IN ('edited', 'imported', 'restored')),
    based_on_id TEXT REFERENCES print_template(id),
    note TEXT NOT NULL DEFAULT '',
    fault TEXT CHECK (json_valid(fault)),
    fault_at INTEGER,
    staff_id TEXT,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
  ) STRICT`,
    `CREATE INDEX template_origin_based_on_id_part ON template_origin (based_on_id) WHERE based_on_id IS NOT NULL`,
    `CREATE TABLE print_lease (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job_id TEXT NOT NULL UNIQUE REFERENCES print_job(id),
    desk_id TEXT NOT NULL REFERENCES desk(id),
    until_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
  ) STRICT`,
    `CREATE INDEX print_lease_desk_id ON print_lease (desk_id)`,
    `CREATE TABLE paper_record (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_kind TEXT NOT NULL,
    document_id TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    business_day TEXT NOT NULL CHECK (business_day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    copies INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
    facts_hash TEXT,
    replaces TEXT,
    void_at INTEGER,
    void_reason TEXT,
    staff_id TEXT,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
  ) STRICT`,
    `CREATE INDEX paper_record_document_kind_business_day ON paper_record (document_kind, business_day)`,
    `CREATE INDEX paper_record_document_kind_document_id_part ON paper_record (document_kind, document_id) WHERE void_at IS NULL`,
  ],
};
