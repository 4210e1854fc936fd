/**
 * Settlement is derived, never typed in: each fee line has a state per party, and an order is settled when its lines
 * are. The three money streams of one order end on different days.
 */

export const parties = ['payer', 'user', 'technician', 'sub_shop'] as const;
export type Party = (typeof parties)[number];

export const settlementStates = ['open', 'in_statement', 'agreed', 'paid', 'held', 'waived', 'lost'] as const;
export type SettlementState = (typeof settlementStates)[number];

export interface SettlementLine {
  party: Party;
  amountFen: number;
  state: SettlementState;
  /** Part of the amount that is already paid or set off; never beyond it. */
  paidFen: number;
}

export type PartySettlement =
  | 'nothing'
  | 'open'
  | 'in_statement'
  | 'agreed'
  | 'partly_paid'
  | 'paid'
  | 'held';

/** Waived and lost lines ask for nothing any more; a line of zero neither. */
function isDone(line: SettlementLine): boolean {
  return line.amountFen === 0 || line.state === 'paid' || line.state === 'waived' || line.state === 'lost';
}

/** How things stand with one party: the state furthest behind wins, a hold is always shown. */
export function settlementWith(party: Party, lines: readonly SettlementLine[]): PartySettlement {
  const own = lines.filter((line) => line.party === party);
  if (own.length === 0) return 'nothing';
  if (own.some((line) => line.state === 'held')) return 'held';
  const left = own.filter((line) => !isDone(line));
  if (left.length === 0) return 'paid';
  if (own.some((line) => line.paidFen !== 0 || line.state === 'paid')) return 'partly_paid';
  if (left.some((line) => line.state === 'open')) return 'open';
  return left.some((line) => line.state === 'in_statement') ? 'in_statement' : 'agreed';
}

/** True when nothing is open with anyone. */
export function isSettled(lines: readonly SettlementLine[]): boolean {
  return lines.every((line) => line.state !== 'held' && isDone(line));
}

export interface SettlementSum {
  dueFen: number;
  paidFen: number;
  openFen: number;
  heldFen: number;
  /** Given up: waived or lost. */
  goneFen: number;
}

/** Totals with one party; due = paid + open + held + gone, always. */
export function sumSettlement(party: Party, lines: readonly SettlementLine[]): SettlementSum {
  const sum: SettlementSum = { dueFen: 0, paidFen: 0, openFen: 0, heldFen: 0, goneFen: 0 };
  for (const line of lines) {
    if (line.party !== party) continue;
    const paid = line.state === 'paid' ? line.amountFen : line.paidFen;
    const rest = line.amountFen - paid;
    sum.dueFen += line.amountFen;
    sum.paidFen += paid;
    if (line.state === 'held') sum.heldFen += rest;
    else if (line.state === 'waived' || line.state === 'lost') sum.goneFen += rest;
    else sum.openFen += rest;
  }
  return sum;
}

/** Which steps a line takes; `lost` comes only after the appeal window, `waived` by name. */
export const settlementSteps: Record<SettlementState, readonly SettlementState[]> = {
  open: ['in_statement', 'agreed', 'paid', 'held', 'waived', 'lost'],
  in_statement: ['open', 'agreed', 'held', 'lost', 'waived'],
  agreed: ['in_statement', 'paid', 'held', 'waived'],
  held: ['open', 'in_statement', 'agreed', 'waived', 'lost'],
  paid: [],
  waived: ['open'],
  lost: ['open'],
};
