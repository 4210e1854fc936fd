import { Fault } from '../../../../../domain/kernel/fault.ts';
import { differenceWords, type DifferenceKind } from '../../../../../domain/money/difference.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import { fillWords, paperWords } from '../../../../printing/words/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';

type Holder = DocumentData['fine']['person'];

const nobody: Holder = { name: '', staffNumber: '', team: '' };

/** A person, a sub-shop or a payer, as a voucher names them. */
function holderOf(read: RowReader, id: string | null, language: PaperLanguage): Holder {
  if (id === null) return nobody;
  const person = read.get<{ name: string; code: string; team_zh: string | null; team_en: string | null }>(
    'SELECT s.name, s.code, t.name_zh AS team_zh, t.name_en AS team_en FROM staff s LEFT JOIN team t ON t.id = s.team_id WHERE s.id = ?',
    id,
  );
  if (person !== undefined)
    return {
      name: person.name,
      staffNumber: person.code,
      team: inLanguage(language, person.team_zh ?? '', person.team_en ?? ''),
    };
  const firm = read.get<{ name_zh: string; name_en: string; code: string }>(
    'SELECT name_zh, name_en, code FROM sub_shop WHERE id = ?1 UNION ALL SELECT name_zh, name_en, code FROM payer WHERE id = ?1',
    id,
  );
  return firm === undefined
    ? nobody
    : { name: inLanguage(language, firm.name_zh, firm.name_en), staffNumber: firm.code, team: '' };
}

const oldPart = { zh: '旧件未还', en: 'Old part not returned' };
/** Why money was taken, in words: a difference of a statement, an old part, else the outlet's own reason. */
function reasonWord(read: RowReader, code: string, language: PaperLanguage): string {
  if (code === 'old_part') return oldPart[language];
  const kind = differenceWords[code as DifferenceKind] as { zh: string; en: string } | undefined;
  if (kind !== undefined) return kind[language];
  const row = read.get<{ name_zh: string; name_en: string }>(
    'SELECT name_zh, name_en FROM reason_code WHERE code = ? ORDER BY sort LIMIT 1',
    code,
  );
  return row === undefined ? '' : inLanguage(language, row.name_zh, row.name_en);
}

const fineStates: Record<string, Record<PaperLanguage, string>> = {
  open: { zh: '待确认', en: 'Open' },
  contested: { zh: '申诉中', en: 'Contested' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  waived: { zh: '已免', en: 'Waived' },
};
const bearers: Record<string, Record<PaperLanguage, string>> = {
  outlet: { zh: '网点承担', en: 'the outlet' },
  technician: { zh: '师傅承担', en: 'the technician' },
  sub_shop: { zh: '下级网点承担', en: 'the sub-shop' },
};
const advanceStates: Record<string, Record<PaperLanguage, string>> = {
  asked: { zh: '待批', en: 'Asked for' },
  paid: { zh: '已付', en: 'Paid' },
  repaid: { zh: '已还清', en: 'Repaid' },
  refused: { zh: '未批', en: 'Refused' },
};

/** 罚款单. Faults: `not_found`. */
export function buildFine(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const words = paperWords(language);
  const row = read.get<{
    number: string;
    work_order_id: string | null;
    staff_id: string | null;
    order_number: string | null;
    upstream_number: string | null;
    payer_zh: string | null;
    payer_en: string | null;
    statement: string | null;
    row_no: number | null;
    line_reason: string | null;
    reason_code: string;
    reason: string;
    amount_fen: number;
    bearer: string;
    state: string;
    appeal_due_at: number | null;
    at: number;
  }>(
    `SELECT f.number, f.work_order_id, f.staff_id, w.number AS order_number, w.upstream_number, p.name_zh AS payer_zh, p.name_en AS payer_en,
       s.number AS statement, l.row_no, l.reason AS line_reason, f.reason_code, f.reason, f.amount_fen, f.bearer, f.state, f.appeal_due_at, f.at
     FROM fine f LEFT JOIN work_order w ON w.id = f.work_order_id LEFT JOIN payer p ON p.id = f.payer_id
     LEFT JOIN statement_line l ON l.id = f.statement_line_id LEFT JOIN statement s ON s.id = l.statement_id WHERE f.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'fine', id });
  const payer = inLanguage(language, row.payer_zh ?? '', row.payer_en ?? '');
  const said = row.line_reason === null || /^[a-z_]*$/u.test(row.line_reason) ? '' : row.line_reason;
  const data: DocumentData['fine'] = {
    ...baseOf(read, printing),
    number: row.number,
    voided: row.state === 'waived' ? { reason: fineStates.waived?.[language] ?? '' } : null,
    person: holderOf(read, row.staff_id, language),
    atMs: row.at,
    matter: [reasonWord(read, row.reason_code, language), row.reason]
      .filter((text) => text !== '')
      .join(' · '),
    basis: [payer, said].filter((text) => text !== '').join(' · '),
    upstreamNumber: row.upstream_number,
    workOrderNumber: row.order_number,
    amountFen: row.amount_fen,
    evidence:
      row.statement === null ? '' : `${row.statement} ${fillWords(words.rowOfFile, { n: row.row_no ?? 0 })}`,
    appealUntilMs: row.appeal_due_at,
    state: [fineStates[row.state]?.[language], bearers[row.bearer]?.[language]].filter(Boolean).join(' · '),
  };
  return {
    kind: 'fine',
    documentId: id,
    number: row.number,
    orderId: row.work_order_id,
    keyId: null,
    staffId: row.staff_id,
    data,
  };
}

/** 借支单. Faults: `not_found`. */
export function buildAdvance(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const row = read.get<{
    number: string;
    staff_id: string;
    amount_fen: number;
    repaid_fen: number;
    state: string;
    paid_by: string | null;
    at: number;
  }>(
    `SELECT a.number, a.staff_id, a.amount_fen, a.repaid_fen, a.state, a.at, s.name AS paid_by
     FROM advance a LEFT JOIN journal_entry e ON e.id = a.entry_id LEFT JOIN staff s ON s.id = e.staff_id WHERE a.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'advance', id });
  const state = advanceStates[row.state]?.[language] ?? '';
  const data: DocumentData['advance'] = {
    ...baseOf(read, printing),
    number: row.number,
    voided: row.state === 'refused' ? { reason: state } : null,
    person: holderOf(read, row.staff_id, language),
    atMs: row.at,
    amountFen: row.amount_fen,
    repaidFen: row.repaid_fen,
    state,
    paidBy: row.paid_by ?? '',
  };
  return {
    kind: 'advance',
    documentId: id,
    number: row.number,
    orderId: null,
    keyId: null,
    staffId: row.staff_id,
    data,
  };
}

