/**
 * Kinds of stock moves as data: between which kinds of places, in which conditions, with which paper. A move takes a
 * positive quantity from one key and puts it to another, so nothing appears or disappears: loss is a place.
 */
import type { Condition, LocationKind, StockKey } from './key.ts';

export interface MoveKind {
  code: MoveKindCode;
  zh: string;
  en: string;
  from: readonly LocationKind[];
  to: readonly LocationKind[];
  /** Condition on each side; null = any, and equal on both sides. */
  fromCondition: readonly Condition[] | null;
  toCondition: readonly Condition[] | null;
  /** What the way itself may make of a thing where both sides are else equal: a good part comes back opened. */
  turns?: { from: Condition; to: Condition };
  /** Document series that carries it. */
  document: string | null;
  /** Needs a work order. */
  order: boolean;
}

export const moveKindCodes = [
  'receive',
  'issue',
  'return_unused',
  'use',
  'unuse',
  'transfer',
  'send',
  'arrive',
  'old_in',
  'old_to_store',
  'old_send',
  'old_accepted',
  'old_refused',
  'doa_found',
  'inspect_result',
  'scrap',
  'count_gain',
  'count_loss',
  'cut_loss',
  'cut_gain',
  'custody_in',
  'custody_out',
  'opening',
] as const;
export type MoveKindCode = (typeof moveKindCodes)[number];

const shelves: readonly LocationKind[] = ['main', 'old_parts', 'doa', 'scrap', 'custody', 'sub_shop'];
const ours: readonly LocationKind[] = [...shelves, 'bag'];
const good: readonly Condition[] = ['good'];

function row(
  code: MoveKindCode,
  zh: string,
  en: string,
  from: readonly LocationKind[],
  to: readonly LocationKind[],
  rest: Partial<MoveKind> = {},
): MoveKind {
  return {
    code,
    zh,
    en,
    from,
    to,
    fromCondition: null,
    toCondition: null,
    document: null,
    order: false,
    ...rest,
  };
}

export const moveKinds: readonly MoveKind[] = [
  row('receive', '收货', 'Receive', ['upper', 'maker', 'transit'], ['main', 'sub_shop', 'doa'], {
    document: 'receipt',
  }),
  row('issue', '领料', 'Issue', ['main', 'sub_shop'], ['bag'], {
    fromCondition: good,
    toCondition: good,
    document: 'issue',
  }),
  row('return_unused', '退料', 'Return', ['bag'], ['main', 'sub_shop', 'doa'], {
    document: 'return',
    turns: { from: 'good', to: 'inspect' },
  }),
  row('use', '用件', 'Use', ['bag', 'main', 'sub_shop'], ['user'], {
    fromCondition: good,
    toCondition: good,
    order: true,
  }),
  row('unuse', '撤回用件', 'Take back use', ['user'], ['bag', 'main', 'sub_shop'], {
    fromCondition: good,
    toCondition: good,
    order: true,
  }),
  row('transfer', '调拨', 'Transfer', ours, ours, { document: 'transfer' }),
  row('send', '发出', 'Send', ours, ['transit'], { document: 'parcel' }),
  row('arrive', '到达', 'Arrive', ['transit'], [...ours, 'upper', 'maker'], { document: 'parcel' }),
  row('old_in', '换下旧件', 'Old part taken off', ['user'], ['bag', 'old_parts', 'sub_shop'], {
    fromCondition: ['old'],
    toCondition: ['old'],
    order: true,
  }),
  row('old_to_store', '旧件交库', 'Old part handed in', ['bag', 'sub_shop'], ['old_parts'], {
    fromCondition: ['old'],
    toCondition: ['old'],
  }),
  row('old_send', '旧件返厂', 'Old part sent', ['old_parts', 'doa'], ['transit'], {
    fromCondition: ['old', 'doa'],
    toCondition: ['old', 'doa'],
    document: 'old_return',
  }),
  row('old_accepted', '旧件验收', 'Old part accepted', ['transit'], ['maker', 'upper'], {
    fromCondition: ['old', 'doa'],
    toCondition: ['old', 'doa'],
  }),
  row('old_refused', '旧件拒收', 'Old part refused', ['transit', 'maker', 'upper'], ['old_parts', 'doa'], {
    fromCondition: ['old', 'doa'],
    toCondition: ['old', 'doa'],
  }),
  row('doa_found', '新件不良', 'Found dead', ours, ['bag', 'doa', 'sub_shop'], {
    fromCondition: ['good', 'inspect'],
    toCondition: ['doa'],
  }),
  row('inspect_result', '检测结果', 'Test result', ours, ours, {
    fromCondition: ['inspect', 'doa', 'old'],
    toCondition: ['good', 'doa', 'old', 'scrap'],
  }),
  row('scrap', '报废', 'Scrap', ours, ['scrap'], {
    fromCondition: ['good', 'old', 'doa', 'inspect'],
    toCondition: ['scrap'],
    document: 'scrap',
  }),
  row('count_gain', '盘盈', 'Count gain', ['loss'], ours, { document: 'count' }),
  // a parcel that never arrives is lost on its way
  row('count_loss', '盘亏', 'Count loss', [...ours, 'transit'], ['loss'], { document: 'count' }),
  row('cut_loss', '切割损耗', 'Cutting loss', ours, ['loss']),
  row('cut_gain', '余料', 'Cutting gain', ['loss'], ours),
  row('custody_in', '代收入库', 'Taken into custody', ['user', 'transit'], ['custody', 'bag'], {
    document: 'custody',
  }),
  row('custody_out', '代管出库', 'Out of custody', ['custody', 'bag', 'transit'], ['user', 'transit'], {
    document: 'custody',
  }),
  row('opening', '期初', 'Opening', ['upper', 'loss'], ours),
];

