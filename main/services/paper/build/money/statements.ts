import { Fault } from '../../../../../domain/kernel/fault.ts';
import { differenceWords, type DifferenceKind } from '../../../../../domain/money/difference.ts';
import { findFeeKind } from '../../../../../domain/money/fee-kinds.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';

interface Head {
  number: string;
  payer_id: string;
  payer_zh: string;
  payer_en: string;
  period: string;
  paid_fen: number;
  at: number;
}

interface Row {
  id: string;
  row_no: number;
  order_number: string | null;
  item: string;
  amount_fen: number;
  deduction_fen: number;
  coefficient_bp: number | null;
  kind: string;
  day: string | null;
  reason: string;
  state: string;
  difference_kind: string | null;
  difference_reason: string | null;
  work_order_id: string | null;
  number: string | null;
  upstream_number: string | null;
  trade_id: string | null;
  service_type: string | null;
  title: string | null;
  distance_m: number | null;
  finished_at: number | null;
  verified_at: number | null;
  uploaded_at: number | null;
  user: string | null;
  phone: string | null;
  county: string | null;
  category: string | null;
  model: string | null;
  indoor_code: string | null;
  outdoor_code: string | null;
  quantity: number | null;
}

const lineStates: Record<string, Record<PaperLanguage, string>> = {
  open: { zh: '待对', en: 'To match' },
  matched: { zh: '已对上', en: 'Matched' },
  difference: { zh: '有差异', en: 'Differs' },
  not_ours: { zh: '非本店', en: 'Not ours' },
  duplicate: { zh: '重复', en: 'Duplicate' },
  agreed: { zh: '已确认', en: 'Agreed' },
};

/** Codes are for programs; what a payer or a person wrote is shown. */
const said = (text: string | null): string => (text === null || /^[a-z_]*$/u.test(text) ? '' : text);

export const differenceWord = (kind: string | null, language: PaperLanguage): string =>
  (differenceWords[kind as DifferenceKind] as { zh: string; en: string } | undefined)?.[language] ?? '';

function headOf(read: RowReader, id: string): Head {
  const head = read.get<Head>(
    `SELECT s.number, s.payer_id, p.name_zh AS payer_zh, p.name_en AS payer_en, s.period, s.paid_fen, s.at
     FROM statement s JOIN payer p ON p.id = s.payer_id WHERE s.id = ?`,
    id,
  );
  if (head === undefined) throw new Fault('not_found', { entity: 'statement', id });
  return head;
}

/** Rows of the statement that count, each with the first machine of its order. */
const rowsOf = (read: RowReader, id: string): Row[] =>
  read.all<Row>(
    `SELECT l.id, l.row_no, l.order_number, l.item, l.amount_fen, l.deduction_fen, l.coefficient_bp, l.kind, l.day, l.reason, l.state, l.difference_kind,
       (SELECT d.reason FROM difference d WHERE d.statement_line_id = l.id ORDER BY d.seq DESC LIMIT 1) AS difference_reason, l.work_order_id,
       w.number, w.upstream_number, (SELECT o.trade_id FROM work_order_source x JOIN source_order o ON o.id = x.source_order_id WHERE x.work_order_id = w.id LIMIT 1) AS trade_id,
       w.service_type, w.title, w.distance_m, w.finished_at, w.verified_at,
       (SELECT max(o.done_at) FROM outbox o WHERE o.work_order_id = w.id AND o.state = 'done' AND o.step IN ('complete', 'papers')) AS uploaded_at,
       c.name AS user, coalesce(c.phone, c.virtual_phone) AS phone, a.county, m.category, coalesce(nullif(m.model, ''), m.product_name) AS model,
       m.indoor_code, m.outdoor_code, m.quantity
     FROM statement_line l LEFT JOIN work_order w ON w.id = l.work_order_id LEFT JOIN customer c ON c.id = w.customer_id LEFT JOIN address a ON a.id = w.address_id
     LEFT JOIN machine_line m ON m.seq = (SELECT min(seq) FROM machine_line WHERE work_order_id = w.id)
     WHERE l.statement_id = ? AND NOT (l.state = 'duplicate' AND l.reason = 'superseded') ORDER BY l.row_no, l.seq`,
    id,
  );

