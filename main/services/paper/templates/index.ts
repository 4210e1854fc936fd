import { Fault } from '../../../../domain/kernel/fault.ts';
import type { PaperId } from '../../../../domain/paper/kinds.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { papers, renderPreview, renderSheetHtml, renderText } from '../../../printing/index.ts';
import {
  examplesOf,
  paperFields,
  standardTemplate,
  templateKinds,
  templatePapers,
} from '../../../printing/template/index.ts';
import { readerOf, type RowReader } from '../../masters.ts';
import { staffName } from '../build/common.ts';
import { examine, getTemplate, type OriginRow, sound, templateTarget, versionsOf } from './rows.ts';
import { bodyOf, templateFrom } from './serve.ts';

const originOf = (read: RowReader, templateId: string): OriginRow | undefined =>
  read.get<OriginRow>('SELECT * FROM template_origin WHERE template_id = ?', templateId);

const faultIn = (text: string | null | undefined) =>
  text == null ? null : (JSON.parse(text) as { code: string; params: Record<string, string | number> });

/** Word by which an exported template is known again. */
const fileMark = 'outlet-desk.print-template';

/** Templates of papers: what there is, how they look, which one serves. */
export const templateHandlers = {
  'paper.templates': (ctx) => {
    const rows = readerOf(ctx.read);
    return {
      kinds: templateKinds.map((kind) => ({
        kind,
        papers: templatePapers(kind).map((paper) => {
          const versions = versionsOf(rows, kind, paper);
          const active = versions.find((row) => row.active === 1);
          return {
            paper,
            versions: versions.length,
            active: active?.template_version ?? null,
            fault: active === undefined ? null : faultIn(originOf(rows, active.id)?.fault),
          };
        }),
      })),
    };
  },
  'paper.template': (ctx, input) => {
    const rows = readerOf(ctx.read);
    const kind = templateTarget(input.kind, input.paper);
    const versions = versionsOf(rows, kind, input.paper);
    const shown =
      input.id === null
        ? versions.find((row) => row.active === 1)
        : versions.find((row) => row.id === input.id);
    if (input.id !== null && shown === undefined)
      throw new Fault('not_found', { entity: 'print_template', id: input.id });
    const standard = standardTemplate(kind, input.paper);
    const read = shown === undefined ? standard : examine(kind, input.paper, bodyOf(shown)).body;
    return {
      fields: [...paperFields(kind)],
      // One that cannot be read any more is begun anew; its own text is in its export.
      body: read ?? standard,
      shown: shown === undefined ? null : shown.id,
      versions: versions.map((row) => {
        const origin = originOf(rows, row.id);
        return {
          id: row.id,
          version: row.template_version,
          active: row.active === 1,
          source: origin?.source ?? ('edited' as const),
          note: origin?.note ?? '',
          by: staffName(rows, origin?.staff_id ?? null),
          at: row.at,
          fault: faultIn(origin?.fault),
        };
      }),
    };
  },
  'paper.templateStandard': (_ctx, input) => ({
    body: standardTemplate(templateTarget(input.kind, input.paper), input.paper),
  }),
  'paper.templatePreview': (_ctx, input) => {
    const kind = templateTarget(input.kind, input.paper);
    const { body, problems } = examine(kind, input.paper, input.body);
    return {
      problems: problems.map(({ code, params }) => ({ code, params })),
      ...(body === null ? emptyPicture : pictureOf(kind, input.paper, body, input.example)),
      examples: examplesOf(kind).length,
    };
  },
  'paper.saveTemplate': (ctx, input) =>
    runCommand(ctx, 'paper.saveTemplate', (tx) => {
      const kind = templateTarget(input.kind, input.paper);
      const body = sound(kind, input.paper, input.body);
      const versions = versionsOf(tx, kind, input.paper);
      const version = 1 + (versions[0]?.template_version ?? 0);
      const before = versions.find((row) => row.active === 1);
      if (input.activate && before !== undefined) tx.update('print_template', before.id, { active: false });
      const id = tx.insert('print_template', {
        document_kind: kind,
        paper: input.paper,
        name_zh: input.note,
        body,
        template_version: version,
        active: input.activate,
        at: tx.at,
      });
      tx.insert('template_origin', {
        template_id: id,
        source: input.source,
        based_on_id: input.basedOn === null ? null : getTemplate(tx, input.basedOn).id,
        note: input.note,
        staff_id: tx.staffId,
        at: tx.at,
      });
      tx.audit({
        action: 'print_template.saved',
        entity: 'print_template',
        entityId: id,
        params: { kind, paper: input.paper, version, active: input.activate },
      });
      return { id, version };
    }),
  'paper.activateTemplate': (ctx, input) =>
    runCommand(ctx, 'paper.activateTemplate', (tx) => {
      const kind = templateTarget(input.kind, input.paper);
      const row = input.id === null ? null : getTemplate(tx, input.id);
      if (row !== null && (row.document_kind !== kind || row.paper !== input.paper))
        throw new Fault('template_other_document', { document: kind, found: row.document_kind });
      // One with a fault in it is not put to work; papers would fall back at once.
      if (row !== null) sound(kind, input.paper, bodyOf(row));
      for (const other of versionsOf(tx, kind, input.paper))
        if (other.active === 1 && other.id !== row?.id)
          tx.update('print_template', other.id, { active: false });
      if (row !== null && row.active !== 1) tx.update('print_template', row.id, { active: true });
      tx.audit({
        action: row === null ? 'print_template.none' : 'print_template.activated',
        entity: 'print_template',
        entityId: row?.id ?? kind,
        params: { kind, paper: input.paper, version: row?.template_version ?? 0 },
      });
      return { version: row?.template_version ?? null };
    }),
  'paper.exportTemplate': (ctx, input) => {
    const row = getTemplate(readerOf(ctx.read), input.id);
    const file = { file: fileMark, kind: row.document_kind, paper: row.paper, body: bodyOf(row) };
    return {
      name: `${row.document_kind}-${row.paper}-v${row.template_version}.json`,
      text: `${JSON.stringify(file, null, 2)}\n`,
    };
  },
  'paper.readTemplateFile': (_ctx, input) => {
    const kind = templateTarget(input.kind, input.paper);
    const file = fileOf(input.text);
    if (file.kind !== kind)
      throw new Fault('template_other_document', { document: kind, found: String(file.kind) });
    const { body, problems } = examine(kind, input.paper, file.body);
    if (body === null) throw problems[0] ?? new Fault('internal', {});
    return { body, paper: file.paper };
  },
} satisfies Handlers;

