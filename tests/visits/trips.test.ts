import { describe, expect, test } from 'vitest';
import { keyed, readyOrder, shotsOf, state, visitRig, type VisitRig } from './rig.ts';

async function plan(
  rig: VisitRig,
  orderId: string,
  people?: { staffId: string; part: 'lead' | 'helper'; shareMilli: number }[],
) {
  return rig.ask(rig.dispatcher, 'visits.plan', {
    orderId,
    version: state(rig, orderId).version,
    ...(people === undefined ? {} : { people }),
  });
}

describe('a trip', () => {
  test('nobody there: a miss with its cause, back to booking; the second trip is number two with a slip of its own', async () => {
    const rig = await visitRig(1);
    const order = await readyOrder(rig);
    const first = await rig.out(order.id);
    const planned = await plan(rig, order.id);
    expect(planned).toMatchObject({ visitNo: 1, state: 'planned' });
    const away = await rig.ask(rig.dispatcher, 'visits.depart', {
      visitId: planned.visitId,
      version: planned.version,
    });
    expect(away).toMatchObject({ state: 'departed', queue: 'on_the_way' });
    const there = await rig.ask(rig.dispatcher, 'visits.arrive', {
      visitId: planned.visitId,
      version: away.version,
    });
    expect(there).toMatchObject({ state: 'arrived', queue: 'on_site' });
    expect(
      await rig.refuse(rig.dispatcher, 'visits.arrive', { visitId: planned.visitId, version: there.version }),
    ).toMatchObject({ code: 'visit_step' });
    const ended = await rig.ask(rig.dispatcher, 'visits.end', {
      visitId: planned.visitId,
      version: there.version,
      outcome: 'empty_user_absent',
      causeCode: 'G01',
    });
    expect(ended).toMatchObject({ state: 'ended', orderState: 'accepted', queue: 'appointment' });
    // its paper is keyed against the same trip, which is over
    const slip = await rig.find(first.slip.number);
    expect(slip.visit).toMatchObject({ visitNo: 1, state: 'ended', outcome: 'empty_user_absent' });
    const returned = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        slip,
        { indoor: '', outdoor: '' },
        { outcome: 'empty_user_absent', machines: [], signed: false },
      ),
    );
    expect(returned).toMatchObject({ slipState: 'keyed', orderState: 'accepted' });
    const second = await rig.out(order.id);
    expect(second.slip.number).not.toBe(first.slip.number);
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        second,
        { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' },
        { shots: await shotsOf(rig, 'A') },
      ),
    );
    expect(done.verified).toBe(true);
    expect(rig.all('SELECT visit_no, outcome FROM visit ORDER BY visit_no')).toEqual([
      { visit_no: 1, outcome: 'empty_user_absent' },
      { visit_no: 2, outcome: 'done' },
    ]);
    expect(state(rig, order.id).visits).toBe(2);
  }, 60_000);

  test('one machine of two: the rest is booked anew and the first keeps its result', async () => {
    const rig = await visitRig(2);
    const order = await readyOrder(rig, { quantity: 2 });
    const found = await rig.out(order.id);
    expect(found.machines).toHaveLength(2);
    const [one, two] = found.machines.map((machine) => machine.id) as [string, string];
    const entry = (machineLineId: string, tail: string) => ({
      machineLineId,
      resultCode: 'installed',
      indoorCode: `LZ01N2603001${tail}`,
      outdoorCode: `LZ01W2603001${tail}`,
    });
    const all = await rig.refuse(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, { indoor: '', outdoor: '' }, { machines: [entry(one, '27')] }),
    );
    expect(all).toMatchObject({ code: 'visit_machines', params: { problem: 'results_missing' } });
    const part = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        found,
        { indoor: '', outdoor: '' },
        { outcome: 'partly_done', machines: [entry(one, '27')] },
      ),
    );
    expect(part).toMatchObject({ orderState: 'accepted', queue: 'appointment' });
    const second = await rig.out(order.id);
    expect(second.machines.map((machine) => machine.state)).toEqual(['finished', 'open']);
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        second,
        { indoor: '', outdoor: '' },
        { machines: [entry(two, '28')], shots: await shotsOf(rig, 'A') },
      ),
    );
    expect(done.orderState).toBe('verified');
    expect(rig.all('SELECT result_code, indoor_code FROM machine_line ORDER BY line_no')).toEqual([
      { result_code: 'installed', indoor_code: 'LZ01N260300127' },
      { result_code: 'installed', indoor_code: 'LZ01N260300128' },
    ]);
  }, 60_000);

  test('a part is missing: the order waits for it under its own name', async () => {
    const rig = await visitRig(3);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, { indoor: '', outdoor: '' }, { outcome: 'wait_part', machines: [] }),
    );
    expect(done).toMatchObject({ orderState: 'on_hold', queue: 'hold_part', verified: false });
  }, 60_000);

  test('shares of two men sum to the whole; times run forward', async () => {
    const rig = await visitRig(4);
    const order = await readyOrder(rig);
    const version = state(rig, order.id).version;
    const shares = await rig.refuse(rig.dispatcher, 'visits.plan', {
      orderId: order.id,
      version,
      people: [
        { staffId: 'T01', part: 'lead', shareMilli: 600 },
        { staffId: 'T02', part: 'helper', shareMilli: 300 },
      ],
    });
    expect(shares).toMatchObject({ code: 'visit_shares', params: { sum: 900 } });
    const planned = await plan(rig, order.id, [
      { staffId: 'T01', part: 'lead', shareMilli: 600 },
      { staffId: 'T02', part: 'helper', shareMilli: 400 },
    ]);
    const found = await rig.out(order.id);
    expect(found.visit?.people.map((person) => person.shareMilli)).toEqual([600, 400]);
    const slip = await rig.ask(rig.dispatcher, 'paper.preview', { kind: 'service_slip', id: found.slip.id });
    expect(slip.copyNo).toBe(2);
    const backwards = keyed(
      rig,
      found,
      { indoor: '', outdoor: '' },
      { arrivedAt: rig.minute(5), finishedAt: rig.minute(60) },
    );
    expect(await rig.refuse(rig.dispatcher, 'visits.returnSlip', backwards)).toMatchObject({
      code: 'visit_times',
    });
    const future = keyed(rig, found, { indoor: '', outdoor: '' }, { finishedAt: rig.minute(-60) });
    expect(await rig.refuse(rig.dispatcher, 'visits.returnSlip', future)).toMatchObject({
      code: 'visit_times',
      params: { problem: 'future' },
    });
    const dropped = await rig.ask(rig.dispatcher, 'visits.drop', {
      visitId: planned.visitId,
      version: planned.version,
      reasonCode: 'G02',
    });
    expect(dropped).toMatchObject({ state: 'void', orderState: 'accepted' });
  }, 60_000);
});
