import type { Tx } from '../../../db/tx.ts';
import type { MachineFacts, OrderFacts } from '../../../domain/money/price-types.ts';
import {
  businessDay,
  dayEndMs,
  dayStartMs,
  hourMs,
  localMinutes,
} from '../../../domain/time/business-day.ts';
import {
  getOutcome,
  machineResults,
  visitOutcomeCodes,
  type VisitOutcomeCode,
} from '../../../domain/visits/outcomes.ts';
import { getCalendar, getSetting, getZone } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { readExtras, type ExtraRow } from './extras.ts';

/** Payer of orders nobody but the user pays. */
export const selfPayer = 'PY-USER';
const worked = new Set<string>(machineResults.filter((one) => one.worked).map((one) => one.code));
const outcomes = new Set<string>(visitOutcomeCodes);
/** Shots that prove work at height; payers name them differently. */
const heightShots = ['高空', '系绳'];
const nightFrom = 18 * 60 + 30;

export interface VisitFacts {
  id: string;
  outcome: VisitOutcomeCode | null;
  endedAt: number | null;
  arrivedAt: number | null;
  /** Ends the order, or a part of it: its people do the work that is paid by the piece. */
  working: boolean;
  people: { staffId: string; weight: number }[];
}

export interface FeeFacts {
  /** Business day that decides versions: the last finishing visit's, else today. */
  day: string;
  payerIds: string[];
  /** Machines and who pays for each. */
  machines: (MachineFacts & { payerId: string; visitId: string | null })[];
  extras: ExtraRow[];
  visits: VisitFacts[];
  order: Omit<OrderFacts, 'payerCode' | 'machines' | 'extras'>;
  mainPayerId: string;
}

/** What the price rules look at, read from the order and everything below it. */
export function readFeeFacts(tx: Tx, order: OrderRow): FeeFacts {
  const zone = getZone(tx);
  const visits = readVisits(tx, order.id);
  const last = visits.at(-1);
  const finishedAt = last?.endedAt ?? order.finished_at ?? tx.at;
  const day = businessDay(finishedAt, zone);
  const mainPayerId = order.payer_id ?? selfPayer;
  const place = tx.get<{
    distance_m: number | null;
    distance_method: string | null;
    town: string;
    normal: string;
    tier: string | null;
    division_m: number | null;
  }>(
    'SELECT a.distance_m, a.distance_method, a.town, a.normal, d.tier_code AS tier, d.distance_m AS division_m FROM address a LEFT JOIN division d ON d.code = ? WHERE a.id = ?',
    order.division_code,
    order.address_id,
  );
  const distance = order.distance_m ?? place?.distance_m ?? place?.division_m ?? null;
  const method =
    order.distance_m !== null
      ? (order as { distance_method?: string }).distance_method
      : place?.distance_method;
  const machines = readMachines(tx, order, visits.length > 0);
  const goodsAt = tx.value<number | null>(
    "SELECT max(to_at) FROM order_hold WHERE work_order_id = ? AND hold_key = 'goods'",
    order.id,
  );
  return {
    day,
    mainPayerId,
    payerIds: [...new Set([mainPayerId, ...machines.map((machine) => machine.payerId)])],
    machines,
    extras: readExtras(tx, order.id),
    visits,
    order: {
      orderId: order.id,
      day,
      countyCode: order.division_code,
      distanceTier: place?.tier ?? null,
      distanceMilliKm: distance,
      distanceMethod:
        distance === null
          ? null
          : method === 'road'
            ? 'road'
            : method === 'point' || method === 'straight'
              ? 'straight'
              : 'fixed',
      countySeat: !/[镇乡]$/.test(place?.town ?? ''),
      hoursToFinish: Math.max(0, finishedAt - (goodsAt ?? order.received_at)) / hourMs,
      visits: visits.flatMap((visit) => (visit.outcome === null ? [] : [visit.outcome])),
      urgent: (order as { urgent?: number }).urgent === 1,
      night: visits.some(
        (visit) => visit.arrivedAt !== null && localMinutes(visit.arrivedAt, zone) >= nightFrom,
      ),
      holiday: getCalendar(tx).days[day]?.length === 0,
      householdCharged: readHousehold(tx, order, place?.normal ?? '', day, zone),
    },
  };
}

