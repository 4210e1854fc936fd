import { Fault } from '../../../domain/kernel/fault.ts';
import type { PrintKind } from '../../../domain/paper/kinds.ts';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { ServiceContext } from '../context.ts';
import { readerOf, type RowReader } from '../masters.ts';
import { assertMayPrint, buildableKinds } from './build/index.ts';
import { holderByMark } from './build/money/vouchers.ts';

interface Found {
  kind: PrintKind;
  id: string;
  number: string;
  orderId: string | null;
  copies: number | null;
  voided: number;
}

/** Papers of the stock room by the kind of their row. */
const documentKinds: Record<string, readonly PrintKind[]> = {
  issue: ['issue_slip', 'pick_list'],
  return: ['return_slip'],
  receipt: ['receiving_slip'],
  transfer: ['transfer_slip', 'upstream_return'],
  parcel: ['transfer_slip', 'upstream_return'],
  scrap: ['scrap_slip'],
  old_return: ['old_part_list'],
};
const custodyKinds: Record<string, readonly PrintKind[]> = {
  repair: ['repair_intake', 'pickup_voucher'],
  left_behind: ['repair_intake', 'pickup_voucher'],
  new_goods: ['repair_intake', 'pickup_voucher'],
  old_machine: ['trade_in'],
};

/** One indexed look-up per table with a number; `what` is the kind of its row where several papers share a table. */
const lookups: readonly { sql: string; kinds(what: string): readonly PrintKind[] }[] = [
  {
    sql: "SELECT id, number, work_order_id AS orderId, copies, state = 'void' AS voided, '' AS what FROM slip WHERE number = ?",
    kinds: () => ['service_slip'],
  },
  {
    sql: "SELECT id, number, work_order_id AS orderId, printed AS copies, state = 'void' AS voided, kind AS what FROM document WHERE number = ?",
    kinds: (what) => documentKinds[what] ?? [],
  },
  {
    sql: "SELECT id, number, work_order_id AS orderId, NULL AS copies, 0 AS voided, '' AS what FROM quote WHERE number = ?",
    kinds: () => ['quote'],
  },
  {
    sql: "SELECT id, number, work_order_id AS orderId, NULL AS copies, state = 'cancelled' AS voided, '' AS what FROM parts_request WHERE number = ?",
    kinds: () => ['parts_request'],
  },
  {
    sql: "SELECT id, number, NULL AS orderId, NULL AS copies, state IN ('cancelled', 'undone') AS voided, '' AS what FROM stock_count WHERE number = ?",
    kinds: () => ['count_sheet'],
  },
  {
    sql: 'SELECT id, number, work_order_id AS orderId, NULL AS copies, 0 AS voided, kind AS what FROM custody_item WHERE number = ?',
    kinds: (what) => custodyKinds[what] ?? [],
  },
  {
    sql: "SELECT id, label_number AS number, work_order_id AS orderId, NULL AS copies, 0 AS voided, '' AS what FROM old_part WHERE label_number = ?",
    kinds: () => ['old_part_label'],
  },
  {
    sql: "SELECT id, number, work_order_id AS orderId, NULL AS copies, 0 AS voided, '' AS what FROM payment WHERE number = ?1 OR receipt_number = ?1",
    kinds: () => ['receipt'],
  },
  {
    sql: "SELECT id, number, NULL AS orderId, NULL AS copies, 0 AS voided, '' AS what FROM cash_handover WHERE number = ?",
    kinds: () => ['hand_in'],
  },
  {
    sql: "SELECT id, number, work_order_id AS orderId, NULL AS copies, state = 'waived' AS voided, '' AS what FROM fine WHERE number = ?",
    kinds: () => ['fine'],
  },
  {
    sql: "SELECT id, number, NULL AS orderId, NULL AS copies, state = 'refused' AS voided, '' AS what FROM advance WHERE number = ?",
    kinds: () => ['advance'],
  },
  {
    sql: "SELECT id, ?1 AS number, NULL AS orderId, NULL AS copies, 0 AS voided, '' AS what FROM deposit_move WHERE document_id = ?1 OR 'YJ-' || seq = ?1",
    kinds: () => ['deposit_receipt'],
  },
  {
    sql: "SELECT id, number, NULL AS orderId, NULL AS copies, state = 'void' AS voided, '' AS what FROM pay_slip WHERE number = ?",
    kinds: () => ['pay_slip'],
  },
  {
    sql: "SELECT s.id, s.number, NULL AS orderId, NULL AS copies, s.state = 'void' AS voided, p.kind AS what FROM statement s JOIN payer p ON p.id = s.payer_id WHERE s.number = ?",
    kinds: (what) => [what === '平台' ? 'platform_statement' : 'payer_statement', 'difference_sheet'],
  },
  {
    sql: "SELECT id, number, id AS orderId, NULL AS copies, 0 AS voided, '' AS what FROM work_order WHERE number = ?",
    kinds: () => ['service_slip', 'inspection'],
  },
];

