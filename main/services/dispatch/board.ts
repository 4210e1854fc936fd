import { defaultWeights, rankPeople, type RankWeights } from '../../../domain/dispatch/eligibility.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay, clockText, localMinutes, parseClock } from '../../../domain/time/business-day.ts';
import { orderRowColumns, orderRowJoins, typedOrderRow } from '../../../db/queries/orders.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Db } from '../../../db/connection.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getSetting, getZone, readerOf, type RowReader } from '../masters.ts';
import { assertMayTouch, orderScope } from '../orders/scope.ts';
import { jobFacts, shopRefusals, visitingStaff, type JobRow } from './facts.ts';
import { capacityOn } from '../staff/presence.ts';
import { named } from './named-refusal.ts';
import { peopleFacts, presences } from './people-facts.ts';

type Day = OutputOf<'dispatch.day'>;
type Card = Day['cards'][number];

const minutesOfOrder = 'coalesce(i.standard_minutes, 60) * w.machine_count';
/** The trip is still to be made, or under way. */
const toGo = "('ready', 'dispatched', 'accepted')";
const cardColumns = `${orderRowColumns}, w.appointment_slot_id AS slotId, ${minutesOfOrder} AS minutes,
  (SELECT count(*) FROM reservation r WHERE r.work_order_id = w.id AND r.state = 'short') AS missingParts,
  (SELECT count(*) FROM visit v WHERE v.work_order_id = w.id AND v.state = 'ended') + (w.state IN ${toGo}) AS visitNo,
  (SELECT g.text_copied_at FROM assignment g WHERE g.work_order_id = w.id AND g.state IN ('offered', 'accepted') ORDER BY g.assign_no DESC LIMIT 1) AS textCopiedAt`;
const cardJoins = `${orderRowJoins} LEFT JOIN service_item i ON i.id = w.service_item_id`;

/** Cards on the left of the board: at most this many, the rest is a number and a list elsewhere. */
const unassignedShown = 200;
/** Second visits without a day: a technician has a handful of them. */
const againShown = 100;

export const cards = (db: Db, where: string, ...params: unknown[]): Card[] =>
  (
    statement(db, `SELECT ${cardColumns} ${cardJoins} WHERE ${where}`).all(...params) as ({
      seq: number;
    } & Record<string, unknown>)[]
  ).map(typedOrderRow) as unknown as Card[];

function slotsOf(db: Db): Day['slots'] {
  return statement(
    db,
    'SELECT id, code, name_zh AS nameZh, name_en AS nameEn, from_clock AS fromClock, to_clock AS toClock FROM slot WHERE retired_at IS NULL ORDER BY sort',
  ).all() as Day['slots'];
}

/** An order booked for an exact time stands in the slot that is running then; before the first, after the last: there. */
function placeInSlots(rows: Card[], slots: Day['slots'], zone: string): Card[] {
  return rows.map((row) => {
    if (row.slotId !== null || row.appointmentStartAt === null) return row;
    const minute = localMinutes(row.appointmentStartAt, zone);
    const slot = slots.find((one) => minute < (parseClock(one.toClock) ?? 0)) ?? slots.at(-1);
    return { ...row, slotId: slot?.id ?? null };
  });
}

interface BoardStaff {
  id: string;
  name: string;
  team_id: string | null;
  teamNameZh: string | null;
  teamNameEn: string | null;
  minutes: number;
  takenMinutes: number;
  unbooked: number;
}

/** Rows of the board: everybody at once, in five statements however many they are. */
function peopleOf(db: Db, staffIds: readonly string[], day: string): Day['people'] {
  const ids = JSON.stringify(staffIds);
  const rows = statement(
    db,
    `SELECT s.id, s.name, s.team_id, t.name_zh AS teamNameZh, t.name_en AS teamNameEn, s.daily_capacity_minutes AS minutes,
     (SELECT coalesce(sum(${minutesOfOrder}), 0) FROM work_order w LEFT JOIN service_item i ON i.id = w.service_item_id
      WHERE w.staff_id = s.id AND w.appointment_day = @day AND w.side_state IS NULL) AS takenMinutes,
     (SELECT count(*) FROM work_order w WHERE w.staff_id = s.id AND w.appointment_day IS NULL AND w.side_state IS NULL
      AND w.state IN ('dispatched', 'accepted')) AS unbooked
     FROM staff s LEFT JOIN team t ON t.id = s.team_id WHERE s.id IN (SELECT value FROM json_each(@ids)) ORDER BY s.code`,
  ).all({ ids, day }) as BoardStaff[];
  const skills = statement(
    db,
    `SELECT x.staff_id AS staffId, k.name_zh AS nameZh, k.name_en AS nameEn, x.level FROM staff_skill x JOIN skill k ON k.id = x.skill_id
     WHERE x.staff_id IN (SELECT value FROM json_each(?)) ORDER BY x.level DESC, k.code`,
  ).all(ids) as ({ staffId: string } & Day['people'][number]['skills'][number])[];
  const there = presences(readerOf(db), rows, day, ids);
  return rows.map((row, index) => {
    const presence = there.get(row.id);
    return {
      staffId: row.id,
      key: index + 1,
      name: row.name,
      teamNameZh: row.teamNameZh,
      teamNameEn: row.teamNameEn,
      skills: skills
        .filter((skill) => skill.staffId === row.id)
        .map(({ nameZh, nameEn, level }) => ({ nameZh, nameEn, level })),
      capacityMinutes: presence === undefined ? row.minutes : capacityOn(presence, row.minutes),
      takenMinutes: row.takenMinutes,
      unbooked: row.unbooked,
      leave:
        presence === undefined
          ? []
          : presence.off !== null
            ? [{ fromClock: '00:00', toClock: '24:00', kind: presence.off }]
            : presence.away.map((span) => ({
                fromClock: clockText(span.from),
                toClock: clockText(span.to),
                kind: span.kind,
              })),
    };
  });
}

