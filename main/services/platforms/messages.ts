import { Fault } from '../../../domain/kernel/fault.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Tx } from '../../../db/tx.ts';
import { runCommand } from '../command.ts';
import type { ServiceContext } from '../context.ts';
import { readerOf } from '../masters.ts';
import { applyUpstreamAnswer } from '../sync/answer.ts';

type Message = OutputOf<'platforms.messages'>['messages'][number];

interface Row extends Omit<Message, 'fault' | 'answer'> {
  fault: string | null;
  answerSealed: string | null;
}

const states = {
  waiting: ['waiting', 'sending'],
  dead: ['dead', 'dead'],
  manual: ['manual', 'manual'],
} as const;

/** Messages of one state, oldest first. */
export function listMessages(
  ctx: ServiceContext,
  input: CheckedInputOf<'platforms.messages'>,
): OutputOf<'platforms.messages'> {
  const reader = readerOf(ctx.read);
  const [first, second] = states[input.state];
  const where = 'FROM outbox o WHERE o.state IN (?, ?) AND (? IS NULL OR o.connection_id = ?)';
  const bound = [first, second, input.connectionId, input.connectionId];
  const total = reader.get<{ n: number }>(`SELECT count(*) AS n ${where}`, ...bound)?.n ?? 0;
  const rows = reader.all<Row>(
    `SELECT o.id, o.version, o.connection_id AS connectionId, o.work_order_id AS workOrderId, w.number AS workOrderNumber,
            s.upstream_id AS upstreamId, o.step, o.state, o.attempts, o.created_at AS createdAt, o.last_try_at AS lastTryAt,
            o.not_before AS notBefore, o.last_fault AS fault, o.answer_sealed AS answerSealed
       FROM outbox o JOIN source_order s ON s.id = o.source_order_id LEFT JOIN work_order w ON w.id = o.work_order_id
      WHERE o.state IN (?, ?) AND (? IS NULL OR o.connection_id = ?) ORDER BY o.seq LIMIT ? OFFSET ?`,
    ...bound,
    input.limit,
    input.offset,
  );
  return {
    total,
    messages: rows.map(({ answerSealed, fault, ...row }) => ({
      ...row,
      fault: fault === null ? null : (JSON.parse(fault) as Message['fault']),
      answer: answerSealed === null ? null : ctx.host.seal.open<string>(answerSealed),
    })),
  };
}

const isHalted = (tx: Tx) => tx.get("SELECT 1 AS yes FROM meta WHERE key = 'outbox_halted'") !== undefined;

interface Held {
  state: string;
  step: string;
  work_order_id: string | null;
  source_order_id: string;
}

function change(
  ctx: ServiceContext,
  input: { id: string; version: number },
  name: string,
  from: readonly string[],
  apply: (tx: Tx, held: Held) => Record<string, unknown>,
): { id: string; version: number } {
  const done = runCommand(ctx, `platforms.${name}`, (tx) => {
    const held = tx.get<Held>(
      'SELECT state, step, work_order_id, source_order_id FROM outbox WHERE id = ?',
      input.id,
    );
    if (held === undefined) throw new Fault('not_found', { entity: 'outbox', id: input.id });
    // After a restore a person goes through what waits: it may have been told by the store that was replaced.
    const open = isHalted(tx) ? [...from, 'waiting', 'sending'] : from;
    if (!open.includes(held.state)) throw new Fault('message_step', { state: held.state });
    const version = tx.update('outbox', input.id, apply(tx, held), { version: input.version });
    const params = { step: held.step, from: held.state };
    tx.note({
      entity: 'outbox',
      entityId: input.id,
      workOrderId: held.work_order_id,
      kind: `outbox.${name}`,
      params,
    });
    return { id: input.id, version };
  });
  ctx.host.kick('outbox');
  return done;
}

/** Once more with the same key: a platform that took it the first time will not take it twice. */
export const retryMessage = (ctx: ServiceContext, input: { id: string; version: number }) =>
  change(ctx, input, 'retryMessage', ['dead', 'waiting'], (tx) => ({
    state: 'waiting',
    not_before: tx.at,
    last_fault: null,
  }));

/** Given up by a person; those behind it may go. */
export const withdrawMessage = (ctx: ServiceContext, input: { id: string; version: number }) =>
  change(ctx, input, 'withdrawMessage', ['dead', 'waiting', 'manual'], (tx) => ({
    state: 'withdrawn',
    done_at: tx.at,
    done_by: tx.staffId,
  }));

/** 已回传(人工): the step was keyed into the platform's own page, or found there. */
export const doneByHand = (ctx: ServiceContext, input: { id: string; version: number }) =>
  change(ctx, input, 'doneByHand', ['manual', 'dead'], (tx, held) => {
    applyUpstreamAnswer(tx, {
      step: held.step as Parameters<typeof applyUpstreamAnswer>[1]['step'],
      workOrderId: held.work_order_id,
      sourceOrderId: held.source_order_id,
      accepted: true,
    });
    return { state: 'done', done_at: tx.at, done_by: tx.staffId, last_fault: null };
  });
