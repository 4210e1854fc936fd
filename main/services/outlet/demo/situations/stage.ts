import { blankPlan, minutesOf } from '../../../../../db/seed/history/blank-plan.ts';
import { chanceOf } from '../../../../../db/seed/history/chance.ts';
import { planFees } from '../../../../../db/seed/history/plan-fees.ts';
import type { OrderPlan, PlannedAppointment } from '../../../../../db/seed/history/plan-types.ts';
import type { DemoFile } from '../../../../../db/seed/index.ts';
import type { Store } from '../../../../../db/store.ts';
import type { Tx } from '../../../../../db/tx.ts';
import type { Env } from '../../../../../domain/kernel/env.ts';
import type { OrderAction } from '../../../../../domain/orders/life.ts';
import type { OrderState } from '../../../../../domain/orders/states.ts';
import { atLocal, businessDay } from '../../../../../domain/time/business-day.ts';
import type { CanonicalOrder } from '../../../../../domain/orders/canonical.ts';
import type { RawItem } from '../../../../platforms/adapter.ts';
import type { SandboxOrder } from '../../../../platforms/sandbox/shapes.ts';
import { sourceOf, type Intake, type Taken } from '../intake.ts';
import { writeOrderPlan } from '../write-order.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const dayMs = 24 * hour;

/** What a situation is planted with. Times of a story count back from `now`, the moment the demo began (UTC ms). */
export interface Stage {
  store: Store;
  env: Env;
  demo: DemoFile;
  intake: Intake;
  now: number;
  /** Business day of `now`. */
  today: string;
  /** One gate call per name; a name that was written before is left alone. Without a word: the dispatcher did it. */
  run(name: string, write: (tx: Tx) => void, by?: { staffId?: string | null; deskId?: string }): void;
  /** Id of the order that stands here for one of theirs. */
  idOf(upstreamNumber: string): string;
}

export interface Household {
  name: string;
  phone: string;
  /** Position in the demo file's estates. */
  estate: number;
  door: string;
}

const reached = ['received', 'ready', 'dispatched', 'accepted', 'finished', 'verified', 'audited'] as const;

export interface Story {
  id: string;
  connection: string;
  /** Code of the service item. */
  item: string;
  models: readonly string[];
  household: Household;
  state: (typeof reached)[number];
  staffId?: string;
  /** Days since the visit of a finished order; for others the appointment is on `day`, else today. */
  daysAgo?: number;
  day?: string;
  slotId?: string;
  goodsExpectedAt?: number;
  /** The man is at the door or inside, the visit is not over. */
  onSite?: boolean;
  outOfWarranty?: boolean;
  remark?: string;
  faultText?: string;
  /** Last word on what was planned, before it is written. */
  adjust?(plan: OrderPlan): void;
}

/** Plans a story outside the gate; the function answered writes it and gives the order's id. */
export function tell(stage: Stage, story: Story): (tx: Tx) => string {
  const { plan, taken } = take(stage, story, orderOf(stage, story));
  return (tx) => {
    const id = writeOrderPlan(tx, stage.demo, plan, taken);
    if (id === null) throw new Error(`demo story ${story.id} is there already`);
    return id;
  };
}

/** The same order as its house sends it later, for the door everything from outside comes in by. */
export function retell(
  stage: Stage,
  story: Story,
  patch: Partial<SandboxOrder>,
): { item: RawItem; order: CanonicalOrder } {
  const { taken } = take(stage, story, { ...orderOf(stage, story), ...patch }, stage.now - minute);
  return {
    item: { upstreamId: story.id, rawText: taken.raw, receivedAt: stage.now },
    order: taken.canonical,
  };
}

function take(
  stage: Stage,
  story: Story,
  sent: SandboxOrder,
  at?: number,
): { plan: OrderPlan; taken: Taken } {
  const { demo } = stage;
  const plan = planOf(stage, story, sent);
  story.adjust?.(plan);
  if (at !== undefined) plan.lastAt = at;
  const man = demo.staff.find((one) => one.id === plan.staffId);
  const account = demo.platform_worker_accounts.find(
    (one) => one.staff === plan.staffId && one.connection === story.connection,
  );
  const worker =
    man === undefined ? null : { id: account?.worker_id ?? 'W0', name: man.name, phone: man.phone };
  return { plan, taken: stage.intake.take(sent, plan, worker) };
}

