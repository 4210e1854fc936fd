import { type CalibrationData, calibration } from './calibration.ts';

/** Papers of the house: data by kind, and what composes it. */
export interface OutletPapers {
  calibration: CalibrationData;
}
export const outletComposers = { calibration };
