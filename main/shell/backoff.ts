/**
 * How long to wait before the host is started again: 0.3 s, then doubling to 30 s. A host that lived a minute
 * starts the count anew; one that dies at once must not eat the machine.
 */
export class Backoff {
  private failures = 0;
  private readyAtMs: number | null = null;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** 1 for the first start. */
  get attempt(): number {
    return this.failures + 1;
  }

  started(): void {
    this.readyAtMs = this.now();
  }

  /** Milliseconds until the next start. */
  failed(): number {
    if (this.readyAtMs !== null && this.now() - this.readyAtMs > 60_000) this.failures = 0;
    this.readyAtMs = null;
    this.failures += 1;
    return Math.min(300 * 2 ** (this.failures - 1), 30_000);
  }
}
