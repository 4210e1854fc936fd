import { hash } from 'node:crypto';

/** sha-256 over the previous hash and the row, fields in a fixed order, so that any engine can recompute it. */
export function auditHash(row: {
  seq: number;
  lsn: number;
  at: number;
  desk_id: string;
  staff_id: string | null;
  action: string;
  entity: string;
  entity_id: string;
  params: string;
  sealed: string | null;
  prev_hash: string;
}): string {
  const text = JSON.stringify([
    row.prev_hash,
    row.seq,
    row.lsn,
    row.at,
    row.desk_id,
    row.staff_id,
    row.action,
    row.entity,
    row.entity_id,
    row.params,
    row.sealed,
  ]);
  return hash('sha256', text, 'hex');
}
