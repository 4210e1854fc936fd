import type { Tx } from '../../../../db/tx.ts';
import type { GuardName } from '../../../../domain/orders/life.ts';
import { technicianEligible } from '../../dispatch/guards.ts';
import { feesComputed, linesSettled, periodOpen } from '../../money/guards.ts';
import { getSetting } from '../../masters.ts';
import { cashIn, oldPartsIn, vouchersIn } from '../../parts/guards.ts';
import { verificationMet } from '../../visits/guards.ts';
import type { ActionFacts, Guard } from './apply-action.ts';

const none = (count: number | undefined, why: Record<string, string | number | null> = {}) =>
  count === undefined || count === 0 ? true : { count, ...why };
const count = (tx: Tx, sql: string, ...params: unknown[]) => tx.value<number>(sql, ...params);
const openFlags = (tx: Tx, { order }: ActionFacts, severities: string) =>
  tx.get<{ code: string; n: number }>(
    `SELECT min(code) AS code, count(*) AS n FROM order_flag WHERE work_order_id = ? AND cleared_at IS NULL AND severity IN (${severities})`,
    order.id,
  );

/** The guards of the table of edges. A guard reads; it never writes. */
export const guards: Record<GuardName, Guard> = {
  reason_given: (_tx, { input }) =>
    typeof input.reasonCode === 'string' && input.reasonCode !== '' ? true : {},
  precheck_clean: (tx, facts) => {
    const flags = openFlags(tx, facts, "'warn', 'stop'");
    return flags === undefined || flags.n === 0 ? true : { flag: flags.code, count: flags.n };
  },
  flags_decided: (tx, facts) => {
    const flags = openFlags(tx, facts, "'stop'");
    return flags === undefined || flags.n === 0 ? true : { flag: flags.code, count: flags.n };
  },
  address_known: (tx, { order }) => {
    const known = tx.get<{
      name: string;
      phone: string | null;
      virtual_phone: string | null;
      detail: string;
    }>(
      'SELECT c.name, c.phone, c.virtual_phone, a.detail FROM customer c, address a WHERE c.id = ? AND a.id = ?',
      order.customer_id,
      order.address_id,
    );
    if (known === undefined || known.detail === '') return { missing: 'address' };
    if (known.phone === null && known.virtual_phone === null) return { missing: 'phone' };
    return true;
  },
  technician_eligible: technicianEligible,
  held_from: (_tx, { order, edge }) => (order.state === edge.to ? true : { state: order.state }),
  disputed_from: (_tx, { order, edge }) => (order.state === edge.to ? true : { state: order.state }),
  call_logged: (tx, { order }) =>
    count(tx, "SELECT count(*) FROM call_log WHERE work_order_id = ? AND result = 'connected'", order.id)
      ? true
      : {},
  results_complete: (tx, { order }) =>
    none(
      count(
        tx,
        "SELECT count(*) FROM machine_line WHERE work_order_id = ? AND state IN ('open', 'waiting')",
        order.id,
      ),
    ),
  visit_ended: (tx, { order }) => {
    const last = tx.get<{ state: string }>(
      "SELECT state FROM visit WHERE work_order_id = ? AND state <> 'void' ORDER BY visit_no DESC LIMIT 1",
      order.id,
    );
    return last?.state === 'ended' ? true : { visit: last?.state ?? 'none' };
  },
  no_open_visit: (tx, { order }) =>
    none(
      count(
        tx,
        "SELECT count(*) FROM visit WHERE work_order_id = ? AND state IN ('departed', 'arrived')",
        order.id,
      ),
    ),
  verification_met: verificationMet,
  slip_back: (tx, { order }) =>
    none(
      count(tx, "SELECT count(*) FROM slip WHERE work_order_id = ? AND state IN ('out', 'back')", order.id),
    ),
  window_passed: (tx, facts) => {
    const { order, input } = facts;
    if (tx.staffId !== null || input.params?.audited === true) return true;
    const hours = getSetting<number>(tx, 'outlet', 'audit_window_hours', 24);
    return order.finished_at !== null && tx.at - order.finished_at >= hours * 3_600_000 ? true : { hours };
  },
  no_anomaly: (tx, { order }) =>
    none(
      count(
        tx,
        "SELECT count(*) FROM order_flag WHERE work_order_id = ? AND cleared_at IS NULL AND code LIKE 'anomaly%'",
        order.id,
      ),
    ),
  fees_computed: feesComputed,
  // null: this payer gives no verdict; 'pending' waits for it.
  verdict_passed: (_tx, { order }) =>
    order.verdict === 'passed' || order.verdict === null ? true : { verdict: order.verdict },
  verdict_redo: (_tx, { order }) => (order.verdict === 'redo' ? true : { verdict: order.verdict ?? 'none' }),
  verdict_refill: (_tx, { order }) =>
    order.verdict === 'refill' ? true : { verdict: order.verdict ?? 'none' },
  lines_settled: linesSettled,
  old_parts_in: oldPartsIn,
  cash_in: cashIn,
  vouchers_in: vouchersIn,
  upstream_agreed: (_tx, { input }) => (input.params?.upstreamAgreed === true ? true : {}),
  upstream_refused: (_tx, { input }) => (input.params?.upstreamAgreed === false ? true : {}),
  upstream_open: (tx, { order }) =>
    none(
      count(
        tx,
        'SELECT count(*) FROM work_order_source w JOIN source_order s ON s.id = w.source_order_id WHERE w.work_order_id = ? AND s.cancelled_at IS NOT NULL',
        order.id,
      ),
    ),
  within_rework_days: (tx, { order }) => {
    const days = getSetting<number>(tx, 'outlet', 'rework_days', 30);
    return order.finished_at !== null && tx.at - order.finished_at <= days * 86_400_000 ? true : { days };
  },
  period_open: periodOpen,
};