const byCode = new Map(moveKinds.map((kind) => [kind.code, kind]));

export function getMoveKind(code: MoveKindCode): MoveKind {
  const kind = byCode.get(code);
  if (kind === undefined) throw new RangeError(`no move kind ${code}`);
  return kind;
}

export interface StockMove {
  kind: MoveKindCode;
  from: StockKey;
  to: StockKey;
  /** Positive thousandths of the base unit. */
  qtyMilli: number;
  orderId: string | null;
}

export type MoveProblem =
  | 'quantity'
  | 'from_place'
  | 'to_place'
  | 'from_condition'
  | 'to_condition'
  | 'condition_changed'
  | 'other_part'
  | 'owner_changed'
  | 'lot_changed'
  | 'serial_quantity'
  | 'order_missing'
  | 'same_key';

/**
 * Everything wrong with a move by itself (balances aside). Part, owner, lot and serial never change on the way;
 * a serial moves as exactly one.
 */
export function checkMove(move: StockMove, kindOf: (locationId: string) => LocationKind): MoveProblem[] {
  const out: MoveProblem[] = [];
  const kind = getMoveKind(move.kind);
  const { from, to } = move;
  if (!Number.isSafeInteger(move.qtyMilli) || move.qtyMilli <= 0) out.push('quantity');
  if (!kind.from.includes(kindOf(from.locationId))) out.push('from_place');
  if (!kind.to.includes(kindOf(to.locationId))) out.push('to_place');
  if (kind.fromCondition !== null && !kind.fromCondition.includes(from.condition)) out.push('from_condition');
  if (kind.toCondition !== null && !kind.toCondition.includes(to.condition)) out.push('to_condition');
  if (kind.fromCondition === null && kind.toCondition === null && from.condition !== to.condition) {
    if (kind.turns?.from !== from.condition || kind.turns.to !== to.condition) out.push('condition_changed');
  }
  if (from.partId !== to.partId) out.push('other_part');
  if (from.ownerKind !== to.ownerKind || from.ownerId !== to.ownerId) out.push('owner_changed');
  if (from.lot !== to.lot || from.serial !== to.serial) out.push('lot_changed');
  if (from.serial !== '' && move.qtyMilli !== 1000) out.push('serial_quantity');
  if (kind.order && move.orderId === null) out.push('order_missing');
  if (from.locationId === to.locationId && from.bin === to.bin && from.condition === to.condition)
    out.push('same_key');
  return out;
}
