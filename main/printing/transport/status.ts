import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';

/**
 * Status bytes of ESC/POS printers. DLE EOT n is answered at once, even out of paper; GS r 1 is answered in turn,
 * when everything sent before it has been worked through, which makes it the printer's receipt for a job.
 */
export const askOnline = Uint8Array.of(0x10, 0x04, 1);
export const askOfflineCause = Uint8Array.of(0x10, 0x04, 2);
export const askPaper = Uint8Array.of(0x10, 0x04, 4);
export const askWhenDone = Uint8Array.of(0x1d, 0x72, 1);

/** DLE EOT answers have bits 0 and 7 clear, bits 1 and 4 set. */
export function isRealTimeStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** GS r answers have bits 4 and 7 clear, which no DLE EOT answer has. */
export function isDoneStatus(byte: number): boolean {
  return (byte & 0x90) === 0;
}

/** What an answer to DLE EOT 2 complains about, worst first. */
export function offlineProblem(byte: number): FaultCode | null {
  if ((byte & 0x04) !== 0) return 'printer_cover_open';
  if ((byte & 0x20) !== 0) return 'printer_paper_out';
  if ((byte & 0x40) !== 0) return 'printer_out_of_order';
  return null;
}

/** Answer to DLE EOT 4: the sensor before the end of the roll. */
export const isPaperLow = (byte: number): boolean => (byte & 0x0c) !== 0;

/** What an answer to DLE EOT 4 complains about. Near-end of paper is no problem yet. */
export function paperProblem(byte: number): FaultCode | null {
  return (byte & 0x60) !== 0 ? 'printer_paper_out' : null;
}
