import { isDoneStatus, isRealTimeStatus } from './status.ts';

/** More bytes than this that are no status: whatever answers there is not a receipt printer. */
const strangeLimit = 8;

/**
 * Sorts what a printer says on its own line. Automatic status reports (four bytes, the first with bits 4 set and 0, 1
 * and 7 clear) are skipped; garbage is counted.
 */
export class StatusLine {
  realTime: number | null = null;
  done: number | null = null;
  #garbage = 0;
  #skip = 0;
  #awaitDone = false;

  get strange(): boolean {
    return this.#garbage > strangeLimit;
  }

  clearRealTime(): void {
    this.realTime = null;
  }

  /** From now on an answer to GS r is expected. */
  clearDone(): void {
    this.done = null;
    this.#awaitDone = true;
  }

  feed(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#skip > 0) {
        this.#skip--;
        if ((byte & 0x90) !== 0) this.#garbage++; // not the tail of a report after all
      } else if (isRealTimeStatus(byte)) this.realTime = byte;
      else if ((byte & 0x93) === 0x10) this.#skip = 3;
      else if (this.#awaitDone && this.done === null && isDoneStatus(byte)) this.done = byte;
      else this.#garbage++;
    }
  }
}
