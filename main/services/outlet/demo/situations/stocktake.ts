import { openCount } from '../../../parts/count/open.ts';
import { getCounting, linesOf } from '../../../parts/count/rows.ts';
import { addScan } from '../../../parts/count/scan.ts';
import { finishCount } from '../../../parts/count/settle.ts';
import type { Stage } from './stage.ts';

/** A shelf of our own goods was counted blind: one piece fewer than the book has, waiting to be looked at and posted. */
export function plantStocktake(stage: Stage): void {
  stage.run(
    'stocktake',
    (tx) => {
      const shelf = tx.get<{ locationId: string; bin: string }>(
        `SELECT b.location_id AS locationId, b.bin FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id
         WHERE l.kind = 'main' AND b.bin <> '' AND b.owner_kind = 'own' AND b.condition = 'good' AND p.tracking = 'quantity'
           AND b.quantity_milli >= 3000 AND b.quantity_milli % 1000 = 0 ORDER BY b.bin DESC, b.part_id LIMIT 1`,
      );
      if (shelf === undefined) return;
      const { countId } = openCount(
        tx,
        {
          scope: 'bin',
          locationId: shelf.locationId,
          bins: [shelf.bin],
          staffId: null,
          sampleSize: null,
          blind: true,
          title: '',
        },
        () => 0,
      );
      const count = getCounting(tx, countId);
      let fewer = 1000;
      for (const line of linesOf(tx, countId)) {
        const book =
          tx.value<number>(
            'SELECT quantity_milli FROM stock_balance WHERE part_id = ? AND location_id = ? AND bin = ? AND condition = ? AND owner_kind = ? AND owner_id = ? AND lot = ? AND serial = ?',
            line.part_id,
            line.location_id,
            line.bin,
            line.condition,
            line.owner_kind,
            line.owner_id,
            line.lot,
            line.serial,
          ) ?? 0;
        // An open roll or bottle on the same shelf is left out
        if (book % 1000 !== 0) continue;
        const missing = line.serial === '' && line.owner_kind === 'own' && book >= 3000 ? fewer : 0;
        fewer -= missing;
        addScan(tx, count, line, { kind: 'set', quantityMilli: book - missing, code: '' });
      }
      const version = tx.value<number>('SELECT version FROM stock_count WHERE id = ?', countId) ?? 1;
      finishCount(tx, { countId, version, uncounted: 'leave' });
    },
    { staffId: 'S03' },
  );
}
