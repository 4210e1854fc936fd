import type { outlet as zh } from '../zh/outlet.ts';

/** Words on papers of the house. */
export const outlet: Record<keyof typeof zh, string> = {
  // calibration page
  calibration: 'Printer calibration page',
  calibrationHint: 'The bars at both ends must line up, and the Chinese must be whole.',
};
