import { tell, type Stage } from './stage.ts';

/** Situation 5 · 师傅当天不能上门: T04 went home sick in the morning; four of his orders must go to others. */
export function plantOnLeave(stage: Stage): void {
  const slots = ['AM2', 'NOON', 'PM1', 'PM2'];
  const households = ['裴女士', '滕先生', '车女士', '解先生'];
  const stories = slots.map((slotId, at) =>
    tell(stage, {
      id: `BY770000005${at}`,
      connection: 'C-BY',
      item: 'AZ-XYJ',
      models: ['XQG100-BYD1'],
      household: {
        name: households[at] ?? '',
        phone: `1380000065${at}`,
        estate: 3 + at,
        door: `${at + 2}栋50${at + 1}`,
      },
      state: 'accepted',
      staffId: 'T04',
      slotId,
    }),
  );
  stories.forEach((write, at) => stage.run(`on_leave_${at}`, (tx) => void write(tx)));
  stage.run('on_leave', (tx) => {
    tx.insert('shift', {
      staff_id: 'T04',
      day: stage.today,
      from_clock: '10:30',
      to_clock: '20:00',
      kind: 'sick',
      note: '中暑',
    });
    tx.audit({ action: 'staff.shift', entity: 'staff', entityId: 'T04', params: { day: stage.today } });
  });
}
