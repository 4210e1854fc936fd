import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { StockPapers } from '../../../../printing/documents/stock/index.ts';
import type { PaperSource } from '../common.ts';
import { buildCountSheet } from './count-sheet.ts';
import { buildIssueSlip } from './issue-slip.ts';
import { buildBinLabel, buildPartLabel, findLabelPart } from './labels.ts';
import { buildOldPartLabel } from './old-part-label.ts';
import { buildOldPartList } from './old-part-list.ts';
import {
  ownerOfCount,
  ownerOfDocument,
  ownerOfOldPart,
  ownerOfRequest,
  ownerOfUpstream,
  theOutlets,
} from './owners.ts';
import { buildPartsRequest } from './parts-request.ts';
import { buildMoved, buildPickList } from './stock-papers.ts';

export const stockSources: Record<keyof StockPapers, PaperSource> = {
  issue_slip: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'issue_slip', kinds: ['issue'] }),
    build: buildIssueSlip,
  },
  return_slip: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'return_slip', kinds: ['return'] }),
    build: buildMoved('return_slip'),
  },
  upstream_return: { ownerOf: ownerOfUpstream, build: buildMoved('upstream_return') },
  parts_request: { ownerOf: ownerOfRequest, build: buildPartsRequest },
  pick_list: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'pick_list', kinds: ['issue'] }),
    build: buildPickList,
  },
  transfer_slip: {
    ownerOf: (read, id) =>
      ownerOfDocument(read, id, { document: 'transfer_slip', kinds: ['transfer', 'parcel'] }),
    build: buildMoved('transfer_slip'),
  },
  receiving_slip: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'receiving_slip', kinds: ['receipt'] }),
    build: buildMoved('receiving_slip'),
  },
  scrap_slip: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'scrap_slip', kinds: ['scrap'] }),
    build: buildMoved('scrap_slip'),
  },
  count_sheet: { ownerOf: ownerOfCount, build: buildCountSheet },
  old_part_label: { ownerOf: ownerOfOldPart, build: buildOldPartLabel },
  old_part_list: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'old_part_list', kinds: ['old_return'] }),
    build: buildOldPartList,
  },
  part_label: {
    ownerOf: (read, id) => {
      if (findLabelPart(read, id) === undefined) throw new Fault('not_found', { entity: 'part', id });
      return theOutlets;
    },
    build: buildPartLabel,
  },
  bin_label: {
    ownerOf: (read, id) => {
      if (read.get('SELECT 1 FROM bin WHERE id = ?', id) === undefined)
        throw new Fault('not_found', { entity: 'bin', id });
      return theOutlets;
    },
    build: buildBinLabel,
  },
};
