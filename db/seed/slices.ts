import type { Store } from '../store.ts';
import type { Tx } from '../tx.ts';

/** What a seed writes with: collected first, written in slices afterwards, so that no gate call is long. */
export type SeedTx = Pick<Tx, 'insert' | 'update' | 'search' | 'newId' | 'at'> & {
  /** What must read before it writes: one unit with the transaction itself. */
  later(unit: Unit): void;
};

export type Unit = (tx: Tx) => void;

/**
 * Own CPU after which a slice ends, ms. Packing and committing come on top, and a gate call may take 20 ms in all.
 */
const sliceCpuMs = 5;

/** Runs a seed without a store and keeps what it would have written, one unit per row. */
export function collect(env: { now(): number; newId(): string }, fill: (tx: SeedTx) => void): Unit[] {
  const units: Unit[] = [];
  fill({
    at: env.now(),
    newId: () => env.newId(),
    later: (unit) => void units.push(unit),
    insert(table, row) {
      const id = typeof row.id === 'string' ? row.id : env.newId();
      units.push((tx) => void tx.insert(table, hasOwnKey(table) ? row : { ...row, id }));
      return id;
    },
    update(table, id, patch) {
      units.push((tx) => void tx.update(table, id, patch));
      return 0;
    },
    search(kind, entityId, fields, keyId) {
      units.push((tx) => tx.search(kind, entityId, fields, keyId));
    },
  });
  return units;
}

const hasOwnKey = (table: string): boolean => table === 'number_series' || table === 'meta';

/**
 * Writes units in as many commands as their CPU asks for; yields after each, so that others get the gate. A slice is
 * remembered by its request id `<name>-<n>`: the caller decides what a second run means.
 */
export function* writeSliced(
  store: Pick<Store, 'gate'>,
  name: string,
  units: readonly Unit[],
  last?: (tx: Tx) => void,
  command = `system.${name}`,
): Generator<{ done: number; total: number }> {
  let at = 0;
  let slice = 0;
  do {
    const call = {
      command,
      requestId: `${name}-${slice}-${at}`,
      deskId: 'system',
      staffId: null,
    };
    at = store.gate.run(call, (tx) => {
      const before = process.threadCpuUsage();
      let next = at;
      while (next < units.length) {
        (units[next] as Unit)(tx);
        next += 1;
        const used = process.threadCpuUsage(before);
        if ((used.user + used.system) / 1000 > sliceCpuMs) break;
      }
      if (next === units.length) last?.(tx);
      return next;
    });
    slice += 1;
    yield { done: at, total: units.length };
  } while (at < units.length);
}
