import { getOrder } from '../../../orders/core/order-row.ts';
import { planVisit } from '../../../visits/plan.ts';
import { endVisit, signIn } from '../../../visits/steps.ts';
import { getVisit } from '../../../visits/visit-row.ts';
import { hour, minute, tell, type Stage, type Story } from './stage.ts';

const connection = 'C-OWN';
const surnames = ['巫', '应', '竺', '桑', '仇', '宗', '房', '甄', '荆', '游', '权'];

/** The eleven orders, also for the stand-in of the platform, which has to know them. */
export const offlineStories: readonly Story[] = surnames.map((surname, at) => ({
  id: `OW77000024${String(at).padStart(2, '0')}`,
  connection,
  item: 'AZ-KT-GJ',
  models: ['KFR-26GW/LZA1'],
  household: {
    name: `${surname}先生`,
    phone: `138000069${String(at).padStart(2, '0')}`,
    estate: at,
    door: `${at + 1}栋${at + 2}01`,
  },
  state: 'accepted',
  staffId: at % 2 === 0 ? 'T01' : 'T02',
  slotId: 'AM2',
}));

/**
 * Situation 24 · 停网六小时: the line was down since the morning, eleven orders were finished meanwhile. It is back now;
 * their reports wait in the order in which things happened.
 */
export function plantOffline(stage: Stage): void {
  const fromAt = stage.now - 6 * hour;
  offlineStories.forEach((story, at) => {
    const write = tell(stage, { ...story, adjust: (plan) => void (plan.lastAt = fromAt - hour) });
    const arrivedAt = fromAt + (10 + at * 28) * minute;
    stage.run(`offline_${at}`, (tx) => void write(tx));
    stage.run(`offline_${at}_done`, (tx) => {
      const orderId = stage.idOf(story.id);
      const { visit, order } = planVisit(tx, getOrder(tx, orderId));
      tx.update('visit', visit.id, {
        state: 'arrived',
        departed_at: arrivedAt - 20 * minute,
        arrived_at: arrivedAt,
        at_desk: true,
        keyed_by: tx.staffId,
      });
      signIn(tx, order, arrivedAt, true, null);
      const machines = tx.all<{ id: string }>('SELECT id FROM machine_line WHERE work_order_id = ?', orderId);
      endVisit(tx, getVisit(tx, visit.id), getOrder(tx, orderId), {
        at: arrivedAt + 45 * minute,
        late: true,
        outcome: 'done',
        causeCode: null,
        machines: machines.map(({ id }) => ({
          machineLineId: id,
          resultCode: 'installed',
          indoorCode: `LZ03N2603024${String(at).padStart(2, '0')}`,
          outdoorCode: `LZ03W2603024${String(at).padStart(2, '0')}`,
          faultId: null,
          cause: '',
          measure: '',
        })),
        extras: [],
        note: '',
        nextContactAt: null,
      });
    });
  });
  stage.run(
    'offline',
    (tx) => {
      tx.update('connection', connection, {
        last_ok_at: fromAt,
        last_pull_at: stage.now - 5 * minute,
        last_fault: { code: 'platform_unreachable', params: { host: '127.0.0.1', why: 'ENETUNREACH' } },
        fault_since: fromAt,
        failures: 31,
        next_pull_at: stage.now,
      });
      tx.event({
        entity: 'connection',
        entityId: connection,
        kind: 'connection.failing',
        params: { code: 'platform_unreachable' },
      });
    },
    { staffId: null },
  );
}
