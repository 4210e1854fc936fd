import type { OutletPapers } from '../../../../printing/documents/outlet/index.ts';
import type { PaperSource } from '../common.ts';
import { buildPriceList, ownerOfPriceList } from './price-list.ts';
import { buildShiftHandover, ownerOfShift } from './shift-handover.ts';

/** The calibration page belongs to a printer and is asked for there (printers.ts). */
export const outletSources: Record<Exclude<keyof OutletPapers, 'calibration'>, PaperSource> = {
  price_list: { ownerOf: ownerOfPriceList, build: buildPriceList },
  shift_handover: { ownerOf: ownerOfShift, build: buildShiftHandover },
};