const dayOf = (digits: string) => `20${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`;

/** Papers of no row carry in their number what they were made of. */
const spoken: readonly {
  kind: PrintKind;
  number: RegExp;
  id(read: RowReader, found: string[]): string | null;
}[] = [
  { kind: 'price_list', number: /^SF(\d{6})$/u, id: (_, [day = '']) => dayOf(day) },
  {
    kind: 'shift_handover',
    number: /^JB(\d{6})-(\d+)$/u,
    id: (read, [day = '', seq]) => {
      const staff = read.get<{ id: string }>('SELECT id FROM staff WHERE seq = ?', Number(seq));
      return staff === undefined ? null : `${dayOf(day)}:${staff.id}`;
    },
  },
  { kind: 'difference_sheet', number: /^CB\d{6}$/u, id: () => 'open' },
  {
    kind: 'deposit_balance',
    number: /^YB\d{6}-([SP]?\d+)$/u,
    id: (read, [mark = '']) => holderByMark(read, mark),
  },
  {
    kind: 'customer_statement',
    number: /^KH(\d\d)(\d\d)-(\d+)$/u,
    id: (read, [year, month, seq]) => {
      const payer = read.get<{ id: string }>('SELECT id FROM payer WHERE seq = ?', Number(seq));
      return payer === undefined ? null : `${payer.id}:20${year}-${month}`;
    },
  },
];

const spokenOf = (read: RowReader, code: string): Found[] =>
  spoken.flatMap(({ kind, number, id }) => {
    const found = number.exec(code);
    const of = found === null ? null : id(read, found.slice(1));
    return of === null ? [] : [{ kind, id: of, number: code, orderId: null, copies: null, voided: 0 }];
  });

/** A day list carries its day and person in its number. */
function dayListOf(read: RowReader, code: string): Found[] {
  const [, year, month, date, seq] = /^RP(\d\d)(\d\d)(\d\d)(?:-(\d+))?$/u.exec(code) ?? [];
  if (year === undefined) return [];
  const day = `20${year}-${month}-${date}`;
  const staff =
    seq === undefined
      ? undefined
      : read.get<{ id: string }>('SELECT id FROM staff WHERE seq = ?', Number(seq));
  if (seq !== undefined && staff === undefined) return [];
  const id = staff === undefined ? day : `${day}:${staff.id}`;
  return [{ kind: 'day_list', id, number: code, orderId: null, copies: null, voided: 0 }];
}

function mayPrint(ctx: ServiceContext, read: RowReader, found: Found): boolean {
  if (!(buildableKinds as readonly PrintKind[]).includes(found.kind)) return false;
  try {
    assertMayPrint(ctx, read, found.kind, found.id);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** The papers of a code. Faults: `paper_code_unknown` {code}, also for one this person may not print. */
export function findPapers(ctx: ServiceContext, input: InputOf<'paper.find'>): OutputOf<'paper.find'> {
  const read = readerOf(ctx.read);
  const code = input.code.trim().toUpperCase();
  const hits = lookups.flatMap(({ sql, kinds }) =>
    read
      .all<Omit<Found, 'kind'> & { what: string }>(sql, code)
      .flatMap(({ what, ...row }) => kinds(what).map((kind) => ({ ...row, kind }))),
  );
  const papers = [...hits, ...dayListOf(read, code), ...spokenOf(read, code)]
    .filter((found) => mayPrint(ctx, read, found))
    .map((found) => ({
      kind: found.kind,
      id: found.id,
      number: found.number,
      orderId: found.orderId,
      orderNumber:
        found.orderId === null
          ? null
          : (read.get<{ number: string }>('SELECT number FROM work_order WHERE id = ?', found.orderId)
              ?.number ?? null),
      copies:
        found.copies ??
        read.get<{ n: number }>(
          'SELECT coalesce(max(copy_no), 0) AS n FROM print_job WHERE document_kind = ? AND document_id = ?',
          found.kind,
          found.id,
        )?.n ??
        0,
      voided: found.voided === 1,
      replacedBy: found.kind === 'service_slip' && found.voided === 1 ? laterSlip(read, found.id) : null,
    }));
  if (papers.length === 0) throw new Fault('paper_code_unknown', { code: input.code.trim() });
  return { papers };
}

const laterSlip = (read: RowReader, slipId: string): string | null =>
  read.get<{ number: string }>(
    `SELECT s.number FROM slip s JOIN slip old ON old.id = ? AND s.work_order_id = old.work_order_id
     WHERE s.seq > old.seq AND s.state <> 'void' ORDER BY s.seq DESC LIMIT 1`,
    slipId,
  )?.number ?? null;
