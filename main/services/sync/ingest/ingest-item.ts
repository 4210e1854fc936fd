import { hash } from 'node:crypto';
import type { Tx } from '../../../../db/tx.ts';
import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import type { Canonicalized, RawItem } from '../../../platforms/adapter.ts';
import { applyUpstreamChange } from './apply-change.ts';
import { placeCustomer } from './customer.ts';
import { diffCanonical } from './diff.ts';
import { makeWorkOrder } from './make-order.ts';

export interface IngestConnection {
  id: string;
  payerId: string | null;
}

export type IngestOutcome = 'created' | 'changed' | 'unchanged' | 'repeated' | 'quarantined';

interface KnownSource {
  id: string;
  canonical_sealed: string;
  key_id: number;
  version: number;
}

/**
 * Takes one pulled payload in (L1): kept raw and sealed, then either applied to its canonical order or put to
 * quarantine with a reason. Idempotent: the same bytes again change nothing but the time last seen.
 */
export function ingestItem(
  tx: Tx,
  connection: IngestConnection,
  item: RawItem,
  canonicalized: Canonicalized,
): IngestOutcome {
  const contentHash = hash('sha256', item.rawText, 'hex');
  const seen = tx.get<{ id: string; source_order_id: string | null; state: string }>(
    'SELECT id, source_order_id, state FROM inbox WHERE connection_id = ? AND content_hash = ?',
    connection.id,
    contentHash,
  );
  const known = item.upstreamId === '' ? undefined : findSource(tx, connection.id, item.upstreamId);
  // The same bytes may come again after others did (a platform that changes its mind back): only a repeat of the
  // latest state is a repeat.
  if (
    seen !== undefined &&
    (seen.state === 'quarantined' ||
      known === undefined ||
      !canonicalized.ok ||
      isLatest(tx, known, canonicalized.order))
  ) {
    if (known !== undefined) tx.update('source_order', known.id, { last_seen_at: tx.at });
    return 'repeated';
  }
  if (!canonicalized.ok) {
    quarantine(tx, connection, item, contentHash, canonicalized.reason, canonicalized.params);
    return 'quarantined';
  }
  const { order } = canonicalized;
  if (known === undefined) return create(tx, connection, item, contentHash, order);
  return revise(tx, connection, item, contentHash, known, order, seen?.id ?? null);
}

function findSource(tx: Tx, connectionId: string, upstreamId: string): KnownSource | undefined {
  return tx.get<KnownSource>(
    'SELECT id, canonical_sealed, key_id, version FROM source_order WHERE connection_id = ? AND upstream_id = ?',
    connectionId,
    upstreamId,
  );
}

function isLatest(tx: Tx, known: KnownSource, order: CanonicalOrder): boolean {
  const before = tx.open<CanonicalOrder>(known.canonical_sealed);
  return before === null || diffCanonical(before, order).length === 0;
}

function quarantine(
  tx: Tx,
  connection: IngestConnection,
  item: RawItem,
  contentHash: string,
  reason: string,
  params: Record<string, string | number>,
): void {
  const keyId = tx.newKeyId();
  const id = tx.insert('inbox', {
    connection_id: connection.id,
    upstream_id: item.upstreamId === '' ? null : item.upstreamId,
    content_hash: contentHash,
    raw_sealed: tx.seal(keyId, item.rawText),
    key_id: keyId,
    state: 'quarantined',
    reason,
    reason_params: params,
    received_at: item.receivedAt,
  });
  tx.event({
    entity: 'inbox',
    entityId: id,
    kind: 'inbox.quarantined',
    params: { connectionId: connection.id, reason },
  });
}

/**
 * Takes a quarantined payload in that can be read now: its inbox row becomes the order's own, sealed from now on with
 * its customer's key.
 */
export function replayItem(
  tx: Tx,
  connection: IngestConnection,
  inboxId: string,
  item: RawItem,
  order: CanonicalOrder,
): void {
  const contentHash = hash('sha256', item.rawText, 'hex');
  const known = findSource(tx, connection.id, order.upstreamId);
  if (known !== undefined) {
    tx.update('inbox', inboxId, {
      state: 'replayed',
      upstream_id: order.upstreamId,
      source_order_id: known.id,
      raw_sealed: tx.seal(known.key_id, item.rawText),
      key_id: known.key_id,
    });
    revise(tx, connection, item, contentHash, known, order, inboxId);
  } else create(tx, connection, item, contentHash, order, inboxId);
}

