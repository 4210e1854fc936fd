import type { Tx } from '../../../../db/tx.ts';
import { isFault } from '../../../../domain/kernel/fault.ts';
import type { PaperId } from '../../../../domain/paper/kinds.ts';
import type { TemplateBody } from '../../../../domain/paper/template/shape.ts';
import {
  type DocumentData,
  type DocumentKind,
  papers,
  type PaperLanguage,
  renderText,
} from '../../../printing/index.ts';
import { applyTemplate, hasTemplates } from '../../../printing/template/index.ts';
import type { RowReader } from '../../masters.ts';
import type { PaperTemplate } from './hook.ts';
import { examine, findTemplate, type TemplateRow, versionsOf } from './rows.ts';

/** The template a paper is set with; null: as the program composes it. */
export interface Served {
  template: PaperTemplate | null;
  id: string | null;
  /** Versions that were to serve and could not, with why. */
  failed: { row: TemplateRow; fault: { code: string; params: object } }[];
}

const asComposed: Served = { template: null, id: null, failed: [] };

/** Language the active template asks for; the builder has to know it before it writes names. */
export function templateLanguage(read: RowReader, kind: DocumentKind, paper: PaperId): PaperLanguage | null {
  const row = activeRow(read, kind, paper);
  const language = row === undefined ? null : examine(kind, paper, bodyOf(row)).body?.language;
  return language === 'zh' || language === 'en' ? language : null;
}

const activeRow = (read: RowReader, kind: DocumentKind, paper: PaperId): TemplateRow | undefined =>
  hasTemplates(kind) ? versionsOf(read, kind, paper).find((row) => row.active === 1) : undefined;

/**
 * The template that sets this paper: the active one; where it is at fault or does not take these data, the next older
 * one that does; in the end the program's own setting. Nothing here stops a printing.
 */
export function serveActive(read: RowReader, kind: DocumentKind, paper: PaperId, data: unknown): Served {
  const active = activeRow(read, kind, paper);
  return active === undefined ? asComposed : serveFrom(read, active, kind, paper, data);
}

/** As a job was counted: its own version, on the paper it was made for; on another paper what is active there. */
export function serveCounted(
  read: RowReader,
  id: string | undefined,
  kind: DocumentKind,
  paper: PaperId,
  data: unknown,
): Served {
  if (id === undefined) return asComposed;
  const row = findTemplate(read, id);
  return row === undefined || row.paper !== paper
    ? serveActive(read, kind, paper, data)
    : serveFrom(read, row, kind, paper, data);
}

function serveFrom(
  read: RowReader,
  first: TemplateRow,
  kind: DocumentKind,
  paper: PaperId,
  data: unknown,
): Served {
  const older = versionsOf(read, kind, paper).filter((row) => row.template_version < first.template_version);
  const failed: Served['failed'] = [];
  for (const row of [first, ...older]) {
    const fault = trySetting(row, kind, paper, data);
    if (typeof fault === 'function') return { template: fault, id: row.id, failed };
    failed.push({ row, fault });
  }
  return { template: null, id: null, failed };
}

/** Sets the paper once, as the printer will: what would fail there fails here. */
function trySetting(
  row: TemplateRow,
  kind: DocumentKind,
  paper: PaperId,
  data: unknown,
): PaperTemplate | { code: string; params: object } {
  try {
    const { body, problems } = examine(kind, paper, bodyOf(row));
    // A sign without a shape is printed as 〓; everything else would lose something.
    const problem = problems.find((one) => one.code !== 'print_glyph_missing');
    if (body === null || problem !== undefined)
      return { code: problem?.code ?? 'internal', params: problem?.params ?? {} };
    const template = templateFrom(kind, paper, body);
    const tree = template(data as DocumentData[DocumentKind]);
    const size = papers[paper];
    renderText(tree, size.kind === 'roll' ? size : papers.roll80);
    return template;
  } catch (error) {
    return isFault(error)
      ? { code: error.code, params: error.params }
      : { code: 'template_wrong', params: { place: '-', why: 'not_a_template' } };
  }
}

export const templateFrom =
  (kind: DocumentKind, paper: PaperId, body: TemplateBody): PaperTemplate =>
  (data) =>
    applyTemplate(kind, data, body, papers[paper]);

export function bodyOf(row: TemplateRow): unknown {
  try {
    return JSON.parse(row.body);
  } catch {
    return null;
  }
}

/** Keeps with a version why it did not serve, so that its editor can say so. */
export function noteFailed(tx: Tx, served: Served): void {
  for (const { row, fault } of served.failed) {
    const known = tx.get<{ id: string; fault: string | null }>(
      'SELECT id, fault FROM template_origin WHERE template_id = ?',
      row.id,
    );
    if (known?.fault === JSON.stringify(fault)) continue;
    if (known === undefined)
      tx.insert('template_origin', {
        template_id: row.id,
        source: 'edited',
        fault,
        fault_at: tx.at,
        at: tx.at,
      });
    else tx.update('template_origin', known.id, { fault, fault_at: tx.at });
  }
}

/** What whoever prints is told: the version that was to serve and did not. */
export const fellBack = (served: Served): { version: number } | null => {
  const [first] = served.failed;
  return first === undefined ? null : { version: first.row.template_version };
};
