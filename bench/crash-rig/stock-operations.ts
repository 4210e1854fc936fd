import type { Store } from '../../db/store.ts';
import type { Tx } from '../../db/tx.ts';
import { openCount } from '../../main/services/parts/count/open.ts';
import { postCount } from '../../main/services/parts/count/post.ts';
import { getCount, keyOf, linesOf } from '../../main/services/parts/count/rows.ts';
import { addScan } from '../../main/services/parts/count/scan.ts';
import { finishCount } from '../../main/services/parts/count/settle.ts';
import { bookAt, lastSeq } from '../../main/services/parts/count/what-lies.ts';
import { issueParts } from '../../main/services/parts/issue.ts';
import { returnParts } from '../../main/services/parts/return-parts.ts';
import { undoPaper } from '../../main/services/parts/undo-paper.ts';
import { applyPartUse } from '../../main/services/parts/use.ts';
import { askFor, carryOutWaiting } from '../../main/services/parts/waiting.ts';
import { mulberry32 } from '../support/fake-env.ts';

type Person = <T>(name: string, fn: (tx: Tx) => T) => T;

/**
 * A day of the stock room as the power fails in it: parts are issued, one is used and its old part born, one is given
 * back opened, one goes from bag to bag after a yes, a shelf is counted one short and posted, a paper is taken back.
 */
export function runStock(to: { store: Store; person: Person; orderId: string; partId: string }): void {
  const { store, person, orderId } = to;
  const of = (partId: string, quantityMilli: number, workOrderId: string | null = null) => ({
    partId,
    quantityMilli,
    workOrderId,
    fromLocationId: null,
    lot: null,
    serial: null,
    note: '',
  });
  const dutiable = store.read
    .prepare(
      "SELECT b.part_id FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = 'K-MAIN' AND b.serial = '' AND b.lot = '' AND b.condition = 'good' AND p.old_part_return = 1 AND p.tracking = 'quantity' AND b.quantity_milli - b.reserved_milli >= 5000 ORDER BY b.seq",
    )
    .pluck()
    .get() as string;
  person('parts.issue', (tx) =>
    issueParts(tx, {
      staffId: 'T01',
      approvedBy: 'S01',
      lines: [of(to.partId, 1000, orderId), of(dutiable, 4000)],
    }),
  );
  const visitId = store.read
    .prepare('SELECT id FROM visit WHERE work_order_id = ? ORDER BY visit_no')
    .pluck()
    .get(orderId) as string;
  person('parts.use', (tx) =>
    applyPartUse(tx, {
      visitId,
      workOrderId: orderId,
      machineLineId: null,
      partId: dutiable,
      quantityMilli: 1000,
      fromLocationId: null,
      payer: 'payer',
    }),
  );
  const back = person('parts.return', (tx) =>
    returnParts(tx, {
      staffId: 'T01',
      toLocationId: null,
      lines: [
        {
          partId: dutiable,
          quantityMilli: 1000,
          workOrderId: null,
          reason: 'unused',
          opened: true,
          bin: '',
          note: '',
        },
      ],
    }),
  );
  const line = {
    partId: dutiable,
    quantityMilli: 1000,
    condition: 'good' as const,
    bin: '',
    lot: '',
    serial: '',
    note: '',
  };
  const asked = person('parts.transfer', (tx) =>
    askFor(tx, 'transfer', {
      fromLocationId: 'V-T01',
      toLocationId: 'V-T02',
      staffId: 'T02',
      reason: '',
      lines: [line],
    }),
  );
  person('parts.decide', (tx) =>
    carryOutWaiting(tx, { documentId: asked.documentId, version: null, approvedBy: 'T01' }),
  );
  countShelf(to, dutiable);
  person('parts.undoPaper', (tx) =>
    undoPaper(tx, { documentId: back.documentId, version: null, reason: '退错了' }),
  );
}

/** The shelf a part lies on is counted, one piece fewer than the book of that part, and posted. */
function countShelf({ store, person }: { store: Store; person: Person }, partId: string): void {
  const bin = store.read
    .prepare(
      "SELECT bin FROM stock_balance WHERE part_id = ? AND location_id = 'K-MAIN' AND condition = 'good'",
    )
    .pluck()
    .get(partId) as string;
  const { countId } = person('parts.countOpen', (tx) =>
    openCount(
      tx,
      {
        scope: 'bin',
        locationId: 'K-MAIN',
        bins: [bin],
        staffId: null,
        sampleSize: null,
        blind: true,
        title: '',
      },
      mulberry32(1),
    ),
  );
  const version = () =>
    store.read.prepare('SELECT version FROM stock_count WHERE id = ?').pluck().get(countId) as number;
  person('parts.countSet', (tx) => {
    const count = getCount(tx, countId, ['open']);
    for (const row of linesOf(tx, countId)) {
      const key = keyOf(row);
      if (key === null) continue;
      const book = bookAt(tx, key, lastSeq(tx));
      const short = key.partId === partId && key.condition === 'good' ? 1000 : 0;
      addScan(tx, count, row, { kind: 'set', quantityMilli: book - short, code: row.code });
    }
  });
  person('parts.countFinish', (tx) => finishCount(tx, { countId, version: version(), uncounted: 'leave' }));
  person('parts.countPost', (tx) =>
    postCount(tx, { countId, version: version(), reason: '', approvedBy: 'S01' }),
  );
}
