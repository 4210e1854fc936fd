import { machineNameEn, machineNameJoins } from '../../../db/queries/order-document.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { hasValidCheck } from '../../../domain/paper/series.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import type { RowReader } from '../masters.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { readerOf } from '../masters.ts';
import { findCodeProblems, neededPlaces } from './codes.ts';
import { askedShots, policyOf } from './policy.ts';
import { proofItems } from './proof.ts';

type Found = OutputOf<'visits.findSlip'>;

interface SlipRow {
  id: string;
  version: number;
  number: string;
  state: string;
  copies: number;
  day: string;
  work_order_id: string;
  visit_id: string | null;
  void_reason: string | null;
  keyed_at: number | null;
  keyed_by_name: string | null;
}

const slipSql = `SELECT s.id, s.version, s.number, s.state, s.copies, s.day, s.work_order_id, s.visit_id, s.void_reason, s.keyed_at, p.name AS keyed_by_name
  FROM slip s LEFT JOIN staff p ON p.id = s.keyed_by`;

/**
 * A slip by its number as scanned, or by its order's number as typed (then the one that is still out).
 * Faults: `slip_misread` {code}, `slip_unknown` {code}.
 */
function findSlip(read: RowReader, raw: string): SlipRow {
  const code = raw.trim().toUpperCase();
  const own = read.get<SlipRow>(`${slipSql} WHERE s.number = ?`, code);
  if (own !== undefined) return own;
  const byOrder = read.get<SlipRow>(
    `${slipSql} JOIN work_order w ON w.id = s.work_order_id WHERE w.number = ? OR w.id = ? ORDER BY s.state IN ('out', 'back', 'made') DESC, s.seq DESC LIMIT 1`,
    code,
    raw.trim(),
  );
  if (byOrder !== undefined) return byOrder;
  // Long enough to be one of ours, and its last sign does not prove it: scanned or copied wrong.
  if (/PG\d{6}[A-Z]*\d{4,}[\dX]$/.test(code) && !hasValidCheck(code))
    throw new Fault('slip_misread', { code });
  throw new Fault('slip_unknown', { code });
}

