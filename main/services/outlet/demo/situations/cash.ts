import { businessDay } from '../../../../../domain/time/business-day.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 16 · 现金未交: 340 yuan for holes and longer pipe were taken yesterday and are still with the man. */
export function plantCash(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000016',
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-35GW/LZA1'],
    household: { name: '蔺女士', phone: '13800000616', estate: 1, door: '15栋601' },
    state: 'verified',
    staffId: 'T02',
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
}
