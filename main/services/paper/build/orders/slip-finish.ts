import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import type { PaperMasks } from '../../masks.ts';
import { inLanguage, type Printing } from '../common.ts';

type SlipData = DocumentData['service_slip'];
type Done = Pick<SlipData, 'finish' | 'usedParts' | 'charges'>;

interface VisitRow {
  id: string;
  arrived_at: number | null;
  ended_at: number | null;
}

/**
 * What was done, used and charged: of the visit the slip was for, or of the last that ended. Until then the sheet has
 * lines to write on.
 */
export function finishOf(
  read: RowReader,
  order: { id: string },
  visitId: string | null,
  printing: Printing,
  masks: PaperMasks,
): Done {
  const visit = read.get<VisitRow>(
    `SELECT id, arrived_at, ended_at FROM visit WHERE work_order_id = ? AND state = 'ended' AND (? IS NULL OR id = ?)
     ORDER BY visit_no DESC LIMIT 1`,
    order.id,
    visitId,
    visitId,
  );
  if (visit === undefined) return { finish: null, usedParts: [], charges: null };
  return {
    finish: workOf(read, order.id, visit, printing.language, masks),
    usedParts: partsOf(read, visit.id, printing.language),
    charges: chargesOf(read, order.id, visit.id),
  };
}

function workOf(
  read: RowReader,
  orderId: string,
  visit: VisitRow,
  language: PaperLanguage,
  masks: PaperMasks,
): NonNullable<SlipData['finish']> {
  const lines = read.all<{
    code: string | null;
    cause_zh: string | null;
    cause_en: string | null;
    measure_zh: string | null;
    measure_en: string | null;
    cause: string;
    measure: string;
    result_zh: string | null;
    result_en: string | null;
  }>(
    `SELECT f.code, f.cause_zh, f.cause_en, f.measure_zh, f.measure_en, m.cause, m.measure, r.name_zh AS result_zh, r.name_en AS result_en
     FROM machine_line m LEFT JOIN visit_machine v ON v.machine_line_id = m.id AND v.visit_id = ?
     LEFT JOIN fault f ON f.id = m.fault_id
     LEFT JOIN reason_code r ON r.kind = 'finish_result' AND r.code = coalesce(v.result_code, m.result_code)
     WHERE m.work_order_id = ? ORDER BY m.line_no`,
    visit.id,
    orderId,
  );
  const outcome = read.get<{ name_zh: string; name_en: string }>(
    `SELECT r.name_zh, r.name_en FROM visit v JOIN reason_code r ON r.code = v.outcome AND r.kind <> 'finish_result'
     WHERE v.id = ? ORDER BY r.kind = 'visit_outcome' DESC LIMIT 1`,
    visit.id,
  );
  const code = read.get<{ value: string | null }>(
    "SELECT value FROM verification WHERE visit_id = ? AND kind = 'code' AND state = 'present' ORDER BY seq DESC LIMIT 1",
    visit.id,
  );
  // One line per different thing said, however many machines it was said of.
  const said = (texts: (string | null)[]) =>
    [...new Set(texts.filter((text): text is string => text !== null && text !== ''))].join('；');
  const result = said(lines.map((line) => inLanguage(language, line.result_zh ?? '', line.result_en ?? '')));
  return {
    arrivedAtMs: visit.arrived_at,
    finishedAtMs: visit.ended_at,
    faultCode: said(lines.map((line) => line.code)),
    faultCause: said(
      lines.map((line) =>
        line.cause === ''
          ? inLanguage(language, line.cause_zh ?? '', line.cause_en ?? '')
          : masks.text(line.cause),
      ),
    ),
    measure: said(
      lines.map((line) =>
        line.measure === ''
          ? inLanguage(language, line.measure_zh ?? '', line.measure_en ?? '')
          : masks.text(line.measure),
      ),
    ),
    result: result === '' ? inLanguage(language, outcome?.name_zh ?? '', outcome?.name_en ?? '') : result,
    verificationCode: masks.text(code?.value ?? ''),
  };
}

