import { isReal, type LocationKind } from '../../domain/stock/key.ts';
import { pinyinKeys } from '../pinyin.ts';
import { writeMovePair, type StockKeyRow } from '../stock-balance.ts';
import { fen, milli, type DemoFile } from './demo-file.ts';
import { english } from './english.ts';
import type { SeedTx } from './slices.ts';

const locationKinds: Record<string, LocationKind> = {
  网点库: 'main',
  旧件库: 'old_parts',
  不良品库: 'doa',
  报废库: 'scrap',
  代管库: 'custody',
  上级库: 'upper',
  在途: 'transit',
  伞下店库: 'sub_shop',
  师傅库: 'bag',
};
const trackings: Record<string, string> = { 数量: 'quantity', 批次有效期: 'lot', 序列号: 'serial' };
const partKinds: Record<string, string> = { 辅材: 'material', 滤芯: 'consumable' };
const oldStates: Record<string, string> = {
  在旧件库: 'in_store',
  在师傅手上: 'with_technician',
  返厂途中: 'in_transit',
};

/** Parts with barcodes, models, substitutes and units; places to hold them. */
export function seedParts(tx: SeedTx, demo: DemoFile): void {
  const places = [
    ...demo.locations,
    { code: 'K-USER', name_zh: '用户处', kind: '' },
    { code: 'K-LOSS', name_zh: '盘点与损耗', kind: '' },
  ];
  for (const place of places) {
    const kind: LocationKind =
      place.code === 'K-USER'
        ? 'user'
        : place.code === 'K-LOSS'
          ? 'loss'
          : (locationKinds[place.kind] ?? 'main');
    tx.insert('location', {
      id: place.code,
      code: place.code,
      name_zh: place.name_zh,
      name_en: english(place.name_zh),
      kind,
      is_real: isReal(kind),
      staff_id: 'staff' in place ? (place.staff ?? null) : null,
      sub_shop_id: kind === 'sub_shop' ? 'SUB1' : null,
    });
  }
  for (const bin of new Set(demo.parts.map((part) => String(part.bin))))
    tx.insert('bin', { location_id: 'K-MAIN', code: bin });
  for (const part of demo.parts) {
    tx.insert('part', {
      id: part.code,
      code: part.code,
      name_zh: part.name_zh,
      name_en: part.name_en,
      name_initials: pinyinKeys(part.name_zh).initials,
      kind: partKinds[part.category] ?? 'part',
      category: part.category,
      unit: part.unit,
      owner_kind: part.owner === '厂家件' ? 'payer' : 'own',
      payer_id: part.payer ?? null,
      cost_fen: fen(part.cost),
      customer_price_fen: fen(part.customer_price),
      old_part_return: part.old_part_return === true,
      old_part_days: part.old_part_days ?? null,
      tracking: trackings[part.tracking] ?? 'quantity',
      min_milli: milli(part.min_qty ?? 0),
      max_milli: milli(part.max_qty ?? 0),
      bin_id: part.bin,
      warranty_after_replace_days: part.warranty_after_replace_days ?? null,
    });
    tx.insert('part_barcode', { part_id: part.code, barcode: part.barcode });
    for (const model of part.fits_models ?? []) tx.insert('part_model', { part_id: part.code, model });
    // 卷=20米: one pack holds so many base units.
    const pack = typeof part.pack === 'string' ? /^(\D+)=(\d+(?:\.\d+)?)/.exec(part.pack) : null;
    if (pack !== null)
      tx.insert('part_unit', { part_id: part.code, unit: pack[1], per_milli: milli(Number(pack[2])) });
    tx.search('part', part.code, {
      title: `${part.code} ${part.name_zh}`,
      names: [part.name_zh],
      texts: [part.name_en, ...(part.fits_models ?? [])],
      numbers: [part.code, part.barcode],
    });
  }
  for (const pair of demo.substitutes)
    tx.insert('part_substitute', { part_id: pair.part, other_part_id: pair.other, note: pair.note });
  for (const place of demo.locations)
    if (place.payer !== undefined)
      tx.insert('upper_store', { payer_id: place.payer, location_id: place.code, claim_hours: 24 });
  for (const lot of demo.opening_lots)
    tx.insert('lot', { part_id: lot.part, code: lot.lot, expires_day: lot.expires });
}

