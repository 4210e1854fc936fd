import { Fault } from '../../../../domain/kernel/fault.ts';
import type { Handlers } from '../../context.ts';
import { readerOf } from '../../masters.ts';
import { readHeadings } from './headings.ts';
import { formAnswer, getForm, listForms } from './rows.ts';
import { formCommands } from './save.ts';

/** Pre-printed forms. */
export const formHandlers = {
  'paper.forms': (ctx, input) => {
    const rows = readerOf(ctx.read);
    return {
      forms: listForms(rows, input.retired).map((row) => formAnswer(rows, row)),
      payers: rows.all<{ id: string; nameZh: string; nameEn: string }>(
        'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM payer WHERE retired_at IS NULL ORDER BY seq',
      ),
    };
  },
  'paper.form': (ctx, input) => {
    const rows = readerOf(ctx.read);
    return formAnswer(rows, getForm(rows, input.id));
  },
  'paper.formGuide': (ctx, input) => {
    const rows = readerOf(ctx.read);
    const form = getForm(rows, input.id);
    const blob =
      form.guide_blob_id === null
        ? undefined
        : rows.get<{ mime: string }>('SELECT mime FROM blob WHERE id = ?', form.guide_blob_id);
    if (blob === undefined || form.guide_blob_id === null)
      throw new Fault('not_found', { entity: 'print_form', id: form.id });
    return {
      ticket: ctx.host.blobs.ticket(form.guide_blob_id, { name: form.name_zh, mime: blob.mime }),
    };
  },
  'paper.formHeadings': (ctx, input) => readHeadings(ctx, input.kind),
  ...formCommands,
} satisfies Handlers;
