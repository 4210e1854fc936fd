import { addDays, businessDay } from '../../../../../domain/time/business-day.ts';
import { cashOwed, recordHandIn } from '../../../money/takings.ts';
import { tell, type Stage } from './stage.ts';

const staffId = 'T02';

/**
 * Situation 16 · 少交现金: 340 yuan for holes and longer pipe were taken yesterday; in the evening the man handed in
 * forty yuan less than he owed, and these stay on his account.
 */
export function plantCash(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000016',
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-35GW/LZA1'],
    household: { name: '蔺女士', phone: '13800000616', estate: 1, door: '15栋601' },
    state: 'verified',
    staffId,
    daysAgo: 1,
    adjust(plan) {
      const extra = (name: string, ruleCode: string, amountFen: number) => ({
        party: 'user' as const,
        partyId: '',
        kind: 'extra',
        name,
        quantityMilli: 1000,
        unitFen: amountFen,
        amountFen,
        ruleCode,
      });
      plan.fees = plan.fees.filter((fee) => fee.party !== 'user');
      plan.fees.push(extra('打孔', 'SITUATION-16', 10_000), extra('加长铜管', 'SITUATION-16', 24_000));
      const at = plan.finishedAt ?? stage.now;
      plan.taking = { method: 'cash', amountFen: 34_000, at, day: businessDay(at), handedIn: false };
    },
  });
  stage.run('cash', (tx) => void write(tx));
  stage.run(
    'cash_handed_in',
    (tx) => {
      const day = addDays(stage.today, -1);
      const later =
        tx.value<number>(
          "SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE staff_id = ? AND day > ? AND handover_id IS NULL AND method = 'cash'",
          staffId,
          day,
        ) ?? 0;
      recordHandIn(tx, { staffId, day, cashFen: cashOwed(tx, staffId) - later - 4_000 });
    },
    { staffId: 'S04' },
  );
}
