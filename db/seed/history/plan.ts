import {
  addDays,
  atLocal,
  businessDay,
  localMinutes,
  monthOf,
  addMonths,
} from '../../../domain/time/business-day.ts';
import type { OrderState } from '../../../domain/orders/states.ts';
import type { DemoFile } from '../demo-file.ts';
import { chanceOf, type Chance } from './chance.ts';
import { blankPlan, minutesOf } from './blank-plan.ts';
import { planFees } from './plan-fees.ts';
import type {
  HistorySource,
  OrderPlan,
  PlannedAppointment,
  PlannedStep,
  PlannedVisit,
} from './plan-types.ts';

const minute = 60_000;
const hour = 3_600_000;

export interface PlanContext {
  demo: DemoFile;
  seed: string;
  now: number;
  /** Office people who do the desk's steps. */
  dispatcherId: string;
  accountantId: string;
}

/** The next moment the desk is open (08:00–20:00), a little later than asked. */
function atDesk(ms: number): number {
  const minutes = localMinutes(ms);
  if (minutes >= 480 && minutes < 1200) return ms;
  const day = businessDay(ms);
  return atLocal(minutes < 480 ? day : addDays(day, 1), 480) + (ms % (40 * minute));
}

/** People who can do this item, by skill and level; anyone who visits where nobody has the skill. */
function fittingStaff(demo: DemoFile, serviceCode: string): DemoFile['staff'] {
  const item = demo.service_items.find((one) => one.code === serviceCode);
  const visitors = demo.staff.filter((person) => person.daily_capacity_minutes > 0);
  if (item === undefined) return visitors;
  const able = visitors.filter((person) =>
    person.skills.some((skill) => skill.code === item.skill && skill.level >= item.min_level),
  );
  return able.length > 0 ? able : visitors;
}

/**
 * Plans the fate of one order: taken in, called, booked, assigned, visited, keyed, audited, settled. Steps that lie
 * after `now` do not happen, so young orders stand where a living shop would have them.
 */
export function planOrder(source: HistorySource, context: PlanContext): OrderPlan {
  const { demo, now } = context;
  const chance = chanceOf(context.seed, source.connection, source.upstreamId);
  const receivedAt = Math.min(source.createdAt + chance.between(1, 6) * minute, now);
  const plan = blankPlan(source, receivedAt);
  const limit = Math.min(now, source.cancelAt ?? Number.POSITIVE_INFINITY);
  const walk = new Walk(plan, limit);
  live(walk, source, context, chance);
  if (source.cancelAt !== null && source.cancelAt <= now) withdraw(plan, source.cancelAt, context);
  const last = plan.steps.at(-1);
  plan.lastAt = Math.max(plan.lastAt, last?.at ?? 0);
  if (plan.finishedAt !== null) planFees(plan, demo, chance);
  return plan;
}

/** Takes steps one after the other until the next would lie beyond the limit. */
class Walk {
  readonly plan: OrderPlan;
  readonly limit: number;
  isOver = false;
  constructor(plan: OrderPlan, limit: number) {
    this.plan = plan;
    this.limit = limit;
  }
  /** True when the step happened. */
  step(
    action: PlannedStep['action'],
    to: OrderState,
    at: number,
    staffId: string | null,
    params: PlannedStep['params'] = {},
  ): boolean {
    if (this.isOver || at > this.limit) {
      this.isOver = true;
      return false;
    }
    const { plan } = this;
    plan.steps.push({ action, from: plan.sideState ?? plan.state, to, at, staffId, params });
    if (to === 'on_hold') plan.sideState = to;
    else {
      plan.state = to;
      plan.sideState = null;
    }
    plan.lastAt = at;
    return true;
  }
}

