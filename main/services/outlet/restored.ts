import type { Db } from '../../../db/connection.ts';
import type { RestoreNote } from '../../../db/restore.ts';
import { findFailedRestore } from '../../../db/restore-wish.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { ServiceContext } from '../context.ts';

const waitingSql = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')";

/** The last restore of this store, or null when it was never restored. */
export function findRestoreNote(read: Db): RestoreNote | null {
  const text = read.prepare("SELECT value FROM meta WHERE key = 'restored'").pluck().get() as
    | string
    | undefined;
  return text === undefined ? null : (JSON.parse(text) as RestoreNote);
}

/** For every desk: whether sending rests, since when, and how many messages wait for a person's word. */
export function getHalt(ctx: ServiceContext): OutputOf<'outlet.halt'> {
  const halted = ctx.read.prepare("SELECT 1 FROM meta WHERE key = 'outbox_halted'").get() !== undefined;
  const note = findRestoreNote(ctx.read);
  return {
    halted,
    restoredAt: note?.at ?? null,
    asOf: note?.asOf ?? null,
    waiting: Number(ctx.read.prepare(waitingSql).pluck().get()),
  };
}

/** For whoever decides: what was restored, and what the platforms were told by the store that was replaced. */
export function getRestored(ctx: ServiceContext): OutputOf<'outlet.restored'> {
  const note = findRestoreNote(ctx.read);
  const staff = note?.staffId ?? null;
  const name =
    staff === null
      ? null
      : ((ctx.read.prepare('SELECT name FROM staff WHERE id = ?').pluck().get(staff) as string | undefined) ??
        null);
  return {
    ...getHalt(ctx),
    copy: note?.copy ?? null,
    epoch: note?.epoch ?? null,
    replayed: note?.replayed ?? 0,
    replaced: note?.replaced ?? null,
    staffName: name,
    since: note?.since ?? null,
    failed: findFailedRestore(ctx.host.info.storeDir),
  };
}

/**
 * Lets the outbox go again. Whatever waits now counts as under way: it is read back at its platform before it is
 * sent, because the store that was replaced may have sent it. Fault: `message_step` when nothing is halted.
 */
export function resumeSending(ctx: ServiceContext): OutputOf<'outlet.resumeSending'> {
  const done = runCommand(ctx, 'outlet.resumeSending', (tx) => {
    if (tx.get("SELECT 1 AS yes FROM meta WHERE key = 'outbox_halted'") === undefined)
      throw new Fault('message_step', { state: 'open' });
    const rows = tx.all<{ id: string; state: string }>(
      "SELECT id, state FROM outbox WHERE state IN ('waiting', 'sending')",
    );
    for (const row of rows) tx.update('outbox', row.id, { state: 'sending', not_before: tx.at });
    tx.remove('meta', ['outbox_halted']);
    const params = { messages: rows.length };
    tx.event({ entity: 'outlet', entityId: 'outbox', kind: 'outlet.sending_resumed', params });
    tx.audit({ action: 'outlet.resume_sending', entity: 'outlet', entityId: 'outbox', params });
    return { messages: rows.length };
  });
  ctx.host.kick('sync');
  ctx.host.kick('outbox');
  return done;
}
