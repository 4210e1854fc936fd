import { type CountSheetData, countSheet } from './count-sheet.ts';
import { type IssueSlipData, issueSlip } from './issue-slip.ts';
import { type BinLabelData, binLabel, type PartLabelData, partLabel } from './labels.ts';
import { type OldPartLabelData, oldPartLabel } from './old-part-label.ts';
import { type OldPartListData, oldPartList } from './old-part-list.ts';
import { type PartsRequestData, partsRequest } from './parts-request.ts';
import { type PickListData, pickList } from './pick-list.ts';
import { type StockPaperData, stockPaper, type StockPaperShape } from './stock-paper.ts';

/** Papers of the stock room: data by kind, and what composes it. */
export interface StockPapers extends Record<StockPaperShape, StockPaperData> {
  issue_slip: IssueSlipData;
  parts_request: PartsRequestData;
  pick_list: PickListData;
  count_sheet: CountSheetData;
  old_part_label: OldPartLabelData;
  old_part_list: OldPartListData;
  part_label: PartLabelData;
  bin_label: BinLabelData;
}

const moved = (shape: StockPaperShape) => (data: StockPaperData) => stockPaper(shape, data);

export const stockComposers = {
  issue_slip: issueSlip,
  return_slip: moved('return_slip'),
  upstream_return: moved('upstream_return'),
  parts_request: partsRequest,
  pick_list: pickList,
  transfer_slip: moved('transfer_slip'),
  receiving_slip: moved('receiving_slip'),
  scrap_slip: moved('scrap_slip'),
  count_sheet: countSheet,
  old_part_label: oldPartLabel,
  old_part_list: oldPartList,
  part_label: partLabel,
  bin_label: binLabel,
};
