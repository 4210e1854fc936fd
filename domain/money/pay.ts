/**
 * What technicians and sub-shops get for an order, as fee lines of their own that explain themselves. Pay follows the
 * doer of the line: two men share by weight, and what is shared out is exactly what there was.
 */
import type { FeeLine } from './price-types.ts';
import { basisPoints, timesMilli } from './round.ts';
import { splitFen } from './split.ts';

/** A pay scheme as data; absent rates mean nothing is paid that way. All rates in basis points. */
export interface PayScheme {
  code: string;
  version: number;
  /** Of the piece rate of the service item. */
  pieceBp: number | null;
  /** Of the payer's work fees (partners paid by share instead of by piece). */
  payerShareBp: number | null;
  /** Of labour the user paid. */
  userLabourBp: number | null;
  /** Of the margin of own parts sold. */
  partsMarginBp: number | null;
}

export interface Worker {
  staffId: string;
  /** E.g. 60 and 40 for main and assistant. */
  weight: number;
  scheme: PayScheme;
}

export interface PieceWork {
  machineId: string;
  itemCode: string;
  pieceFen: number;
  qtyMilli: number;
  worked: boolean;
}

export interface PartSold {
  extraId: string;
  priceFen: number;
  costFen: number;
  /** The maker's own parts carry no margin to share. */
  own: boolean;
}

export interface PayFacts {
  workers: readonly Worker[];
  pieces: readonly PieceWork[];
  /** Lines of payer and user from `computeFees`. */
  lines: readonly FeeLine[];
  parts: readonly PartSold[];
  /** The technician's own share per extra line where the posted list names one (fen for the whole line). */
  extraShares: Readonly<Record<string, number>>;
  /** Fixed sums by kind: distance allowance of the tier, empty trip, late finish. Shared by weight. */
  allowances: readonly { kind: string; amountFen: number; rule: string }[];
}

const workKinds = new Set(['install', 'repair', 'clean', 'service', 'remove', 'appraisal']);
const labourKinds = new Set([
  'labour',
  'install',
  'repair',
  'clean',
  'service',
  'remove',
  'inspection',
  'call_out',
]);

interface Pot {
  kind: string;
  machineId: string | null;
  extraId: string | null;
  amountFen: number;
  qtyMilli: number;
  unitFen: number;
  rule: string | null;
  /** Rate a worker's own scheme applies to his part of the pot; null = the whole part. */
  rateOf: ((scheme: PayScheme) => number | null) | null;
  code: string;
}

function potsOf(facts: PayFacts): Pot[] {
  const pots: Pot[] = [];
  const base = { machineId: null, extraId: null, qtyMilli: 1000, rule: null };
  for (const piece of facts.pieces) {
    if (!piece.worked) continue;
    const amountFen = timesMilli(piece.pieceFen, piece.qtyMilli);
    pots.push({
      ...base,
      kind: 'piece',
      machineId: piece.machineId,
      amountFen,
      qtyMilli: piece.qtyMilli,
      unitFen: piece.pieceFen,
      rateOf: (scheme) => scheme.pieceBp,
      code: 'piece',
    });
  }
  for (const line of facts.lines) {
    const shared = {
      ...base,
      kind: 'share',
      machineId: line.machineId,
      extraId: line.extraId,
      unitFen: line.amountFen,
    };
    if (line.party === 'payer' && workKinds.has(line.kind)) {
      pots.push({
        ...shared,
        amountFen: line.amountFen,
        rateOf: (scheme) => scheme.payerShareBp,
        code: 'payer_share',
      });
    }
    if (line.party !== 'user') continue;
    const named = line.extraId === null ? undefined : facts.extraShares[line.extraId];
    if (named !== undefined) pots.push({ ...shared, amountFen: named, rateOf: null, code: 'posted_share' });
    else if (labourKinds.has(line.kind)) {
      pots.push({
        ...shared,
        amountFen: line.amountFen,
        rateOf: (scheme) => scheme.userLabourBp,
        code: 'labour_share',
      });
    }
  }
  for (const part of facts.parts) {
    const margin = part.priceFen - part.costFen;
    if (!part.own || margin <= 0) continue;
    pots.push({
      ...base,
      kind: 'share',
      extraId: part.extraId,
      amountFen: margin,
      unitFen: margin,
      rateOf: (scheme) => scheme.partsMarginBp,
      code: 'parts_margin',
    });
  }
  for (const allowance of facts.allowances) {
    pots.push({
      ...base,
      kind: allowance.kind,
      amountFen: allowance.amountFen,
      unitFen: allowance.amountFen,
      rule: allowance.rule,
      rateOf: null,
      code: 'allowance',
    });
  }
  return pots;
}

