import { templateSources } from '../../domain/paper/kinds.ts';
import { c, defineTable, maybe } from './define.ts';

/** What a printer can do beyond its row: cutter, dots per inch, signs beyond GBK, waits, gap of labels. */
export const printerProfile = defineTable(
  'printer_profile',
  {
    printer_id: c.ref('printer', { unique: true }),
    body: c.json('{}'),
    /** When a person last answered the calibration page. */
    calibrated_at: maybe(c.at()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true },
);
/** What a printer last said of itself; apart from its profile, so that an answer never disturbs who edits that. */
export const printerStatus = defineTable('printer_status', {
  printer_id: c.ref('printer', { unique: true }),
  state: c.code(),
  body: c.json('{}'),
  at: c.at(),
});

/** A pre-printed form of a brand (套打): its size, a picture as guide, and in `body` what is printed where in 0.1 mm. */
export const printForm = defineTable(
  'print_form',
  {
    document_kind: c.text(),
    payer_id: maybe(c.ref('payer')),
    name_zh: c.text(),
    name_en: c.text({ defaultTo: '' }),
    /** Micrometres: errors of a stack add up. */
    width_um: c.int({ check: '$ > 0' }),
    height_um: c.int({ check: '$ > 0' }),
    /** Shown in the editor, never printed. */
    guide_blob_id: maybe(c.ref('blob')),
    body: c.json('{}'),
    retired_at: maybe(c.at()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [['document_kind', 'payer_id']] },
);
/** How one printer takes one form: shift in 0.1 mm, and by how much each form comes out longer than it is. */
export const printerForm = defineTable(
  'printer_form',
  {
    printer_id: c.ref('printer'),
    form_id: c.ref('print_form'),
    x_tenths: c.int({ defaultTo: 0 }),
    y_tenths: c.int({ defaultTo: 0 }),
    /** Micrometres per form, measured over `measured_forms`. */
    drift_um: c.int({ defaultTo: 0 }),
    measured_forms: c.int({ defaultTo: 0, check: '$ >= 0' }),
    measured_at: maybe(c.at()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, unique: [['printer_id', 'form_id']], indexes: [['form_id']] },
);

/** Where a version of a template comes from and what became of it. */
export const templateOrigin = defineTable(
  'template_origin',
  {
    template_id: c.ref('print_template', { unique: true }),
    source: c.oneOf(templateSources),
    /** The version it was made from. */
    based_on_id: maybe(c.ref('print_template')),
    note: c.text({ defaultTo: '' }),
    /** Why it last did not serve. */
    fault: maybe(c.json()),
    fault_at: maybe(c.at()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  { versioned: true, indexes: [{ columns: ['based_on_id'], where: 'based_on_id IS NOT NULL' }] },
);

/** A job that a desk prints on its own printer: it is nobody else's until then. */
export const printLease = defineTable(
  'print_lease',
  {
    job_id: c.ref('print_job', { unique: true }),
    desk_id: c.ref('desk'),
    until_at: c.at(),
    at: c.at(),
  },
  { versioned: true, indexes: [['desk_id']] },
);

/**
 * A paper whose own row has no number, counter or void mark: day lists, labels, price lists, statements. The number is
 * what the code in the corner says; the hash is of what was printed, so that a change is noticed.
 */
export const paperRecord = defineTable(
  'paper_record',
  {
    document_kind: c.text(),
    document_id: c.text(),
    number: c.text({ unique: true }),
    business_day: c.day(),
    copies: c.int({ defaultTo: 0, check: '$ >= 0' }),
    facts_hash: maybe(c.text()),
    /** Number of the paper it stands for now. */
    replaces: maybe(c.text()),
    void_at: maybe(c.at()),
    void_reason: maybe(c.text()),
    staff_id: maybe(c.text()),
    at: c.at(),
  },
  {
    versioned: true,
    indexes: [
      ['document_kind', 'business_day'],
      { columns: ['document_kind', 'document_id'], where: 'void_at IS NULL' },
    ],
  },
);
