import { addDays } from '../../../../../domain/time/business-day.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 2 · 一户多机: three air conditioners and a hood for one user on one day, two trades, two orders. */
export function plantHousehold(stage: Stage): void {
  const shared = {
    household: { name: '柏女士', phone: '13800000602', estate: 1, door: '7栋2单元901' },
    state: 'accepted' as const,
    day: addDays(stage.today, 1),
    slotId: 'AM2',
  };
  const cooling = tell(stage, {
    ...shared,
    id: 'LZ7700000002',
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-35GW/LZB3', 'KFR-26GW/LZA1', 'KFR-26GW/LZA1'],
    staffId: 'T02',
    remark: '一户三台,和油烟机同一天装',
  });
  const hood = tell(stage, {
    ...shared,
    id: 'JD7700000002',
    connection: 'C-JD',
    item: 'AZ-YJ',
    models: ['CXW268-CYT1'],
    staffId: 'T05',
  });
  stage.run('household', (tx) => {
    cooling(tx);
    hood(tx);
  });
}