const bearers: Record<string, Record<PaperLanguage, string>> = {
  payer: { zh: '保内', en: 'Warranty' },
  user: { zh: '保外', en: 'User pays' },
  outlet: { zh: '网点承担', en: 'Outlet' },
  technician: { zh: '师傅承担', en: 'Technician' },
};

function partsOf(read: RowReader, visitId: string, language: PaperLanguage): SlipData['usedParts'] {
  return read
    .all<{
      code: string;
      name_zh: string;
      name_en: string;
      unit: string;
      quantity_milli: number;
      unit_fen: number;
      amount_fen: number;
      payer: string;
      old_part_id: string | null;
    }>(
      `SELECT p.code, p.name_zh, p.name_en, p.unit, u.quantity_milli, u.unit_fen, u.amount_fen, u.payer, u.old_part_id
       FROM part_use u JOIN part p ON p.id = u.part_id WHERE u.visit_id = ? AND u.reversed_at IS NULL ORDER BY u.seq`,
      visitId,
    )
    .map((row) => ({
      code: row.code,
      name: inLanguage(language, row.name_zh, row.name_en),
      quantityMilli: row.quantity_milli,
      unit: row.unit,
      unitPriceFen: row.unit_fen,
      amountFen: row.amount_fen,
      warranty: bearers[row.payer]?.[language] ?? row.payer,
      oldPartTaken: row.old_part_id !== null,
    }));
}

type ChargeField = Exclude<
  keyof NonNullable<SlipData['charges']>,
  'totalFen' | 'paidBy' | 'receiptNumber' | 'heldFen'
>;

/** The headings of the sheet are fewer than the kinds of fee; the rest is 其他. */
const fieldOfFee: Record<string, ChargeField> = {
  call_out: 'visitFen',
  inspection: 'inspectionFen',
  repair: 'repairFen',
  labour: 'repairFen',
  material: 'materialFen',
  parts: 'materialFen',
  distance: 'distanceFen',
  height: 'heightFen',
};

function chargesOf(read: RowReader, orderId: string, visitId: string): NonNullable<SlipData['charges']> {
  const charges: Record<ChargeField, number> = {
    visitFen: 0,
    inspectionFen: 0,
    repairFen: 0,
    materialFen: 0,
    distanceFen: 0,
    heightFen: 0,
    otherFen: 0,
  };
  let totalFen = 0;
  for (const fee of read.all<{ fee_kind: string; amount_fen: number }>(
    "SELECT fee_kind, amount_fen FROM fee_line WHERE work_order_id = ? AND party = 'user' AND state NOT IN ('estimate', 'void') AND (visit_id IS NULL OR visit_id = ?)",
    orderId,
    visitId,
  )) {
    charges[fieldOfFee[fee.fee_kind] ?? 'otherFen'] += fee.amount_fen;
    totalFen += fee.amount_fen;
  }
  const payments = read.all<{
    method: string;
    purpose: string;
    amount_fen: number;
    number: string;
    receipt_number: string;
  }>(
    'SELECT method, purpose, amount_fen, number, receipt_number FROM payment WHERE work_order_id = ? AND (visit_id IS NULL OR visit_id = ?) AND reversal_of IS NULL ORDER BY seq',
    orderId,
    visitId,
  );
  const held = payments.filter((row) => row.purpose === 'goods_for_others');
  const ours = payments.filter((row) => row.purpose === 'fee' || row.purpose === 'prepayment');
  const cash = ours.some((row) => row.method === 'cash');
  const scan = ours.some((row) => row.method === 'qr');
  return {
    ...charges,
    totalFen,
    paidBy: cash && scan ? 'both' : cash ? 'cash' : scan ? 'scan' : null,
    receiptNumber: ours.map((row) => (row.receipt_number === '' ? row.number : row.receipt_number)).join(' '),
    heldFen: held.length === 0 ? null : held.reduce((sum, row) => sum + row.amount_fen, 0),
  };
}
