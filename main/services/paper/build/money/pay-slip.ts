import { Fault } from '../../../../../domain/kernel/fault.ts';
import { findFeeKind } from '../../../../../domain/money/fee-kinds.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { deductionsOf } from '../../../money/pay-slips.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';

type Data = DocumentData['pay_slip'];

interface Slip {
  number: string;
  staff_id: string | null;
  sub_shop_id: string | null;
  name: string | null;
  code: string | null;
  employment: string | null;
  team_zh: string | null;
  team_en: string | null;
  shop_zh: string | null;
  shop_en: string | null;
  shop_code: string | null;
  period: string;
  state: string;
  due_fen: number;
  deducted_fen: number;
  net_fen: number;
  entry_id: string | null;
}

interface Line {
  kind: string;
  day: number | null;
  order_number: string | null;
  title: string | null;
  quantity_milli: number;
  unit_fen: number;
  share_milli: number;
  amount_fen: number;
  explain: string;
  rule_code: string | null;
  fee_period: string | null;
  held: number;
  tier: number;
}

const states: Record<string, Record<PaperLanguage, string>> = {
  draft: { zh: '草稿', en: 'Draft' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  paid: { zh: '已发', en: 'Paid' },
  void: { zh: '作废', en: 'Void' },
};

const lineColumns = `w.finished_at AS day, w.number AS order_number, w.title, f.rule_code, f.period AS fee_period,
  EXISTS (SELECT 1 FROM distance_tier d WHERE d.code = f.rule_code) AS tier`;

/** What stands on the slip, and what is his and on hold. */
const linesOf = (read: RowReader, slip: Slip, id: string): Line[] => [
  ...read.all<Line>(
    `SELECT l.kind, l.quantity_milli, l.unit_fen, l.share_milli, l.amount_fen, l.explain, 0 AS held, ${lineColumns}
     FROM pay_slip_line l LEFT JOIN fee_line f ON f.id = l.fee_line_id LEFT JOIN work_order w ON w.id = l.work_order_id
     WHERE l.pay_slip_id = ? ORDER BY l.line_no`,
    id,
  ),
  ...read.all<Line>(
    `SELECT f.fee_kind AS kind, f.quantity_milli, f.unit_fen, 1000 AS share_milli, f.amount_fen - f.paid_fen AS amount_fen, f.explain, 1 AS held, ${lineColumns}
     FROM fee_line f JOIN work_order w ON w.id = f.work_order_id
     WHERE f.party IN ('technician', 'sub_shop') AND f.party_id = ? AND f.state = 'held' AND f.period <= ? AND f.amount_fen <> f.paid_fen ORDER BY f.seq`,
    slip.staff_id ?? slip.sub_shop_id,
    slip.period,
  ),
];

/** Under which heading a line of pay stands; null: among the pieces. */
function headingOf(line: Line): keyof Data['commissions'] | keyof Data['allowances'] | null {
  const { code = '' } = JSON.parse(line.explain) as { code?: string };
  if (code === 'parts_margin') return 'partsShare';
  if (code === 'posted_share') return 'extrasShare';
  if (code !== 'allowance') return null;
  if (line.kind === 'distance' || line.tier === 1) return 'distanceMoney';
  if (line.kind === 'height') return 'heightMoney';
  if (line.kind === 'night') return 'nightMoney';
  return 'otherMoney';
}

const isCommission = (heading: string): heading is keyof Data['commissions'] => heading.endsWith('Share');

/** What is set off: by the journal once it is paid, as it would be today before. */
function setOff(read: RowReader, slip: Slip): { recover: number; advance: number; deposit: number } {
  if (slip.staff_id === null) return { recover: 0, advance: 0, deposit: 0 };
  if (slip.entry_id === null) return { ...deductionsOf(read, slip.staff_id, slip.due_fen), deposit: 0 };
  const fenOf = (account: string, side: 'credit_fen - debit_fen') =>
    read.get<{ fen: number }>(
      `SELECT coalesce(sum(${side}), 0) AS fen FROM journal_line WHERE entry_id = ? AND account_code = ?`,
      slip.entry_id,
      account,
    )?.fen ?? 0;
  return {
    recover: fenOf('recoverable_staff', 'credit_fen - debit_fen'),
    advance: fenOf('advance_staff', 'credit_fen - debit_fen'),
    deposit: fenOf('deposit_staff', 'credit_fen - debit_fen'),
  };
}

/** 师傅工资单, or that of a sub-shop. Faults: `not_found`. */
export function buildPaySlip(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const zone = getZone(read);
  const slip = read.get<Slip>(
    `SELECT p.number, p.staff_id, p.sub_shop_id, s.name, s.code, s.employment, t.name_zh AS team_zh, t.name_en AS team_en, u.name_zh AS shop_zh,
       u.name_en AS shop_en, u.code AS shop_code, p.period, p.state, p.due_fen, p.deducted_fen, p.net_fen, p.entry_id
     FROM pay_slip p LEFT JOIN staff s ON s.id = p.staff_id LEFT JOIN team t ON t.id = s.team_id LEFT JOIN sub_shop u ON u.id = p.sub_shop_id WHERE p.id = ?`,
    id,
  );
  if (slip === undefined) throw new Fault('not_found', { entity: 'pay_slip', id });
  const lines = linesOf(read, slip, id);
  const sums: Data['commissions'] & Data['allowances'] = {};
  const pieces: Line[] = [];
  let reworkFen = 0;
  let carriedFen = 0;
  for (const line of lines) {
    const heading = headingOf(line);
    if (line.held === 0 && line.fee_period !== null && line.fee_period < slip.period)
      carriedFen += line.amount_fen;
    if (line.held === 0 && line.amount_fen < 0) reworkFen -= line.amount_fen;
    else if (line.held === 1 || heading === null) pieces.push(line);
    else sums[heading] = (sums[heading] ?? 0) + line.amount_fen;
  }
  const off = setOff(read, slip);
  const entries = Object.entries(sums);
  const data: Data = {
    ...baseOf(read, printing),
    number: slip.number,
    voided: slip.state === 'void' ? { reason: '' } : null,
    month: slip.period,
    name: slip.name ?? inLanguage(language, slip.shop_zh ?? '', slip.shop_en ?? ''),
    staffNumber: slip.code ?? slip.shop_code ?? '',
    team: inLanguage(language, slip.team_zh ?? '', slip.team_en ?? ''),
    employment: slip.employment ?? '',
    state: states[slip.state]?.[language] ?? '',
    pieces: pieces.map((line) => ({
      day: line.day === null ? '' : businessDay(line.day, zone),
      orderNumber: line.order_number ?? '',
      service: [line.title ?? '', findFeeKind(line.kind)?.[language] ?? ''].filter(Boolean).join(' · '),
      quantityMilli: line.quantity_milli,
      unitFen: line.unit_fen,
      shareMilli: line.share_milli,
      amountFen: line.amount_fen,
      held: line.held === 1,
    })),
    commissions: Object.fromEntries(entries.filter(([heading]) => isCommission(heading))),
    allowances: Object.fromEntries(entries.filter(([heading]) => !isCommission(heading))),
    deductions: {
      finesAndOldParts: off.recover,
      advances: off.advance,
      ...(off.deposit === 0 ? {} : { depositDue: off.deposit }),
      reworkBack: reworkFen,
    },
    cashHeldFen: balanceOf(read, 'cash_with_staff', slip.staff_id),
    carriedFen,
    releasedFen: releasedOf(read, slip),
    // What was taken back again stands among the deductions, so that both sides of the sum are whole
    dueFen: slip.due_fen + reworkFen,
    deductedFen: slip.deducted_fen + reworkFen,
    netFen: slip.net_fen,
    depositFen: depositOf(read, slip.staff_id ?? slip.sub_shop_id),
    oldParts: oldPartsOf(read, slip.staff_id),
  };
  return {
    kind: 'pay_slip',
    documentId: id,
    number: slip.number,
    orderId: null,
    keyId: null,
    staffId: slip.staff_id,
    data,
  };
}

const balanceOf = (read: RowReader, account: string, staffId: string | null): number =>
  read.get<{ fen: number }>(
    'SELECT coalesce(sum(debit_fen - credit_fen), 0) AS fen FROM journal_line WHERE account_code = ? AND party_id = ?',
    account,
    staffId,
  )?.fen ?? 0;

/** Pay that came off hold in this month, by the journal; a sub-shop's is not held there. */
const releasedOf = (read: RowReader, slip: Slip): number | null =>
  slip.staff_id === null
    ? null
    : (read.get<{ fen: number }>(
        `SELECT coalesce(sum(l.debit_fen - l.credit_fen), 0) AS fen FROM journal_line l JOIN journal_entry e ON e.id = l.entry_id
         WHERE e.kind = 'pay_released' AND e.period = ? AND l.account_code = 'payable_staff_held' AND l.party_id = ?`,
        slip.period,
        slip.staff_id,
      )?.fen ?? 0);

const depositOf = (read: RowReader, holderId: string | null): number =>
  read.get<{ fen: number }>(
    "SELECT coalesce(sum(amount_fen), 0) AS fen FROM deposit_move WHERE side = 'theirs' AND holder_id = ?",
    holderId,
  )?.fen ?? 0;

const oldPartsOf = (read: RowReader, staffId: string | null): Data['oldParts'] => {
  const row = read.get<{ milli: number; fen: number }>(
    "SELECT coalesce(sum(quantity_milli), 0) AS milli, coalesce(sum(amount_fen), 0) AS fen FROM old_part WHERE holder_staff_id = ? AND state = 'with_technician'",
    staffId,
  );
  return { pieces: Math.round((row?.milli ?? 0) / 1000), amountFen: row?.fen ?? 0 };
};
