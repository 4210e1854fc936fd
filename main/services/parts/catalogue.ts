import type { Tx } from '../../../db/tx.ts';
import { pinyinKeys } from '../../../db/pinyin.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  findPartProblem,
  type PartDraft,
  type PartKind,
  type SubstituteRule,
} from '../../../domain/stock/part-check.ts';
import { getLocation, partParams } from './ledger.ts';

export interface PartInput extends PartDraft {
  nameEn: string;
  kind: PartKind;
  category: string;
  oldPartReturn: boolean;
  oldPartDays: number | null;
  bin: string;
  warrantyAfterDays: number | null;
  barcodes: readonly string[];
  models: readonly string[];
  levels: readonly {
    locationId: string;
    minMilli: number;
    maxMilli: number;
    leadDays: number | null;
    bin: string;
    note: string;
  }[];
  substitutes: readonly { partId: string; rule: SubstituteRule; note: string }[];
}

/** The first prices of a part that is made; later ones are dated (`setPrice`). */
export interface FirstPrice {
  costFen: number;
  customerPriceFen: number;
}

const trimmed = (texts: readonly string[]): string[] => [
  ...new Set(texts.map((text) => text.trim()).filter((text) => text !== '')),
];

/** Whether anything of a part lies in a place of ours or is promised to an order. */
function findStock(tx: Tx, partId: string): { location: string; quantityMilli: number } | undefined {
  return tx.get(
    `SELECT l.name_zh AS location, b.quantity_milli AS quantityMilli FROM stock_balance b JOIN location l ON l.id = b.location_id
     WHERE b.part_id = ? AND l.is_real = 1 AND b.quantity_milli <> 0 ORDER BY b.quantity_milli DESC LIMIT 1`,
    partId,
  );
}

/**
 * Makes a part or changes all it says; what hangs on it (barcodes, models, units, substitutes, levels) becomes what is
 * given. Faults: `part_wrong`, `part_code_taken`, `part_barcode_taken`, `part_model_unknown`, `part_has_stock`
 * (unit, owner and way of keeping stay while stock lies there), `conflict`, `not_found`.
 */
export function savePart(
  tx: Tx,
  input: PartInput & { id: string | null; version: number | null; first: FirstPrice | null },
): { id: string; version: number; created: boolean } {
  const draft = { ...input, code: input.code.trim(), nameZh: input.nameZh.trim(), unit: input.unit.trim() };
  refuseWrong(tx, draft, input.id);
  const twin = tx.get<{ id: string }>(
    'SELECT id FROM part WHERE code = ? AND id IS NOT ?',
    draft.code,
    input.id,
  );
  if (twin !== undefined)
    throw new Fault('part_code_taken', { code: draft.code, ...partParams(tx, twin.id) });
  const columns = {
    code: draft.code,
    name_zh: draft.nameZh,
    name_en: input.nameEn.trim(),
    name_initials: pinyinKeys(draft.nameZh).initials,
    kind: input.kind,
    category: input.category.trim(),
    unit: draft.unit,
    owner_kind: input.ownerKind,
    payer_id: input.payerId,
    old_part_return: input.oldPartReturn,
    old_part_days: input.oldPartReturn ? input.oldPartDays : null,
    tracking: input.tracking,
    serial_pattern: input.serialPattern === '' ? null : input.serialPattern,
    min_milli: input.minMilli,
    max_milli: input.maxMilli,
    bin_id: input.bin.trim() === '' ? null : input.bin.trim(),
    warranty_after_replace_days: input.warrantyAfterDays,
  };
  const created = input.id === null;
  let id: string;
  let version = 1;
  if (input.id === null) {
    id = tx.insert('part', {
      id: tx.get('SELECT 1 AS yes FROM part WHERE id = ?', draft.code) ? tx.newId() : draft.code,
      ...columns,
      cost_fen: input.first?.costFen ?? 0,
      customer_price_fen: input.first?.customerPriceFen ?? 0,
    });
  } else {
    id = input.id;
    refuseChangedKey(tx, id, draft);
    version = tx.update('part', id, columns, { version: input.version ?? 0 });
  }
  const barcodes = writeBarcodes(tx, id, input.barcodes);
  const models = writeModels(tx, id, input.models);
  writeUnits(tx, id, input.units);
  writeSubstitutes(tx, id, input.substitutes);
  writeLevels(tx, id, input.levels);
  tx.note({
    entity: 'part',
    entityId: id,
    kind: created ? 'part.created' : 'part.changed',
    params: { code: draft.code },
  });
  tx.search('part', id, {
    title: `${draft.code} ${draft.nameZh}`,
    names: [draft.nameZh],
    texts: [columns.name_en, ...models],
    numbers: [draft.code, ...barcodes],
  });
  return { id, version, created };
}

function refuseWrong(tx: Tx, draft: PartInput, id: string | null): void {
  const wrong = findPartProblem(draft, id);
  if (wrong === null) return;
  const place =
    wrong.problem === 'pack'
      ? wrong.unit
      : wrong.problem === 'level'
        ? getLocation(tx, wrong.locationId).name
        : wrong.problem === 'substitute'
          ? partParams(tx, wrong.partId).part
          : draft.code;
  throw new Fault('part_wrong', { code: draft.code, problem: `part_${wrong.problem}`, place });
}

