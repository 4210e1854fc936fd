import { type CalibrationData, calibration } from './calibration.ts';
import { type PriceListData, priceList } from './price-list.ts';
import { type ShiftHandoverData, shiftHandover } from './shift-handover.ts';

/** Papers of the house: data by kind, and what composes it. */
export interface OutletPapers {
  calibration: CalibrationData;
  price_list: PriceListData;
  shift_handover: ShiftHandoverData;
}
export const outletComposers = { calibration, price_list: priceList, shift_handover: shiftHandover };