/**
 * Piece rates, posted shares and allowances as `computeFees` made them from rules of the party technician: such lines
 * name no person yet. Feed the result into `computePay`, which replaces them by a line per person.
 */
export function payPotsOf(
  lines: readonly FeeLine[],
): Pick<PayFacts, 'pieces' | 'extraShares' | 'allowances'> {
  const pieces: PieceWork[] = [];
  const extraShares: Record<string, number> = {};
  const allowances: { kind: string; amountFen: number; rule: string }[] = [];
  for (const line of lines) {
    if (line.party !== 'technician' || line.holderId !== null) continue;
    if (line.kind === 'piece' && line.machineId !== null) {
      const { machineId, qtyMilli, unitFen, rule } = line;
      pieces.push({ machineId, itemCode: rule, pieceFen: unitFen, qtyMilli, worked: true });
    } else if (line.extraId !== null) {
      extraShares[line.extraId] = (extraShares[line.extraId] ?? 0) + line.amountFen;
    } else allowances.push({ kind: line.kind, amountFen: line.amountFen, rule: line.rule });
  }
  return { pieces, extraShares, allowances };
}

/** Technician lines of an order. Each worker's line names his scheme, his weight and the amount it was taken from. */
export function computePay(facts: PayFacts): FeeLine[] {
  const out: FeeLine[] = [];
  const weights = facts.workers.map((worker) => worker.weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return out;
  for (const pot of potsOf(facts)) {
    const parts = splitFen(pot.amountFen, weights);
    facts.workers.forEach((worker, index) => {
      const part = parts[index] ?? 0;
      const rateBp = pot.rateOf === null ? 10_000 : pot.rateOf(worker.scheme);
      if (rateBp === null || worker.weight === 0) return;
      const amountFen = basisPoints(part, rateBp);
      if (amountFen === 0) return;
      out.push({
        party: 'technician',
        kind: pot.kind,
        machineId: pot.machineId,
        extraId: pot.extraId,
        holderId: worker.staffId,
        qtyMilli: pot.qtyMilli,
        unitFen: pot.unitFen,
        amountFen,
        rule: pot.rule ?? worker.scheme.code,
        version: worker.scheme.version,
        explain: {
          code: pot.code,
          params: { baseFen: pot.amountFen, weight: worker.weight, ofWeights: total, rateBp },
        },
      });
    });
  }
  return out;
}

/** The sub-shop's line: a share of everything the payer pays for the order (deductions included). */
export function computeSubShopFee(
  lines: readonly FeeLine[],
  subShopId: string,
  rateBp: number,
  rule: { code: string; version: number },
): FeeLine[] {
  const baseFen = lines.reduce((sum, line) => (line.party === 'payer' ? sum + line.amountFen : sum), 0);
  const amountFen = basisPoints(baseFen, rateBp);
  if (amountFen === 0) return [];
  return [
    {
      party: 'sub_shop',
      kind: 'sub_shop',
      machineId: null,
      extraId: null,
      holderId: subShopId,
      qtyMilli: 1000,
      unitFen: baseFen,
      amountFen,
      rule: rule.code,
      version: rule.version,
      explain: { code: 'payer_share', params: { baseFen, rateBp } },
    },
  ];
}