const reasonsOf = (db: Db, kind: string) =>
  statement(
    db,
    'SELECT code, name_zh AS nameZh, name_en AS nameEn FROM reason_code WHERE kind = ? AND retired_at IS NULL ORDER BY sort, code',
  ).all(kind) as Day['reassignReasons'];

function readDay(ctx: ServiceContext, input: { day: string; teamId: string | null }): Day {
  const db = ctx.read;
  const read = readerOf(db);
  const zone = getZone(read);
  const { onlyStaffId, onlyTeamId } = orderScope(ctx.session, 'orders.read');
  const seen = '(? IS NULL OR w.staff_id = ?) AND (? IS NULL OR w.team_id = ?)';
  const scope = [onlyStaffId, onlyStaffId, onlyTeamId, onlyTeamId];
  const slots = slotsOf(db);
  return {
    day: input.day,
    slots,
    people: peopleOf(
      db,
      visitingStaff(read, input.teamId ?? onlyTeamId).filter(
        (staffId) => onlyStaffId === null || staffId === onlyStaffId,
      ),
      input.day,
    ),
    subShops: statement(
      db,
      'SELECT u.id, u.name_zh AS nameZh, u.name_en AS nameEn, (SELECT count(*) FROM work_order w WHERE w.sub_shop_id = u.id AND w.appointment_day = ?) AS jobs FROM sub_shop u WHERE u.retired_at IS NULL ORDER BY u.code',
    ).all(input.day) as Day['subShops'],
    cards: placeInSlots(
      cards(
        db,
        `w.appointment_day = ? AND (w.staff_id IS NOT NULL OR w.sub_shop_id IS NOT NULL) AND (w.side_state IS NULL OR w.side_state = 'intercepted')
         AND ${seen} ORDER BY w.appointment_start_at, w.seq`,
        input.day,
        ...scope,
      ),
      slots,
      zone,
    ),
    unassigned: placeInSlots(
      cards(
        db,
        `w.queue = 'dispatch' AND ${seen} ORDER BY w.money_at_risk_fen DESC, w.deadline_at IS NULL, w.deadline_at, w.seq LIMIT ${unassignedShown}`,
        ...scope,
      ),
      slots,
      zone,
    ),
    unassignedTotal: statement(db, `SELECT count(*) FROM work_order w WHERE w.queue = 'dispatch' AND ${seen}`)
      .pluck()
      .get(...scope) as number,
    again: cards(
      db,
      `w.staff_id IS NOT NULL AND w.appointment_day IS NULL AND w.side_state IS NULL AND w.state IN ('dispatched', 'accepted')
       AND EXISTS (SELECT 1 FROM visit v WHERE v.work_order_id = w.id AND v.state = 'ended')
       AND ${seen} ORDER BY w.deadline_at IS NULL, w.deadline_at, w.seq LIMIT ${againShown}`,
      ...scope,
    ),
    teams: statement(
      db,
      `SELECT id, name_zh AS nameZh, name_en AS nameEn FROM team t WHERE retired_at IS NULL
       AND EXISTS (SELECT 1 FROM staff s WHERE s.team_id = t.id AND s.daily_capacity_minutes > 0 AND s.left_day IS NULL) ORDER BY code`,
    ).all() as Day['teams'],
    reassignReasons: reasonsOf(db, 'reassign'),
    rescheduleReasons: reasonsOf(db, 'reschedule'),
  };
}

/** What the outlet cares for when it ranks people; parts of it may be set. */
export const weightsOf = (read: RowReader): RankWeights => ({
  ...defaultWeights,
  ...getSetting<Partial<RankWeights>>(read, 'outlet', 'dispatch_weights', {}),
});

export const boardHandlers = {
  'dispatch.day': (ctx, input) => readDay(ctx, input),

  'dispatch.candidates': (ctx, input) => {
    const read = readerOf(ctx.read);
    const order = read.get<JobRow & { staff_id: string | null; team_id: string | null }>(
      'SELECT * FROM work_order WHERE id = ?',
      input.orderId,
    );
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
    assertMayTouch(ctx, 'orders.read', order);
    const today = businessDay(ctx.env.now(), getZone(read));
    const job = jobFacts(read, order, { day: input.day, slotId: input.slotId });
    const people = peopleFacts(read, job, order, today);
    const byId = new Map(people.map((one) => [one.staffId, one]));
    const names = new Map(
      read.all<{ id: string; name: string }>('SELECT id, name FROM staff').map((row) => [row.id, row.name]),
    );
    const shopNames = new Map(
      read
        .all<{ id: string; nameZh: string; nameEn: string }>(
          'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM sub_shop WHERE retired_at IS NULL',
        )
        .map(({ id, ...name }) => [id, name]),
    );
    return {
      candidates: rankPeople(job, people, today, weightsOf(read)).map((ranked) => {
        const facts = byId.get(ranked.staffId);
        return {
          ...ranked,
          refusals: ranked.refusals.map((refusal) => named(read, refusal)),
          name: names.get(ranked.staffId) ?? '',
          jobs: facts?.jobsToday ?? 0,
          takenMinutes: facts?.takenMinutes ?? 0,
          capacityMinutes: facts?.capacityMinutes ?? 0,
          distanceM: facts?.distanceMilliKm ?? null,
        };
      }),
      shops: shopRefusals(read, job).flatMap(({ subShopId, refusals }) => {
        const name = shopNames.get(subShopId);
        return name === undefined
          ? []
          : [{ subShopId, ...name, refusals: refusals.map((refusal) => named(read, refusal)) }];
      }),
    };
  },
} satisfies Handlers;
