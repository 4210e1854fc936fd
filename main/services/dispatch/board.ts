import { rankPeople } from '../../../domain/dispatch/eligibility.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { maskPhone } from '../../../domain/customers/phone.ts';
import { orderRowColumns, orderRowJoins, typedOrderRow } from '../../../db/queries/orders.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Db } from '../../../db/connection.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { jobFacts, personFacts, visitingStaff, type JobRow } from './facts.ts';

const cardColumns = `${orderRowColumns}, w.appointment_slot_id AS slotId, coalesce(i.standard_minutes, 60) * w.machine_count AS minutes,
  (SELECT count(*) FROM reservation r WHERE r.work_order_id = w.id AND r.state = 'short') AS missingParts`;
const cardJoins = `${orderRowJoins} LEFT JOIN service_item i ON i.id = w.service_item_id`;

type Card = OutputOf<'dispatch.day'>['cards'][number];
const cards = (db: Db, where: string, ...params: unknown[]): Card[] =>
  (
    statement(db, `SELECT ${cardColumns} ${cardJoins} WHERE ${where}`).all(...params) as ({
      seq: number;
    } & Record<string, unknown>)[]
  ).map(typedOrderRow) as unknown as Card[];

/** Cards on the left of the board: at most this many, the rest is a number and a list elsewhere. */
const unassignedShown = 200;

export const boardHandlers = {
  'dispatch.day': (ctx, input) => {
    const db = ctx.read;
    const read = readerOf(db);
    const people = visitingStaff(read, input.teamId).map((staffId, index) => {
      const row = statement(
        db,
        `SELECT s.id AS staffId, s.name, t.name_zh AS teamNameZh, t.name_en AS teamNameEn, s.daily_capacity_minutes AS capacityMinutes,
         (SELECT coalesce(sum(coalesce(i.standard_minutes, 60) * w.machine_count), 0) FROM work_order w LEFT JOIN service_item i ON i.id = w.service_item_id
          WHERE w.staff_id = s.id AND w.appointment_day = ? AND w.side_state IS NULL) AS takenMinutes
         FROM staff s LEFT JOIN team t ON t.id = s.team_id WHERE s.id = ?`,
      ).get(input.day, staffId) as Omit<
        OutputOf<'dispatch.day'>['people'][number],
        'key' | 'skills' | 'leave'
      >;
      return {
        ...row,
        key: index + 1,
        skills: statement(
          db,
          'SELECT k.name_zh AS nameZh, k.name_en AS nameEn, x.level FROM staff_skill x JOIN skill k ON k.id = x.skill_id WHERE x.staff_id = ? ORDER BY x.level DESC',
        ).all(staffId) as { nameZh: string; nameEn: string; level: number }[],
        leave: statement(
          db,
          "SELECT from_clock AS fromClock, to_clock AS toClock, kind FROM shift WHERE staff_id = ? AND day = ? AND kind <> 'work'",
        ).all(staffId, input.day) as { fromClock: string; toClock: string; kind: string }[],
      };
    });
    return {
      day: input.day,
      slots: statement(
        db,
        'SELECT id, code, name_zh AS nameZh, name_en AS nameEn, from_clock AS fromClock, to_clock AS toClock FROM slot WHERE retired_at IS NULL ORDER BY sort',
      ).all() as OutputOf<'dispatch.day'>['slots'],
      people,
      subShops: statement(
        db,
        'SELECT u.id, u.name_zh AS nameZh, u.name_en AS nameEn, (SELECT count(*) FROM work_order w WHERE w.sub_shop_id = u.id AND w.appointment_day = ?) AS jobs FROM sub_shop u WHERE u.retired_at IS NULL ORDER BY u.code',
      ).all(input.day) as OutputOf<'dispatch.day'>['subShops'],
      cards: cards(
        db,
        "w.appointment_day = ? AND (w.staff_id IS NOT NULL OR w.sub_shop_id IS NOT NULL) AND (w.side_state IS NULL OR w.side_state = 'intercepted') ORDER BY w.appointment_start_at, w.seq",
        input.day,
      ),
      unassigned: cards(
        db,
        `w.queue = 'dispatch' ORDER BY w.money_at_risk_fen DESC, w.deadline_at IS NULL, w.deadline_at, w.seq LIMIT ${unassignedShown}`,
      ),
      unassignedTotal: statement(db, "SELECT count(*) FROM work_order WHERE queue = 'dispatch'")
        .pluck()
        .get() as number,
    };
  },

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
    const people = visitingStaff(read).map((staffId) => personFacts(read, staffId, job, order, today));
    const byId = new Map(people.map((one) => [one.staffId, one]));
    return {
      candidates: rankPeople(job, people, today).map((ranked) => {
        const facts = byId.get(ranked.staffId);
        return {
          ...ranked,
          name: read.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', ranked.staffId)?.name ?? '',
          jobs: facts?.jobsToday ?? 0,
          takenMinutes: facts?.takenMinutes ?? 0,
          capacityMinutes: facts?.capacityMinutes ?? 0,
        };
      }),
    };
  },

  'dispatch.text': (ctx, input) => {
    const [card] = cards(ctx.read, 'w.id = ?', input.orderId);
    if (card === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
    assertMayTouch(ctx, 'orders.read', { staff_id: card.staffId, team_id: null });
    const remark = statement(
      ctx.read,
      'SELECT remark, fault_text AS faultText FROM work_order WHERE id = ?',
    ).get(input.orderId) as { remark: string; faultText: string };
    const virtual = statement(
      ctx.read,
      'SELECT virtual_phone FROM customer c JOIN work_order w ON w.customer_id = c.id WHERE w.id = ?',
    )
      .pluck()
      .get(input.orderId) as string | null;
    const phone = virtual ?? (card.customerPhone === null ? '' : maskPhone(card.customerPhone));
    const when = card.appointmentDay === null ? '' : ` ${card.appointmentDay.slice(5)}`;
    const lines = [
      `${card.number} ${card.title}${when}`,
      `${card.customerName} ${phone}`,
      card.address,
      remark.faultText,
      remark.remark,
    ];
    return { text: lines.filter((line) => line.trim() !== '').join('\n') };
  },
} satisfies Handlers;
