import { readPartEditor } from '../../../../db/queries/part-editor.ts';
import type { Db } from '../../../../db/connection.ts';
import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import { type PartInput, retirePart, savePart } from '../catalogue.ts';
import { partParams } from '../ledger.ts';
import { setPrice } from '../prices.ts';
import type { SheetPart } from './catalogue-rows.ts';
import type { Plan } from './plan.ts';

/** More changes at once than any price list of a maker; a longer one is split by a person. */
export const mostChanges = 2000;

/** What one part was before and which version the import left. */
interface Step {
  partId: string;
  versionAfter: number;
  /** Null: the import made it. */
  before: SheetPart | null;
}

export interface Applied {
  batchId: string;
  created: number;
  changed: number;
}

/**
 * Writes a plan as one batch that can be taken back whole. `seen` are the figures the person saw in the preview.
 * Faults: `part_sheet_wrong` {count, row}, `part_sheet_stale`, `part_sheet_many` {count, limit}, `part_sheet_nothing`.
 */
export function applyPlan(
  tx: Tx,
  read: Db,
  plan: Plan,
  seen: { created: number; changed: number; fileName: string },
): Applied {
  const wrong = plan.rows.filter((row) => row.state === 'error');
  if (wrong[0] !== undefined)
    throw new Fault('part_sheet_wrong', { count: wrong.length, row: wrong[0].rowNo, file: seen.fileName });
  const made = plan.rows.filter((row) => row.state === 'new');
  const changed = plan.rows.filter((row) => row.state === 'changed');
  if (made.length !== seen.created || changed.length !== seen.changed)
    throw new Fault('part_sheet_stale', { file: seen.fileName });
  const count = made.length + changed.length;
  if (count === 0) throw new Fault('part_sheet_nothing', { file: seen.fileName });
  if (count > mostChanges) throw new Fault('part_sheet_many', { count, limit: mostChanges });
  // Barcodes that go from one part to another must be free before the other takes them
  const steps: Step[] = [];
  for (const { before, after } of [...changed, ...made])
    if (after !== null) steps.push(write(tx, read, before, after, seen.fileName));
  const batchId = tx.insert('batch', {
    kind: 'parts.sheetImport',
    params: { count, file: seen.fileName, created: made.length, changed: changed.length },
    steps,
    staff_id: tx.staffId,
    at: tx.at,
  });
  tx.audit({
    action: 'parts.imported',
    entity: 'batch',
    entityId: batchId,
    params: { created: made.length, changed: changed.length },
  });
  return { batchId, created: made.length, changed: changed.length };
}

function write(tx: Tx, read: Db, before: SheetPart | null, after: SheetPart, note: string): Step {
  const first = before === null ? { costFen: after.costFen, customerPriceFen: after.customerPriceFen } : null;
  const saved = savePart(tx, { ...inputOf(read, before, after), first });
  let { version } = saved;
  if (before !== null && pricesDiffer(before, after)) version = price(tx, saved.id, after, note);
  if ((before?.retired ?? false) !== after.retired)
    version = retirePart(tx, { id: saved.id, version, retired: after.retired }).version;
  return { partId: saved.id, versionAfter: version, before };
}

const pricesDiffer = (a: SheetPart, b: SheetPart): boolean =>
  a.customerPriceFen !== b.customerPriceFen || (b.ownerKind !== 'own' && a.costFen !== b.costFen);

/** Prices count from today; answers the part's version after. */
function price(tx: Tx, partId: string, part: SheetPart, note: string): number {
  const fromDay = businessDay(tx.at, getZone(tx));
  const { costFen, customerPriceFen } = part;
  setPrice(tx, { partId, fromDay, costFen, customerPriceFen, note: note.slice(0, 200) });
  return tx.value<number>('SELECT version FROM part WHERE id = ?', partId) ?? 0;
}

type Saved = Parameters<typeof savePart>[1];

/** What a sheet does not speak of (levels by place, substitutes) stays as it is. */
function inputOf(read: Db, before: SheetPart | null, after: SheetPart): Omit<Saved, 'first'> {
  const editor = before === null ? null : readPartEditor(read, before.id);
  const { units, barcodes, models, warrantyAfterDays, serialPattern } = after;
  return {
    id: before?.id ?? null,
    version: before?.version ?? null,
    code: after.code,
    nameZh: after.nameZh,
    nameEn: after.nameEn,
    kind: after.kind,
    category: after.category,
    unit: after.unit,
    ownerKind: after.ownerKind,
    payerId: after.payerId,
    oldPartReturn: after.oldPartReturn,
    oldPartDays: after.oldPartDays,
    tracking: after.tracking,
    serialPattern,
    minMilli: after.minMilli,
    maxMilli: after.maxMilli,
    bin: after.bin,
    warrantyAfterDays,
    barcodes,
    models,
    units,
    levels: (editor?.levels ?? []) as PartInput['levels'],
    substitutes: (editor?.substitutes ?? []) as PartInput['substitutes'],
  };
}

/**
 * Takes an import back whole: every part becomes what it was, what the import made goes out of use. Refused when one
 * of them was changed since, or when stock of a new one lies there by now. Faults: `not_found`, `part_import_done`
 * {file}, `part_import_touched` {part}, `part_has_stock`.
 */
export function undoImport(
  tx: Tx,
  read: Db,
  batchId: string,
): { batchId: string; created: number; changed: number } {
  const batch = tx.get<{ version: number; params: string; steps: string; undone_at: number | null }>(
    "SELECT version, params, steps, undone_at FROM batch WHERE id = ? AND kind = 'parts.sheetImport'",
    batchId,
  );
  if (batch === undefined) throw new Fault('not_found', { entity: 'batch', id: batchId });
  const { file, created, changed } = JSON.parse(batch.params) as {
    file: string;
    created: number;
    changed: number;
  };
  if (batch.undone_at !== null) throw new Fault('part_import_done', { file });
  for (const step of (JSON.parse(batch.steps) as Step[]).reverse()) {
    const version = tx.value<number>('SELECT version FROM part WHERE id = ?', step.partId);
    if (version !== step.versionAfter)
      throw new Fault('part_import_touched', { file, ...partParams(tx, step.partId) });
    if (step.before === null) {
      retirePart(tx, { id: step.partId, version, retired: true });
      continue;
    }
    const before = { ...step.before, version };
    const now = write(tx, read, { ...before, retired: isRetired(tx, step.partId) }, before, file);
    const fen = tx.get<{ customer_price_fen: number; cost_fen: number }>(
      'SELECT customer_price_fen, cost_fen FROM part WHERE id = ?',
      now.partId,
    );
    const differs =
      fen?.customer_price_fen !== before.customerPriceFen ||
      (before.ownerKind !== 'own' && fen.cost_fen !== before.costFen);
    if (differs) price(tx, now.partId, before, file);
  }
  tx.update('batch', batchId, { undone_at: tx.at, undone_by: tx.staffId }, { version: batch.version });
  tx.audit({
    action: 'parts.import_undone',
    entity: 'batch',
    entityId: batchId,
    params: { created, changed },
  });
  return { batchId, created, changed };
}

const isRetired = (tx: Tx, partId: string): boolean =>
  tx.value<number | null>('SELECT retired_at FROM part WHERE id = ?', partId) != null;
