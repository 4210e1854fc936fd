import { existsSync } from 'node:fs';
import { checkCopy, makeCheckedCopy } from '../../../db/backup.ts';
import { openDatabase } from '../../../db/connection.ts';
import { compareCopy, contentsOf, type CopyContents, type CopyLoss } from '../../../db/copy-contents.ts';
import { copyPath, wishRestore } from '../../../db/restore-wish.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { ServiceContext } from '../context.ts';
import type { ChildRun, JobRun } from '../jobs/kind.ts';
import { checkPin } from '../session/login.ts';

export interface CopyReport {
  contents: CopyContents;
  loss: CopyLoss;
}

/** In a child: every page of the copy, what it holds, and what the outlet has since. */
export function inspectCopy(run: ChildRun, params: { name: string }): CopyReport {
  run.progress(null, 'reading');
  const path = copyPath(run.dir, params.name);
  checkCopy(path, run.key);
  const copy = openDatabase(path, { key: run.key, readonly: true });
  try {
    const contents = contentsOf(copy);
    const outlet = String(run.read.prepare("SELECT value FROM meta WHERE key = 'outlet_id'").pluck().get());
    if (contents.outletId !== outlet)
      throw new Fault('store_other_outlet', { found: contents.outletId, expected: outlet });
    return { contents, loss: compareCopy(copy, run.read) };
  } finally {
    copy.close();
  }
}

export interface RestoreOrder {
  name: string;
  withLog: boolean;
  /** Name of the copy of the present store, made first. */
  keepAs: string;
}

/** In a child: the copy once more, then the present store as a checked copy of its own, before anything is touched. */
export function prepareRestore(run: ChildRun, order: RestoreOrder): RestoreOrder {
  inspectCopy(run, order);
  run.progress(500, 'copying');
  makeCheckedCopy({ dir: run.dir, key: run.key, name: order.keepAs });
  return order;
}

/** In the host: writes down what is to be restored and has the outlet opened anew, which carries it out. */
export async function orderRestore(run: JobRun, order: RestoreOrder): Promise<RestoreOrder> {
  wishRestore(run.store.dir, {
    copy: order.name,
    withLog: order.withLog,
    staffId: run.session.staffId,
    atMs: run.env.now(),
  });
  run.host.reopen();
  return order;
}

const stampOf = (ms: number) => new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');

/** Faults: `pin_wrong`, `not_found` and what the job finds. The job's end closes the outlet and opens it anew. */
export async function startRestore(
  ctx: ServiceContext,
  input: CheckedInputOf<'outlet.restore'>,
): Promise<OutputOf<'outlet.restore'>> {
  const { staffId } = ctx.session;
  if (staffId === null) throw new Fault('login_needed');
  needCopy(ctx, input.name);
  await checkPin(ctx, staffId, input.pin);
  runCommand(ctx, 'outlet.restore', (tx) => {
    const params = { copy: input.name, withLog: input.withLog };
    tx.event({ entity: 'outlet', entityId: 'store', kind: 'outlet.restore_asked', params });
    tx.audit({ action: 'outlet.restore', entity: 'outlet', entityId: 'store', params });
  });
  const keepAs = `replaced-${stampOf(ctx.env.now())}`;
  const order: RestoreOrder = { name: input.name, withLog: input.withLog, keepAs };
  return ctx.host.startJob('outlet.restore', order, ctx.session);
}

/** Fault: `not_found`. */
export function needCopy(ctx: ServiceContext, name: string): void {
  if (!existsSync(copyPath(ctx.host.info.storeDir, name)))
    throw new Fault('not_found', { entity: 'copy', id: name });
}