function live(walk: Walk, source: HistorySource, context: PlanContext, chance: Chance): void {
  const { plan } = walk;
  const { demo, dispatcherId } = context;
  const approvedAt = atDesk(plan.receivedAt + chance.between(3, 35) * minute);
  if (!walk.step('approve', 'ready', approvedAt, dispatcherId)) return;
  plan.upstreamStatus = 'accepted';
  const calledAt = atDesk(approvedAt + chance.between(5, 70) * minute);
  if (calledAt > walk.limit) return;
  plan.calls.push({ at: calledAt, result: 'connected', seconds: chance.between(35, 190), nextAt: null });
  plan.lastAt = calledAt;
  if (holds(walk, source, calledAt, context, chance)) return;

  const wanted = businessDay(Math.max(calledAt, source.goodsExpectedAt ?? 0));
  const late = localMinutes(calledAt) > 900;
  const roll = chance.next();
  const days = roll < 0.31 && !late ? 0 : roll < 0.77 ? 1 : chance.between(2, 4);
  const first = makeAppointment(demo, addDays(wanted, days), calledAt, chance);
  plan.appointments.push(first);
  let booked = first;
  const isOut = demo.sub_shops.find((shop) => shop.counties.includes(countyCode(demo, source.county)));
  const men = fittingStaff(demo, source.serviceCode);
  const man = chance.pick(men);
  const assignedAt = Math.max(
    calledAt + 5 * minute,
    Math.min(atDesk(calledAt + chance.between(20, 180) * minute), first.startAt - 40 * minute),
  );
  const who: PlannedStep['params'] = isOut === undefined ? { staffId: man.id } : { subShopId: isOut.code };
  if (!walk.step('assign', 'dispatched', assignedAt, dispatcherId, who)) return;
  plan.assignedAt = assignedAt;
  plan.staffId = isOut === undefined ? man.id : null;
  plan.subShopId = isOut?.code ?? null;
  plan.upstreamStatus = 'booked';
  const acceptedAt = assignedAt + chance.between(2, 25) * minute;
  if (!walk.step('accept', 'accepted', acceptedAt, plan.staffId ?? dispatcherId)) return;
  plan.acceptedAt = acceptedAt;

  if (chance.hit(0.14)) {
    const changedAt = first.startAt - chance.between(60, 240) * minute;
    if (changedAt > acceptedAt && changedAt <= walk.limit) {
      const own = chance.hit(0.35);
      booked = makeAppointment(demo, addDays(first.day, chance.between(1, 2)), changedAt, chance);
      booked.state = 'changed';
      booked.reasonCode = own ? 'G02' : 'G01';
      booked.faultOf = own ? 'outlet' : 'user';
      plan.appointments.push(booked);
      plan.lastAt = changedAt;
    }
  }
  if (!visitUntilDone(walk, booked, chance)) return;
  finish(walk, source, context, chance);
}

/** Some orders wait: goods not there, nobody answers, the user wants it later. Old ones have long gone on. */
function holds(
  walk: Walk,
  source: HistorySource,
  calledAt: number,
  context: PlanContext,
  chance: Chance,
): boolean {
  const { plan } = walk;
  const isYoung = context.now - source.createdAt < 9 * 24 * hour;
  const waits = source.goodsExpectedAt !== null && source.goodsExpectedAt > context.now;
  const roll = chance.next();
  if (!isYoung || (!waits && roll > 0.07)) return false;
  const [key, reasonCode] = waits
    ? (['goods', 'H02'] as const)
    : roll < 0.02
      ? (['unreachable', 'H04'] as const)
      : roll < 0.05
        ? roll < 0.03
          ? (['part', 'H01'] as const)
          : (['user_later', 'H03'] as const)
        : (['site_not_ready', 'H05'] as const);
  const nextAt =
    key === 'goods' || key === 'part' ? null : atDesk(context.now + chance.between(-2, 40) * hour);
  if (key === 'unreachable') {
    const call = plan.calls[0];
    if (call !== undefined) Object.assign(call, { result: 'no_answer', seconds: null });
    for (const hours of [3, 7])
      if (calledAt + hours * hour <= walk.limit)
        plan.calls.push({
          at: atDesk(calledAt + hours * hour),
          result: 'no_answer',
          seconds: null,
          nextAt: null,
        });
  }
  const at = Math.max(calledAt + 2 * minute, plan.calls.at(-1)?.at ?? 0);
  if (!walk.step('hold', 'on_hold', at, context.dispatcherId, { reason: reasonCode, holdKey: key }))
    return true;
  plan.hold = { key, reasonCode, fromAt: at, nextAt };
  plan.upstreamStatus = 'on_hold';
  return true;
}

/** True when the last visit ended with the work done. */
function visitUntilDone(walk: Walk, booked: PlannedAppointment, chance: Chance): boolean {
  const { plan } = walk;
  const trips = chance.hit(0.11) ? 2 : 1;
  let slot = booked;
  for (let trip = 1; trip <= trips; trip += 1) {
    const departedAt = slot.startAt - chance.between(10, 40) * minute;
    const arrivedAt = slot.startAt + chance.between(-5, 35) * minute;
    const endedAt = arrivedAt + chance.between(35, 150) * minute;
    const visit: PlannedVisit = {
      day: slot.day,
      slotId: slot.slotId,
      startAt: slot.startAt,
      endAt: slot.endAt,
      departedAt: departedAt <= walk.limit ? departedAt : null,
      arrivedAt: arrivedAt <= walk.limit ? arrivedAt : null,
      endedAt: endedAt <= walk.limit ? endedAt : null,
      outcome: null,
      causeCode: null,
    };
    if (visit.departedAt === null) return false;
    plan.visits.push(visit);
    plan.lastAt = visit.endedAt ?? visit.arrivedAt ?? visit.departedAt;
    if (visit.arrivedAt !== null && visit.endedAt === null) plan.upstreamStatus = 'on_site';
    if (visit.endedAt === null) return false;
    const isLast = trip === trips;
    visit.outcome = isLast ? 'done' : chance.pick(['wait_part', 'empty_user_absent', 'empty_goods']);
    if (isLast) return true;
    const at = atDesk(visit.endedAt + chance.between(20, 120) * minute);
    if (at > walk.limit) return false;
    slot = { ...slot, ...makeSlot(addDays(slot.day, chance.between(1, 3)), slot.slotId, slot) };
    plan.appointments.push({ ...slot, state: 'changed', reasonCode: 'G03', faultOf: 'none', at });
    plan.lastAt = at;
  }
  return false;
}

