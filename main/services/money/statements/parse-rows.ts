import { createHash } from 'node:crypto';
import { parseDecimal, parseFen, toHalfWidth } from '../../../../domain/money/fen.ts';
import { normaliseNumber, rowKey } from '../../../../domain/money/match.ts';
import { parseDay } from '../../../../domain/time/business-day.ts';
import { plainHeading, rowCounters, type FoundLayout } from './layout.ts';
import type { ReadTable } from './read-table.ts';

/** One row of a payer's file, understood. Amounts fen; `amountFen` is net of deduction and commission. */
export interface ParsedRow {
  rowNo: number;
  numbers: string[];
  amountFen: number;
  deductionFen: number;
  deductionFor: 'fine' | 'old_part' | null;
  refused: boolean;
  coefficientBp: number | null;
  day: string | null;
  phoneTail: string | null;
  item: string;
  serial: string | null;
  reason: string;
  fingerprint: string;
  rowKey: string;
  /** Heading and value; personal ones among them. Sealed when stored. */
  cells: [heading: string, value: string][];
}

export interface RowProblem {
  row: number;
  column: string;
  value: string;
  code: 'amount' | 'day';
}

export interface ParsedRows {
  rows: ParsedRow[];
  problems: RowProblem[];
  fileTotalFen: number | null;
}

const totalWord = /^(合计|总计|小计|本页合计|总合计|共计|total|sum|grand total)/i;
const refusedWord = /不予结算|拒付|不结|未结算|不通过|refused|rejected/i;
const oldPartWord = /旧件|old part/i;
const outWord = /支出|出账|扣|退款|refund|out/i;

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 27);

/** Rows below the headings. A cell that should be an amount and is not becomes a problem; nothing is guessed. */
export function parseRows(table: ReadTable, layout: FoundLayout, payerId: string): ParsedRows {
  const out: ParsedRows = { rows: [], problems: [], fileTotalFen: null };
  const seen = new Map<string, number>();
  const seenKeys = new Map<string, number>();
  const { at, headers } = layout;
  const counters = new Set(
    headers.flatMap((header, index) => (rowCounters.includes(plainHeading(header)) ? [index] : [])),
  );
  table.rows.slice(layout.headerRow + 1).forEach((row, index) => {
    const rowNo = layout.headerRow + 2 + index;
    if (row.every((cell) => cell === '')) return;
    const cell = (role: keyof typeof at): string =>
      at[role] === undefined ? '' : (row[at[role] as number] ?? '');
    const numbers = [
      ...new Set(layout.numbers.map((column) => numberOf(row[column] ?? '')).filter((one) => one !== '')),
    ];
    const money = (role: 'amount' | 'deduction' | 'commission'): number | null =>
      moneyOf(cell(role), layout.unit);
    if (isTotal(row, numbers)) {
      out.fileTotalFen = money('amount') ?? out.fileTotalFen;
      return;
    }
    if (repeatsHeader(row, headers)) return;
    const amount = money('amount');
    const deduction = cell('deduction') === '' ? 0 : money('deduction');
    const commission = cell('commission') === '' ? 0 : money('commission');
    for (const [role, value] of [
      ['amount', amount],
      ['deduction', deduction],
      ['commission', commission],
    ] as const) {
      if (value === null) {
        out.problems.push({
          row: rowNo,
          column: headers[at[role] as number] ?? '',
          value: cell(role).slice(0, 60),
          code: 'amount',
        });
      }
    }
    const day = dayOf(cell('day'));
    if (day === null && cell('day') !== '') {
      out.problems.push({
        row: rowNo,
        column: headers[at.day as number] ?? '',
        value: cell('day').slice(0, 60),
        code: 'day',
      });
    }
    if (amount === null || deduction === null || commission === null || (day === null && cell('day') !== ''))
      return;
    const goesOut = at.direction !== undefined && outWord.test(cell('direction')) && amount > 0;
    const amountFen = (goesOut ? -amount : amount) - Math.abs(commission);
    const reason = cell('deductionReason') || cell('note');
    const words = row.filter((_, column) => !counters.has(column)).map((text) => toHalfWidth(text));
    // The same row in an overlapping export is the same; a row without a number is told apart by its month alone
    const identity = rowKey(payerId, numbers.length === 0 ? (day ?? '').slice(0, 7) : '', words, 0);
    const occurrence = seen.get(identity) ?? 0;
    seen.set(identity, occurrence + 1);
    const serial = cell('serial') === '' ? null : cell('serial');
    const item = cell('item').slice(0, 80);
    const about =
      numbers.length === 0
        ? ''
        : rowKey(payerId, '', [normaliseNumber(numbers[0] as string), serial ?? '', item], 0);
    const nth = seenKeys.get(about) ?? 0;
    seenKeys.set(about, nth + 1);
    out.rows.push({
      rowNo,
      numbers,
      amountFen,
      deductionFen: Math.abs(deduction),
      deductionFor: deduction === 0 ? null : oldPartWord.test(reason) ? 'old_part' : 'fine',
      refused: refusedWord.test(cell('status')),
      coefficientBp: coefficientOf(cell('coefficient')),
      day,
      phoneTail: tailOf(cell('phone')),
      item,
      serial,
      reason: reason.slice(0, 120),
      fingerprint: hash(`${identity} ${occurrence}`),
      rowKey: about === '' ? '' : hash(`${about} ${nth}`),
      cells: headers.flatMap((heading, column): [string, string][] => {
        const value = row[column] ?? '';
        return heading === '' || value === '' ? [] : [[heading, value]];
      }),
    });
  });
  return out;
}

function numberOf(text: string): string {
  const plain = text.replace(/^['’`=\s]+|["\s]+$/g, '').replace(/^"/, '');
  return /[\dA-Za-z]/.test(plain) ? plain.slice(0, 64) : '';
}

function moneyOf(text: string, unit: 1 | 100): number | null {
  const plain = text.trim();
  if (plain === '' || plain === '-' || plain === '—' || plain === '/') return 0;
  return unit === 100 ? parseFen(plain) : parseDecimal(plain, 0);
}

function isTotal(row: readonly string[], numbers: readonly string[]): boolean {
  if (numbers.length > 0) return false;
  const first = row.find((cell) => cell !== '') ?? '';
  return totalWord.test(first) || row.slice(0, 4).some((cell) => totalWord.test(cell));
}

/** Long exports print their headings again on each page. */
function repeatsHeader(row: readonly string[], headers: readonly string[]): boolean {
  const filled = row.filter((cell) => cell !== '');
  return filled.length > 2 && filled.every((cell) => headers.includes(cell.replace(/\s+/g, ' ')));
}

/** The same as `parseDay`, also as Chinese input methods write it. */
export const dayOf = (text: string): string | null => parseDay(toHalfWidth(text).trim());

/** "1.05", "105%", "0.9" → basis points. */
function coefficientOf(text: string): number | null {
  const plain = toHalfWidth(text).trim();
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(plain)?.[1];
  if (percent !== undefined) return parseDecimal(percent, 2);
  return plain === '' ? null : parseDecimal(plain, 4);
}

function tailOf(text: string): string | null {
  const digits = toHalfWidth(text).replace(/\D/g, '');
  return digits.length >= 4 ? digits.slice(-4) : null;
}
