import type { Tx } from '../../../db/tx.ts';
import { computePay, computeSubShopFee, payPotsOf, type Worker } from '../../../domain/money/pay.ts';
import type { FeeLine } from '../../../domain/money/price-types.ts';
import { getOutcome } from '../../../domain/visits/outcomes.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import type { FeeFacts, VisitFacts } from './order-facts.ts';
import { readScheme } from './rules.ts';

export interface PayLine extends FeeLine {
  visitId: string | null;
}

/**
 * What the doers get: a sub-shop its share of what the payer pays; else each visit's people by their weights. Machines
 * are paid to those who finished them; an empty trip pays its own sum and nothing else.
 */
export function computePayLines(
  tx: Tx,
  order: OrderRow,
  facts: FeeFacts,
  lines: readonly FeeLine[],
): PayLine[] {
  if (order.sub_shop_id !== null) return subShopLines(tx, order.sub_shop_id, lines);
  const out: PayLine[] = [];
  const pots = payPotsOf(lines);
  const userPaid = new Set(
    lines.filter((line) => line.party === 'user' && line.machineId !== null).map((line) => line.machineId),
  );
  const finishing = facts.visits.filter((visit) => visit.working).at(-1) ?? null;
  for (const visit of facts.visits) {
    const workers = workersOf(tx, order, visit);
    if (workers.length === 0) continue;
    const mine = (machineId: string | null) => {
      const done = facts.machines.find((machine) => machine.machineId === machineId)?.visitId ?? null;
      const owner = facts.visits.some((one) => one.id === done) ? done : (finishing?.id ?? null);
      return owner === visit.id;
    };
    const last = visit === finishing;
    const paid = computePay({
      workers,
      // Out of warranty the doer shares the user's labour instead of the piece: never both
      pieces: pots.pieces.filter((piece) => mine(piece.machineId) && !userPaid.has(piece.machineId)),
      lines: lines.filter((line) => (line.machineId === null ? last : mine(line.machineId))),
      parts: last
        ? facts.extras
            .filter((extra) => extra.kind === 'parts' && extra.party === 'user')
            .map((extra) => ({
              extraId: extra.extraId,
              priceFen: Math.round(((extra.unitFen ?? 0) * extra.qtyMilli) / 1000),
              costFen: extra.partCostFen,
              own: extra.ownPart,
            }))
        : [],
      extraShares: last ? pots.extraShares : {},
      allowances: allowancesOf(tx, facts, visit, last ? pots.allowances : []),
    });
    out.push(...paid.map((line) => ({ ...line, visitId: visit.id })));
  }
  return out;
}

function subShopLines(tx: Tx, subShopId: string, lines: readonly FeeLine[]): PayLine[] {
  const shop = tx.get<{ code: string; version: number; share_percent: number }>(
    'SELECT code, version, share_percent FROM sub_shop WHERE id = ?',
    subShopId,
  );
  if (shop === undefined) return [];
  const rule = { code: shop.code, version: shop.version };
  return computeSubShopFee(lines, subShopId, shop.share_percent * 100, rule).map((line) => ({
    ...line,
    visitId: null,
  }));
}

function workersOf(tx: Tx, order: OrderRow, visit: VisitFacts): Worker[] {
  const people =
    visit.people.length > 0 || order.staff_id === null
      ? visit.people
      : [{ staffId: order.staff_id, weight: 1000 }];
  return people.map((person) => ({ ...person, scheme: readScheme(tx, person.staffId) }));
}

/** Distance by tier once per household, and the sum for a trip for nothing. */
function allowancesOf(
  tx: Tx,
  facts: FeeFacts,
  visit: VisitFacts,
  made: readonly { kind: string; amountFen: number; rule: string }[],
): { kind: string; amountFen: number; rule: string }[] {
  const out = [...made];
  if (visit.outcome !== null && getOutcome(visit.outcome).pay === 'empty_trip') {
    const fen = tx.value<number>("SELECT technician_share_fen FROM extra_charge WHERE code = 'ZX-KP'") ?? 0;
    if (fen > 0) out.push({ kind: 'allowance', amountFen: fen, rule: 'ZX-KP' });
    return out;
  }
  const tier = facts.order.distanceTier;
  if (!visit.working || tier === null || facts.order.householdCharged.includes('technician_allowance'))
    return out;
  const fen = tx.value<number>('SELECT technician_fee_fen FROM distance_tier WHERE code = ?', tier) ?? 0;
  if (fen > 0) out.push({ kind: 'allowance', amountFen: fen, rule: tier });
  return out;
}
