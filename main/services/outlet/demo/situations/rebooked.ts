import { addDays } from '../../../../../domain/time/business-day.ts';
import { hour, slotOn, tell, type Stage } from './stage.ts';

/** Situation 4 · 改约两次: once for the user's sake, the second time because the technician was full. */
export function plantRebooked(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000004',
    connection: 'C-LZ',
    item: 'AZ-KT-LJ3',
    models: ['KFR-72LW/LZC1'],
    household: { name: '冉先生', phone: '13800000604', estate: 2, door: '1栋602' },
    state: 'accepted',
    staffId: 'T01',
    adjust(plan) {
      const next = (days: number, hoursAgo: number, reasonCode: string, faultOf: 'user' | 'outlet') =>
        slotOn(stage, addDays(stage.today, days), 'PM1', stage.now - hoursAgo * hour, {
          state: 'changed',
          reasonCode,
          faultOf,
        });
      plan.appointments.push(next(1, 9, 'G01', 'user'), next(2, 2, 'G02', 'outlet'));
      plan.lastAt = stage.now - 2 * hour;
    },
  });
  stage.run('rebooked', (tx) => void write(tx));
}
