import type { Store } from '../../../db/store.ts';
import type { Tx } from '../../../db/tx.ts';
import type { Env } from '../../../domain/kernel/env.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { readerOf } from '../masters.ts';
import { write, type Writer, writeSliced } from '../money/sliced.ts';
import { dueOffers, followOffer } from './acceptance.ts';
import { settledEscalations, settleEscalation } from './answer.ts';
import { deadlinePortion, dueDeadlines, tellDeadline } from './deadlines.ts';
import { applyPrice, dueParts } from '../parts/prices.ts';
import { clearStale, clockedOrders, recomputeDeadline, staleMark } from './recompute.ts';
import { dueContacts, endedHolds, endHold, tellContact } from './holds.ts';

/** The longest a clock may be late, ms; rounds come sooner when something is known to be due sooner. */
const roundMs = 30_000;
/** An order that cannot be moved now (a trip is open …) is not tried again before this has passed. */
const retryMs = 10 * 60_000;
/** Portions of deadlines in one round; the next round does the rest. */
const mostPortions = 25;

/**
 * What happens because time passes, and not because somebody does something: offers nobody answers, promised calls,
 * holds that end, deadlines that come near. Every step asks the store again inside its own transaction whether it is
 * still due, and what it writes says that it was done: a second host, a restart or a kick does nothing twice.
 */
export class ClockRounds {
  readonly #env: Env;
  readonly #store: Store;
  readonly #writer: Writer;
  /** Orders whose step was refused, with the instant from which it is tried again. */
  readonly #later = new Map<string, number>();

  constructor({ env, store }: { env: Env; store: Store }) {
    this.#env = env;
    this.#store = store;
    this.#writer = {
      gate: store.gate,
      newId: () => env.newId(),
      deskId: 'system',
      staffId: null,
      command: 'system.clock',
    };
  }

  /** One round; answers ms until the next. */
  async round(signal: AbortSignal): Promise<number> {
    const read = readerOf(this.#store.read);
    const now = this.#env.now();
    const { orderIds, nextAt } = dueOffers(read, now);
    await this.#each(orderIds, followOffer, signal);
    await this.#each(endedHolds(read, now), endHold, signal);
    const options = { signal };
    const mark = staleMark(read);
    if (mark !== null) {
      await writeSliced(this.#writer, clockedOrders(read), recomputeDeadline, options);
      write(this.#writer, (tx) => clearStale(tx, mark));
    }
    await writeSliced(this.#writer, dueContacts(read, now), tellContact, options);
    await writeSliced(this.#writer, dueParts(read, now), applyPrice, options);
    // After days away there is more than one portion; each shrinks what is left
    for (let portion = 0; portion < mostPortions; portion += 1) {
      const deadlines = dueDeadlines(read, now);
      await writeSliced(this.#writer, deadlines, tellDeadline, options);
      if (deadlines.length < deadlinePortion) break;
    }
    await writeSliced(this.#writer, settledEscalations(read, now), settleEscalation, options);
    return Math.max(1000, Math.min(roundMs, nextAt - this.#env.now()));
  }

  /** Steps that change an order, each in a transaction of its own: one that is refused leaves the others alone. */
  async #each(
    ids: readonly string[],
    step: (tx: Tx, id: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    for (const id of ids) {
      signal.throwIfAborted();
      if ((this.#later.get(id) ?? 0) > this.#env.now()) continue;
      try {
        write(this.#writer, (tx) => step(tx, id));
        this.#later.delete(id);
      } catch (error) {
        if (!isFault(error)) throw error;
        this.#later.set(id, this.#env.now() + retryMs);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** The clock as one of the host's loops. */
export function clockLoop(parts: { env: Env; store: Store }) {
  const rounds = new ClockRounds(parts);
  return { name: 'clock' as const, round: (signal: AbortSignal) => rounds.round(signal) };
}
