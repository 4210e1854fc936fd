/**
 * Where stock is and what it is: part × location × bin × condition × owner × lot/serial. Quantities are integer
 * thousandths of the part's base unit. Stock on hand is only ever the sum of moves.
 */

export const conditions = ['good', 'old', 'doa', 'inspect', 'scrap'] as const;
export type Condition = (typeof conditions)[number];

export const conditionWords: Record<Condition, { zh: string; en: string }> = {
  good: { zh: '良品', en: 'Good' },
  old: { zh: '换下旧件', en: 'Old part' },
  doa: { zh: '新件不良', en: 'Dead on arrival' },
  inspect: { zh: '待检', en: 'To be tested' },
  scrap: { zh: '报废', en: 'Scrap' },
};

/** 厂家件 belongs to a payer, 自有 to us, 代管 to a user (new goods kept, machines in for repair). */
export const ownerKinds = ['payer', 'own', 'custody'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

export const ownerWords: Record<OwnerKind, { zh: string; en: string }> = {
  payer: { zh: '厂家件', en: "Maker's" },
  own: { zh: '自有', en: 'Own' },
  custody: { zh: '代管', en: 'In custody' },
};

export const locationKinds = [
  'main',
  'old_parts',
  'doa',
  'scrap',
  'custody',
  'bag',
  'sub_shop',
  'transit',
  'upper',
  'maker',
  'user',
  'loss',
] as const;
export type LocationKind = (typeof locationKinds)[number];

/** Places we can count. The others are the outside world: their balance may fall below zero. */
export const realLocations: readonly LocationKind[] = [
  'main',
  'old_parts',
  'doa',
  'scrap',
  'custody',
  'bag',
  'sub_shop',
  'transit',
];

export function isReal(kind: LocationKind): boolean {
  return realLocations.includes(kind);
}

export interface StockKey {
  partId: string;
  locationId: string;
  /** '' where the place has no bins. */
  bin: string;
  condition: Condition;
  ownerKind: OwnerKind;
  /** Payer or customer id; '' for own stock. */
  ownerId: string;
  lot: string;
  serial: string;
}

/** One text per key, for maps and unique indices. The separator cannot be typed into a code. */
export function stockKeyText(key: StockKey): string {
  return [
    key.partId,
    key.locationId,
    key.bin,
    key.condition,
    key.ownerKind,
    key.ownerId,
    key.lot,
    key.serial,
  ].join('\u001f');
}

export function parseStockKey(text: string): StockKey {
  const [partId = '', locationId = '', bin = '', condition, ownerKind, ownerId = '', lot = '', serial = ''] =
    text.split('\u001f');
  return {
    partId,
    locationId,
    bin,
    condition: condition as Condition,
    ownerKind: ownerKind as OwnerKind,
    ownerId,
    lot,
    serial,
  };
}