function orderOf(read: RowReader, id: string): { row: OrderRow; shown: Found['order'] } {
  const row = read.get<
    OrderRow & {
      remark: string;
      fault_text: string;
      customer_name: string;
      phone: string | null;
      address: string;
      payer_zh: string | null;
      payer_en: string | null;
      staff_name: string | null;
      standard_minutes: number | null;
    }
  >(
    `SELECT w.*, c.name AS customer_name, c.phone, a.county || a.town || a.detail AS address, p.name_zh AS payer_zh, p.name_en AS payer_en, s.name AS staff_name, i.standard_minutes
     FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
     LEFT JOIN payer p ON p.id = w.payer_id LEFT JOIN staff s ON s.id = w.staff_id
     LEFT JOIN service_item i ON i.id = w.service_item_id WHERE w.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'work_order', id });
  return {
    row,
    shown: {
      id: row.id,
      version: row.version,
      number: row.number,
      state: stateOf(row),
      queue: row.queue,
      title: row.title,
      serviceType: row.service_type,
      warranty: row.warranty,
      customerName: row.customer_name,
      customerPhone: row.phone,
      address: row.address,
      payerNameZh: row.payer_zh,
      payerNameEn: row.payer_en,
      staffId: row.staff_id,
      staffName: row.staff_name,
      appointmentStartAt: row.appointment_start_at,
      appointmentEndAt: row.appointment_end_at,
      standardMinutes: row.standard_minutes,
      remark: row.remark,
      faultText: row.fault_text,
    },
  };
}

function visitOf(read: RowReader, slip: SlipRow): Found['visit'] {
  const row = read.get<{
    id: string;
    version: number;
    visit_no: number;
    state: string;
    departed_at: number | null;
    arrived_at: number | null;
    ended_at: number | null;
    outcome: string | null;
  }>(
    `SELECT id, version, visit_no, state, departed_at, arrived_at, ended_at, outcome FROM visit
     WHERE (@visitId IS NOT NULL AND id = @visitId AND state <> 'void') OR (work_order_id = @orderId AND state <> 'void' AND (@visitId IS NULL OR NOT EXISTS (SELECT 1 FROM visit WHERE id = @visitId AND state <> 'void'))
       AND NOT EXISTS (SELECT 1 FROM slip s WHERE s.visit_id = visit.id AND s.state = 'keyed' AND s.id <> @slipId))
     ORDER BY visit_no DESC LIMIT 1`,
    { visitId: slip.visit_id, orderId: slip.work_order_id, slipId: slip.id },
  );
  if (row === undefined) return null;
  return {
    id: row.id,
    version: row.version,
    visitNo: row.visit_no,
    state: row.state,
    departedAt: row.departed_at,
    arrivedAt: row.arrived_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    people: read.all<{ staffId: string; name: string; part: string; shareMilli: number }>(
      'SELECT p.staff_id AS staffId, s.name, p.part, p.share_milli AS shareMilli FROM visit_person p JOIN staff s ON s.id = p.staff_id WHERE p.visit_id = ? ORDER BY p.part DESC, p.seq',
      row.id,
    ),
  };
}

function machinesOf(read: RowReader, orderId: string): Found['machines'] {
  return read
    .all<
      Omit<Found['machines'][number], 'needs' | 'patterns'> & {
        codes: string | null;
        sn_pattern: string | null;
        outdoor_sn_pattern: string | null;
      }
    >(
      `SELECT m.id, m.line_no AS lineNo, m.product_name AS productName, ${machineNameEn} AS productNameEn, m.category, m.model, m.state, m.warranty, m.result_code AS resultCode,
         m.indoor_code AS indoorCode, m.outdoor_code AS outdoorCode, m.fault_id AS faultId, m.cause, m.measure, d.codes_to_collect AS codes, d.sn_pattern, d.outdoor_sn_pattern
       FROM machine_line m ${machineNameJoins} WHERE m.work_order_id = ? ORDER BY m.line_no`,
      orderId,
    )
    .map(({ codes, sn_pattern, outdoor_sn_pattern, ...row }) => ({
      ...row,
      needs: neededPlaces(codes),
      patterns: { indoor: sn_pattern, outdoor: outdoor_sn_pattern ?? sn_pattern },
    }));
}

/** Good parts in the bag of the one assigned, what was issued for this order first. */
function bagOf(read: RowReader, orderId: string, staffId: string | null): Found['bag'] {
  if (staffId === null) return [];
  return read
    .all<
      Omit<Found['bag'][number], 'oldPartReturn' | 'forOrder'> & { oldPartReturn: number; forOrder: number }
    >(
      `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, sum(b.quantity_milli) AS quantityMilli, b.serial, b.owner_kind AS ownerKind,
         p.old_part_return AS oldPartReturn, p.customer_price_fen AS customerPriceFen, b.location_id AS locationId,
         EXISTS (SELECT 1 FROM reservation r WHERE r.work_order_id = @orderId AND r.part_id = p.id AND r.state IN ('held', 'issued')) AS forOrder
       FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id
       WHERE l.staff_id = @staffId AND l.kind = 'bag' AND b.condition = 'good' AND b.quantity_milli > 0
       GROUP BY p.id, b.serial, b.owner_kind, b.location_id ORDER BY forOrder DESC, p.code LIMIT 400`,
      { orderId, staffId },
    )
    .map((row) => ({ ...row, oldPartReturn: row.oldPartReturn === 1, forOrder: row.forOrder === 1 }));
}

export const findHandlers = {
  'visits.findSlip': (ctx, input) => {
    const read = readerOf(ctx.read);
    const slip = findSlip(read, input.code);
    const { row: order, shown } = orderOf(read, slip.work_order_id);
    const policy = policyOf(read, order, null);
    const machines = machinesOf(read, order.id);
    const categories = JSON.stringify([...new Set(machines.map((machine) => machine.category))]);
    return {
      slip: {
        id: slip.id,
        version: slip.version,
        number: slip.number,
        state: slip.state,
        copies: slip.copies,
        day: slip.day,
        voidReason: slip.void_reason,
        keyedByName: slip.keyed_by_name,
        keyedAt: slip.keyed_at,
      },
      order: shown,
      visit: visitOf(read, slip),
      machines,
      faults: read.all<Found['faults'][number]>(
        `SELECT id, code, category, symptom_zh AS symptomZh, symptom_en AS symptomEn, cause_zh AS causeZh, measure_zh AS measureZh, cause_en AS causeEn, measure_en AS measureEn FROM fault
         WHERE category IN (SELECT value FROM json_each(?)) ORDER BY code`,
        categories,
      ),
      bag: bagOf(read, order.id, order.staff_id),
      extras: read.all<Found['extras'][number]>(
        'SELECT id, code, name_zh AS nameZh, name_en AS nameEn, unit, who_pays AS whoPays, customer_price_fen AS priceFen FROM extra_charge WHERE retired_at IS NULL ORDER BY code',
      ),
      shots: askedShots(policy),
      codeRequired: policy.codeRequired,
      signatureRequired: policy.signature,
      paidFen:
        read.get<{ fen: number }>(
          "SELECT coalesce(sum(amount_fen), 0) AS fen FROM payment WHERE work_order_id = ? AND purpose IN ('fee', 'prepayment') AND reversal_of IS NULL",
          order.id,
        )?.fen ?? 0,
      proof: proofItems(read, order.id),
    };
  },
  'visits.checkCodes': (ctx, input) => ({
    problems: findCodeProblems(readerOf(ctx.read), input.orderId, input.machines, () => false).map(
      (problem) => ({
        machineLineId: problem.machineId,
        place: problem.place,
        code: problem.code,
        params: problem.params,
      }),
    ),
  }),
} satisfies Handlers;