/** Its unit, its owner and the way it is kept are part of what lies in the ledger. */
function refuseChangedKey(tx: Tx, id: string, draft: PartInput): void {
  const old = tx.get<{ unit: string; owner_kind: string; payer_id: string | null; tracking: string }>(
    'SELECT unit, owner_kind, payer_id, tracking FROM part WHERE id = ?',
    id,
  );
  if (old === undefined) throw new Fault('not_found', { entity: 'part', id });
  const same =
    old.unit === draft.unit &&
    old.owner_kind === draft.ownerKind &&
    old.payer_id === draft.payerId &&
    old.tracking === draft.tracking;
  const there = same ? undefined : findStock(tx, id);
  if (there !== undefined) throw new Fault('part_has_stock', { ...partParams(tx, id), ...there });
}

/** Faults: `part_barcode_taken` {barcode, part}: the other part that carries it. */
function writeBarcodes(tx: Tx, partId: string, wanted: readonly string[]): string[] {
  const barcodes = trimmed(wanted);
  const there = tx.all<{ id: string; barcode: string }>(
    'SELECT id, barcode FROM part_barcode WHERE part_id = ?',
    partId,
  );
  for (const row of there) if (!barcodes.includes(row.barcode)) tx.remove('part_barcode', row.id);
  for (const barcode of barcodes) {
    if (there.some((row) => row.barcode === barcode)) continue;
    const other = tx.get<{ part_id: string }>('SELECT part_id FROM part_barcode WHERE barcode = ?', barcode);
    if (other !== undefined)
      throw new Fault('part_barcode_taken', { barcode, ...partParams(tx, other.part_id) });
    tx.insert('part_barcode', { part_id: partId, barcode });
  }
  return barcodes;
}

/** Only models that are added are asked for: what stood there before a model left the list may stay. */
function writeModels(tx: Tx, partId: string, wanted: readonly string[]): string[] {
  const models = trimmed(wanted);
  const there = tx.all<{ id: string; model: string }>(
    'SELECT id, model FROM part_model WHERE part_id = ?',
    partId,
  );
  for (const row of there) if (!models.includes(row.model)) tx.remove('part_model', row.id);
  for (const model of models) {
    if (there.some((row) => row.model === model)) continue;
    if (tx.get('SELECT 1 AS yes FROM product_model WHERE model = ?', model) === undefined)
      throw new Fault('part_model_unknown', { model });
    tx.insert('part_model', { part_id: partId, model });
  }
  return models;
}

function writeUnits(tx: Tx, partId: string, wanted: PartInput['units']): void {
  for (const { id } of tx.all<{ id: string }>('SELECT id FROM part_unit WHERE part_id = ?', partId))
    tx.remove('part_unit', id);
  for (const one of wanted)
    tx.insert('part_unit', {
      part_id: partId,
      unit: one.unit,
      per_milli: one.perMilli,
      loss_milli: one.lossMilli,
    });
}

function writeSubstitutes(tx: Tx, partId: string, wanted: PartInput['substitutes']): void {
  for (const table of ['part_substitute', 'part_substitute_rule'])
    for (const { id } of tx.all<{ id: string }>(`SELECT id FROM ${table} WHERE part_id = ?`, partId))
      tx.remove(table, id);
  for (const one of wanted) {
    partParams(tx, one.partId);
    tx.insert('part_substitute', { part_id: partId, other_part_id: one.partId, note: one.note });
    tx.insert('part_substitute_rule', {
      part_id: partId,
      other_part_id: one.partId,
      rule: one.rule,
      reason: one.note,
    });
  }
}

function writeLevels(tx: Tx, partId: string, wanted: PartInput['levels']): void {
  for (const { id } of tx.all<{ id: string }>('SELECT id FROM part_level WHERE part_id = ?', partId))
    tx.remove('part_level', id);
  for (const one of wanted)
    tx.insert('part_level', {
      part_id: partId,
      location_id: getLocation(tx, one.locationId).id,
      min_milli: one.minMilli,
      max_milli: one.maxMilli,
      lead_days: one.leadDays,
      bin: one.bin,
      note: one.note,
    });
}

/** Takes a part out of every list, or back. Faults: `part_has_stock`, `conflict`, `not_found`. */
export function retirePart(
  tx: Tx,
  input: { id: string; version: number; retired: boolean },
): { id: string; version: number } {
  const there = input.retired ? findStock(tx, input.id) : undefined;
  if (there !== undefined) throw new Fault('part_has_stock', { ...partParams(tx, input.id), ...there });
  const version = tx.update(
    'part',
    input.id,
    { retired_at: input.retired ? tx.at : null },
    { version: input.version },
  );
  tx.note({
    entity: 'part',
    entityId: input.id,
    kind: input.retired ? 'part.retired' : 'part.revived',
    params: { code: tx.value<string>('SELECT code FROM part WHERE id = ?', input.id) ?? '' },
  });
  return { id: input.id, version };
}
