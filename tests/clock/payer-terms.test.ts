import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClockRounds } from '../../main/services/clock/loop.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
let payerId = '';
beforeAll(async () => {
  rig = await dispatchRig(12);
  payerId = rig.id(
    `SELECT payer_id FROM work_order WHERE deadline_kind <> 'staff_accept' AND deadline_at IS NOT NULL AND payer_id IS NOT NULL
     GROUP BY payer_id ORDER BY count(*) DESC, payer_id LIMIT 1`,
  );
});
afterAll(() => rig.close());

const terms = async () => ok(rig.outlet.call(rig.manager, 'clock.terms', { payerId }));
const dues = () =>
  rig.outlet.store.read
    .prepare(
      'SELECT id, deadline_at AS at FROM work_order WHERE payer_id = ? AND deadline_at IS NOT NULL ORDER BY id',
    )
    .all(payerId) as { id: string; at: number }[];
const round = () =>
  new ClockRounds({ env: rig.env, store: rig.outlet.store }).round(new AbortController().signal);

describe('terms of a payer', () => {
  test('what saving would do is said before, and is what happens after', async () => {
    const [now] = (await terms()).versions;
    if (now === undefined) throw new Error('no version');
    expect(now.openOrders).toBeGreaterThan(0);
    const slower = {
      ...now.terms,
      acceptMin: null,
      firstCallMin: null,
      finishHours: 480,
      finishHoursSeason: 480,
    };
    const input = { payerId, fromDay: now.fromDay, terms: slower };
    const same = await ok(rig.outlet.call(rig.manager, 'clock.tryTerms', { ...input, terms: now.terms }));
    expect(same).toMatchObject({ earlier: 0, later: 0, stopped: 0, started: 0, examples: [] });
    const tried = await ok(rig.outlet.call(rig.manager, 'clock.tryTerms', input));
    expect(tried.later).toBeGreaterThan(0);
    expect(tried.openOrders).toBe(now.openOrders);
    const before = new Map(dues().map((one) => [one.id, one.at]));
    expect(
      (await refused(rig.outlet.call(rig.dispatcher, 'clock.saveTerms', { ...input, version: now.version })))
        .code,
    ).toBe('forbidden');
    const saved = await ok(
      rig.outlet.call(rig.manager, 'clock.saveTerms', { ...input, version: now.version }),
    );
    expect(
      (await refused(rig.outlet.call(rig.manager, 'clock.saveTerms', { ...input, version: now.version })))
        .code,
    ).toBe('conflict');
    expect((await ok(rig.outlet.call(rig.manager, 'clock.payers', {}))).recomputing).toBe(true);
    await round();
    expect((await ok(rig.outlet.call(rig.manager, 'clock.payers', {}))).recomputing).toBe(false);
    const moved = dues().filter((one) => one.at > (before.get(one.id) ?? Number.POSITIVE_INFINITY));
    expect(moved).toHaveLength(tried.later);
    // What the form does not show is as it was, and saving the same again moves nothing.
    const again = (await terms()).versions[0];
    expect(again?.terms).toEqual(slower);
    const after = dues();
    await ok(rig.outlet.call(rig.manager, 'clock.saveTerms', { ...input, version: saved.version }));
    await round();
    expect(dues()).toEqual(after);
  });

  test('a version that begins later leaves orders received before it alone, and keeps the rest of the profile', async () => {
    const before = dues();
    const [now] = (await terms()).versions;
    const input = { payerId, fromDay: '2027-01-01', terms: { ...now!.terms, acceptMin: 5, firstCallMin: 5 } };
    const tried = await ok(rig.outlet.call(rig.manager, 'clock.tryTerms', input));
    expect(tried).toMatchObject({ openOrders: 0, earlier: 0 });
    await ok(rig.outlet.call(rig.manager, 'clock.saveTerms', { ...input, version: 0 }));
    await round();
    expect(dues()).toEqual(before);
    const { versions } = await terms();
    expect(versions.map((one) => one.fromDay)).toEqual(['2027-01-01', now!.fromDay]);
    const profile = (day: string) =>
      rig.outlet.store.read
        .prepare(
          'SELECT cutoff_day, pay_day, layout, old_part_days FROM payer_profile WHERE payer_id = ? AND from_day = ?',
        )
        .get(payerId, day);
    expect(profile('2027-01-01')).toEqual(profile(now!.fromDay));
  });

  test('far counties get their hours only where the payer grants them', async () => {
    const order = rig.id(
      "SELECT id FROM work_order WHERE payer_id = ? AND deadline_kind = 'finish' AND side_state IS NULL LIMIT 1",
      payerId,
    );
    const hour = 3_600_000;
    rig.outlet.store.gate.run(
      { command: 'test.county', requestId: 'county', deskId: 'test', staffId: null },
      (tx) => {
        const county = tx.value<string>('SELECT division_code FROM work_order WHERE id = ?', order);
        const row = tx.get<{ id: string }>('SELECT id FROM division WHERE code = ?', county);
        tx.update('division', row!.id, { extra_hours: 7 });
      },
    );
    const due = () => rig.value<number>('SELECT deadline_at FROM work_order WHERE id = ?', order);
    const before = due();
    const now = (await terms()).versions.find((one) => one.fromDay < '2027-01-01');
    const save = (extraHours: boolean, version: number) =>
      ok(
        rig.outlet.call(rig.manager, 'clock.saveTerms', {
          payerId,
          fromDay: now!.fromDay,
          version,
          terms: { ...now!.terms, extraHours },
        }),
      );
    const first = await save(true, now!.version);
    await round();
    expect(due()).toBe(before + 7 * hour);
    await save(false, first.version);
    await round();
    expect(due()).toBe(before);
  });

  test('what is no length of time is refused at the door', async () => {
    const [now] = (await terms()).versions;
    for (const wrong of [{ acceptMin: 0 }, { finishHours: -1 }, { answerWarnMilli: [1000] }])
      expect(
        (
          await refused(
            rig.outlet.call(rig.manager, 'clock.tryTerms', {
              payerId,
              fromDay: '2026-01-01',
              terms: { ...now!.terms, ...wrong },
            }),
          )
        ).code,
      ).toBe('input_invalid');
    expect((await refused(rig.outlet.call(rig.manager, 'clock.terms', { payerId: 'nobody' }))).code).toBe(
      'not_found',
    );
  });
});