function create(
  tx: Tx,
  connection: IngestConnection,
  item: RawItem,
  contentHash: string,
  order: CanonicalOrder,
  quarantinedId?: string,
): IngestOutcome {
  const placed = placeCustomer(tx, order.customer, order.address);
  const sourceOrderId = tx.newId();
  const inboxId =
    quarantinedId ?? insertApplied(tx, connection, item, contentHash, placed.keyId, sourceOrderId);
  if (quarantinedId !== undefined)
    tx.update('inbox', quarantinedId, {
      state: 'replayed',
      upstream_id: order.upstreamId,
      source_order_id: sourceOrderId,
      raw_sealed: tx.seal(placed.keyId, item.rawText),
      key_id: placed.keyId,
    });
  const cancelled = order.status === 'cancelled';
  tx.insert('source_order', {
    id: sourceOrderId,
    connection_id: connection.id,
    upstream_id: order.upstreamId,
    trade_id: order.tradeId,
    customer_id: placed.customerId,
    key_id: placed.keyId,
    inbox_id: inboxId,
    first_seen_at: tx.at,
    ...columnsOf(tx, placed.keyId, order),
    cancelled_at: cancelled ? tx.at : null,
  });
  // An order that is over before we first saw it is kept, but makes no work.
  if (cancelled || order.status === 'settled') {
    tx.event({
      entity: 'source_order',
      entityId: sourceOrderId,
      kind: 'source.over_at_arrival',
      params: { status: order.status },
    });
    return 'created';
  }
  makeWorkOrder(tx, {
    connectionId: connection.id,
    payerId: connection.payerId,
    sourceOrderId,
    order,
    placed,
  });
  return 'created';
}

function insertApplied(
  tx: Tx,
  connection: IngestConnection,
  item: RawItem,
  contentHash: string,
  keyId: number,
  sourceOrderId: string,
): string {
  return tx.insert('inbox', {
    connection_id: connection.id,
    upstream_id: item.upstreamId,
    content_hash: contentHash,
    raw_sealed: tx.seal(keyId, item.rawText),
    key_id: keyId,
    state: 'applied',
    source_order_id: sourceOrderId,
    received_at: item.receivedAt,
  });
}

/** Columns of a source order that follow its canonical form. */
function columnsOf(tx: Tx, keyId: number, order: CanonicalOrder): Record<string, unknown> {
  return {
    upstream_status: order.status,
    upstream_status_raw: order.statusRaw,
    revision: order.revision,
    amount_fen: order.fees.reduce((sum, fee) => sum + fee.amountFen, 0),
    appointment_start_at: order.appointmentStartAt,
    appointment_end_at: order.appointmentEndAt,
    canonical_sealed: tx.seal(keyId, order),
    echo: order.echo,
    last_seen_at: tx.at,
    upstream_created_at: order.createdAt,
    closed_upstream: order.status === 'cancelled' || order.status === 'settled' || order.status === 'refused',
  };
}

function revise(
  tx: Tx,
  connection: IngestConnection,
  item: RawItem,
  contentHash: string,
  known: KnownSource,
  order: CanonicalOrder,
  seenInboxId: string | null,
): IngestOutcome {
  const before = tx.open<CanonicalOrder>(known.canonical_sealed);
  const inboxId = seenInboxId ?? insertApplied(tx, connection, item, contentHash, known.key_id, known.id);
  if (before === null) {
    // The customer's data were deleted; what the platform still sends of them is not taken back in.
    tx.update('source_order', known.id, { last_seen_at: tx.at });
    return 'unchanged';
  }
  if (order.modifiedAt !== null && before.modifiedAt !== null && order.modifiedAt < before.modifiedAt) {
    // An older state that arrives late (pages repeat and reorder): kept raw, not applied.
    tx.update('source_order', known.id, { last_seen_at: tx.at });
    return 'unchanged';
  }
  const changes = diffCanonical(before, order);
  tx.update('source_order', known.id, {
    ...columnsOf(tx, known.key_id, order),
    inbox_id: inboxId,
    ...(order.status === 'cancelled'
      ? before.status === 'cancelled'
        ? {}
        : { cancelled_at: tx.at }
      : { cancelled_at: null }),
  });
  if (changes.length === 0) return 'unchanged';
  applyUpstreamChange(tx, {
    sourceOrderId: known.id,
    keyId: known.key_id,
    inboxId,
    before,
    after: order,
    changes,
  });
  return 'changed';
}
