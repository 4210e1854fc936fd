import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Appointment, AppointmentStep } from '../../../domain/orders/appointment.ts';
import { appointmentSteps, computeAppointment, noAppointment } from '../../../domain/orders/appointment.ts';
import {
  getHoldReason,
  holdKeys,
  holdReasons,
  isUnreachable,
  pausesFor,
  stoppedClocks,
} from '../../../domain/orders/hold.ts';
import { findEdge } from '../../../domain/orders/life.ts';
import type { QueueFacts } from '../../../domain/orders/queue.ts';
import { queueNames, queueOf, queueWords } from '../../../domain/orders/queue.ts';
import { orderStates } from '../../../domain/orders/states.ts';
import {
  computeVerdict,
  edgeForVerdict,
  noVerdict,
  verdictAllowsAudit,
  verdictStatuses,
} from '../../../domain/orders/verdict.ts';
import { checkOutcome, getOutcome, visitOutcomes } from '../../../domain/visits/outcomes.ts';
import { holds } from '../support.ts';

const window = { startAt: 1000, endAt: 2000 };

describe('appointment', () => {
  it('may be agreed before anyone is assigned, changed, missed and booked again', () => {
    let now: Appointment = noAppointment;
    now = computeAppointment(now, { kind: 'agree', ...window });
    now = computeAppointment(now, { kind: 'change', startAt: 3000, endAt: 4000, ours: false });
    now = computeAppointment(now, { kind: 'miss' });
    now = computeAppointment(now, { kind: 'change', startAt: 5000, endAt: 6000, ours: true });
    expect(now).toEqual({ status: 'agreed', startAt: 5000, endAt: 6000, changes: 2, changesOurs: 1 });
  });

  it('keeps its invariants under any steps', () => {
    const step: fc.Arbitrary<AppointmentStep> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('propose' as const, 'agree' as const),
        startAt: fc.nat(1000),
        endAt: fc.nat(1000),
      }),
      fc.record({
        kind: fc.constant('change' as const),
        startAt: fc.nat(1000),
        endAt: fc.nat(1000),
        ours: fc.boolean(),
      }),
      fc.record({ kind: fc.constantFrom('miss' as const, 'drop' as const) }),
    );
    holds([fc.array(step, { maxLength: 20 })], (steps) => {
      let now = noAppointment;
      for (const one of steps) {
        const before = now;
        try {
          now = computeAppointment(now, one);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect(now).toBe(before);
          continue;
        }
        expect(appointmentSteps[before.status]).toContain(one.kind);
        expect(now.changes).toBeGreaterThanOrEqual(before.changes);
        expect(now.changesOurs).toBeLessThanOrEqual(now.changes);
        expect(now.startAt === null).toBe(now.status === 'none');
        if (now.startAt !== null) expect(now.endAt).toBeGreaterThan(now.startAt);
      }
    });
  });
});

describe('upstream verdict', () => {
  it('a return read twice is one return', () => {
    const once = computeVerdict(noVerdict, { kind: 'return', fix: 'refill', dueAt: 5 });
    expect(computeVerdict(once, { kind: 'return', fix: 'refill', dueAt: 5 })).toEqual(once);
    expect(computeVerdict(once, { kind: 'return', fix: 'redo', dueAt: 5 }).returns).toBe(2);
  });

  it('asks only for edges that exist', () => {
    for (const state of orderStates) {
      for (const status of verdictStatuses) {
        for (const fix of ['refill', 'redo', null] as const) {
          const action = edgeForVerdict({ ...noVerdict, status, fix }, state);
          if (action !== null) expect(findEdge(state, action), `${state} ${action}`).not.toBeNull();
        }
      }
    }
  });

  it('lets our audit pass only when the upstream did, where it speaks at all', () => {
    expect(verdictAllowsAudit(noVerdict, false)).toBe(true);
    expect(verdictAllowsAudit(noVerdict, true)).toBe(false);
    expect(verdictAllowsAudit({ ...noVerdict, status: 'passed' }, true)).toBe(true);
    expect(verdictAllowsAudit({ ...noVerdict, status: 'refused' }, false)).toBe(false);
  });
});

