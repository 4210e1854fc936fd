import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBalances, foldMoves, movingAverage, pickStock } from '../../../domain/stock/balance.ts';
import type { Condition, LocationKind, StockKey } from '../../../domain/stock/key.ts';
import { conditions, parseStockKey, stockKeyText } from '../../../domain/stock/key.ts';
import type { StockMove } from '../../../domain/stock/moves.ts';
import { checkMove, getMoveKind, moveKindCodes, moveKinds } from '../../../domain/stock/moves.ts';
import {
  canStep,
  oldPartDue,
  oldPartStates,
  oldPartSteps,
  owedStates,
} from '../../../domain/stock/old-part.ts';
import { heldMilli, issueRefusals, stuckReservations } from '../../../domain/stock/reservation.ts';
import { fromBaseMilli, openPack, toBaseMilli } from '../../../domain/stock/units.ts';
import { holds } from '../support.ts';

const places: Record<string, LocationKind> = {
  main: 'main',
  bag: 'bag',
  user: 'user',
  upper: 'upper',
  loss: 'loss',
  old: 'old_parts',
};
const kindOf = (id: string): LocationKind => places[id] ?? 'main';

function key(locationId: string, condition: Condition = 'good', rest: Partial<StockKey> = {}): StockKey {
  return {
    partId: 'p1',
    locationId,
    bin: '',
    condition,
    ownerKind: 'payer',
    ownerId: 'LZ',
    lot: '',
    serial: '',
    ...rest,
  };
}

function move(
  kind: StockMove['kind'],
  from: StockKey,
  to: StockKey,
  qtyMilli = 1000,
  orderId: string | null = null,
): StockMove {
  return { kind, from, to, qtyMilli, orderId };
}

describe('stock keys and moves', () => {
  it('a key reads back from its text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((one) => !one.includes('\u001f'));
    holds([text, text, text, fc.constantFrom(...conditions)], (bin, lot, serial, condition) => {
      const one = key('main', condition, { bin, lot, serial });
      expect(parseStockKey(stockKeyText(one))).toEqual(one);
    });
  });

  it('the kinds are all there, each once', () => {
    expect(moveKinds.map((kind) => kind.code)).toEqual([...moveKindCodes]);
    expect(getMoveKind('issue').document).toBe('issue');
  });

  it('a plain day of one part passes', () => {
    const day = [
      move('receive', key('upper'), key('main'), 3000),
      move('issue', key('main'), key('bag'), 2000),
      move('use', key('bag'), key('user'), 1000, 'o1'),
      move('old_in', key('user', 'old'), key('bag', 'old'), 1000, 'o1'),
      move('old_to_store', key('bag', 'old'), key('old', 'old'), 1000),
      move('return_unused', key('bag'), key('main'), 1000),
    ];
    for (const one of day) expect(checkMove(one, kindOf)).toEqual([]);
    const balances = foldMoves(day);
    expect(checkBalances(balances, kindOf)).toEqual([]);
    expect(balances.get(stockKeyText(key('main')))).toBe(2000);
    expect(balances.has(stockKeyText(key('bag')))).toBe(false);
    expect(balances.get(stockKeyText(key('old', 'old')))).toBe(1000);
  });

  it.each<[string, StockMove]>([
    ['quantity', move('issue', key('main'), key('bag'), 0)],
    ['from_place', move('issue', key('user'), key('bag'))],
    ['to_place', move('issue', key('main'), key('upper'))],
    ['from_condition', move('issue', key('main', 'old'), key('bag'))],
    ['condition_changed', move('transfer', key('main'), key('bag', 'doa'))],
    ['other_part', move('issue', key('main'), key('bag', 'good', { partId: 'p2' }))],
    ['owner_changed', move('issue', key('main'), key('bag', 'good', { ownerKind: 'own', ownerId: '' }))],
    [
      'serial_quantity',
      move('issue', key('main', 'good', { serial: 'S1' }), key('bag', 'good', { serial: 'S1' }), 2000),
    ],
    ['order_missing', move('use', key('bag'), key('user'))],
    ['same_key', move('transfer', key('main'), key('main'))],
  ])('refuses: %s', (code, one) => expect(checkMove(one, kindOf)).toContain(code));

  it('moves make nothing and lose nothing: all balances together are zero', () => {
    const place = fc.constantFrom(...Object.keys(places));
    const any = fc
      .tuple(place, place, fc.integer({ min: 1, max: 5000 }))
      .map(([a, b, qty]) => move('transfer', key(a), key(b), qty));
    holds([fc.array(any)], (moves) => {
      const sum = [...foldMoves(moves).values()].reduce((total, qty) => total + qty, 0);
      expect(sum).toBe(0);
      const half = foldMoves(moves.slice(moves.length / 2), foldMoves(moves.slice(0, moves.length / 2)));
      expect(new Map([...half].sort())).toEqual(new Map([...foldMoves(moves)].sort()));
    });
  });

  it('names what breaks the law', () => {
    const broken = foldMoves([move('issue', key('main'), key('bag'))]);
    expect(checkBalances(broken, kindOf)).toMatchObject([{ why: 'below_zero', qtyMilli: -1000 }]);
    const twice = foldMoves([
      move('receive', key('upper', 'good', { serial: 'S1' }), key('main', 'good', { serial: 'S1' })),
      move('receive', key('upper', 'good', { serial: 'S1' }), key('bag', 'good', { serial: 'S1' })),
    ]);
    expect(checkBalances(twice, kindOf)).toMatchObject([{ why: 'serial_twice' }]);
    const reserved = new Map([[stockKeyText(key('main')), 500]]);
    expect(checkBalances(new Map(), kindOf, reserved)).toMatchObject([{ why: 'reserved_beyond' }]);
  });
});

