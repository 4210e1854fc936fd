import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { driftPerForm } from '../../../../domain/paper/drift.ts';
import { checkForm, formLimits } from '../../../../domain/paper/form.ts';
import { pictureType } from '../../../../domain/verification/picture.ts';
import type { CheckedInputOf } from '../../../../preload/contract/index.ts';
import type { DocumentData } from '../../../printing/index.ts';
import { runCommand } from '../../command.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { baseOf, paperLanguage, staffName } from '../build/common.ts';
import { buildableKind } from '../build/index.ts';
import { enqueuePaper } from '../job-row.ts';
import { revealAll } from '../masks.ts';
import { getPrinter } from '../routes.ts';
import type { FormMarks } from './choose.ts';
import { getForm, getPrinterForm, shapeOf } from './rows.ts';

/** A browser shows these; HEIC it does not. */
async function checkGuide(ctx: ServiceContext, hash: string, name: string): Promise<void> {
  const there = (await ctx.host.blobs.has(hash)) ? await ctx.host.blobs.get(hash) : new Uint8Array();
  const type = pictureType(there.subarray(0, 16));
  if (type === null || type === 'image/heic') throw new Fault('form_guide_unreadable', { name });
}

function saveForm(tx: Tx, input: CheckedInputOf<'paper.saveForm'>) {
  const { widthMicrons, heightMicrons, fields } = input;
  const shape = { widthMicrons, heightMicrons, fields };
  checkForm(input.nameZh, shape);
  // What a printer shifts may not be shifted off the paper either.
  if (input.id !== null)
    for (const one of tx.all<{ x_tenths: number; y_tenths: number }>(
      'SELECT x_tenths, y_tenths FROM printer_form WHERE form_id = ?',
      input.id,
    ))
      checkForm(input.nameZh, shape, { x: one.x_tenths, y: one.y_tenths });
  if (
    input.payerId !== null &&
    tx.get('SELECT 1 AS yes FROM payer WHERE id = ?', input.payerId) === undefined
  )
    throw new Fault('not_found', { entity: 'payer', id: input.payerId });
  const row = {
    document_kind: buildableKind(input.kind),
    payer_id: input.payerId,
    name_zh: input.nameZh.trim(),
    name_en: input.nameEn.trim(),
    width_um: widthMicrons,
    height_um: heightMicrons,
    body: { fields },
    staff_id: tx.staffId,
    at: tx.at,
    ...(input.guideHash !== undefined && { guide_blob_id: input.guideHash }),
  };
  const params = { kind: input.kind, fields: fields.length };
  if (input.id === null) {
    const formId = tx.insert('print_form', row);
    tx.audit({ action: 'print_form.added', entity: 'print_form', entityId: formId, params });
    return { formId, version: 1 };
  }
  if (input.version === null) throw new Fault('input_invalid', { field: 'version', problem: 'missing' });
  const known = getForm(tx, input.id);
  const retired_at = input.retired ? (known.retired_at ?? tx.at) : null;
  const version = tx.update('print_form', known.id, { ...row, retired_at }, { version: input.version });
  tx.audit({
    action: input.retired ? 'print_form.retired' : 'print_form.changed',
    entity: 'print_form',
    entityId: known.id,
    params,
  });
  return { formId: known.id, version };
}

function savePrinterForm(tx: Tx, input: CheckedInputOf<'paper.savePrinterForm'>) {
  const form = getForm(tx, input.formId);
  const printer = getPrinter(tx, input.printerId);
  if (printer.retired_at !== null) throw new Fault('printer_retired', { printer: printer.name });
  const known = getPrinterForm(tx, printer.id, form.id);
  const params = { printer: printer.name, x: input.xTenths, y: input.yTenths };
  if ((known?.version ?? null) !== input.version)
    throw new Fault('conflict', { entity: 'print_form', id: form.id });
  if (input.remove) {
    if (known !== undefined) {
      tx.remove('printer_form', known.id);
      tx.audit({ action: 'print_form.taken_out', entity: 'print_form', entityId: form.id, params });
    }
    return { driftMicrons: 0 };
  }
  // A whole page of values means nothing to a printer that is written to directly.
  if (printer.kind === 'tcp' || printer.kind === 'device')
    throw new Fault('printer_pages_refused', { printer: printer.name });
  checkForm(form.name_zh, shapeOf(form), { x: input.xTenths, y: input.yTenths });
  const { measured } = input;
  const drift =
    measured === null
      ? (known?.drift_um ?? 0)
      : driftPerForm(measured.firstTenths, measured.lastTenths, measured.forms);
  if (Math.abs(drift) > formLimits.mostDrift)
    throw new Fault('form_wrong', { form: form.name_zh, place: printer.name, why: 'drift_too_large' });
  const row = {
    x_tenths: input.xTenths,
    y_tenths: input.yTenths,
    drift_um: drift,
    staff_id: tx.staffId,
    at: tx.at,
    ...(measured !== null && { measured_forms: measured.forms, measured_at: tx.at }),
  };
  if (known === undefined) tx.insert('printer_form', { ...row, printer_id: printer.id, form_id: form.id });
  else tx.update('printer_form', known.id, row, { version: known.version });
  tx.audit({
    action: 'print_form.put_in',
    entity: 'print_form',
    entityId: form.id,
    params: { ...params, drift },
  });
  return { driftMicrons: drift };
}

/** Marks are a test of the printer, as the calibration page is; their paper is the form itself. */
function queueMarks(tx: Tx, input: CheckedInputOf<'paper.printFormMarks'>) {
  const form = getForm(tx, input.formId);
  const printer = getPrinter(tx, input.printerId);
  if (getPrinterForm(tx, printer.id, form.id) === undefined)
    throw new Fault('not_found', { entity: 'print_form', id: form.id });
  const data: DocumentData['calibration'] & { formMarks: FormMarks } = {
    ...baseOf(tx, {
      atMs: tx.at,
      copyNo: 1,
      by: staffName(tx, tx.staffId),
      language: paperLanguage(tx),
      reveals: revealAll,
    }),
    number: `FORM-${input.forms}`,
    printerName: printer.name,
    formMarks: { formId: form.id, forms: input.forms },
  };
  const built = {
    kind: 'calibration' as const,
    documentId: form.id,
    number: data.number,
    orderId: null,
    keyId: null,
    staffId: null,
    data,
  };
  const jobId = enqueuePaper(tx, built, 1, printer.id);
  tx.audit({ action: 'paper.tested', entity: 'printer', entityId: printer.id, params: { jobId } });
  return { jobId, state: 'queued' as const, version: 1 };
}

export const formCommands = {
  'paper.saveForm': async (ctx, input) => {
    if (input.guideHash != null) await checkGuide(ctx, input.guideHash, input.guideName);
    return runCommand(ctx, 'paper.saveForm', (tx) => saveForm(tx, input));
  },
  'paper.savePrinterForm': (ctx, input) =>
    runCommand(ctx, 'paper.savePrinterForm', (tx) => savePrinterForm(tx, input)),
  'paper.printFormMarks': (ctx, input) => {
    const done = runCommand(ctx, 'paper.printFormMarks', (tx) => queueMarks(tx, input));
    ctx.host.kick('print');
    return done;
  },
} satisfies Handlers;
