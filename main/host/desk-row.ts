import type { Env } from '../../domain/kernel/env.ts';
import type { Store } from '../../db/store.ts';

/** The desk of this computer: one row per store, made when the store is new. Answers its id. */
export function getHostDesk(store: Store, env: Env): string {
  const known = store.read
    .prepare("SELECT id FROM desk WHERE kind = 'host' ORDER BY seq LIMIT 1")
    .pluck()
    .get();
  if (typeof known === 'string') return known;
  const id = env.newId();
  store.gate.run({ command: 'system.desk', requestId: env.newId(), deskId: id, staffId: null }, (tx) => {
    tx.insert('desk', { id, name: '主机', kind: 'host' });
  });
  return id;
}
