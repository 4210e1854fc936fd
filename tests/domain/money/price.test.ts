import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computePay, computeSubShopFee, payPotsOf } from '../../../domain/money/pay.ts';
import type { PayScheme } from '../../../domain/money/pay.ts';
import { computeFees, incomeAccountOf, sumFor } from '../../../domain/money/price.ts';
import type { MachineFacts, OrderFacts, PriceRule } from '../../../domain/money/price.ts';
import { findAccount } from '../../../domain/money/accounts.ts';
import { feeKinds } from '../../../domain/money/fee-kinds.ts';
import { holds } from '../support.ts';

function machine(machineId: string, rest: Partial<MachineFacts> = {}): MachineFacts {
  return {
    machineId,
    itemCode: 'AZ-KT-GJ',
    category: '空调',
    brand: 'LZ',
    model: null,
    warranty: 'in_warranty',
    qtyMilli: 1000,
    worked: true,
    ...rest,
  };
}

function order(rest: Partial<OrderFacts> = {}): OrderFacts {
  return {
    orderId: 'o1',
    payerCode: 'PY-LZ',
    day: '2026-07-10',
    countyCode: '430211',
    distanceTier: 'T2',
    distanceMilliKm: 26_500,
    distanceMethod: 'road',
    countySeat: true,
    hoursToFinish: 20,
    visits: ['done'],
    urgent: false,
    night: false,
    holiday: false,
    householdCharged: [],
    machines: [machine('m1')],
    extras: [],
    ...rest,
  };
}

function rule(code: string, rest: Partial<PriceRule>): PriceRule {
  return {
    code,
    version: 1,
    payerCode: 'PY-LZ',
    party: 'payer',
    kind: 'install',
    basis: 'machine',
    scope: {},
    how: { how: 'per_unit', unitFen: 13_000 },
    priority: 0,
    fromDay: '2026-01-01',
    toDay: null,
    ...rest,
  };
}

const install = rule('P-GJ', { scope: { itemCodes: ['AZ-KT-GJ'] } });
const distance = rule('R01', {
  kind: 'distance',
  basis: 'order',
  how: { how: 'per_km', unitFen: 200, freeMilliKm: 20_000 },
  limit: 'household_day',
});

function amounts(facts: OrderFacts, rules: PriceRule[]): [string, number][] {
  return computeFees(facts, rules).lines.map((line) => [line.rule, line.amountFen]);
}

function why(facts: OrderFacts, rules: PriceRule[], code: string): string | undefined {
  return computeFees(facts, rules).rejected.find((one) => one.rule === code)?.why;
}

