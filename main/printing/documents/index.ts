import type { PaperId } from '../layout/papers.ts';
import type { Paper } from '../layout/tree.ts';
import { type CalibrationData, calibration } from './calibration.ts';
import { type IssueSlipData, issueSlip } from './issue-slip.ts';
import { type OldPartLabelData, oldPartLabel } from './old-part-label.ts';
import { type ReceiptData, receipt } from './receipt.ts';
import { type ServiceSlipData, serviceSlip } from './service-slip.ts';

/** Data of each document by its name. A new document is one file beside this one and one line in each list. */
export interface DocumentData {
  service_slip: ServiceSlipData;
  issue_slip: IssueSlipData;
  receipt: ReceiptData;
  old_part_label: OldPartLabelData;
  calibration: CalibrationData;
}
export type DocumentKind = keyof DocumentData;

const composers: { [Kind in DocumentKind]: (data: DocumentData[Kind]) => Paper } = {
  service_slip: serviceSlip,
  issue_slip: issueSlip,
  receipt,
  old_part_label: oldPartLabel,
  calibration,
};

/** Papers each document is made for, the usual one first. */
export const documentPapers: Record<DocumentKind, PaperId[]> = {
  service_slip: ['roll80', 'a5', 'fanfold140', 'a4'],
  issue_slip: ['fanfold140', 'roll80', 'a5', 'a4'],
  receipt: ['roll58', 'roll80', 'a5'],
  old_part_label: ['label60x40', 'roll58'],
  calibration: ['roll80', 'roll58'],
};

/** The document as a tree. Pure. */
export function composeDocument<Kind extends DocumentKind>(kind: Kind, data: DocumentData[Kind]): Paper {
  return composers[kind](data);
}
