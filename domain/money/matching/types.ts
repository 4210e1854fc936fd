/** What the matching engine reads and answers. Plain data; money in fen, days as numbers since 1970-01-01. */

import type { DifferenceKind } from '../difference.ts';

/** One order (or carried-over remainder) of ours that a payer may still have to settle. */
export interface OwnOrder {
  id: string;
  /** Our number and the platform's; either may be empty. */
  orderNo: string;
  sourceNo: string;
  /** What the payer owes for it; null where no fee is known yet. */
  amountFen: number | null;
  /** Day of the visit or of the finish. */
  day: number | null;
  /** Phone as far as it is known; the last four digits are compared. */
  phone: string;
  name: string;
  product: string;
  area: string;
  technician: string;
}

/** One row of a payer's file. Every field but `row` may be empty. */
export interface PayerRow {
  row: string;
  orderNo: string;
  /** Below zero: they take something back. */
  amountFen: number | null;
  day: number | null;
  phone: string;
  name: string;
  product: string;
  area: string;
  note: string;
}

/**
 * one_to_one · split: several rows pay one order · merged: one row pays several orders · net: paid less a share the
 * payer keeps · partial: part of the fee, nothing explains the rest · refund, fine: taken back · over: more than the fee
 */
export type PairingKind = 'one_to_one' | 'split' | 'merged' | 'net' | 'partial' | 'over' | 'refund' | 'fine';

export interface Pairing {
  rows: string[];
  ids: string[];
  kind: PairingKind;
  /** Chance that it is right, 0–1, from the evidence alone. */
  confidence: number;
  /** Words of `evidence.ts`: what spoke for it, strongest first. */
  evidence: string[];
  /** True: nothing else explains the rows as well; may be taken without a person. */
  auto: boolean;
}

/** The words of `difference.ts` that evidence alone can tell, and two that stand beside an order. */
export type OpenKind =
  | Extract<
      DifferenceKind,
      'equal' | 'rounding' | 'short' | 'over' | 'missing' | 'fine' | 'duplicate' | 'not_ours' | 'unplaced'
    >
  | 'refund'
  | 'net';

/** What is between the two sides once the automatic pairings are taken. */
export interface OpenDifference {
  kind: OpenKind;
  rows: string[];
  ids: string[];
  /** theirs − ours of these rows and orders. */
  diffFen: number;
}

export interface MatchAnswer {
  matches: Pairing[];
  /** Per row without an automatic pairing: orders, best first, at most `suggestions`. */
  suggestions: Record<string, string[]>;
  differences: OpenDifference[];
  stats: { rows: number; orders: number; autoRows: number; comparisons: number };
}

export interface MatchSettings {
  /** Amounts this close count as rounding. */
  toleranceFen: number;
  /** Bits by which the evidence must outweigh the number of orders there are. */
  certainBits: number;
  /** Bits by which an order must fit better than the next. */
  marginBits: number;
  /** The same where only the better one explains the amount. */
  amountMarginBits: number;
  suggestions: number;
}

export const matchDefaults: MatchSettings = {
  toleranceFen: 1,
  certainBits: 11,
  marginBits: 8,
  amountMarginBits: 5,
  suggestions: 3,
};