describe('price rules', () => {
  it('a fee per machine and the kilometres beyond twenty, with what was reckoned', () => {
    const { lines } = computeFees(order(), [install, distance]);
    expect(lines.map((line) => [line.rule, line.amountFen])).toEqual([
      ['P-GJ', 13_000],
      ['R01', 1300],
    ]);
    expect(lines[1]?.explain).toEqual({
      code: 'per_km',
      params: { milliKm: 26_500, freeMilliKm: 20_000, method: 'road' },
    });
  });

  it('counts from ten kilometres in villages where the payer says so', () => {
    const village = rule('R03', {
      kind: 'distance',
      basis: 'order',
      how: { how: 'per_km', unitFen: 200, freeMilliKm: 20_000, freeTownMilliKm: 10_000 },
    });
    expect(amounts(order({ countySeat: false }), [village])).toEqual([['R03', 3300]]);
    expect(why(order({ distanceMilliKm: 20_000 }), [village], 'R03')).toBe('within_free_distance');
    expect(why(order({ distanceMilliKm: null }), [village], 'R03')).toBe('distance_unknown');
  });

  it('tiers have a last step and a cap', () => {
    const tiers = rule('R02', {
      kind: 'distance',
      basis: 'order',
      how: {
        how: 'tiered',
        by: 'distance',
        tiers: [
          { upToMilli: 20_000, amountFen: 0 },
          { upToMilli: 40_000, amountFen: 3000 },
          { upToMilli: 100_000, amountFen: 10_000 },
        ],
      },
      maxFen: 8000,
    });
    expect(why(order({ distanceMilliKm: 5000 }), [tiers], 'R02')).toBe('tier_of_zero');
    expect(amounts(order(), [tiers])).toEqual([['R02', 3000]]);
    expect(amounts(order({ distanceMilliKm: 90_000 }), [tiers])).toEqual([['R02', 8000]]);
    expect(why(order({ distanceMilliKm: 100_001 }), [tiers], 'R02')).toBe('beyond_last_tier');
  });

  it('distance is charged once per household and day', () => {
    expect(why(order({ householdCharged: ['distance'] }), [distance], 'R01')).toBe('household_charged');
  });

  it('the version in force on the day of finishing counts', () => {
    const old = rule('R11', { version: 1, toDay: '2026-08-31', how: { how: 'per_unit', unitFen: 14_000 } });
    const fresh = rule('R11', {
      version: 2,
      fromDay: '2026-09-01',
      how: { how: 'per_unit', unitFen: 13_800 },
    });
    expect(amounts(order({ day: '2026-08-31' }), [old, fresh])).toEqual([['R11', 14_000]]);
    expect(amounts(order({ day: '2026-09-01' }), [old, fresh])).toEqual([['R11', 13_800]]);
    expect(why(order({ day: '2026-08-31' }), [fresh], 'R11')).toBe('not_yet');
  });

  it('season money only in its months, for its models, in time', () => {
    const season = rule('R06', {
      kind: 'season',
      scope: { itemCodes: ['AZ-KT-GJ'], months: [6, 7, 8], withinHours: 48 },
      how: { how: 'per_unit', unitFen: 1500 },
    });
    expect(amounts(order(), [season])).toEqual([['R06', 1500]]);
    expect(why(order({ day: '2026-09-01' }), [season], 'R06')).toBe('month');
    expect(why(order({ hoursToFinish: 49 }), [season], 'R06')).toBe('too_late');
    expect(why(order({ machines: [machine('m1', { itemCode: 'AZ-DR' })] }), [season], 'R06')).toBe('item');
  });

  it('height fee per machine with its proof only', () => {
    const height = rule('R05', {
      kind: 'height',
      scope: { heightWork: true },
      how: { how: 'per_unit', unitFen: 6000 },
    });
    const facts = order({ machines: [machine('m1', { heightWork: true }), machine('m2')] });
    expect(amounts(facts, [height])).toEqual([['R05', 6000]]);
    expect(why(facts, [height], 'R05')).toBe('height');
  });

  it('the second machine at ninety per cent, also when two rules price them or one line holds three', () => {
    const fridge = rule('P-2', {
      scope: { itemCodes: ['B'] },
      how: { how: 'per_unit', unitFen: 10_000 },
      furtherMachinesBp: 9000,
    });
    const washer = rule('P-1', {
      scope: { itemCodes: ['A'] },
      how: { how: 'per_unit', unitFen: 10_000 },
      furtherMachinesBp: 9000,
    });
    const two = order({ machines: [machine('m1', { itemCode: 'A' }), machine('m2', { itemCode: 'B' })] });
    expect(sumFor(computeFees(two, [fridge, washer]).lines, 'payer')).toBe(19_000);
    const three = order({ machines: [machine('m1', { itemCode: 'A', qtyMilli: 3000 })] });
    expect(sumFor(computeFees(three, [washer]).lines, 'payer')).toBe(28_000);
  });

  it('only machines that were worked on are paid', () => {
    const facts = order({ machines: [machine('m1'), machine('m2', { worked: false })] });
    expect(amounts(facts, [install])).toEqual([['P-GJ', 13_000]]);
  });

  it('the best rule of a kind wins, the others say they were outranked', () => {
    const general = rule('G', { payerCode: null, how: { how: 'per_unit', unitFen: 9000 } });
    expect(amounts(order(), [general, install])).toEqual([['P-GJ', 13_000]]);
    expect(why(order(), [general, install], 'G')).toBe('outranked');
    const forced = rule('F', { payerCode: null, priority: 5, how: { how: 'per_unit', unitFen: 1 } });
    expect(amounts(order(), [forced, install])).toEqual([['F', 1]]);
  });

  it('commission is taken from the lines, rounded once', () => {
    const commission = rule('R08', {
      kind: 'commission',
      basis: 'order',
      how: { how: 'percent', rateBp: -500, ofKinds: ['install', 'distance'] },
    });
    expect(amounts(order(), [commission, install, distance])).toEqual([
      ['P-GJ', 13_000],
      ['R01', 1300],
      ['R08', -715],
    ]);
    expect(why(order({ machines: [] }), [commission], 'R08')).toBe('nothing_to_share');
  });

  it('an empty trip is paid per visit that was empty, once per order where the payer says so', () => {
    const empty = rule('R14', {
      kind: 'empty_trip',
      basis: 'visit',
      scope: { outcomes: ['empty_user_absent', 'empty_site'] },
      how: { how: 'flat', amountFen: 2000 },
    });
    const facts = order({ visits: ['empty_user_absent', 'empty_site', 'done'] });
    expect(amounts(facts, [empty])).toEqual([['R14', 4000]]);
    expect(amounts(facts, [{ ...empty, limit: 'order' }])).toEqual([['R14', 2000]]);
    expect(why(order(), [empty], 'R14')).toBe('outcome');
  });

  it('rework is not paid, and says so with a line of zero', () => {
    const rework = rule('R16', { priority: 9, scope: { rework: true }, how: { how: 'flat', amountFen: 0 } });
    const facts = order({ machines: [machine('m1', { rework: true })] });
    expect(amounts(facts, [install, rework])).toEqual([['R16', 0]]);
  });

  it('extras with a signed price become lines of the user', () => {
    const facts = order({
      extras: [
        {
          extraId: 'x1',
          kind: 'material',
          code: 'ZX-GUAN',
          party: 'user',
          qtyMilli: 2500,
          unitFen: 8000,
          machineId: 'm1',
        },
        {
          extraId: 'x2',
          kind: 'extra',
          code: 'ZX-KONG',
          party: 'user',
          qtyMilli: 1000,
          unitFen: null,
          machineId: null,
        },
      ],
    });
    const hole = rule('Z', {
      payerCode: null,
      party: 'user',
      kind: 'extra',
      basis: 'extra',
      scope: { extraCodes: ['ZX-KONG'] },
      how: { how: 'per_unit', unitFen: 5000 },
    });
    expect(amounts(facts, [hole])).toEqual([
      ['quote', 20_000],
      ['Z', 5000],
    ]);
  });

  const anyRule = fc.record({
    code: fc.constantFrom('A', 'B', 'C', 'D'),
    version: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom('install', 'distance', 'season', 'commission'),
    basis: fc.constantFrom('machine' as const, 'order' as const),
    priority: fc.nat(2),
    unitFen: fc.integer({ min: -5000, max: 50_000 }),
    percent: fc.boolean(),
    max: fc.option(fc.nat(20_000)),
  });

  it('does not depend on the order of the rules, gives whole fen, and keeps to one line per kind and thing', () => {
    holds(
      [
        fc.uniqueArray(anyRule, { maxLength: 8, selector: (one) => `${one.code}${one.version}` }),
        fc.nat(4),
        fc.nat(),
      ],
      (some, count, shift) => {
        const rules = some.map((one) =>
          rule(one.code, {
            ...one,
            maxFen: one.max,
            how: one.percent
              ? { how: 'percent', rateBp: one.unitFen, ofKinds: ['install', 'distance'] }
              : { how: 'per_unit', unitFen: one.unitFen },
          }),
        );
        const facts = order({ machines: Array.from({ length: count }, (_, n) => machine(`m${n}`)) });
        const one = computeFees(facts, rules);
        const at = rules.length === 0 ? 0 : shift % rules.length;
        expect(computeFees(facts, [...rules.slice(at), ...rules.slice(0, at)])).toEqual(one);
        const keys = one.lines.map((line) => `${line.kind} ${line.machineId}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const line of one.lines) expect(Number.isSafeInteger(line.amountFen)).toBe(true);
      },
    );
  });

  it('every kind has an account', () => {
    for (const kind of feeKinds) expect(findAccount(incomeAccountOf(kind.code)), kind.code).not.toBeNull();
  });
});

describe('pay', () => {
  const piece: PayScheme = {
    code: 'P2',
    version: 1,
    pieceBp: 10_000,
    payerShareBp: null,
    userLabourBp: 5000,
    partsMarginBp: 2000,
  };
  const partner: PayScheme = {
    code: 'P3',
    version: 1,
    pieceBp: null,
    payerShareBp: 7000,
    userLabourBp: 5000,
    partsMarginBp: 2000,
  };
  const facts = {
    workers: [
      { staffId: 't1', weight: 60, scheme: piece },
      { staffId: 't2', weight: 40, scheme: piece },
    ],
    pieces: [{ machineId: 'm1', itemCode: 'AZ-KT-LJ3', pieceFen: 13_501, qtyMilli: 1000, worked: true }],
    lines: [],
    parts: [],
    extraShares: {},
    allowances: [],
  };

  it('two men share sixty to forty without losing a fen', () => {
    const lines = computePay(facts);
    expect(lines.map((line) => [line.holderId, line.amountFen])).toEqual([
      ['t1', 8101],
      ['t2', 5400],
    ]);
    expect(lines[0]?.explain.params).toEqual({ baseFen: 13_501, weight: 60, ofWeights: 100, rateBp: 10_000 });
  });

  it('whole pots are shared out whole, whatever the weights', () => {
    holds(
      [fc.nat(1_000_000), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 })],
      (pieceFen, weights) => {
        const workers = weights.map((weight, n) => ({ staffId: `t${n}`, weight, scheme: piece }));
        const lines = computePay({
          ...facts,
          workers,
          pieces: [{ ...facts.pieces[0]!, pieceFen }],
          allowances: [{ kind: 'allowance', amountFen: 777, rule: 'T2' }],
        });
        expect(sumFor(lines, 'technician')).toBe(pieceFen + 777);
      },
    );
  });

  it('a partner gets his share of what the payer pays, extras by the posted share, own parts by margin', () => {
    const { lines } = computeFees(
      order({
        extras: [
          {
            extraId: 'x1',
            kind: 'extra',
            code: 'ZX-SM',
            party: 'user',
            qtyMilli: 1000,
            unitFen: 3000,
            machineId: null,
          },
        ],
      }),
      [install],
    );
    const pay = computePay({
      ...facts,
      workers: [{ staffId: 't9', weight: 100, scheme: partner }],
      lines,
      extraShares: { x1: 1800 },
      parts: [
        { extraId: 'p1', priceFen: 19_000, costFen: 9500, own: true },
        { extraId: 'p2', priceFen: 19_000, costFen: 9500, own: false },
      ],
    });
    expect(pay.map((line) => [line.explain.code, line.amountFen])).toEqual([
      ['posted_share', 1800],
      ['payer_share', 9100],
      ['parts_margin', 1900],
    ]);
  });

  it('piece rates and posted shares kept as rules become lines per person', () => {
    const pieceRule = rule('GJ.PIECE', {
      payerCode: null,
      party: 'technician',
      kind: 'piece',
      how: { how: 'per_unit', unitFen: 8000 },
    });
    const shareRule = rule('ZX-SM.SHARE', {
      payerCode: null,
      party: 'technician',
      kind: 'share',
      basis: 'extra',
      scope: { extraCodes: ['ZX-SM'] },
      how: { how: 'per_unit', unitFen: 1800 },
    });
    const extra = {
      extraId: 'x1',
      kind: 'extra',
      code: 'ZX-SM',
      party: 'user' as const,
      qtyMilli: 1000,
      unitFen: 3000,
      machineId: null,
    };
    const { lines } = computeFees(order({ extras: [extra] }), [pieceRule, shareRule, install]);
    const pay = computePay({ ...facts, lines, ...payPotsOf(lines) });
    expect(sumFor(pay, 'technician')).toBe(9800);
    expect(pay.every((line) => line.holderId !== null)).toBe(true);
  });

  it('a sub-shop gets its share of all the payer pays', () => {
    const { lines } = computeFees(order(), [install, distance]);
    expect(computeSubShopFee(lines, 's1', 8500, { code: 'R18', version: 1 })[0]?.amountFen).toBe(12_155);
  });
});
