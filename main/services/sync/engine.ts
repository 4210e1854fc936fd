import { pullConnection, type PullReport } from './pull.ts';
import { nextDueAt, sendDue, type SendReport } from './send.ts';
import { clockSlackMs, type SyncPorts } from './ports.ts';

/** Looks for due connections at least this often, so that a resumed or new one is not waited for. */
const idleMs = 15_000;

/** The two loops of sync: pulling connections that are due, and sending what waits. */
export class SyncEngine {
  readonly #ports: SyncPorts;
  constructor(ports: SyncPorts) {
    this.#ports = ports;
  }

  /** Pulls every connection whose time has come; answers ms until the next one. */
  async pullRound(signal?: AbortSignal): Promise<number> {
    const now = this.#ports.env.now();
    for (const id of this.#due(now)) {
      if (signal?.aborted === true) break;
      await pullConnection(this.#ports, id, signal);
    }
    const next = this.#ports.read
      .prepare(
        "SELECT min(coalesce(next_pull_at, 0)) FROM connection WHERE paused_at IS NULL AND mode = 'api'",
      )
      .pluck()
      .get() as number | null;
    return next === null ? idleMs : Math.max(200, Math.min(idleMs, next - this.#ports.env.now()));
  }

  #due(now: number): string[] {
    return this.#ports.read
      .prepare(
        // A last time in the future means the clock was put back since: do not sleep until then.
        "SELECT id FROM connection WHERE paused_at IS NULL AND mode = 'api' AND (next_pull_at IS NULL OR next_pull_at <= ? OR next_pull_at > ? OR last_pull_at > ?) ORDER BY next_pull_at",
      )
      .pluck()
      .all(now, now + 86_400_000, now + clockSlackMs) as string[];
  }

  /** Pulls one connection now, whatever its schedule says. */
  pullNow(connectionId: string, signal?: AbortSignal): Promise<PullReport> {
    return pullConnection(this.#ports, connectionId, signal);
  }

  /** Sends what is due; answers ms until the next message. */
  async sendRound(signal?: AbortSignal): Promise<number> {
    let report: SendReport;
    do {
      report = await sendDue(this.#ports, 50, signal);
    } while (report.done > 0 && signal?.aborted !== true);
    const next = nextDueAt(this.#ports);
    return next === null ? idleMs : Math.max(200, Math.min(idleMs, next - this.#ports.env.now()));
  }
}