const workKinds = ['install', 'repair', 'clean', 'service', 'remove', 'appraisal', 'inspection', 'labour'];
const subsidyKinds = [
  'season',
  'timely',
  'bonus',
  'second_visit',
  'empty_trip',
  'night',
  'holiday',
  'urgent',
];

interface Fees {
  work: number;
  distance: number;
  height: number;
  material: number;
  subsidy: number;
  commission: number;
  names: string[];
}

/** Our own fees that each row answers. */
function feesOf(read: RowReader, id: string): Map<string, Fees> {
  const byLine = new Map<string, Fees>();
  for (const row of read.all<{ line: string; kind: string; name: string; fen: number }>(
    `SELECT m.statement_line_id AS line, f.fee_kind AS kind, f.name, sum(m.amount_fen) AS fen FROM statement_match m
     JOIN statement_line l ON l.id = m.statement_line_id JOIN fee_line f ON f.id = m.fee_line_id
     WHERE l.statement_id = ? AND m.undone_at IS NULL GROUP BY 1, 2, 3`,
    id,
  )) {
    const none = { work: 0, distance: 0, height: 0, material: 0, subsidy: 0, commission: 0, names: [] };
    const fees: Fees = byLine.get(row.line) ?? none;
    byLine.set(row.line, fees);
    if (workKinds.includes(row.kind)) fees.work += row.fen;
    else if (row.kind === 'distance') fees.distance += row.fen;
    else if (row.kind === 'height') fees.height += row.fen;
    else if (row.kind === 'material' || row.kind === 'parts' || row.kind === 'extra')
      fees.material += row.fen;
    else if (subsidyKinds.includes(row.kind)) fees.subsidy += row.fen;
    else if (row.kind === 'commission') fees.commission -= row.fen;
    fees.names.push(row.name === '' ? row.kind : row.name);
  }
  return byLine;
}

const noFees: Fees = { work: 0, distance: 0, height: 0, material: 0, subsidy: 0, commission: 0, names: [] };

const isRefused = (row: Row) =>
  row.state === 'difference' || row.state === 'not_ours' || row.state === 'duplicate';

/** 结算对账单 of a maker or brand. Faults: `not_found`, `paper_empty`. */
export function buildPayerStatement(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const head = headOf(read, id);
  const rows = rowsOf(read, id);
  if (rows.length === 0) throw new Fault('paper_empty', { document: 'payer_statement' });
  const fees = feesOf(read, id);
  const terms = read.get<{ tax_milli: number | null; retention_fen: number }>(
    'SELECT tax_milli, retention_fen FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
    head.payer_id,
    `${head.period}-31`,
  );
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const deducted = (row: Row) => Math.max(row.deduction_fen, -row.amount_fen, 0);
  const settledFen = sum((row) => row.amount_fen);
  const oldPartsFen = sum((row) => (row.difference_kind === 'old_part' ? deducted(row) : 0));
  const finesFen = sum((row) => (row.difference_kind === 'old_part' ? 0 : deducted(row)));
  const data: DocumentData['payer_statement'] = {
    ...baseOf(read, printing),
    number: head.number,
    payer: inLanguage(language, head.payer_zh, head.payer_en),
    month: head.period,
    outletCode: read.get<{ code: string }>('SELECT code FROM outlet LIMIT 1')?.code ?? '',
    lines: rows.map((row) => {
      const own = fees.get(row.id) ?? noFees;
      return {
        orderNumber: row.number ?? row.order_number ?? '',
        serviceType: row.service_type ?? '',
        category: row.category ?? '',
        model: row.model ?? '',
        indoorCode: row.indoor_code ?? '',
        outdoorCode: row.outdoor_code ?? '',
        user: masks.name(row.user ?? ''),
        phone: masks.phone(row.phone ?? ''),
        county: row.county ?? '',
        finishedMs: row.finished_at,
        uploadedMs: row.uploaded_at,
        item: row.item === '' ? own.names.join(' ') : row.item,
        quantityMilli: (row.quantity ?? 1) * 1000,
        unitFen: Math.round(own.work / (row.quantity ?? 1)),
        workFen: own.work,
        distanceM: own.distance === 0 ? null : row.distance_m,
        distanceFen: own.distance,
        heightFen: own.height,
        materialFen: own.material,
        subsidyFen: own.subsidy,
        coefficientBp: row.coefficient_bp,
        deductionFen: deducted(row),
        deductionReason: deducted(row) === 0 ? '' : said(row.reason),
        settledFen: row.amount_fen,
        state: lineStates[row.state]?.[language] ?? '',
        refusedReason: isRefused(row)
          ? [differenceWord(row.difference_kind, language), said(row.difference_reason)]
              .filter(Boolean)
              .join(' ')
          : '',
        remark: deducted(row) === 0 ? said(row.reason) : '',
      };
    }),
    dueFen: settledFen + finesFen + oldPartsFen,
    finesFen,
    oldPartsFen,
    retentionFen: terms?.retention_fen ?? 0,
    paidFen: head.paid_fen,
    taxMilli: terms?.tax_milli ?? null,
    invoiceFen: settledFen,
  };
  return statementPaper('payer_statement', id, head.number, data);
}