/** Faults: `template_wrong`, where it is no template of this program. */
function fileOf(text: string): { kind: unknown; paper: string; body: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const file = value as { file?: unknown; kind?: unknown; paper?: unknown; body?: unknown } | null;
  if (file === null || typeof file !== 'object' || file.file !== fileMark)
    throw new Fault('template_wrong', { place: '-', why: 'not_a_template' });
  return { kind: file.kind, paper: String(file.paper), body: file.body };
}

const emptyPicture = { html: '', sheet: null, lines: [] as string[] };

/** The example set by the template: on a roll from the rows of the very stream, on a page the page that is printed. */
function pictureOf(
  kind: ReturnType<typeof templateTarget>,
  paper: PaperId,
  body: Parameters<typeof templateFrom>[2],
  example: number,
) {
  const examples = examplesOf(kind);
  const data = examples[example % examples.length];
  if (data === undefined) return emptyPicture;
  const size = papers[paper];
  try {
    const tree = templateFrom(kind, paper, body)(data);
    if (size.kind === 'roll')
      return { html: renderPreview(tree, size), sheet: null, lines: renderText(tree, size) };
    return {
      html: '',
      sheet: {
        html: renderSheetHtml(tree, size),
        widthMicrons: size.widthMicrons,
        heightMicrons: size.heightMicrons,
        marginMicrons: size.marginMicrons,
      },
      lines: renderText(tree, papers.roll80),
    };
  } catch (error) {
    // A piece within itself, a code too long: told among the problems.
    if (error instanceof RangeError) return emptyPicture;
    throw error;
  }
}