describe('picking', () => {
  const candidate = (
    locationId: string,
    lot: string,
    onHandMilli: number,
    expires: string | null,
    reservedMilli = 0,
  ) => ({
    key: key(locationId, 'good', { lot }),
    onHandMilli,
    reservedMilli,
    expires,
  });

  it('bag first, then the lot that expires first; what is over or missing is not used', () => {
    const { picks, missingMilli } = pickStock(
      5000,
      [
        candidate('main', 'L2', 2000, '2027-05-01'),
        candidate('main', 'L1', 1000, '2026-12-01'),
        candidate('main', 'L0', 9000, '2026-01-01'),
        candidate('bag', '', 1000, null, 500),
        candidate('elsewhere', '', 9000, null),
      ],
      ['bag', 'main'],
      '2026-11-22',
    );
    expect(picks.map((pick) => [pick.key.locationId, pick.key.lot, pick.qtyMilli])).toEqual([
      ['bag', '', 500],
      ['main', 'L1', 1000],
      ['main', 'L2', 2000],
    ]);
    expect(missingMilli).toBe(1500);
  });

  it('never takes more than is free, and wanted = taken + missing', () => {
    const any = fc.record({ onHand: fc.nat(3000), reserved: fc.nat(3000), lot: fc.string({ maxLength: 3 }) });
    holds([fc.nat(10_000), fc.uniqueArray(any, { selector: (one) => one.lot })], (wanted, list) => {
      const rows = list.map((one) => candidate('main', one.lot, one.onHand, null, one.reserved));
      const { picks, missingMilli } = pickStock(wanted, rows, ['main'], '2026-11-22');
      expect(picks.reduce((sum, pick) => sum + pick.qtyMilli, 0) + missingMilli).toBe(wanted);
      for (const pick of picks) {
        const row = rows.find((one) => one.key.lot === pick.key.lot);
        expect(pick.qtyMilli).toBeLessThanOrEqual(
          Math.max(0, (row?.onHandMilli ?? 0) - (row?.reservedMilli ?? 0)),
        );
        expect(pick.qtyMilli).toBeGreaterThan(0);
      }
    });
  });

  it('average price follows what came in', () => {
    expect(movingAverage(2000, 9500, 2000, 10_500)).toBe(10_000);
    expect(movingAverage(0, 9500, 2000, 10_500)).toBe(10_500);
    expect(movingAverage(3000, 100, 1000, 101)).toBe(100);
  });
});

describe('units', () => {
  const roll = { unit: '卷', baseMilli: 30_000 };
  it('a roll is thirty metres; what is short is a loss', () => {
    expect(toBaseMilli(2000, roll)).toBe(60_000);
    expect(fromBaseMilli(45_000, roll)).toBe(1500);
    expect(openPack(1, 29_400, roll)).toEqual({ nominalMilli: 30_000, actualMilli: 29_400, lossMilli: 600 });
    expect(openPack(1, 30_100, roll).lossMilli).toBe(-100);
    expect(() => openPack(0, 1, roll)).toThrow(RangeError);
  });
});

describe('reservations and limits', () => {
  it('live with the order and end with it', () => {
    const list = [
      { id: 'r1', orderId: 'open', qtyMilli: 1000, state: 'held' as const },
      { id: 'r2', orderId: 'gone', qtyMilli: 500, state: 'held' as const },
      { id: 'r3', orderId: 'gone', qtyMilli: 500, state: 'released' as const },
    ];
    expect(heldMilli(list)).toBe(1500);
    expect(
      stuckReservations(list, (id) => (id === 'open' ? 'accepted' : 'cancelled')).map((one) => one.id),
    ).toEqual(['r2']);
  });

  it('above the limit, or with the last old part still out, a manager must say yes', () => {
    const bag = { heldFen: 180_000, owedOldParts: [{ partId: 'p1', count: 1 }] };
    expect(issueRefusals(bag, 200_000, [{ partId: 'p2', valueFen: 20_000, oldForNew: true }])).toEqual([]);
    expect(
      issueRefusals(bag, 200_000, [{ partId: 'p1', valueFen: 20_001, oldForNew: true }]).map(
        (one) => one.code,
      ),
    ).toEqual(['over_limit', 'old_part_owed']);
    expect(issueRefusals(bag, null, [{ partId: 'p1', valueFen: 1, oldForNew: false }])).toEqual([]);
  });
});

describe('old parts', () => {
  it('every part reaches an end from anywhere', () => {
    const ends = oldPartStates.filter((state) => oldPartSteps[state].length === 0);
    for (const start of oldPartStates) {
      const known = new Set([start]);
      for (const state of known) for (const next of oldPartSteps[state]) known.add(next);
      expect(
        ends.some((end) => known.has(end)),
        start,
      ).toBe(true);
    }
    expect(canStep('in_store', 'boxed')).toBe(true);
    expect(canStep('accepted', 'charged')).toBe(false);
    expect(owedStates).not.toContain('accepted');
  });

  it('days left and money at risk', () => {
    const part = { state: 'with_technician' as const, replacedDay: '2026-10-20', valueFen: 9500 };
    expect(oldPartDue(part, 30, '2026-11-22')).toEqual({
      dueDay: '2026-11-19',
      daysLeft: -3,
      atRiskFen: 9500,
    });
    expect(oldPartDue({ ...part, state: 'accepted' }, 30, '2026-11-22')?.atRiskFen).toBe(0);
    expect(oldPartDue(part, null, '2026-11-22')).toBeNull();
  });
});
