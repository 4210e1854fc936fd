import type { Tx } from '../../../db/tx.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { noteDeadPart } from './dead-parts.ts';
import { takeAt } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { getLocationOf, moveStock } from './ledger.ts';

export interface InspectLine {
  partId: string;
  locationId: string;
  bin: string;
  lot: string;
  serial: string;
  quantityMilli: number;
  /** good: back among what can be promised, whoever waits gets it · dead: the claim at its maker begins. */
  result: 'good' | 'dead';
  note: string;
}

/**
 * 检测结果 of what came back opened. Scrap is a paper of its own and takes such a piece as it is.
 * Faults: `stock_short` where nothing of it waits there, `stock_quantity`, `stock_whole`.
 */
export function inspectParts(
  tx: Tx,
  lines: readonly InspectLine[],
): { good: number; dead: { id: string; number: string }[] } {
  const dead: { id: string; number: string }[] = [];
  let good = 0;
  for (const line of lines)
    for (const take of takeAt(tx, line.locationId, { ...line, condition: 'inspect' }, { expired: true })) {
      const to: StockKey =
        line.result === 'good'
          ? { ...take.key, condition: 'good' }
          : { ...take.key, locationId: getLocationOf(tx, 'doa'), bin: '', condition: 'doa' };
      const pairId = moveStock(tx, {
        kind: 'inspect_result',
        from: take.key,
        to,
        quantityMilli: take.quantityMilli,
      });
      tx.note({
        entity: 'part',
        entityId: line.partId,
        kind: 'part.inspected',
        params: { quantityMilli: take.quantityMilli, result: line.result, serial: take.key.serial },
      });
      if (line.result === 'good') good += take.quantityMilli;
      else
        dead.push(
          noteDeadPart(tx, {
            key: to,
            quantityMilli: take.quantityMilli,
            pairId,
            documentId: null,
            workOrderId: null,
            finderId: tx.staffId,
            foundIn: 'store',
            symptom: line.note,
          }),
        );
    }
  const partIds = lines.filter((line) => line.result === 'good').map((line) => line.partId);
  resumeFilled(tx, fillShorts(tx, partIds), applyAction);
  return { good, dead };
}
