import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { arriveParcel } from './arrive.ts';
import { awaitedOf, type DeliveryHead } from './awaited.ts';
import { findDead } from './dead-parts.ts';
import type { OpenPaper } from './documents.ts';
import type { FilledOrder } from './fill.ts';
import { partParams } from './ledger.ts';
import type { SheetLine } from './receiving.ts';

/**
 * A parcel of our own as it was counted: what came is at its place, what did not stays on its way; what came broken is
 * among the dead ones. Faults: `receive_nothing`, `receive_more` {part}, `receive_instead` {part}, `stock_serial_needed`.
 */
export function arriveCounted(
  tx: Tx,
  head: DeliveryHead,
  lines: readonly SheetLine[],
): OpenPaper & { releasedOrders: FilledOrder[] } {
  const open = awaitedOf(tx, head).map((line) => ({ ...line, takenMilli: 0 }));
  for (const line of lines) {
    if (line.insteadOf !== null) throw new Fault('receive_instead', partParams(tx, line.partId));
    const named = new Set([...line.serials, ...line.brokenSerials]);
    let left = line.goodMilli + line.brokenMilli;
    for (const wait of open) {
      if (wait.partId !== line.partId || (line.lot !== '' && wait.lot !== line.lot)) continue;
      if (wait.serial !== '' && !named.has(wait.serial)) continue;
      const taken = Math.min(left, wait.owedMilli - wait.takenMilli);
      wait.takenMilli += taken;
      left -= taken;
    }
    if (left > 0) throw new Fault('receive_more', partParams(tx, line.partId));
  }
  const came = open.filter((wait) => wait.takenMilli > 0);
  if (came.length === 0) throw new Fault('receive_nothing');
  const done = arriveParcel(tx, {
    documentId: head.id,
    version: head.version,
    lines: came.map((wait) => ({ lineNo: wait.lineNo ?? 0, quantityMilli: wait.takenMilli })),
  });
  for (const line of lines) {
    const broken =
      line.brokenSerials.length > 0
        ? line.brokenSerials.map((serial) => ({ serial, quantityMilli: 1000 }))
        : line.brokenMilli > 0
          ? [{ serial: '', quantityMilli: line.brokenMilli }]
          : [];
    for (const piece of broken)
      findDead(tx, {
        partId: line.partId,
        locationId: head.toLocationId ?? '',
        lot: line.lot,
        symptom: line.note,
        ...piece,
      });
  }
  return done;
}
