import { Fault } from '../../../../domain/kernel/fault.ts';
import type { PaperId, templateSources } from '../../../../domain/paper/kinds.ts';
import { checkTemplate } from '../../../../domain/paper/template/check.ts';
import { readTemplate } from '../../../../domain/paper/template/read.ts';
import type { TemplateBody } from '../../../../domain/paper/template/shape.ts';
import { type DocumentKind } from '../../../printing/index.ts';
import {
  hasTemplates,
  type TemplateKind,
  templatePapers,
  templateRoom,
} from '../../../printing/template/index.ts';
import type { RowReader } from '../../masters.ts';

export interface TemplateRow {
  id: string;
  version: number;
  document_kind: string;
  paper: PaperId;
  name_zh: string;
  body: string;
  template_version: number;
  active: number;
  at: number;
}

export interface OriginRow {
  template_id: string;
  source: (typeof templateSources)[number];
  based_on_id: string | null;
  note: string;
  fault: string | null;
  fault_at: number | null;
  staff_id: string | null;
  at: number;
}

/** Faults: `not_found`. */
export function getTemplate(read: RowReader, id: string): TemplateRow {
  const row = findTemplate(read, id);
  if (row === undefined) throw new Fault('not_found', { entity: 'print_template', id });
  return row;
}

export const findTemplate = (read: RowReader, id: string): TemplateRow | undefined =>
  read.get<TemplateRow>('SELECT * FROM print_template WHERE id = ?', id);

/** Versions of one document on one paper, the newest first. */
export const versionsOf = (read: RowReader, kind: string, paper: string): TemplateRow[] =>
  read.all<TemplateRow>(
    'SELECT * FROM print_template WHERE document_kind = ? AND paper = ? ORDER BY template_version DESC',
    kind,
    paper,
  );

/** A document and a paper its templates are made for. Faults: `input_invalid`. */
export function templateTarget(kind: string, paper: PaperId): TemplateKind {
  if (!hasTemplates(kind)) throw new Fault('input_invalid', { field: 'kind', problem: 'not_one_of' });
  if (!templatePapers(kind).includes(paper))
    throw new Fault('input_invalid', { field: 'paper', problem: 'not_one_of' });
  return kind;
}

/** What is wrong with a template for this document and paper, each by its place; and the template where it can be read. */
export function examine(
  kind: DocumentKind,
  paper: PaperId,
  value: unknown,
): { body: TemplateBody | null; problems: Fault[] } {
  try {
    const body = readTemplate(value);
    return { body, problems: checkTemplate(body, templateRoom(kind, paper)) };
  } catch (error) {
    if (error instanceof Fault) return { body: null, problems: [error] };
    throw error;
  }
}

/** A template that may be used. Faults: the first of its problems. */
export function sound(kind: DocumentKind, paper: PaperId, value: unknown): TemplateBody {
  const { body, problems } = examine(kind, paper, value);
  const [first] = problems;
  if (body === null || first !== undefined) throw first ?? new Fault('internal', {});
  return body;
}
