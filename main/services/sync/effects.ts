import { toldName } from '../../../db/told.ts';
import type { Tx } from '../../../db/tx.ts';
import type { StepPayload } from '../../platforms/adapter.ts';
import { findPlatform } from '../../platforms/index.ts';
import type { UpstreamStep } from '../../../domain/orders/canonical.ts';
import type { Effect } from '../orders/core/apply-action.ts';

interface SourceRow {
  id: string;
  connection_id: string;
  upstream_id: string;
  key_id: number;
  mode: string;
  adapter: string;
  cancelled_at: number | null;
}

/**
 * Puts one step for every source order of a work order into the outbox: merged orders tell each platform.
 * Messages are in order per source order by `position`; the idempotency key is made here, once, and stays the same
 * over every retry (L3). Connections without an interface get the step in the list 待人工回传. A step this platform
 * has no words for is not queued: it would only stand there as refused; papers it sent back are keyed by hand. Returns
 * how many messages were put.
 */
export function enqueueStep(
  tx: Tx,
  workOrderId: string,
  step: UpstreamStep,
  payload: StepPayload,
  at = tx.at,
): number {
  const sources = tx.all<SourceRow>(
    `SELECT s.id, s.connection_id, s.upstream_id, s.key_id, c.mode, c.adapter, s.cancelled_at FROM work_order_source w
     JOIN source_order s ON s.id = w.source_order_id JOIN connection c ON c.id = s.connection_id WHERE w.work_order_id = ?`,
    workOrderId,
  );
  let put = 0;
  for (const source of sources) {
    if (source.cancelled_at !== null) continue;
    const api = source.mode === 'api';
    const worded = findPlatform(source.adapter)?.traits.steps.includes(step) === true;
    // Papers that were sent back must get there, if only through the platform's own page
    if (api && !worded && step !== 'papers') continue;
    put += 1;
    const position =
      1 +
      (tx.value<number>(
        'SELECT coalesce(max(position), 0) FROM outbox WHERE source_order_id = ?',
        source.id,
      ) ?? 0);
    const told = findTold(tx, source, step, payload);
    tx.insert('outbox', {
      connection_id: source.connection_id,
      source_order_id: source.id,
      work_order_id: workOrderId,
      position,
      step,
      payload_sealed: tx.seal(source.key_id, { at, payload }),
      key_id: source.key_id,
      idempotency_key: told ?? tx.newId(),
      // Told by a store that was since replaced: under way, so it is read back first where keys say nothing.
      state: !api || !worded ? 'manual' : told === null ? 'waiting' : 'sending',
      not_before: tx.at,
      created_at: tx.at,
    });
  }
  return put;
}

/** The key under which the store that a restore replaced told the same; taken once. */
function findTold(tx: Tx, source: SourceRow, step: UpstreamStep, payload: StepPayload): string | null {
  if (tx.get("SELECT 1 AS yes FROM meta WHERE key = 'restored'") === undefined) return null;
  const name = toldName(source.connection_id, source.upstream_id, step, payload);
  const key = tx.value<string>('SELECT value FROM meta WHERE key = ?', name);
  if (key === undefined) return null;
  tx.remove('meta', [name]);
  return key;
}

/** Effect of an edge: the step with what its action carried in `params.upstream`. */
export function upstreamStep(step: UpstreamStep): Effect {
  return (tx, { order, input }) => {
    // The platform heard it before and refuses to hear it twice
    if (input.params?.upstreamTold === true) return undefined;
    const payload = { ...(input.params?.upstream as StepPayload | undefined) };
    if (input.reasonCode !== null && input.reasonCode !== undefined) payload.reasonCode ??= input.reasonCode;
    if (step === 'assign' && payload.worker === undefined)
      payload.worker = workerOf(
        tx,
        order.connection_id,
        String(input.params?.staffId ?? order.staff_id ?? ''),
      );
    const put = enqueueStep(tx, order.id, step, payload);
    // Nobody is waiting for our word: taking the order on is then done by saying so here.
    if (step === 'accept' && put === 0 && order.accepted_upstream_at === null)
      return { accepted_upstream_at: tx.at };
    return undefined;
  };
}

/** How a platform knows our technician: its own worker id where we hold one, name and phone always. */
export function workerOf(
  tx: Tx,
  connectionId: string | null,
  staffId: string,
): NonNullable<StepPayload['worker']> {
  const staff = tx.get<{ name: string; phone: string }>(
    'SELECT name, phone FROM staff WHERE id = ?',
    staffId,
  );
  const account =
    connectionId === null
      ? undefined
      : tx.get<{ worker_id: string }>(
          'SELECT worker_id FROM worker_account WHERE staff_id = ? AND connection_id = ?',
          staffId,
          connectionId,
        );
  return { accountId: account?.worker_id ?? null, name: staff?.name ?? '', phone: staff?.phone ?? '' };
}
