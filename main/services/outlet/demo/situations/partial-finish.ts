import { addDays } from '../../../../../domain/time/business-day.ts';
import { minute, slotOn, tell, type Stage } from './stage.ts';

/** Situation 13 · 部分完工: three of four indoor units are in; the fourth needs a second trip. */
export function plantPartialFinish(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000013',
    connection: 'C-LZ',
    item: 'AZ-KT-DL',
    models: ['LZ-DL112X4', 'LZ-DL112X4', 'LZ-DL112X4', 'LZ-DL112X4'],
    household: { name: '都女士', phone: '13800000613', estate: 4, door: '12栋跃层' },
    state: 'accepted',
    staffId: 'T01',
    onSite: true,
    adjust(plan) {
      const trip = plan.visits[0];
      if (trip === undefined) return;
      trip.arrivedAt = stage.now - 240 * minute;
      trip.departedAt = stage.now - 270 * minute;
      trip.endedAt = stage.now - 30 * minute;
      trip.outcome = 'partly_done';
      plan.upstreamStatus = 'booked';
      plan.appointments.push(
        slotOn(stage, addDays(stage.today, 1), 'AM1', stage.now - 20 * minute, {
          state: 'changed',
          reasonCode: 'G01',
          faultOf: 'user',
        }),
      );
      plan.lastAt = stage.now - 20 * minute;
    },
  });
  stage.run('partial_finish', (tx) => {
    const orderId = write(tx);
    const visitId =
      tx.value<string>('SELECT id FROM visit WHERE work_order_id = ? AND visit_no = 1', orderId) ?? '';
    const machines = tx.all<{ id: string }>(
      'SELECT id FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
      orderId,
    );
    machines.forEach(({ id }, at) => {
      const isDone = at < 3;
      tx.update(
        'machine_line',
        id,
        isDone
          ? { state: 'finished', result_code: 'installed', finished_visit_id: visitId }
          : { state: 'waiting' },
      );
      tx.insert('visit_machine', {
        visit_id: visitId,
        machine_line_id: id,
        result_code: isDone ? 'installed' : null,
        outcome: isDone ? 'done' : 'partly_done',
      });
    });
  });
}
