import { Fault } from '../../../../domain/kernel/fault.ts';
import type { FormField, FormShape } from '../../../../domain/paper/form.ts';
import type { PrintKind } from '../../../../domain/paper/kinds.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { RowReader } from '../../masters.ts';

export interface FormRow {
  id: string;
  version: number;
  document_kind: PrintKind;
  payer_id: string | null;
  name_zh: string;
  name_en: string;
  width_um: number;
  height_um: number;
  guide_blob_id: string | null;
  body: string;
  retired_at: number | null;
}

export interface PrinterFormRow {
  id: string;
  version: number;
  printer_id: string;
  printer_name: string;
  form_id: string;
  x_tenths: number;
  y_tenths: number;
  drift_um: number;
  measured_forms: number;
  measured_at: number | null;
}

export const formColumns =
  'f.id, f.version, f.document_kind, f.payer_id, f.name_zh, f.name_en, f.width_um, f.height_um, f.guide_blob_id, f.body, f.retired_at';
const formSql = `SELECT ${formColumns} FROM print_form f`;
const printerFormSql = `SELECT pf.id, pf.version, pf.printer_id, pr.name AS printer_name, pf.form_id, pf.x_tenths, pf.y_tenths,
  pf.drift_um, pf.measured_forms, pf.measured_at FROM printer_form pf JOIN printer pr ON pr.id = pf.printer_id AND pr.retired_at IS NULL`;

/** Faults: `not_found`. */
export function getForm(read: RowReader, id: string): FormRow {
  const row = read.get<FormRow>(`${formSql} WHERE f.id = ?`, id);
  if (row === undefined) throw new Fault('not_found', { entity: 'print_form', id });
  return row;
}

export const listForms = (read: RowReader, retired: boolean): FormRow[] =>
  read.all<FormRow>(`${formSql} WHERE f.retired_at IS NULL OR ? ORDER BY f.seq`, retired ? 1 : 0);

export const printersOfForm = (read: RowReader, formId: string): PrinterFormRow[] =>
  read.all<PrinterFormRow>(`${printerFormSql} WHERE pf.form_id = ? ORDER BY pf.seq`, formId);

export const getPrinterForm = (read: RowReader, printerId: string, formId: string) =>
  read.get<PrinterFormRow>(`${printerFormSql} WHERE pf.printer_id = ? AND pf.form_id = ?`, printerId, formId);

/** What stands where, as kept. */
export const shapeOf = (row: Pick<FormRow, 'width_um' | 'height_um' | 'body'>): FormShape => ({
  widthMicrons: row.width_um,
  heightMicrons: row.height_um,
  fields: (JSON.parse(row.body) as { fields?: FormField[] }).fields ?? [],
});

export function formAnswer(read: RowReader, row: FormRow): OutputOf<'paper.form'> {
  return {
    id: row.id,
    version: row.version,
    kind: row.document_kind,
    payerId: row.payer_id,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    ...shapeOf(row),
    hasGuide: row.guide_blob_id !== null,
    retiredAt: row.retired_at,
    printers: printersOfForm(read, row.id).map((one) => ({
      printerId: one.printer_id,
      printerName: one.printer_name,
      version: one.version,
      xTenths: one.x_tenths,
      yTenths: one.y_tenths,
      driftMicrons: one.drift_um,
      measuredForms: one.measured_forms,
      measuredAt: one.measured_at,
    })),
  };
}