describe('holds', () => {
  it('every key has one reason with both names', () => {
    expect(holdReasons.map((reason) => reason.key)).toEqual([...holdKeys]);
    for (const reason of holdReasons) expect(reason.zh !== '' && reason.en !== '').toBe(true);
  });

  it('a payer may not accept a missing part as an excuse', () => {
    expect(stoppedClocks('part')).toContain('finish');
    expect(stoppedClocks('part', { part: [] })).toEqual([]);
    const spans = [
      { key: 'part' as const, fromMs: 1, toMs: 5 },
      { key: 'user_later' as const, fromMs: 7, toMs: null },
    ];
    expect(pausesFor('finish', spans)).toHaveLength(2);
    expect(pausesFor('finish', spans, { part: [] })).toEqual([{ fromMs: 7, toMs: null }]);
    expect(getHoldReason('tech_support').stops).toEqual([]);
  });

  it('three tries at different hours make unreachable, three in a row do not', () => {
    const hour = 3_600_000;
    const tries = (...hours: number[]) => hours.map((h) => ({ at: h * hour, connected: false }));
    expect(isUnreachable(tries(9, 9.1, 9.2))).toBe(false);
    expect(isUnreachable(tries(9, 12, 15))).toBe(true);
    expect(isUnreachable(tries(15, 9, 12))).toBe(true);
    expect(isUnreachable([...tries(9, 12), { at: 13 * hour, connected: true }, ...tries(15)])).toBe(false);
  });
});

describe('queues', () => {
  const facts = fc.record<QueueFacts>({
    state: fc.constantFrom(...orderStates),
    holdKey: fc.option(fc.constantFrom(...holdKeys)),
    appointment: fc.constantFrom('none', 'proposed', 'agreed', 'missed'),
    visit: fc.constantFrom('none', 'departed', 'arrived'),
    verdict: fc.constantFrom(...verdictStatuses),
    settled: fc.boolean(),
  });

  it('every order stands in one known queue with both names', () => {
    holds([facts], (one) => {
      const queue = queueOf(one);
      expect(queueNames).toContain(queue);
      expect(queueWords(queue).zh).not.toBe('');
    });
  });

  const base: QueueFacts = {
    state: 'ready',
    holdKey: null,
    appointment: 'none',
    visit: 'none',
    verdict: 'none',
    settled: false,
  };
  it.each<[Partial<QueueFacts>, string]>([
    [{ state: 'received' }, '待受理'],
    [{ state: 'ready', appointment: 'agreed' }, '待派单'],
    [{ state: 'dispatched' }, '待接单'],
    [{ state: 'accepted' }, '待预约'],
    [{ state: 'accepted', appointment: 'missed' }, '待预约'],
    [{ state: 'accepted', appointment: 'agreed' }, '待上门'],
    [{ state: 'accepted', appointment: 'agreed', visit: 'arrived' }, '服务中'],
    [{ state: 'finished' }, '待回单'],
    [{ state: 'finished', verdict: 'returned_for_fix' }, '待补资料'],
    [{ state: 'verified' }, '待审核'],
    [{ state: 'audited' }, '待结算'],
    [{ state: 'audited', settled: true }, '待关单'],
    [{ state: 'on_hold', holdKey: 'goods' }, '待货'],
    [{ state: 'intercepted' }, '撤单待确认'],
  ])('%j → %s', (some, zh) => expect(queueWords(queueOf({ ...base, ...some })).zh).toBe(zh));
});

describe('visit outcomes', () => {
  it('an outcome that ends nothing leads back to booking or to a hold', () => {
    for (const outcome of visitOutcomes) if (outcome.ends) expect(outcome.hold).toBeNull();
    expect(getOutcome('wait_part').hold).toBe('part');
  });

  it('part of the machines is part of the work', () => {
    const machines = [
      { machineId: 'a', result: 'installed' as const },
      { machineId: 'b', result: null },
    ];
    expect(checkOutcome('done', machines)).toBe('results_missing');
    expect(checkOutcome('partly_done', machines)).toBeNull();
    expect(checkOutcome('partly_done', machines.slice(0, 1))).toBe('all_done');
    expect(checkOutcome('partly_done', machines.slice(1))).toBe('none_done');
    expect(checkOutcome('empty_user_absent', machines)).toBeNull();
    expect(checkOutcome('cancelled_on_site', machines)).toBeNull();
  });
});
