import { Fault } from '../../../../../domain/kernel/fault.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import { fillWords, paperWords } from '../../../../printing/words/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';
import { differenceWord, statementPaper } from './statements.ts';

interface Row {
  kind: string;
  order_number: string | null;
  line_number: string | null;
  row_no: number | null;
  statement: string | null;
  ours_fen: number;
  theirs_fen: number;
  line_reason: string | null;
  reason: string;
  person: string | null;
  appeal_due_at: number | null;
  appealed_at: number | null;
  state: string;
}

const outcomes: Record<string, Record<PaperLanguage, string>> = {
  open: { zh: '待处理', en: 'Open' },
  appealed: { zh: '申诉中', en: 'Appealed' },
  accepted: { zh: '认可', en: 'Accepted' },
  won: { zh: '申诉成功', en: 'Won' },
  lost: { zh: '损失', en: 'Lost' },
  carried: { zh: '转下期', en: 'Carried over' },
};

/** Codes are for programs; what a payer or a person wrote is shown. */
const said = (text: string | null): string => (text === null || /^[a-z_]*$/u.test(text) ? '' : text);

/** 对账差异表 of one statement, or (`open`) of all that nobody has settled. Faults: `not_found`, `paper_empty`. */
export function buildDifferenceSheet(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const words = paperWords(language);
  const statement =
    id === 'open'
      ? null
      : (read.get<{ number: string; period: string; payer_id: string; zh: string; en: string }>(
          `SELECT s.number, s.period, s.payer_id, p.name_zh AS zh, p.name_en AS en FROM statement s JOIN payer p ON p.id = s.payer_id WHERE s.id = ?`,
          id,
        ) ?? null);
  if (id !== 'open' && statement === null) throw new Fault('not_found', { entity: 'statement', id });
  const rows = read.all<Row>(
    `SELECT d.kind, w.number AS order_number, l.order_number AS line_number, l.row_no, s.number AS statement, d.ours_fen, d.theirs_fen,
       l.reason AS line_reason, d.reason, coalesce(o.name, t.name) AS person, d.appeal_due_at, d.state,
       (SELECT max(e.at) FROM event e WHERE e.entity = 'difference' AND e.entity_id = d.id AND e.kind = 'difference.appealed') AS appealed_at
     FROM difference d LEFT JOIN statement_line l ON l.id = d.statement_line_id LEFT JOIN statement s ON s.id = l.statement_id
     LEFT JOIN work_order w ON w.id = d.work_order_id LEFT JOIN staff o ON o.id = d.owner_id LEFT JOIN staff t ON t.id = w.staff_id
     WHERE CASE WHEN @id = 'open' THEN d.state IN ('open', 'appealed')
       ELSE l.statement_id = @id OR (d.kind = 'missing' AND d.payer_id = @payerId AND d.period = @period) END
     ORDER BY d.appeal_due_at IS NULL, d.appeal_due_at, abs(d.theirs_fen - d.ours_fen) DESC, d.seq`,
    { id, payerId: statement?.payer_id ?? '', period: statement?.period ?? '' },
  );
  if (rows.length === 0) throw new Fault('paper_empty', { document: 'difference_sheet' });
  const today = businessDay(printing.atMs, getZone(read)).slice(2).replaceAll('-', '');
  const number = statement?.number ?? `CB${today}`;
  const data: DocumentData['difference_sheet'] = {
    ...baseOf(read, printing),
    number,
    payer: inLanguage(language, statement?.zh ?? '', statement?.en ?? ''),
    month: statement?.period ?? '',
    lines: rows.map((row) => ({
      orderNumber: row.order_number ?? row.line_number ?? '',
      oursFen: row.ours_fen,
      theirsFen: row.theirs_fen,
      type: differenceWord(row.kind, language),
      reason: said(row.line_reason) || said(row.reason),
      evidence:
        row.statement === null
          ? ''
          : `${row.statement} ${fillWords(words.rowOfFile, { n: row.row_no ?? 0 })}`,
      inCharge: row.person ?? '',
      appealedMs: row.appealed_at,
      untilMs: row.appeal_due_at,
      outcome: outcomes[row.state]?.[language] ?? '',
    })),
  };
  return statementPaper('difference_sheet', id, number, data);
}