/** The order as its house sends it first. */
export function orderOf(stage: Pick<Stage, 'demo' | 'now'>, story: Story): SandboxOrder {
  const { demo } = stage;
  const item = demo.service_items.find((one) => one.code === story.item);
  const estate = demo.estates[story.household.estate % demo.estates.length];
  if (item === undefined || estate === undefined) throw new Error(`demo story ${story.id}: ${story.item}`);
  const county = demo.divisions.find((one) => one.code === estate.county_code)?.name ?? '';
  const createdAt = stage.now - (story.daysAgo ?? 0) * dayMs - 27 * hour;
  return {
    id: story.id,
    tradeId: `${story.id}9`,
    createdAt,
    serviceType: item.service_type,
    serviceCode: item.code,
    serviceName: item.name_zh,
    feeFen: 0,
    customer: { name: story.household.name, phone: story.household.phone, virtual: false },
    address: {
      province: demo.outlet.province,
      city: demo.outlet.city,
      county,
      town: '',
      detail: `${estate.street}${estate.name}${story.household.door}`,
    },
    machines: story.models.map((name, at) => {
      const model = demo.product_models.find((one) => one.model === name);
      const brand = demo.brands.find((one) => one.code === model?.brand);
      return {
        lineId: `${story.id}-${at + 1}`,
        brandCode: brand?.code ?? '',
        brand: brand?.name_zh ?? '',
        category: model?.category ?? item.category,
        model: name,
        productName: model?.name_zh ?? item.name_zh,
        quantity: 1,
        warranty: story.outOfWarranty === true ? 'out_of_warranty' : 'in_warranty',
        purchasedAt: createdAt - (story.outOfWarranty === true ? 3000 : 5) * dayMs,
      };
    }),
    remark: story.remark ?? '',
    faultText: story.faultText ?? '',
    urgent: false,
    wishStartAt: null,
    wishEndAt: null,
    goodsExpectedAt: story.goodsExpectedAt ?? null,
    goodsArrivedAt: null,
    verifyCode: '246810',
    changes: [],
  };
}

/** A slot of a day as an appointment made at `at`. */
export function slotOn(
  stage: Stage,
  day: string,
  slotId: string,
  at: number,
  more: Partial<PlannedAppointment> = {},
): PlannedAppointment {
  const slot = stage.demo.slots.find((one) => one.code === slotId);
  if (slot === undefined) throw new Error(`no slot ${slotId}`);
  return {
    state: 'agreed',
    day,
    slotId,
    startAt: atLocal(day, minutesOf(slot.from)),
    endAt: atLocal(day, minutesOf(slot.to)),
    reasonCode: null,
    faultOf: 'none',
    at,
    ...more,
  };
}

function planOf(stage: Stage, story: Story, sent: SandboxOrder): OrderPlan {
  const { now, demo } = stage;
  const level = reached.indexOf(story.state);
  const receivedAt = sent.createdAt + 2 * minute;
  const arrivedAt = story.onSite === true ? now - 40 * minute : now - (story.daysAgo ?? 0) * dayMs - 3 * hour;
  const endedAt = arrivedAt + 85 * minute;
  const finished = level >= reached.indexOf('finished');
  const plan = blankPlan(sourceOf(story.connection, sent, now), receivedAt);
  plan.state = story.state;
  plan.staffId = level >= reached.indexOf('dispatched') ? (story.staffId ?? 'T01') : null;
  plan.upstreamStatus = level >= 2 ? 'booked' : 'open';
  let from: OrderState = 'received';
  const step = (action: OrderAction, to: OrderState, at: number, by: string | null): void => {
    plan.steps.push({ action, from, to, at, staffId: by, params: {} });
    from = to;
    plan.lastAt = at;
  };
  if (level >= 1) {
    step('approve', 'ready', receivedAt + 10 * minute, 'S02');
    plan.upstreamStatus = level >= 2 ? 'booked' : 'accepted';
    plan.calls.push({ at: receivedAt + 30 * minute, result: 'connected', seconds: 74, nextAt: null });
  }
  if (level >= 2) {
    const day = finished || story.onSite === true ? businessDay(arrivedAt) : (story.day ?? stage.today);
    plan.appointments.push(slotOn(stage, day, story.slotId ?? 'PM1', receivedAt + 31 * minute));
    plan.assignedAt = receivedAt + 60 * minute;
    step('assign', 'dispatched', plan.assignedAt, 'S02');
  }
  if (level >= 3) {
    plan.acceptedAt = receivedAt + 70 * minute;
    step('accept', 'accepted', plan.acceptedAt, plan.staffId);
  }
  const slot = plan.appointments[0];
  if (slot !== undefined && (finished || story.onSite === true)) {
    plan.visits.push({
      day: slot.day,
      slotId: slot.slotId,
      startAt: slot.startAt,
      endAt: slot.endAt,
      departedAt: arrivedAt - 25 * minute,
      arrivedAt,
      endedAt: finished ? endedAt : null,
      outcome: finished ? 'done' : null,
      causeCode: null,
    });
    plan.upstreamStatus = finished ? 'verified' : 'on_site';
    plan.lastAt = finished ? endedAt : arrivedAt;
  }
  if (!finished) return plan;
  plan.finishedAt = endedAt + 5 * minute;
  plan.resultCode = sent.serviceType === '维修' ? 'repaired' : 'installed';
  step('finish', 'finished', plan.finishedAt, plan.staffId);
  if (level >= 5) step('verify', 'verified', plan.finishedAt + 40 * minute, 'S02');
  if (level >= 6) {
    const auditedAt = plan.finishedAt + 60 * minute;
    step('audit', 'audited', auditedAt, 'S04');
    plan.auditedDay = businessDay(auditedAt);
  }
  planFees(plan, demo, chanceOf('situation', story.id));
  return plan;
}
