import { formShift } from '../../../../domain/paper/drift.ts';
import type { PaperKind } from '../../../../domain/paper/kinds.ts';
import type { FormOrder } from '../../../printing/index.ts';
import type { RowReader } from '../../masters.ts';
import { formColumns, type FormRow, type PrinterFormRow, shapeOf } from './rows.ts';

/** A form a job is printed on, with how it is moved there. */
export type JobForm = FormOrder;

/** Data of a job that prints marks to be measured instead of a paper. */
export interface FormMarks {
  formId: string;
  forms: number;
}

interface JobOfForm {
  seq: number;
  document_kind: PaperKind;
  work_order_id: string | null;
  at: number;
}

/**
 * The form that lies in this printer for such a paper, the payer's own before one for all; null: none does. The place
 * in the run is counted over the papers of one command: after it somebody tears off and lays the stack anew.
 */
export function formOfJob(read: RowReader, printerId: string, job: JobOfForm, data: unknown): JobForm | null {
  const marks = marksOf(data);
  const order = job.work_order_id;
  const row = read.get<FormRow & Pick<PrinterFormRow, 'x_tenths' | 'y_tenths' | 'drift_um'>>(
    `SELECT ${formColumns}, pf.x_tenths, pf.y_tenths, pf.drift_um
       FROM printer_form pf JOIN print_form f ON f.id = pf.form_id
      WHERE pf.printer_id = @printer AND CASE WHEN @form IS NOT NULL THEN f.id = @form ELSE f.retired_at IS NULL
        AND f.document_kind = @kind AND (f.payer_id IS NULL
          OR f.payer_id = (SELECT payer_id FROM work_order WHERE id = @order)) END
      ORDER BY f.payer_id IS NULL, f.seq LIMIT 1`,
    { printer: printerId, form: marks?.formId ?? null, kind: job.document_kind, order },
  );
  if (row === undefined) return null;
  const shape = shapeOf(row);
  const name = row.name_zh;
  // Marks are printed as the printer is: what is measured is the whole deviation.
  if (marks !== null)
    return { kind: 'marks', name, shape, shift: { xMicrons: 0, yMicrons: 0 }, forms: marks.forms };
  const place =
    read.get<{ n: number }>(
      `SELECT count(*) AS n FROM print_job
        WHERE printer_id = ? AND at = ? AND document_kind = ? AND seq < ? AND state <> 'cancelled'`,
      printerId,
      job.at,
      job.document_kind,
      job.seq,
    )?.n ?? 0;
  const offset = { xTenths: row.x_tenths, yTenths: row.y_tenths, driftMicrons: row.drift_um };
  return { kind: 'values', name, shape, shift: formShift(offset, place), forms: 1 };
}

function marksOf(data: unknown): FormMarks | null {
  const marks = (data as { formMarks?: FormMarks } | null)?.formMarks;
  return marks ?? null;
}
