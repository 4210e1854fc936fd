import type { DocumentKind } from '../../../printing/index.ts';
import { composeDocument, type DocumentData, type Paper } from '../../../printing/index.ts';
import type { RowReader } from '../../masters.ts';
import type { BuiltPaper, Printing } from './common.ts';
import { buildIssueSlip, buildOldPartLabel, buildReceipt } from './other-papers.ts';
import { buildServiceSlip, type SlipFacts } from './service-slip.ts';

export type { BuiltPaper, Printing } from './common.ts';
export { paperLanguage } from './common.ts';
export { buildServiceSlip, type SlipFacts } from './service-slip.ts';

export type PrintKind = Exclude<DocumentKind, 'calibration'>;

/** A slip by its own id, or null when the id names something else. */
export const findSlipFacts = (
  read: RowReader,
  id: string,
): (SlipFacts & { work_order_id: string; copies: number }) | null =>
  read.get<SlipFacts & { work_order_id: string; copies: number }>(
    'SELECT id, number, state, visit_id, staff_id, void_reason, work_order_id, copies FROM slip WHERE id = ?',
    id,
  ) ?? null;

/** Builds a paper that already has its number. Faults: `not_found`. */
export function buildPaper(read: RowReader, kind: PrintKind, id: string, printing: Printing): BuiltPaper {
  switch (kind) {
    case 'service_slip': {
      const slip = findSlipFacts(read, id);
      return buildServiceSlip(read, slip?.work_order_id ?? id, slip, printing);
    }
    case 'issue_slip':
      return buildIssueSlip(read, id, printing);
    case 'receipt':
      return buildReceipt(read, id, printing);
    case 'old_part_label':
      return buildOldPartLabel(read, id, printing);
  }
}

export const composeBuilt = (built: Pick<BuiltPaper, 'kind' | 'data'>): Paper =>
  composeDocument(built.kind, built.data as DocumentData[typeof built.kind]);
