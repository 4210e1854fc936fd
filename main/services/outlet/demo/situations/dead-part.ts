import { returnParts } from '../../../parts/return-parts.ts';
import type { Stage } from './stage.ts';

/** Situation 10 · DOA: a new part was dead before it was fitted; it lies with the dead ones for the maker. */
export function plantDeadPart(stage: Stage): void {
  stage.run('dead_part', (tx) => {
    const row = tx.get<{ partId: string; staffId: string }>(
      `SELECT b.part_id AS partId, l.staff_id AS staffId FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id
       WHERE l.kind = 'bag' AND b.owner_kind = 'payer' AND b.condition = 'good' AND b.serial = '' AND b.lot = '' AND b.quantity_milli - b.reserved_milli >= 1000
       ORDER BY b.part_id, l.id LIMIT 1`,
    );
    if (row === undefined) return;
    returnParts(tx, {
      staffId: row.staffId,
      toLocationId: null,
      lines: [
        {
          partId: row.partId,
          quantityMilli: 1000,
          workOrderId: null,
          reason: 'dead',
          bin: '',
          note: '装前坏,当场换另一件',
        } as Parameters<typeof returnParts>[1]['lines'][number],
      ],
    });
  });
}
