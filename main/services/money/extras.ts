import type { Tx } from '../../../db/tx.ts';
import type { ExtraFacts } from '../../../domain/money/price-types.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { nextNumber } from '../numbers.ts';
import { today } from './post-entry.ts';

/** Fee kind of an extra of the posted list, by its code; anything else is a plain extra. */
const kindOfCode: Readonly<Record<string, string>> = {
  'ZX-SM': 'call_out',
  'ZX-JC': 'inspection',
  'ZX-YC': 'distance',
  'ZX-GK': 'height',
  'ZX-GK2': 'height',
  'ZX-GJ1': 'material',
  'ZX-GJ3': 'material',
  'ZX-ZJ1': 'material',
  'ZX-ZJ3': 'material',
  'ZX-ZJB': 'material',
  'ZX-LD': 'material',
  'ZX-CJ': 'remove',
  'ZX-ECSM': 'second_visit',
  'ZX-KP': 'empty_trip',
  'ZX-YJ': 'night',
  'ZX-JR': 'holiday',
  'ZX-JJ': 'urgent',
};

export interface ExtraInput {
  /** One of both: a line of the posted list, or a part sold. */
  extraChargeId?: string | null;
  partId?: string | null;
  name: string;
  quantityMilli: number;
  unitFen: number;
}

/**
 * Writes extras a user agreed to (slip return, counter) as an agreed quote; `computeFees` makes lines of them.
 * An earlier agreed quote of the order is replaced: keying the slip again never charges twice.
 */
export function writeExtras(
  tx: Tx,
  input: {
    orderId: string;
    extras: readonly ExtraInput[];
    agreedBy?: string | null;
    how?: 'signed' | 'recorded' | 'message';
  },
): string | null {
  for (const old of tx.all<{ id: string }>(
    "SELECT id FROM quote WHERE work_order_id = ? AND state = 'agreed'",
    input.orderId,
  )) {
    tx.update('quote', old.id, { state: 'expired' });
  }
  if (input.extras.length === 0) return null;
  const amounts = input.extras.map((extra) => timesMilli(extra.unitFen, extra.quantityMilli));
  const quoteId = tx.insert('quote', {
    work_order_id: input.orderId,
    number: nextNumber(tx, 'BJ', today(tx)),
    state: 'agreed',
    total_fen: amounts.reduce((sum, fen) => sum + fen, 0),
    agreed_by: input.agreedBy ?? null,
    agreed_how: input.how ?? 'signed',
    agreed_at: tx.at,
    at: tx.at,
  });
  input.extras.forEach((extra, index) => {
    tx.insert('quote_line', {
      quote_id: quoteId,
      line_no: index + 1,
      extra_charge_id: extra.extraChargeId ?? null,
      part_id: extra.partId ?? null,
      name: extra.name,
      quantity_milli: extra.quantityMilli,
      unit_fen: extra.unitFen,
      amount_fen: amounts[index] ?? 0,
    });
  });
  return quoteId;
}

export interface ExtraRow extends ExtraFacts {
  name: string;
  partCostFen: number;
  ownPart: boolean;
}

/** Extras of the agreed quotes of an order. */
export function readExtras(tx: Tx, orderId: string): ExtraRow[] {
  return tx
    .all<{
      id: string;
      name: string;
      quantity_milli: number;
      unit_fen: number;
      code: string | null;
      who_pays: string | null;
      part_id: string | null;
      part_code: string | null;
      cost_fen: number | null;
      owner_kind: string | null;
    }>(
      `SELECT l.id, l.name, l.quantity_milli, l.unit_fen, e.code, e.who_pays, l.part_id, p.code AS part_code, p.cost_fen, p.owner_kind
       FROM quote q JOIN quote_line l ON l.quote_id = q.id LEFT JOIN extra_charge e ON e.id = l.extra_charge_id LEFT JOIN part p ON p.id = l.part_id
       WHERE q.work_order_id = ? AND q.state = 'agreed' ORDER BY q.seq, l.line_no`,
      orderId,
    )
    .map((row) => ({
      extraId: row.id,
      kind: row.part_id !== null ? 'parts' : (kindOfCode[row.code ?? ''] ?? 'extra'),
      code: row.code ?? row.part_code ?? '',
      party: row.who_pays === 'payer' ? 'payer' : 'user',
      qtyMilli: row.quantity_milli,
      unitFen: row.unit_fen,
      machineId: null,
      name: row.name,
      partCostFen: timesMilli(row.cost_fen ?? 0, row.quantity_milli),
      ownPart: row.owner_kind === 'own',
    }));
}
