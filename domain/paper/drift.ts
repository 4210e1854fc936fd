/**
 * A printer that feeds a little too far or too short: over a stack the print wanders. Ten numbered marks are printed
 * on ten forms, a person reads off how far the first and the last stand from where they belong, and every form of a
 * run is corrected by its share.
 */

/**
 * Micrometres by which the print moves down with each form. `firstTenths`, `lastTenths`: deviation of the first and the
 * last mark in tenths of a millimetre, downwards positive. @throws RangeError below two forms.
 */
export function driftPerForm(firstTenths: number, lastTenths: number, forms: number): number {
  if (!Number.isInteger(forms) || forms < 2) throw new RangeError(`drift over ${forms} forms`);
  return Math.round(((lastTenths - firstTenths) * 100) / (forms - 1)) + 0;
}

/** How a form of a run is moved, µm: the printer's own offset, and the drift of the forms before it taken back. */
export function formShift(
  offset: { xTenths: number; yTenths: number; driftMicrons: number },
  place: number,
): { xMicrons: number; yMicrons: number } {
  return { xMicrons: offset.xTenths * 100, yMicrons: offset.yTenths * 100 - place * offset.driftMicrons };
}
