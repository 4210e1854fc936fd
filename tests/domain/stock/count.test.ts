import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseSample,
  countPostings,
  countResults,
  foldScans,
  needsApproval,
  presumedMilli,
  type CountLine,
  type CountScan,
} from '../../../domain/stock/count.ts';
import { stockKeyText, type StockKey } from '../../../domain/stock/key.ts';
import { holds } from '../support.ts';

const key = (bin: string, partId = 'p1', rest: Partial<StockKey> = {}): StockKey => ({
  partId,
  locationId: 'main',
  bin,
  condition: 'good',
  ownerKind: 'own',
  ownerId: '',
  lot: '',
  serial: '',
  ...rest,
});

const line = (
  id: string,
  at: StockKey | null,
  bookMilli: number,
  countedMilli: number,
  rest: Partial<CountLine> = {},
): CountLine => ({ id, key: at, bookMilli, countedMilli, decision: null, other: null, ...rest });

/** What the book says after the postings; external keys begin at what `other` says of them. */
function applied(lines: readonly CountLine[]): Map<string, number> {
  const book = new Map<string, number>();
  for (const one of lines) {
    if (one.key !== null) book.set(stockKeyText(one.key), one.bookMilli);
    if (one.other !== null && !book.has(stockKeyText(one.other.key)))
      book.set(stockKeyText(one.other.key), one.other.onHandMilli);
  }
  const add = (at: StockKey | null, milli: number) => {
    if (at !== null) book.set(stockKeyText(at), (book.get(stockKeyText(at)) ?? 0) + milli);
  };
  for (const move of countPostings(lines)) {
    expect(move.quantityMilli).toBeGreaterThan(0);
    add(move.from, -move.quantityMilli);
    add(move.to, move.quantityMilli);
  }
  return book;
}

describe('what the desks counted', () => {
  let made = 0;
  const scan = (
    deskId: string,
    kind: CountScan['kind'],
    quantityMilli = 1000,
    takesBack: string | null = null,
  ) => {
    made += 1;
    return { id: `s${made}`, kind, deskId, quantityMilli, takesBack, moveSeq: made };
  };

  it('adds desks up; a typed figure replaces only what its own desk counted', () => {
    const scans = [scan('a', 'add'), scan('b', 'add', 4000), scan('a', 'add'), scan('a', 'set', 7000)];
    expect(foldScans(scans)?.countedMilli).toBe(11_000);
  });

  it('a scan taken back is as if it had not been; with none left the key is not counted', () => {
    const one = scan('a', 'add');
    const two = scan('a', 'add');
    expect(foldScans([one, two, scan('a', 'back', 0, one.id)])?.countedMilli).toBe(1000);
    expect(foldScans([one, scan('b', 'back', 0, one.id)])).toBeNull();
    expect(foldScans([])).toBeNull();
  });

  it('nothing counted is a figure: zero typed is not the same as not counted', () => {
    expect(foldScans([scan('a', 'set', 0)])).toMatchObject({ countedMilli: 0 });
  });

  const desks = fc.array(
    fc.record({
      desk: fc.constantFrom('a', 'b', 'c'),
      set: fc.boolean(),
      milli: fc.integer({ min: 0, max: 9000 }),
    }),
    { maxLength: 25 },
  );
  it('however the scans of several desks come between each other, the sum is the same', () => {
    holds([desks, fc.infiniteStream(fc.nat())], (steps, noise) => {
      const scans = steps.map((step, index) => ({
        id: String(index),
        kind: step.set ? ('set' as const) : ('add' as const),
        deskId: step.desk,
        quantityMilli: step.milli,
        takesBack: null,
        moveSeq: index,
      }));
      const queues = ['a', 'b', 'c'].map((desk) => scans.filter((one) => one.deskId === desk));
      const mixed: CountScan[] = [];
      while (queues.some((queue) => queue.length > 0)) {
        const left = queues.filter((queue) => queue.length > 0);
        mixed.push(left[(noise.next().value as number) % left.length]!.shift()!);
      }
      return foldScans(mixed)?.countedMilli === foldScans(scans)?.countedMilli;
    });
  });
});

