import { openDatabase, type Db } from './connection.ts';

/** What a copy holds, in numbers; nothing of a person. */
export interface CopyContents {
  outletName: string;
  outletId: string;
  epoch: number;
  /** Last command in it, and when that was; null in a store without one. */
  lsn: number;
  lastAt: number | null;
  orders: number;
  lastOrderNumber: string | null;
  /** Messages to platforms that were waiting in it. */
  waiting: number;
}

/** A message of the replaced store that the restored one does not know of. */
export interface SinceMessage {
  number: string | null;
  upstreamId: string;
  step: string;
  /** `told`: the platform has it; `open`: it was still waiting, or nobody knows. */
  was: 'told' | 'open';
  at: number;
}

/** What would be lost by going back to a copy without the operation log. */
export interface CopyLoss {
  commands: number;
  orders: number;
  payments: number;
  told: number;
  untold: number;
}

/** Reads a copy. Faults: store_damaged, store_key_wrong. Does not read every page: that is `checkCopy`. */
export function readCopy(path: string, key: string): CopyContents {
  const db = openDatabase(path, { key, readonly: true });
  try {
    return contentsOf(db);
  } finally {
    db.close();
  }
}

export function contentsOf(db: Db): CopyContents {
  const meta = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const head = db.prepare('SELECT lsn, at FROM op ORDER BY lsn DESC LIMIT 1').get() as
    | { lsn: number; at: number }
    | undefined;
  const one = <T>(sql: string) => db.prepare(sql).pluck().get() as T;
  return {
    outletName: one<string | undefined>('SELECT name_zh FROM outlet ORDER BY seq LIMIT 1') ?? '',
    outletId: String(meta.get('outlet_id') ?? ''),
    epoch: Number(meta.get('epoch') ?? 1),
    lsn: head?.lsn ?? 0,
    lastAt: head?.at ?? null,
    orders: one<number>('SELECT count(*) FROM work_order'),
    lastOrderNumber: one<string | null>('SELECT max(number) FROM work_order'),
    waiting: one<number>("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"),
  };
}

/** What the present store has and the copy has not. */
export function compareCopy(copy: Db, present: Db): CopyLoss {
  const from = (table: string) =>
    Number(copy.prepare(`SELECT coalesce(max(seq), 0) FROM ${table}`).pluck().get());
  const since = (table: string) =>
    Number(present.prepare(`SELECT count(*) FROM ${table} WHERE seq > ?`).pluck().get(from(table)));
  const head = Number(copy.prepare('SELECT coalesce(max(lsn), 0) FROM op').pluck().get());
  const messages = listSince(copy, present);
  return {
    commands: Number(present.prepare('SELECT count(*) FROM op WHERE lsn > ?').pluck().get(head)),
    orders: since('work_order'),
    payments: since('payment'),
    told: messages.filter((message) => message.was === 'told').length,
    untold: messages.filter((message) => message.was === 'open').length,
  };
}

/** At most this many are kept by name; the counts say the rest. */
export const sinceLimit = 500;

/** Messages the present store wrote after the copy, oldest first. What was withdrawn is nobody's concern. */
export function listSince(copy: Db, present: Db): SinceMessage[] {
  const from = copy.prepare('SELECT coalesce(max(seq), 0) FROM outbox').pluck().get();
  return present
    .prepare(
      `SELECT w.number, s.upstream_id AS upstreamId, o.step,
              CASE WHEN o.state = 'done' THEN 'told' ELSE 'open' END AS was, o.created_at AS at
         FROM outbox o JOIN source_order s ON s.id = o.source_order_id LEFT JOIN work_order w ON w.id = o.work_order_id
        WHERE o.seq > ? AND o.state <> 'withdrawn' ORDER BY o.seq`,
    )
    .all(from) as SinceMessage[];
}
