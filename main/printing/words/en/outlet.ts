import type { outlet as zh } from '../zh/outlet.ts';

/** Words on papers of the house. */
export const outlet: Record<keyof typeof zh, string> = {
  // calibration page
  calibration: 'Printer calibration page',
  calibrationHint: 'The bars at both ends must line up, and the Chinese must be whole.',
  // posted prices
  priceListPaper: 'Posted prices',
  postedOn: 'Posted on',
  serviceFees: 'Service',
  extraFees: 'Extras and material',
  partsPrices: 'Parts',
  postedPrice: 'Price (yuan)',
  feeNote: 'Note',
  priceHint:
    'Quoted first, then done; charged by this list, with a receipt. What is not posted is not charged.',
  // change of shift
  shiftPaper: 'Handover of the shift',
  handedOverFrom: 'Handed over by',
  takenOverFrom: 'Taken over by',
  shiftTime: 'At',
  sectionShift: 'This shift',
  receivedCount: 'Received',
  finishedCount: 'Finished',
  openCount: 'Open orders',
  unassignedCount: 'Not assigned',
  unbookedCount: 'Not booked',
  heldCount: 'On hold',
  urgedCount: 'Urges to answer',
  slipsOutCount: 'Slips out',
  printTroubleCount: 'Print trouble',
  cashTaken: 'Cash in hand',
  scanTaken: 'Taken by QR',
  sectionToTell: 'Orders to speak of',
  nextStep: 'How it stands',
  handoverNotes: 'To tell',
  keysAndThings: 'Keys and things',
};
