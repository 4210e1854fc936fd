import type { Db } from '../../../../db/connection.ts';
import { statement } from '../../../../db/queries/statements.ts';
import { normaliseNumber } from '../../../../domain/money/match.ts';
import { businessDay, daysBetween } from '../../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { oneApart } from './match-statement.ts';

export type Candidate = OutputOf<'money.line'>['candidates'][number];
type Mark = Candidate['marks'][number];

interface Row {
  orderId: string;
  orderNumber: string;
  upstream: string | null;
  title: string;
  customerName: string;
  phoneTail: string | null;
  county: string;
  endedAt: number | null;
  staffName: string | null;
  oursFen: number;
}

export interface CandidateQuery {
  payerId: string;
  period: string;
  number: string | null;
  amountFen: number;
  day: string | null;
  phoneTail: string | null;
}

const weights = { number: 350, amount: 300, phone: 200, day: 150 };

/** Open orders a row may mean, best first, each thing compared by name. At most six. */
export function findCandidates(db: Db, query: CandidateQuery): Candidate[] {
  const rows = statement(
    db,
    `SELECT w.id AS orderId, w.number AS orderNumber, w.upstream_number AS upstream, w.title, c.name AS customerName, c.phone_tail AS phoneTail, a.county,
     coalesce((SELECT max(v.ended_at) FROM visit v WHERE v.work_order_id = w.id), w.finished_at) AS endedAt, s.name AS staffName, f.fen AS oursFen
     FROM (SELECT work_order_id, sum(amount_fen - paid_fen) AS fen FROM fee_line WHERE party = 'payer' AND party_id = ? AND state = 'open' AND amount_fen <> 0 AND period <= ? GROUP BY work_order_id) f
     JOIN work_order w ON w.id = f.work_order_id JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id LEFT JOIN staff s ON s.id = w.staff_id`,
  ).all(query.payerId, query.period) as Row[];
  const written = query.number === null ? null : normaliseNumber(query.number);
  return rows
    .map((row) => toCandidate(row, query, written))
    .filter((one) => one.scoreMilli >= 300)
    .sort((a, b) => b.scoreMilli - a.scoreMilli || (a.orderNumber < b.orderNumber ? -1 : 1))
    .slice(0, 6);
}

function toCandidate(row: Row, query: CandidateQuery, written: string | null): Candidate {
  const day = row.endedAt === null ? null : businessDay(row.endedAt);
  const marks: Mark[] = [
    numberMark(written, [row.orderNumber, row.upstream]),
    {
      what: 'amount',
      verdict: row.oursFen === query.amountFen ? 'equal' : 'different',
      by: query.amountFen - row.oursFen,
    },
    {
      what: 'phone',
      verdict:
        query.phoneTail === null || row.phoneTail === null
          ? 'unknown'
          : query.phoneTail === row.phoneTail
            ? 'equal'
            : 'different',
      by: null,
    },
    dayMark(query.day, day),
  ];
  const scoreMilli = marks.reduce((sum, mark) => {
    const weight = weights[mark.what as keyof typeof weights];
    return sum + (mark.verdict === 'equal' ? weight : mark.verdict === 'near' ? Math.round(weight * 0.7) : 0);
  }, 0);
  return {
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    title: row.title,
    customerName: row.customerName,
    phoneTail: row.phoneTail ?? '',
    county: row.county,
    finishedDay: day,
    staffName: row.staffName,
    oursFen: row.oursFen,
    marks,
    scoreMilli,
  };
}

function numberMark(written: string | null, numbers: (string | null)[]): Mark {
  if (written === null) return { what: 'number', verdict: 'unknown', by: null };
  const own = numbers.flatMap((one) => (one === null ? [] : [normaliseNumber(one)]));
  if (own.includes(written)) return { what: 'number', verdict: 'equal', by: null };
  const near = own.some((one) => oneApart(one, written));
  return { what: 'number', verdict: near ? 'near' : 'different', by: near ? 1 : null };
}

function dayMark(theirs: string | null, ours: string | null): Mark {
  if (theirs === null || ours === null) return { what: 'day', verdict: 'unknown', by: null };
  const by = daysBetween(ours, theirs);
  return { what: 'day', verdict: by === 0 ? 'equal' : Math.abs(by) <= 3 ? 'near' : 'different', by };
}