function readVisits(tx: Tx, orderId: string): VisitFacts[] {
  const rows = tx.all<{
    id: string;
    outcome: string | null;
    ended_at: number | null;
    arrived_at: number | null;
  }>(
    "SELECT id, outcome, ended_at, arrived_at FROM visit WHERE work_order_id = ? AND state <> 'void' AND (state = 'ended' OR arrived_at IS NOT NULL) ORDER BY visit_no",
    orderId,
  );
  return rows.map((row) => {
    // Somebody stood at the door and the order was taken away before he could say how it ended
    const outcome = row.outcome ?? 'cancelled_on_site';
    const known = outcomes.has(outcome) ? (outcome as VisitOutcomeCode) : null;
    return {
      id: row.id,
      outcome: known,
      endedAt: row.ended_at,
      arrivedAt: row.arrived_at,
      working:
        known !== null &&
        ['piece', 'piece_by_machines', 'inspection_share', 'appraisal'].includes(getOutcome(known).pay),
      people: tx.all<{ staffId: string; weight: number }>(
        'SELECT staff_id AS staffId, share_milli AS weight FROM visit_person WHERE visit_id = ? ORDER BY share_milli DESC, seq',
        row.id,
      ),
    };
  });
}

function readMachines(tx: Tx, order: OrderRow, visited: boolean): FeeFacts['machines'] {
  const shots = tx.all<{ visit_id: string; name: string }>(
    "SELECT visit_id, name FROM verification WHERE work_order_id = ? AND kind = 'shot' AND state = 'present'",
    order.id,
  );
  const names = getSetting<string[]>(tx, 'money', 'height_shots', heightShots);
  const heightVisits = new Set(
    shots.filter((shot) => names.some((name) => shot.name.includes(name))).map((shot) => shot.visit_id),
  );
  return tx
    .all<{
      id: string;
      item: string | null;
      category: string;
      brand: string | null;
      model: string;
      quantity: number;
      warranty: MachineFacts['warranty'];
      payer_id: string | null;
      result_code: string | null;
      finished_visit_id: string | null;
      state: string;
    }>(
      `SELECT m.id, i.code AS item, m.category, b.code AS brand, m.model, m.quantity, m.warranty, m.payer_id, m.result_code, m.finished_visit_id, m.state
       FROM machine_line m LEFT JOIN service_item i ON i.id = coalesce(m.service_item_id, ?) LEFT JOIN brand b ON b.id = m.brand_id
       WHERE m.work_order_id = ? ORDER BY m.line_no`,
      order.service_item_id,
      order.id,
    )
    .map((row) => {
      const payerId = row.payer_id ?? order.payer_id ?? selfPayer;
      const selfPaid = payerId === selfPayer;
      const warranty = (row.warranty ?? order.warranty) as MachineFacts['warranty'];
      return {
        machineId: row.id,
        itemCode: row.item ?? '',
        category: row.category === '' ? null : row.category,
        brand: row.brand,
        model: row.model === '' ? null : row.model,
        // Nobody said: who has a payer is in warranty, who pays himself is not
        warranty: warranty ?? (selfPaid ? 'out_of_warranty' : 'in_warranty'),
        qtyMilli: row.quantity * 1000,
        worked: visited && row.result_code !== null && worked.has(row.result_code),
        heightWork:
          row.finished_visit_id === null ? heightVisits.size > 0 : heightVisits.has(row.finished_visit_id),
        rework: order.is_rework === 1,
        payerId,
        visitId: row.finished_visit_id,
      };
    });
}

/** Once-per-household charges that another order of the same household carries on that day. */
function readHousehold(tx: Tx, order: OrderRow, normal: string, day: string, zone: string): string[] {
  const found = tx.all<{ kind: string }>(
    `SELECT DISTINCT CASE f.party WHEN 'technician' THEN 'technician_' || f.fee_kind ELSE f.fee_kind END AS kind
     FROM (SELECT id FROM work_order WHERE customer_id = ?1
           UNION SELECT w.id FROM work_order w JOIN address a ON a.id = w.address_id WHERE a.normal = ?2 AND ?2 <> '') o
     JOIN work_order w ON w.id = o.id JOIN fee_line f ON f.work_order_id = o.id
     WHERE o.id <> ?3 AND f.state <> 'void' AND f.amount_fen <> 0 AND f.fee_kind IN ('distance', 'call_out', 'allowance')
       AND w.finished_at >= ?4 AND w.finished_at < ?5`,
    order.customer_id,
    normal,
    order.id,
    dayStartMs(day, zone),
    dayEndMs(day, zone),
  );
  return found.map((row) => row.kind);
}