describe('what comes out of it', () => {
  it('equal, found, missing, in the wrong place, unknown', () => {
    const lines = [
      line('equal', key('A1', 'p1'), 3000, 3000),
      line('found', key('A1', 'p2'), 1000, 2000),
      line('missing', key('A1', 'p3'), 5000, 3000),
      line('gap', key('A1', 'p4'), 2000, 0),
      line('stray', key('B7', 'p4'), 0, 2000),
      line('unknown', null, 0, 1000),
    ];
    expect(countResults(lines)).toMatchObject([
      { outcome: 'equal', restMilli: 0, otherPlace: null },
      { outcome: 'found', restMilli: 1000 },
      { outcome: 'missing', restMilli: -2000 },
      { outcome: 'wrong_place', restMilli: 0, otherPlace: { bin: 'B7' } },
      { outcome: 'wrong_place', restMilli: 0, otherPlace: { bin: 'A1' } },
      { outcome: 'unknown', restMilli: 0 },
    ]);
    expect(countPostings(lines).map((one) => [one.lineId, one.kind, one.quantityMilli])).toEqual([
      ['stray', 'transfer', 2000],
      ['found', 'gain', 1000],
      ['missing', 'loss', 2000],
    ]);
  });

  it('a stray piece of which the book has fewer elsewhere is moved as far as it goes, the rest is a gain', () => {
    const other = { key: key('Z9'), onHandMilli: 1000 };
    const lines = [line('a', key('A1'), 0, 3000, { other }), line('b', key('A2'), 0, 1000, { other })];
    expect(countPostings(lines)).toMatchObject([
      { lineId: 'a', kind: 'transfer', quantityMilli: 1000 },
      { lineId: 'a', kind: 'gain', quantityMilli: 2000 },
      { lineId: 'b', kind: 'gain', quantityMilli: 1000 },
    ]);
  });

  it('a person may have a stray piece booked as a gain and a gap as a loss, or leave either', () => {
    const gap = line('gap', key('A1'), 2000, 0);
    const stray = line('stray', key('B1'), 0, 2000);
    const kinds = (...lines: CountLine[]) => countPostings(lines).map((one) => `${one.lineId} ${one.kind}`);
    expect(kinds(gap, stray)).toEqual(['stray transfer']);
    expect(kinds(gap, { ...stray, decision: 'post' })).toEqual(['gap loss', 'stray gain']);
    expect(kinds({ ...gap, decision: 'leave' }, stray)).toEqual(['stray gain']);
    expect(kinds({ ...gap, decision: 'leave' }, { ...stray, decision: 'leave' })).toEqual([]);
  });

  const anyLines = fc
    .array(
      fc.record({
        part: fc.constantFrom('p1', 'p2'),
        bin: fc.constantFrom('A1', 'A2', 'A3', 'B1'),
        book: fc.integer({ min: 0, max: 6 }),
        counted: fc.integer({ min: 0, max: 6 }),
        decision: fc.constantFrom(null, 'post' as const, 'move' as const),
        other: fc.option(fc.integer({ min: 0, max: 4 })),
      }),
      { maxLength: 8 },
    )
    .map((rows) => {
      const seen = new Map(rows.map((row) => [`${row.part} ${row.bin}`, row]));
      return [...seen.values()].map((row, index) =>
        line(`l${index}`, key(row.bin, row.part), row.book * 1000, row.counted * 1000, {
          decision: row.decision,
          other: row.other === null ? null : { key: key('Z9', row.part), onHandMilli: 2000 },
        }),
      );
    });

  it('after the postings the book is what was counted, and nothing elsewhere falls below zero', () => {
    holds([anyLines], (lines) => {
      const book = applied(lines);
      for (const one of lines)
        if (one.key !== null && book.get(stockKeyText(one.key)) !== one.countedMilli) return false;
      return [...book.values()].every((milli) => milli >= 0);
    });
  });

  it('counted again after the postings, nothing is left to post', () => {
    holds([anyLines], (lines) => {
      const book = applied(lines);
      const again = lines.map((one) => ({
        ...one,
        bookMilli: one.key === null ? 0 : (book.get(stockKeyText(one.key)) ?? 0),
        other:
          one.other === null
            ? null
            : { ...one.other, onHandMilli: book.get(stockKeyText(one.other.key)) ?? 0 },
      }));
      return countPostings(again).length === 0;
    });
  });
});