function finish(walk: Walk, source: HistorySource, context: PlanContext, chance: Chance): void {
  const { plan } = walk;
  const { demo, now } = context;
  const endedAt = plan.visits.at(-1)?.endedAt ?? 0;
  const fault = demo.faults.filter((one) => one.category === source.category);
  if (source.serviceType === '维修' && fault.length > 0) plan.faultId = chance.pick(fault).code;
  plan.resultCode =
    source.serviceType === '维修'
      ? chance.hit(0.05)
        ? 'no_fault_found'
        : 'repaired'
      : (resultOf[source.serviceType] ?? 'installed');
  if (!walk.step('finish', 'finished', endedAt + chance.between(1, 6) * minute, plan.staffId)) return;
  plan.finishedAt = plan.steps.at(-1)?.at ?? endedAt;
  plan.upstreamStatus = 'verified';
  // Slips come back in the evening and are keyed then or next morning.
  const evening = atLocal(businessDay(endedAt), chance.between(1080, 1215));
  const keyedAt = evening > plan.finishedAt ? evening : atDesk(plan.finishedAt + 30 * minute);
  if (!walk.step('verify', 'verified', keyedAt, context.dispatcherId)) return;
  const auditedAt = atLocal(addDays(businessDay(keyedAt), chance.between(1, 2)), chance.between(560, 1080));
  if (!walk.step('audit', 'audited', auditedAt, context.accountantId)) return;
  plan.auditedDay = businessDay(auditedAt);
  const settleMonth = addMonths(monthOf(plan.auditedDay), 2);
  // Months before the last are paid by the payer, paid to the men, and closed.
  if (settleMonth > monthOf(businessDay(now))) return;
  const paidAt = atLocal(`${addMonths(monthOf(plan.auditedDay), 1)}-26`, chance.between(560, 1000));
  if (walk.step('close', 'closed', paidAt, context.accountantId)) {
    plan.settled = true;
    plan.upstreamStatus = 'settled';
  }
}

const resultOf: Record<string, string> = {
  清洗: 'cleaned',
  测量: 'measured',
  鉴定: 'appraised_faulty',
  拆机: 'installed',
  移机: 'installed',
};

/** The platform takes the order back: intercepted, and confirmed at the desk soon after. */
function withdraw(plan: OrderPlan, at: number, context: PlanContext): void {
  const before = plan.sideState ?? plan.state;
  if (plan.finishedAt !== null) return;
  plan.steps.push({
    action: 'intercept',
    from: before,
    to: 'intercepted',
    at,
    staffId: null,
    params: { reason: 'platform_cancelled' },
  });
  plan.sideState = 'intercepted';
  plan.upstreamStatus = 'cancelled';
  plan.lastAt = at;
  plan.hold = null;
  const confirmedAt = atDesk(at + 25 * minute);
  if (confirmedAt > context.now - 3 * hour) return;
  plan.steps.push({
    action: 'confirm_interception',
    from: 'intercepted',
    to: 'cancelled',
    at: confirmedAt,
    staffId: context.dispatcherId,
    params: {},
  });
  plan.sideState = 'cancelled';
  plan.lastAt = confirmedAt;
}

function makeAppointment(demo: DemoFile, day: string, at: number, chance: Chance): PlannedAppointment {
  let chosen = day;
  const usual = demo.slots.filter((slot) => slot.code !== 'EVE' || chance.hit(0.2));
  let slot = chance.pick(usual);
  // A time that has passed already is nobody's promise.
  if (atLocal(chosen, minutesOf(slot.from)) < at + hour) {
    const later = demo.slots.find((one) => atLocal(chosen, minutesOf(one.from)) >= at + hour);
    if (later === undefined) chosen = addDays(chosen, 1);
    else slot = later;
  }
  return {
    state: 'agreed',
    slotId: slot.code,
    day: chosen,
    startAt: atLocal(chosen, minutesOf(slot.from)),
    endAt: atLocal(chosen, minutesOf(slot.to)),
    reasonCode: null,
    faultOf: 'none',
    at,
  };
}

const makeSlot = (day: string, slotId: string, like: { startAt: number; endAt: number; day: string }) => {
  const shift = atLocal(day, 0) - atLocal(like.day, 0);
  return { day, slotId, startAt: like.startAt + shift, endAt: like.endAt + shift };
};
const countyCode = (demo: DemoFile, name: string) =>
  demo.divisions.find((one) => one.name === name)?.code ?? '';
