import type { FaultParams } from '../../../domain/kernel/fault.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import type { UpstreamStep } from '../../../domain/orders/canonical.ts';
import type {
  PlatformDefinition,
  ReadMark,
  StepMessage,
  StepPayload,
  StepResult,
} from '../../platforms/adapter.ts';
import { reactionTo } from '../../platforms/faults.ts';
import { applyUpstreamAnswer } from './answer.ts';
import {
  backoffMs,
  clockSlackMs,
  contextOf,
  systemRun,
  type ConnectionRow,
  type SyncPorts,
} from './ports.ts';

interface OutboxRow {
  id: string;
  connection_id: string;
  source_order_id: string;
  work_order_id: string | null;
  step: UpstreamStep;
  payload_sealed: string;
  key_id: number;
  idempotency_key: string;
  state: 'waiting' | 'sending';
  attempts: number;
  upstream_id: string;
  echo: string;
}

/**
 * Heads of the queues: per source order only its first unfinished message may go (L3). A message last touched in the
 * future was written before the clock was put back: it must not wait until that future comes.
 */
const dueSql = `
  SELECT o.id, o.connection_id, o.source_order_id, o.work_order_id, o.step, o.payload_sealed, o.key_id, o.idempotency_key,
         o.state, o.attempts, s.upstream_id, s.echo
  FROM outbox o JOIN source_order s ON s.id = o.source_order_id JOIN connection c ON c.id = o.connection_id
  WHERE o.state IN ('waiting', 'sending') AND (o.not_before <= ? OR coalesce(o.last_try_at, o.created_at) > ?) AND c.paused_at IS NULL AND c.mode = 'api'
    AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.source_order_id = o.source_order_id AND p.position < o.position
                    AND p.state IN ('waiting', 'sending', 'dead', 'manual'))
  ORDER BY o.not_before, o.seq LIMIT ?`;

/** What the outbox seals of a message. */
interface SealedStep {
  at: number;
  payload: StepPayload;
  before?: ReadMark | null;
}

export interface SendReport {
  done: number;
  waiting: number;
  dead: number;
}

/** When a message of ours would next be due; null when the outbox is empty. */
export function nextDueAt(ports: SyncPorts): number | null {
  return ports.read
    .prepare("SELECT min(not_before) FROM outbox WHERE state IN ('waiting', 'sending')")
    .pluck()
    .get() as number | null;
}

/** Outbox halted after a restore until a person has re-read what may have been sent before (epoch). */
export function isOutboxHalted(ports: SyncPorts): boolean {
  return ports.read.prepare("SELECT 1 FROM meta WHERE key = 'outbox_halted'").get() !== undefined;
}

/** Sends what is due, each source order's messages one after the other, different orders side by side by turns. */
export async function sendDue(ports: SyncPorts, limit = 50, signal?: AbortSignal): Promise<SendReport> {
  const report: SendReport = { done: 0, waiting: 0, dead: 0 };
  if (isOutboxHalted(ports)) return report;
  const now = ports.env.now();
  const due = ports.read.prepare(dueSql).all(now, now + clockSlackMs, limit) as OutboxRow[];
  for (const row of due) {
    if (signal?.aborted === true) break;
    const outcome = await sendOne(ports, row, signal);
    report[outcome] += 1;
  }
  return report;
}

async function sendOne(ports: SyncPorts, row: OutboxRow, signal?: AbortSignal): Promise<keyof SendReport> {
  const connection = ports.read
    .prepare('SELECT * FROM connection WHERE id = ?')
    .get(row.connection_id) as ConnectionRow;
  const sealed = ports.sealer.open<SealedStep>(row.payload_sealed);
  if (sealed === null) {
    systemRun(ports, 'system.outbox_withdrawn', (tx) =>
      tx.update('outbox', row.id, {
        state: 'withdrawn',
        done_at: tx.at,
        last_fault: { code: 'customer_erased', params: {} },
      }),
    );
    return 'done';
  }
  const message: StepMessage = {
    key: row.idempotency_key,
    step: row.step,
    upstreamId: row.upstream_id,
    echo: JSON.parse(row.echo) as StepMessage['echo'],
    at: sealed.at,
    payload: sealed.payload,
    before: sealed.before ?? null,
  };
  const wasUnderWay = row.state === 'sending';
  const fault = wasUnderWay ? null : await lookBefore(ports, connection, message, signal);
  if (!(wasUnderWay ? stateNow(ports, row) === 'sending' : takeTurn(ports, row, message))) return 'waiting';
  if (fault !== null) return settle(ports, row, message, fault);
  const result = await exchange(ports, connection, message, wasUnderWay, signal);
  return settle(ports, row, message, result);
}

const stateNow = (ports: SyncPorts, row: OutboxRow): unknown =>
  ports.read.prepare('SELECT state FROM outbox WHERE id = ?').pluck().get(row.id);

/**
 * Marks a message as under way before it leaves. False: while others were sent or the platform was asked, somebody took
 * it back or settled it by hand; then nothing may leave.
 */
function takeTurn(ports: SyncPorts, row: OutboxRow, message: StepMessage): boolean {
  return systemRun<boolean>(ports, 'system.outbox_sending', (tx) => {
    if (tx.value<string>('SELECT state FROM outbox WHERE id = ?', row.id) !== 'waiting') return false;
    // Its turn came now, whatever a clock that was since put back had said: a host killed here must find it due again.
    tx.update('outbox', row.id, {
      state: 'sending',
      attempts: row.attempts + 1,
      last_try_at: tx.at,
      not_before: tx.at,
      ...(message.before === null ? {} : { payload_sealed: tx.seal(row.key_id, sealedOf(message)) }),
    });
    return true;
  });
}

