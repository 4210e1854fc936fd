import { hash } from 'node:crypto';
import type { Db } from './connection.ts';
import type { Sealer } from './seal.ts';

/**
 * Name in `meta` under which a restored store keeps the idempotency key that the store it replaced used for this very
 * message. Whoever does the step again with the same content sends it under the same key, and the platform knows it.
 * Addresses of uploaded pictures are not part of the content: the platform gives them.
 */
export function toldName(connectionId: string, upstreamId: string, step: string, payload: unknown): string {
  const { pictures, ...rest } = (payload ?? {}) as { pictures?: { hash: string }[] };
  const content = [connectionId, upstreamId, step, rest, pictures?.map((picture) => picture.hash) ?? null];
  return `told:${hash('sha256', JSON.stringify(content))}`;
}

/** Keys of the messages the present store wrote after the copy, given up ones left out. */
export function listTold(copy: Db, present: Db, sealer: Sealer): { name: string; key: string }[] {
  const from = copy.prepare('SELECT coalesce(max(seq), 0) FROM outbox').pluck().get();
  const rows = present
    .prepare(
      `SELECT o.connection_id AS connectionId, s.upstream_id AS upstreamId, o.step, o.payload_sealed AS sealed, o.idempotency_key AS key
         FROM outbox o JOIN source_order s ON s.id = o.source_order_id WHERE o.seq > ? AND o.state <> 'withdrawn' ORDER BY o.seq`,
    )
    .all(from) as { connectionId: string; upstreamId: string; step: string; sealed: string; key: string }[];
  return rows.flatMap((row) => {
    const opened = sealer.open<{ payload: unknown }>(row.sealed);
    if (opened === null) return [];
    return [{ name: toldName(row.connectionId, row.upstreamId, row.step, opened.payload), key: row.key }];
  });
}
