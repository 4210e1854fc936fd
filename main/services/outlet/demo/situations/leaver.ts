import { addDays } from '../../../../../domain/time/business-day.ts';
import { postEntry } from '../../../money/post-entry.ts';
import { nextNumber } from '../../../numbers.ts';
import { moveStock } from '../../../parts/ledger.ts';
import { giveBag, noteStaff } from '../../../staff/person.ts';
import { dayMs, type Stage } from './stage.ts';

const staffId = 'T09';
const depositFen = 150_000;
const owed = ['LZ-001', 'LZ-004'] as const;

/**
 * Situation 23 · 离职押金: he left last week with two old parts of the maker. His deposit is paid back but for what
 * they cost, and that waits for them.
 */
export function plantLeaver(stage: Stage): void {
  const cost = owed.map((code) => ({
    code,
    fen: Math.round(
      Number(stage.demo.opening_old_parts.find((one) => one.part === code)?.amount_at_risk) * 100,
    ),
    payerId: stage.demo.parts.find((one) => one.code === code)?.payer ?? null,
  }));
  const keptFen = cost.reduce((sum, one) => sum + one.fen, 0);
  stage.run('leaver', (tx) => {
    tx.insert('staff', {
      id: staffId,
      code: staffId,
      name: '左青山',
      name_en: 'Zuo Qingshan',
      phone: '13200000209',
      team_id: 'G1',
      employment: '纯计件',
      daily_capacity_minutes: 540,
      joined_day: addDays(stage.today, -400),
      left_day: addDays(stage.today, -6),
    });
    tx.insert('staff_role', { staff_id: staffId, role_id: 'technician' });
    tx.search('staff', staffId, {
      title: '左青山',
      names: ['左青山'],
      texts: ['Zuo Qingshan'],
      phones: ['13200000209'],
      numbers: [staffId],
    });
    giveBag(tx, { id: staffId, code: staffId, name: '左青山' });
    const bagId =
      tx.value<string>("SELECT id FROM location WHERE staff_id = ? AND kind = 'bag'", staffId) ?? '';
    for (const { code, fen, payerId } of cost) {
      const key = {
        partId: code,
        locationId: bagId,
        bin: '',
        condition: 'old' as const,
        ownerKind: 'payer' as const,
        ownerId: String(payerId ?? ''),
        lot: '',
        serial: '',
      };
      moveStock(tx, {
        kind: 'opening',
        from: { ...key, locationId: 'K-LOSS' },
        to: key,
        quantityMilli: 1000,
      });
      tx.insert('old_part', {
        part_id: code,
        payer_id: payerId,
        quantity_milli: 1000,
        state: 'with_technician',
        holder_staff_id: staffId,
        location_id: bagId,
        due_day: addDays(stage.today, 8),
        amount_fen: fen,
        at: tx.at,
      });
    }
    noteStaff(tx, staffId, 'staff.left', { leftDay: addDays(stage.today, -6), oldParts: owed.length });
  });
  stage.run(
    'leaver_deposit',
    (tx) => {
      const move = (
        kind: string,
        against: 'opening' | 'bank',
        amountFen: number,
        at: number,
        note: string,
      ) => {
        const documentId = nextNumber(tx, 'YJ', stage.today);
        const entry = postEntry(tx, {
          kind: `deposit_${kind}`,
          documentKind: 'deposit',
          documentId,
          lines: [
            { account: against, holderId: null, amountFen },
            { account: 'deposit_staff', holderId: staffId, amountFen: -amountFen },
          ],
        });
        tx.insert('deposit_move', {
          side: 'theirs',
          holder_kind: 'staff',
          holder_id: staffId,
          kind,
          amount_fen: amountFen,
          document_id: documentId,
          entry_id: entry?.id ?? null,
          note,
          at,
        });
        tx.audit({
          action: 'money.deposit',
          entity: 'staff',
          entityId: staffId,
          params: { kind, amountFen },
        });
      };
      move('paid', 'opening', depositFen, stage.now - 390 * dayMs, '');
      move('returned', 'bank', keptFen - depositFen, tx.at, '离职结清,扣留两个未交旧件的价款');
    },
    { staffId: 'S04' },
  );
}
