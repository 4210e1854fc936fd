import { type IssueSlipData, issueSlip } from './issue-slip.ts';
import { type OldPartLabelData, oldPartLabel } from './old-part-label.ts';

/** Papers of the stock room: data by kind, and what composes it. */
export interface StockPapers {
  issue_slip: IssueSlipData;
  old_part_label: OldPartLabelData;
}
export const stockComposers = { issue_slip: issueSlip, old_part_label: oldPartLabel };
