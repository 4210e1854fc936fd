import type { Tx } from '../../../db/tx.ts';
import type { PayScheme } from '../../../domain/money/pay.ts';
import type { PriceRule } from '../../../domain/money/price-types.ts';
import { getSetting } from '../masters.ts';

const parsed = new Map<string, { version: number; rule: PriceRule }>();

/** Rules that may speak about an order of these payers on a day. Bodies are parsed once per row version. */
export function readRules(tx: Tx, payerIds: readonly string[], day: string): PriceRule[] {
  const rows = tx.all<{ id: string; version: number; body: string }>(
    `SELECT id, version, body FROM price_rule
     WHERE (payer_id IS NULL OR payer_id IN (SELECT value FROM json_each(?))) AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)`,
    JSON.stringify(payerIds),
    day,
    day,
  );
  if (parsed.size > 20_000) parsed.clear();
  return rows.map((row) => {
    const known = parsed.get(row.id);
    if (known !== undefined && known.version === row.version) return known.rule;
    const rule = JSON.parse(row.body) as PriceRule;
    parsed.set(row.id, { version: row.version, rule });
    return rule;
  });
}

interface SchemeBody {
  piece_percent?: number;
  share_of_payer_fee_percent?: number;
}

const unpaid: PayScheme = {
  code: 'none',
  version: 0,
  pieceBp: null,
  payerShareBp: null,
  userLabourBp: null,
  partsMarginBp: null,
};

/** How a person is paid. Shares of what users pay are one rule for everyone who is paid by work (settings). */
export function readScheme(tx: Tx, staffId: string): PayScheme {
  const row = tx.get<{ code: string; version: number; body: string }>(
    'SELECT p.code, p.version, p.body FROM staff s JOIN pay_scheme p ON p.id = s.pay_scheme_id WHERE s.id = ?',
    staffId,
  );
  if (row === undefined) return unpaid;
  const body = JSON.parse(row.body) as SchemeBody;
  const piece = body.piece_percent ?? null;
  const share = body.share_of_payer_fee_percent ?? null;
  const byWork = piece !== null || share !== null;
  return {
    code: row.code,
    version: row.version,
    pieceBp: piece === null ? null : piece * 100,
    payerShareBp: share === null ? null : share * 100,
    userLabourBp: byWork ? getSetting<number>(tx, 'money', 'user_labour_bp', 5000) : null,
    partsMarginBp: byWork ? getSetting<number>(tx, 'money', 'parts_margin_bp', 2000) : null,
  };
}

/** `YYYY-MM` a payer settles the work of a day in: after its cut-off it is the next month's. */
export function readCutoff(tx: Tx, payerId: string, day: string): number | null {
  return (
    tx.value<number | null>(
      'SELECT cutoff_day FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
      payerId,
      day,
    ) ?? null
  );
}
