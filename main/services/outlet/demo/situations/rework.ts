import { applyAction } from '../../../orders/core/apply-action.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 14 · 返修: the same fault within thirty days; a child order of the finished one waits for its man. */
export function plantRework(stage: Stage): void {
  const write = tell(stage, {
    id: 'BY7700000014',
    connection: 'C-BY',
    item: 'WX-XYJ',
    models: ['XQG100-BYD1'],
    household: { name: '匡先生', phone: '13800000614', estate: 5, door: '8栋1101' },
    state: 'audited',
    staffId: 'T04',
    daysAgo: 9,
    faultText: '脱水异响',
  });
  stage.run('rework', (tx) => void applyAction(tx, { orderId: write(tx), action: 'rework' }));
}