const sealedOf = (message: StepMessage): SealedStep => ({
  at: message.at,
  payload: message.payload,
  ...(message.before == null ? {} : { before: message.before }),
});

/** Looks at the platform's record before the first try of a step that may recur. A fault: it was not sent. */
async function lookBefore(
  ports: SyncPorts,
  connection: ConnectionRow,
  message: StepMessage,
  signal?: AbortSignal,
): Promise<StepResult | null> {
  try {
    const { adapter, ctx } = contextOf(ports, connection, signal);
    message.before = (await adapter.markBefore?.(message, ctx)) ?? null;
    return null;
  } catch (error) {
    return retryAfter(error);
  }
}

function retryAfter(error: unknown): StepResult {
  if (!isFault(error)) throw error;
  const reaction = reactionTo(error);
  return {
    outcome: 'retry',
    code: error.code,
    params: error.params,
    ...(reaction.retryAfterMs === null ? {} : { retryAfterMs: reaction.retryAfterMs }),
  };
}

/**
 * A message found under way (the host was killed, or the line broke) may have arrived: where the platform takes no
 * idempotency key it is read back before it is sent again.
 */
async function exchange(
  ports: SyncPorts,
  connection: ConnectionRow,
  message: StepMessage,
  wasUnderWay: boolean,
  signal?: AbortSignal,
): Promise<StepResult> {
  try {
    const { adapter, ctx } = contextOf(ports, connection, signal);
    if (wasUnderWay && adapter.traits.readBackFirst) {
      if (wasSeen(ports, connection, message, adapter, ctx.settings))
        return { outcome: 'done', answer: 'seen when pulled' };
      const there = await adapter.readBack(message, ctx);
      if (there === 'done') return { outcome: 'done', answer: 'read back' };
      if (there === 'unknown')
        return { outcome: 'unknown', code: 'upstream_unconfirmed', params: { step: message.step } };
    }
    return await adapter.send(message, ctx);
  } catch (error) {
    const result = retryAfter(error);
    // Nothing was asked, so what is unknown stays unknown: otherwise the next try would send without reading back.
    return wasUnderWay ? { ...result, outcome: 'unknown' } : result;
  }
}

/** Whether something pulled since the first try shows the step: the record may have moved on and tell no more. */
function wasSeen(
  ports: SyncPorts,
  connection: ConnectionRow,
  message: StepMessage,
  adapter: PlatformDefinition,
  settings: unknown,
): boolean {
  if (adapter.shownBy === undefined || message.before == null) return false;
  const pulled = ports.read
    .prepare('SELECT raw_sealed FROM inbox WHERE connection_id = ? AND upstream_id = ? ORDER BY seq DESC')
    .pluck()
    .all(connection.id, message.upstreamId) as string[];
  return pulled.some((sealed) => {
    const raw = ports.sealer.open<string>(sealed);
    return raw !== null && adapter.shownBy?.(raw, message, settings) === true;
  });
}

function settle(
  ports: SyncPorts,
  row: OutboxRow,
  message: StepMessage,
  result: StepResult,
): keyof SendReport {
  const fault =
    result.code === undefined ? null : { code: result.code, params: (result.params ?? {}) as FaultParams };
  return systemRun<keyof SendReport>(ports, `system.outbox_${result.outcome}`, (tx) => {
    const now = tx.get<{ state: string; attempts: number }>(
      'SELECT state, attempts FROM outbox WHERE id = ?',
      row.id,
    );
    // Withdrawn or answered meanwhile: an answer is applied once.
    if (now === undefined || now.state !== 'sending') return 'done';
    const answer = result.answer === undefined ? {} : { answer_sealed: tx.seal(row.key_id, result.answer) };
    const payload =
      result.uploaded === undefined
        ? {}
        : {
            payload_sealed: tx.seal(row.key_id, {
              ...sealedOf(message),
              payload: withUploads(message.payload, result.uploaded),
            }),
          };
    if (result.outcome === 'done') {
      tx.update('outbox', row.id, { state: 'done', done_at: tx.at, last_fault: null, ...answer });
      applyUpstreamAnswer(tx, {
        step: row.step,
        workOrderId: row.work_order_id,
        sourceOrderId: row.source_order_id,
        accepted: true,
      });
      return 'done';
    }
    if (result.outcome === 'refused') {
      tx.update('outbox', row.id, { state: 'dead', last_fault: fault, ...answer, ...payload });
      applyUpstreamAnswer(tx, {
        step: row.step,
        workOrderId: row.work_order_id,
        sourceOrderId: row.source_order_id,
        accepted: false,
      });
      return 'dead';
    }
    tx.update('outbox', row.id, {
      // unknown stays `sending`: the next try reads back first.
      state: result.outcome === 'retry' ? 'waiting' : 'sending',
      attempts: now.attempts + (row.state === 'sending' ? 1 : 0),
      last_try_at: tx.at,
      not_before: tx.at + (result.retryAfterMs ?? backoffMs(ports.env, now.attempts)),
      last_fault: fault,
      ...answer,
      ...payload,
    });
    return 'waiting';
  });
}

function withUploads(payload: StepPayload, uploaded: Record<string, string>): StepPayload {
  return {
    ...payload,
    pictures: payload.pictures?.map((picture) => ({
      ...picture,
      url: uploaded[picture.hash] ?? picture.url,
    })),
  };
}
