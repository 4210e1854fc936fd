import type { Tx } from '../../../db/tx.ts';
import { computeFees } from '../../../domain/money/price.ts';
import type { FeeLine, PriceRule } from '../../../domain/money/price-types.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { readFeeFacts, type FeeFacts } from './order-facts.ts';
import { computePayLines, type PayLine } from './pay-lines.ts';
import { monthAfter } from './post-entry.ts';
import { readCutoff, readRules } from './rules.ts';
import { settleUser } from './settle-user.ts';

interface Draft extends PayLine {
  payerId: string;
}

/**
 * Computes the fee lines of an order from its facts and the rules in force on the day of the work, and writes them.
 * What was computed before and not posted is void; posted lines stay (they are taken back by a reversal first).
 */
export function writeFees(tx: Tx, order: OrderRow): { lines: number; voided: number } {
  const facts = readFeeFacts(tx, order);
  const rules = readRules(tx, facts.payerIds, facts.day);
  const drafts = draftsOf(tx, facts, rules);
  const pay = computePayLines(tx, order, facts, drafts);
  const voided = voidUnposted(tx, order.id);
  const all: Draft[] = [
    ...drafts.filter((line) => line.party === 'payer' || line.party === 'user'),
    ...pay.map((line) => ({ ...line, payerId: facts.mainPayerId })),
  ];
  for (const line of all) insertLine(tx, order, facts, line);
  if (all.length === 0) insertNothingDue(tx, order, facts);
  settleUser(tx, order.id);
  tx.event({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: 'money.fees_computed',
    params: { lineCount: all.length, voidedCount: voided, day: facts.day },
  });
  return { lines: all.length, voided };
}

/** Lines of payers and user. The main payer also carries what belongs to the order as a whole. */
function draftsOf(tx: Tx, facts: FeeFacts, rules: readonly PriceRule[]): Draft[] {
  const out: Draft[] = [];
  for (const payerId of facts.payerIds) {
    const main = payerId === facts.mainPayerId;
    const machines = facts.machines.filter((machine) => machine.payerId === payerId);
    if (!main && machines.length === 0) continue;
    const asked = main ? rules : rules.filter((rule) => rule.basis === 'machine' || rule.party === 'payer');
    const { lines } = computeFees(
      { ...facts.order, payerCode: payerId, machines, extras: main ? facts.extras : [] },
      asked,
    );
    const account = isAccount(tx, payerId);
    const covered = new Set(
      lines.filter((line) => line.party === 'payer' && line.amountFen > 0).map((line) => line.machineId),
    );
    for (const line of lines) {
      // Work somebody else pays for is not charged at the door as well
      if (line.party === 'user' && line.machineId !== null && covered.has(line.machineId)) continue;
      // One who is billed monthly pays what a user would pay at the door
      const party = account && line.party === 'user' ? 'payer' : line.party;
      out.push({ ...line, party, payerId, visitId: null });
    }
  }
  return out;
}

function isAccount(tx: Tx, payerId: string): boolean {
  return tx.value<string>('SELECT kind FROM payer WHERE id = ?', payerId) === '月结客户';
}

function voidUnposted(tx: Tx, orderId: string): number {
  const old = tx.all<{ id: string }>(
    "SELECT id FROM fee_line WHERE work_order_id = ? AND entry_id IS NULL AND state NOT IN ('void', 'waived', 'lost')",
    orderId,
  );
  for (const line of old) tx.update('fee_line', line.id, { state: 'void', paid_fen: 0 });
  return old.length;
}

function insertLine(tx: Tx, order: OrderRow, facts: FeeFacts, line: Draft): void {
  const extra = facts.extras.find((one) => one.extraId === line.extraId);
  const machine = facts.machines.find((one) => one.machineId === line.machineId);
  tx.insert('fee_line', {
    work_order_id: order.id,
    machine_line_id: line.machineId,
    visit_id: line.visitId ?? machine?.visitId ?? facts.visits.at(-1)?.id ?? null,
    party: line.party,
    party_id: partyIdOf(order, line),
    fee_kind: line.kind,
    name: extra?.name ?? '',
    quantity_milli: line.qtyMilli,
    unit_fen: line.unitFen,
    amount_fen: line.amountFen,
    rule_code: line.rule,
    rule_version: line.version,
    explain: line.explain,
    state: 'open',
    period: periodOf(tx, facts.day, line),
    at: tx.at,
  });
}

function partyIdOf(order: OrderRow, line: Draft): string {
  if (line.party === 'payer') return line.payerId;
  if (line.party === 'user') return order.customer_id;
  return line.holderId ?? '';
}

function periodOf(tx: Tx, day: string, line: Draft): string {
  const month = day.slice(0, 7);
  if (line.party !== 'payer') return month;
  const cutoff = readCutoff(tx, line.payerId, day);
  return cutoff !== null && Number(day.slice(8, 10)) > cutoff ? monthAfter(month) : month;
}

/** Also «nothing is due» is an answer, and it says so. */
function insertNothingDue(tx: Tx, order: OrderRow, facts: FeeFacts): void {
  const none: Draft = {
    party: 'payer',
    kind: 'service',
    machineId: null,
    extraId: null,
    holderId: null,
    qtyMilli: 1000,
    unitFen: 0,
    amountFen: 0,
    rule: 'none',
    version: 0,
    explain: { code: 'nothing_due', params: {} },
    payerId: facts.mainPayerId,
    visitId: null,
  };
  insertLine(tx, order, facts, none);
}

export type { FeeLine };