function openingKey(
  part: DemoFile['parts'][number],
  locationId: string,
  extra: { lot?: string; serial?: string; bin?: string; condition?: string } = {},
): StockKeyRow {
  return {
    part_id: part.code,
    location_id: locationId,
    bin: extra.bin ?? '',
    condition: extra.condition ?? 'good',
    owner_kind: part.owner === '厂家件' ? 'payer' : 'own',
    owner_id: part.owner === '厂家件' ? String(part.payer ?? '') : '',
    lot: extra.lot ?? '',
    serial: extra.serial ?? '',
  };
}

/** Opening stock as moves against the maker or the upper store: on hand is only ever their sum. */
export function seedStock(tx: SeedTx, demo: DemoFile, day: string): void {
  const put = (
    partId: string,
    locationId: string,
    quantity: number,
    extra: { lot?: string; serial?: string; bin?: string } = {},
  ) => {
    if (quantity === 0) return;
    const part = demo.parts.find((one) => one.code === partId);
    if (part === undefined) throw new Error(`demo file: part ${partId} is not in the catalogue`);
    const key = openingKey(part, locationId, extra);
    tx.later(
      (real) =>
        void writeMovePair(real, {
          kind: 'opening',
          from: { ...key, location_id: 'K-LOSS', bin: '' },
          to: key,
          quantityMilli: milli(quantity),
          unitCostFen: fen(part.cost),
          day,
        }),
    );
  };
  for (const part of demo.parts) {
    const lots = demo.opening_lots.filter((lot) => lot.part === part.code);
    const serials = demo.opening_serials.find((one) => one.part === part.code)?.serials ?? [];
    const bin = String(part.bin ?? '');
    for (const lot of lots) put(part.code, 'K-MAIN', lot.qty, { lot: lot.lot, bin });
    for (const serial of serials) put(part.code, 'K-MAIN', 1, { serial, bin });
    const rest = part.opening_qty - lots.reduce((sum, lot) => sum + lot.qty, 0) - serials.length;
    if (rest > 0 && part.tracking === '数量') put(part.code, 'K-MAIN', rest, { bin });
  }
  for (const row of [...demo.opening_bag_stock, ...demo.opening_sub_shop_stock])
    put(row.part, row.location, row.qty);
}

/** Old parts the demo outlet owes when it opens, with the days its story gives them. */
export function seedOldParts(tx: SeedTx, demo: DemoFile, addDays: (days: number) => string): void {
  const day = addDays(0);
  const transit = demo.locations.find((place) => place.kind === '在途')?.code ?? 'K-OLD';
  for (const old of demo.opening_old_parts) {
    const part = demo.parts.find((one) => one.code === old.part);
    if (part === undefined) throw new Error(`demo file: part ${old.part} is not in the catalogue`);
    const refused = old.state.startsWith('厂家拒收');
    const state = refused ? 'refused' : (oldStates[old.state] ?? 'in_store');
    const place = state === 'with_technician' ? `V-${old.technician}` : 'K-OLD';
    // The old part itself is stock like any other, so that handing it in is a move.
    const key = openingKey(part, place, { condition: 'old' });
    const move = { quantityMilli: 1000, day, unitCostFen: fen(part.cost) };
    tx.later((real) => {
      writeMovePair(real, { ...move, kind: 'opening', from: { ...key, location_id: 'K-LOSS' }, to: key });
      if (state === 'in_transit')
        writeMovePair(real, { ...move, kind: 'old_send', from: key, to: { ...key, location_id: transit } });
    });
    tx.insert('old_part', {
      part_id: old.part,
      payer_id: part.payer ?? null,
      quantity_milli: 1000,
      state,
      holder_staff_id: old.technician,
      location_id: state === 'in_transit' ? transit : place,
      due_day: addDays(old.days_left),
      amount_fen: fen(old.amount_at_risk),
      reason: refused ? (old.state.split(':')[1] ?? '') : '',
      at: tx.at,
    });
  }
}
