import type { Db } from '../../../db/connection.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Store } from '../../../db/store.ts';
import type { Tx } from '../../../db/tx.ts';
import type { Env } from '../../../domain/kernel/env.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { type SettlingRow, settlingSteps } from './settle-steps.ts';
import type { ServiceContext } from '../context.ts';
import { sliceCpuMs, write, type Writer, writerOf } from './sliced.ts';

const settlingRoundMs = 60_000;

/**
 * A document is agreed or paid in one transaction, however many lines it has; what follows for the lines is owed by a
 * row of `settling` and done in slices. Every slice does lines and moves the cursor in one transaction, so a line is
 * done exactly once, whoever runs the slices: the command itself, or the host after a crash.
 */
export function beginSettling(
  tx: Tx,
  row: Pick<SettlingRow, 'step' | 'document_id' | 'cursor' | 'until'>,
): void {
  if (row.cursor < row.until) tx.insert('settling', { ...row, staff_id: tx.staffId, at: tx.at });
}

/** Nothing is decided on a document while its lines still follow the last step. Fault `document_settling`. */
export function assertAtRest(tx: Pick<Tx, 'value'>, documentId: string, number: string): void {
  const busy = tx.value<string>('SELECT id FROM settling WHERE document_id = ?', documentId);
  if (busy !== undefined) throw new Fault('document_settling', { number });
}

/** The same for everything at once: a period is not closed under lines that will still be booked. */
export function assertAllAtRest(tx: Pick<Tx, 'value'>): void {
  const number = tx.value<string>(
    'SELECT coalesce(s.number, p.number) FROM settling o LEFT JOIN statement s ON s.id = o.document_id LEFT JOIN pay_slip p ON p.id = o.document_id LIMIT 1',
  );
  if (number !== undefined) throw new Fault('document_settling', { number });
}

/** One slice of what a document owes its lines; true when nothing is left. */
function settleSlice(tx: Tx, documentId: string): boolean {
  const row = tx.get<SettlingRow>(
    'SELECT id, step, document_id, cursor, until, staff_id FROM settling WHERE document_id = ?',
    documentId,
  );
  if (row === undefined) return true;
  const { items, apply } = settlingSteps[row.step];
  const due = items(tx, row);
  const before = process.threadCpuUsage();
  let { cursor } = row;
  for (const item of due) {
    apply(tx, row, item);
    cursor = item.at;
    const used = process.threadCpuUsage(before);
    if ((used.user + used.system) / 1000 >= sliceCpuMs) break;
  }
  if (due.length === 0) tx.remove('settling', row.id);
  else tx.update('settling', row.id, { cursor });
  return due.length === 0;
}

/** Does all that a document still owes its lines, letting others in between. Safe to run twice and side by side. */
export async function settleDocument(
  writer: Writer,
  documentId: string,
  signal?: AbortSignal,
): Promise<void> {
  while (!write(writer, (tx) => settleSlice(tx, documentId))) {
    signal?.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Documents that a crash left behind, or that a command could not finish (disk full). */
export async function settleLeft(
  ports: { read: Db; writerFor(staffId: string | null): Writer },
  signal?: AbortSignal,
): Promise<number> {
  const left = statement(
    ports.read,
    'SELECT document_id AS id, staff_id AS staffId FROM settling ORDER BY seq',
  ).all() as { id: string; staffId: string | null }[];
  for (const one of left) await settleDocument(ports.writerFor(one.staffId), one.id, signal);
  return left.length;
}

/**
 * The rest of a command whose answer is given already. Where it cannot be done now, the host does it later: what was
 * answered stands.
 */
export async function thenSettle<T>(
  ctx: ServiceContext,
  command: string,
  documentId: string,
  done: T,
): Promise<T> {
  try {
    await settleDocument(writerOf(ctx, command), documentId);
  } catch {
    // The loop meets the same trouble, says so in the log and tries again
    ctx.host.kick('settling');
  }
  return done;
}

/** What a crash, a full disk or a host that ended left undone; looked for at the start and now and then. */
export function settlingLoop(parts: { env: Env; store: Store }) {
  const { env, store } = parts;
  const writerFor = (staffId: string | null): Writer => ({
    gate: store.gate,
    newId: () => env.newId(),
    deskId: 'system',
    staffId,
    command: 'system.settle',
  });
  return {
    name: 'settling' as const,
    round: async (signal: AbortSignal): Promise<number> => {
      await settleLeft({ read: store.read, writerFor }, signal);
      return settlingRoundMs;
    },
  };
}