/** 平台对账单. Faults: `not_found`, `paper_empty`. */
export function buildPlatformStatement(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const head = headOf(read, id);
  const rows = rowsOf(read, id);
  if (rows.length === 0) throw new Fault('paper_empty', { document: 'platform_statement' });
  const fees = feesOf(read, id);
  const lines = rows.map((row) => {
    const own = fees.get(row.id) ?? noFees;
    const commissionFen = row.kind === 'commission' ? -row.amount_fen : own.commission;
    const amountFen = row.kind === 'commission' ? 0 : row.amount_fen + commissionFen + row.deduction_fen;
    return {
      flowNumber: `${head.number}-${row.row_no}`,
      redeemNumber: row.order_number ?? '',
      mainOrderNumber: row.trade_id ?? '',
      serviceOrderNumber: row.upstream_number ?? '',
      redeemedMs: row.verified_at,
      bookedDay: row.day ?? '',
      feeName: row.item === '' ? feeWord(own.names, row.kind, language) : row.item,
      amountFen,
      rateBp: commissionFen > 0 && amountFen > 0 ? Math.round((commissionFen * 10_000) / amountFen) : null,
      commissionFen,
      refundFen: row.kind === 'refund' ? Math.abs(row.amount_fen) : 0,
      penaltyFen: row.kind === 'fine' ? Math.abs(row.amount_fen) : row.deduction_fen,
      receivedFen: row.amount_fen,
      state: lineStates[row.state]?.[language] ?? '',
      remark: said(row.reason),
    };
  });
  const data: DocumentData['platform_statement'] = {
    ...baseOf(read, printing),
    number: head.number,
    payer: inLanguage(language, head.payer_zh, head.payer_en),
    month: head.period,
    lines,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
    receivedFen: lines.reduce((sum, line) => sum + line.receivedFen, 0),
  };
  return statementPaper('platform_statement', id, head.number, data);
}

const feeWord = (names: readonly string[], kind: string, language: PaperLanguage): string =>
  names.map((name) => findFeeKind(name)?.[language] ?? name).join(' ') ||
  (findFeeKind(kind)?.[language] ?? '');

/** A paper of many users lies under nobody's key; whoever is erased takes its printed copies along (customers/erase). */
export const statementPaper = <Kind extends BuiltPaper['kind']>(
  kind: Kind,
  documentId: string,
  number: string,
  data: DocumentData[Kind],
): BuiltPaper => ({ kind, documentId, number, orderId: null, keyId: null, staffId: null, data });