interface MoveRow {
  seq: number;
  kind: string;
  amount_fen: number;
  document_id: string | null;
  note: string;
  holder_kind: string;
  holder_id: string;
  at: number;
  by: string | null;
}

const moveKind = (row: Pick<MoveRow, 'kind' | 'amount_fen'>): 'paid' | 'returned' | 'taken' =>
  row.amount_fen > 0 ? 'paid' : row.kind === 'returned' ? 'returned' : 'taken';

/** Number of a move: its own where it has one, else its place in the ledger. */
const moveNumber = (row: Pick<MoveRow, 'document_id' | 'seq'>): string =>
  row.document_id !== null && /^[\x21-\x7e]{1,40}$/u.test(row.document_id)
    ? row.document_id
    : `YJ-${row.seq}`;

/** 押金收据 of one move of a deposit. Faults: `not_found`. */
export function buildDepositReceipt(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const row = read.get<MoveRow>(
    `SELECT d.seq, d.kind, d.amount_fen, d.document_id, d.note, d.holder_kind, d.holder_id, d.at, s.name AS by
     FROM deposit_move d LEFT JOIN journal_entry e ON e.id = d.entry_id LEFT JOIN staff s ON s.id = e.staff_id WHERE d.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'deposit_move', id });
  const balance = read.get<{ fen: number }>(
    'SELECT coalesce(sum(amount_fen), 0) AS fen FROM deposit_move WHERE holder_id = ? AND holder_kind = ? AND seq <= ?',
    row.holder_id,
    row.holder_kind,
    row.seq,
  );
  const data: DocumentData['deposit_receipt'] = {
    ...baseOf(read, printing),
    number: moveNumber(row),
    person: holderOf(read, row.holder_id, printing.language),
    atMs: row.at,
    move: moveKind(row),
    amountFen: row.amount_fen,
    balanceFen: balance?.fen ?? 0,
    note: row.note,
    handledBy: row.by ?? '',
  };
  return {
    kind: 'deposit_receipt',
    documentId: id,
    number: data.number,
    orderId: null,
    keyId: null,
    staffId: row.holder_kind === 'staff' ? row.holder_id : null,
    data,
  };
}

/** Letters before the running number of a holder that is no person. */
const holderMarks = [
  ['staff', ''],
  ['sub_shop', 'S'],
  ['payer', 'P'],
] as const;

/** 押金余额确认 of whoever's deposit it is, as of now. Faults: `not_found`, `paper_empty`. */
export function buildDepositBalance(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const words = paperWords(language);
  const zone = getZone(read);
  const moves = read.all<MoveRow>(
    `SELECT seq, kind, amount_fen, document_id, note, holder_kind, holder_id, at, NULL AS by FROM deposit_move WHERE holder_id = ? ORDER BY seq`,
    id,
  );
  if (moves.length === 0) throw new Fault('paper_empty', { document: 'deposit_balance' });
  const matters = { paid: words.depositPaid, returned: words.depositReturned, taken: words.depositTaken };
  let balanceFen = 0;
  const lines = moves.map((move) => {
    balanceFen += move.amount_fen;
    return {
      day: businessDay(move.at, zone),
      number: moveNumber(move),
      matter: [matters[moveKind(move)], move.note].filter((text) => text !== '').join(' · '),
      amountFen: move.amount_fen,
      balanceFen,
    };
  });
  const seqOf = holderMarks.flatMap(([table, mark]) => {
    const row = read.get<{ seq: number }>(`SELECT seq FROM ${table} WHERE id = ?`, id);
    return row === undefined ? [] : [`${mark}${row.seq}`];
  });
  const number = `YB${businessDay(printing.atMs, zone).slice(2).replaceAll('-', '')}-${seqOf[0] ?? ''}`;
  const data: DocumentData['deposit_balance'] = {
    ...baseOf(read, printing),
    number,
    person: holderOf(read, id, language),
    moves: lines,
    balanceFen,
  };
  return {
    kind: 'deposit_balance',
    documentId: id,
    number,
    orderId: null,
    keyId: null,
    staffId: moves[0]?.holder_kind === 'staff' ? id : null,
    data,
  };
}

/** The holder a balance of deposits was printed for, by the end of its number. */
export function holderByMark(read: RowReader, mark: string): string | null {
  const [, letter = '', seq = ''] = /^([SP]?)(\d+)$/u.exec(mark) ?? [];
  const table = holderMarks.find(([, one]) => one === letter)?.[0];
  if (table === undefined || seq === '') return null;
  return read.get<{ id: string }>(`SELECT id FROM ${table} WHERE seq = ?`, Number(seq))?.id ?? null;
}