describe('later entries', () => {
  /**
   * A shelf whose book is wrong from the start, and business that goes on while it is counted. Whatever is entered
   * before, between and after the scans: posting makes the book what lies there, and gains and losses come to exactly
   * what was wrong at the beginning.
   */
  const story = fc.record({
    keys: fc.array(
      fc.record({ lies: fc.integer({ min: 5, max: 30 }), wrong: fc.integer({ min: -4, max: 4 }) }),
      { minLength: 1, maxLength: 5 },
    ),
    steps: fc.array(
      fc.record({
        what: fc.constantFrom('in' as const, 'out' as const, 'scan' as const),
        at: fc.nat(),
        many: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 60 },
    ),
  });
  it('never become a gain or a loss', () => {
    holds([story], ({ keys, steps }) => {
      const shelf = keys.map(({ lies, wrong }, index) => ({
        at: key(`A${index}`, `p${index}`),
        lies,
        book: Math.max(0, lies + wrong),
        wrong: Math.max(0, lies + wrong) - lies,
        line: null as CountLine | null,
      }));
      for (const step of steps) {
        const one = shelf[step.at % shelf.length]!;
        if (step.what === 'scan')
          one.line = line(`l${step.at % shelf.length}`, one.at, one.book * 1000, one.lies * 1000);
        else {
          const many = step.what === 'in' ? step.many : -Math.min(step.many, one.lies, one.book);
          one.lies += many;
          one.book += many;
        }
      }
      const lines = shelf.flatMap((one) => (one.line === null ? [] : [one.line]));
      let gains = 0;
      for (const posted of countPostings(lines)) {
        const one = shelf.find((row) => row.line?.id === posted.lineId)!;
        const many = (posted.kind === 'gain' ? posted.quantityMilli : -posted.quantityMilli) / 1000;
        one.book += many;
        gains += many;
      }
      const counted = shelf.filter((one) => one.line !== null);
      return (
        counted.every((one) => one.book === one.lies) &&
        gains === -counted.reduce((sum, one) => sum + one.wrong, 0)
      );
    });
  });

  it('of a key nobody counted only what came in meanwhile is sure to be there', () => {
    expect(presumedMilli(10_000, 0)).toBe(0);
    expect(presumedMilli(15_000, 5000)).toBe(5000);
    expect(presumedMilli(2000, 5000)).toBe(2000);
    expect(presumedMilli(0, 5000)).toBe(0);
  });
});

describe('approval and samples', () => {
  it('a gain does not pay for a loss', () => {
    expect(needsApproval(10_000, 10_000, 20_000)).toBe(false);
    expect(needsApproval(10_000, 10_001, 20_000)).toBe(true);
    expect(needsApproval(30_000, 0, 20_000)).toBe(true);
  });

  it('a sample has its size, takes nothing twice and every thing can be in it', () => {
    holds(
      [
        fc.uniqueArray(fc.nat(), { maxLength: 30 }),
        fc.nat({ max: 40 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })),
      ],
      (things, size, noise) => {
        const chosen = chooseSample(things, size, () => noise.next().value as number);
        return (
          chosen.length === Math.min(size, things.length) &&
          new Set(chosen).size === chosen.length &&
          chosen.every((one) => things.includes(one))
        );
      },
    );
    expect(chooseSample(['a', 'b', 'c'], 1, () => 0.99)).toEqual(['c']);
  });
});
