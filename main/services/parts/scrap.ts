import type { Tx } from '../../../db/tx.ts';
import { PaperWriter, takeAt, type OpenPaper } from './documents.ts';
import { getLocationOf, moveStock } from './ledger.ts';
import { getPart } from './reservations.ts';
import type { MoveLine } from './transfer.ts';

/** 报废: to the scrap store, out of every promise. Faults: `stock_short`, `stock_move_wrong`. */
export function scrapParts(
  tx: Tx,
  input: {
    fromLocationId: string;
    reason: string;
    lines: readonly MoveLine[];
    /** Who said yes, where it is worth so much that somebody has to. */
    approvedBy?: string | null;
  },
  /** A proposal that waited for that yes: it is carried out instead of a new paper. */
  waiting: { documentId: string; number: string } | null = null,
): OpenPaper {
  const scrap = getLocationOf(tx, 'scrap');
  const paper = new PaperWriter(
    tx,
    'scrap',
    {
      fromLocationId: input.fromLocationId,
      toLocationId: scrap,
      approvedBy: input.approvedBy ?? null,
      head: { reason: input.reason },
    },
    waiting,
  );
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    for (const take of takeAt(tx, input.fromLocationId, line, { expired: true })) {
      const lineId = paper.line({ ...take, unitFen: part.cost_fen, note: line.note });
      moveStock(tx, {
        kind: 'scrap',
        from: take.key,
        to: { ...take.key, locationId: scrap, bin: '', condition: 'scrap' },
        quantityMilli: take.quantityMilli,
        documentId: paper.documentId,
        lineId,
      });
    }
  }
  return paper.close();
}
