import type { Answer } from '../../preload/contract/define.ts';
import { deskRig, type DeskRig } from '../orders/rig.ts';

/** The value of a good answer; a refusal fails the test with its code. */
export async function ok<T>(
  answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>,
): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(JSON.stringify(got.error));
  return got.value;
}

/** The refusal of an answer; a good one fails the test. */
export async function refused(
  answer: Promise<Answer>,
): Promise<{ code: string; params: Record<string, unknown> }> {
  const got = await answer;
  if (got.ok) throw new Error('was not refused');
  return got.error;
}

export interface DispatchRig extends DeskRig {
  version(orderId: string): number;
  /** Approves orders until `count` wait; with `fits` two people at least can take each without passing anything. */
  ready(count: number, where?: string, fits?: boolean): Promise<string[]>;
  /** Somebody the order may be given to without passing anything. */
  fit(orderId: string, day?: string, slotId?: string): Promise<string>;
}

/** The desk of tests/orders with orders that wait to be given. */
export async function dispatchRig(seed = 1): Promise<DispatchRig> {
  const rig = await deskRig(seed);
  const version = (id: string) => rig.value<number>('SELECT version FROM work_order WHERE id = ?', id);
  return {
    ...rig,
    version,
    async ready(count, where = '1', fits = true) {
      const ids = rig.outlet.store.read
        .prepare(
          `SELECT w.id FROM work_order w WHERE w.state = 'received' AND w.side_state IS NULL AND ${where}
           AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') ORDER BY w.seq LIMIT 60`,
        )
        .pluck()
        .all() as string[];
      const found: string[] = [];
      for (const id of ids) {
        if (found.length === count) break;
        await ok(rig.outlet.call(rig.dispatcher, 'orders.approve', { id, version: version(id) }));
        const { candidates } = await ok(
          rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId: id }),
        );
        if (!fits || candidates.filter((one) => one.refusals.length === 0).length > 1) found.push(id);
      }
      if (found.length < count) throw new Error(`only ${found.length} orders fit`);
      return found;
    },
    async fit(orderId, day, slotId) {
      const { candidates } = await ok(
        rig.outlet.call(rig.dispatcher, 'dispatch.candidates', {
          orderId,
          day: day ?? null,
          slotId: slotId ?? null,
        }),
      );
      const first = candidates.find((one) => one.refusals.length === 0);
      if (first === undefined) throw new Error(`nobody fits ${orderId}: ${JSON.stringify(candidates[0])}`);
      return first.staffId;
    },
  };
}
