import { createHash } from 'node:crypto';
import type { Outlet } from '../../main/host/outlet.ts';
import type { Session } from '../../main/services/context.ts';
import type { ChannelName, InputOf, OutputOf } from '../../preload/contract/index.ts';

/** A fault that a step did not expect: the walk stops and names it. */
export class WalkFault extends Error {
  readonly code: string;
  readonly params: Record<string, unknown>;
  constructor(channel: string, code: string, params: Record<string, unknown>) {
    super(`${channel}: ${code} ${JSON.stringify(params)}`);
    this.name = 'WalkFault';
    this.code = code;
    this.params = params;
  }
}

/** One person at one desk, asking through the contract as a window would. */
export class WalkDesk {
  readonly #outlet: Outlet;
  readonly session: Session;

  constructor(outlet: Outlet, staffId: string, deskId: string) {
    this.#outlet = outlet;
    this.session = outlet.session({ as: staffId, deskId });
  }

  async call<C extends ChannelName>(channel: C, input: InputOf<C>): Promise<OutputOf<C>> {
    for (;;) {
      const answer = await this.#outlet.call(this.session, channel, input);
      if (answer.ok) return answer.value;
      const { code, params } = answer.error;
      if (code !== 'rate_limited') throw new WalkFault(channel, code, params);
      // A walk is quicker than any person: it waits as it is told.
      await new Promise((resolve) => setTimeout(resolve, Math.min(Number(params.retryMs ?? 100), 2000)));
    }
  }

  /** The fault's code, or null when the call was carried out. */
  async refusal<C extends ChannelName>(channel: C, input: InputOf<C>): Promise<string | null> {
    try {
      await this.call(channel, input);
      return null;
    } catch (error) {
      if (error instanceof WalkFault) return error.code;
      throw error;
    }
  }

  /** Any input at all, also one no window would send. */
  async rawRefusal(channel: string, input: unknown): Promise<string | null> {
    const answer = await this.#outlet.callAny(this.session, channel, input);
    return answer.ok ? null : answer.error.code;
  }

  /** Every row of a list, page by page. */
  async listOrders(queues: string[]): Promise<NonNullable<OutputOf<'orders.slice'>['rows'][number]>[]> {
    const { snapshotId, total } = await this.call('orders.open', { filter: { queues }, sort: 'received' });
    const rows: NonNullable<OutputOf<'orders.slice'>['rows'][number]>[] = [];
    for (let from = 0; from < total; from += 500) {
      const page = await this.call('orders.slice', { snapshotId, from, to: Math.min(total, from + 500) });
      for (const row of page.rows) if (row !== null) rows.push(row);
    }
    return rows;
  }

  /** Sends a file and answers its hash. */
  async upload(bytes: Uint8Array, name: string, mime: string): Promise<string> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const offer = await this.call('blobs.offer', { hash, size: bytes.byteLength, name, mime });
    if (!offer.have)
      await this.#outlet.blobs.acceptSlice(
        offer.ticket,
        this.session,
        offer.offset,
        bytes.subarray(offer.offset),
      );
    return hash;
  }

  /** Waits for a job and answers its result. */
  async job(jobId: string): Promise<unknown> {
    for (;;) {
      const job = await this.call('jobs.get', { id: jobId });
      if (job.state === 'done') return job.result;
      if (job.state === 'failed' || job.state === 'cancelled' || job.state === 'interrupted')
        throw new WalkFault('job', job.fault?.code ?? job.state, job.fault?.params ?? {});
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
