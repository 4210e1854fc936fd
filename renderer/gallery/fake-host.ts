import type { Answer } from '../../preload/contract/define.ts';
import type { Transport } from '../lib/transport.ts';

const people = [
  ['S01', '祁望春', 'Qi Wangchun', 'qwc', ['manager', 'team_lead']],
  ['S02', '蓝小筝', 'Lan Xiaozheng', 'lxz', ['dispatcher', 'service']],
  ['S03', '鲁添平', 'Lu Tianping', 'ltp', ['storekeeper', 'dispatcher']],
  ['S04', '阮知秋', 'Ruan Zhiqiu', 'rzq', ['accountant', 'cashier']],
  ['T01', '岑大江', 'Cen Dajiang', 'cdj', ['technician', 'team_lead']],
  ['T02', '霍远岭', 'Huo Yuanling', 'hyl', ['technician']],
] as const;

const permissions = Object.fromEntries(
  ['orders.read', 'orders.review', 'orders.assign', 'slips.key', 'stock.read', 'money.read'].map((key) => [
    key,
    'all',
  ]),
);

/** Enough of a host for the frame: people, login with PIN 510102, lock, first run, one running job. */
export function fakeTransport(start: string): Transport {
  let state = start;
  const staff = people[1];
  const me = () => ({
    state: state === 'first' ? 'out' : state,
    deskId: 'desk',
    language: 'zh',
    staff:
      state === 'in' || state === 'locked'
        ? {
            id: staff[0],
            code: staff[0],
            name: staff[1],
            nameEn: staff[2],
            teamId: null,
            roles: [...staff[4]],
            permissions,
          }
        : null,
    outlet:
      state === 'first'
        ? null
        : {
            code: 'CH4302-01',
            nameZh: '晨禾家电家居服务站',
            nameEn: 'Chenhe Home Service Station',
            zone: 'Asia/Shanghai',
            demo: true,
          },
    features: {},
    roleNames: [],
  });
  const answers: Record<string, (input: never) => unknown> = {
    'session.me': me,
    'session.people': () => ({
      roleNames: [],
      people: people.map(([id, name, nameEn, initials, roles]) => ({
        id,
        code: id,
        name,
        nameEn,
        initials,
        roles: [...roles],
      })),
    }),
    'session.lock': () => {
      state = 'locked';
      return me();
    },
    'session.logout': () => {
      state = 'out';
      return me();
    },
    'session.setLanguage': me,
    'outlet.state': () => ({
      kind: state === 'first' ? 'none' : 'demo',
      nameZh: '晨禾家电家居服务站',
      nameEn: 'Chenhe Home Service Station',
      setUp: null,
      demoPins: people.map(([id], index) => ({
        staffId: id,
        pin: index < 4 ? `51010${index + 1}` : `52020${index - 3}`,
      })),
    }),
    'outlet.startDemo': () => {
      state = 'out';
      return { jobId: 'j2' };
    },
    'platforms.list': () => ({
      light: 'green',
      failing: 0,
      oldestOkAt: Date.UTC(2026, 10, 21, 0, 46),
      connections: [],
    }),
    'orders.queues': () => ({
      queues: [
        { queue: 'intake', count: 12, late: 1, riskFen: 2000 },
        { queue: 'dispatch', count: 14, late: 0, riskFen: 0 },
      ],
    }),
    'jobs.list': () => ({
      total: 1,
      jobs: [
        {
          id: 'j1',
          kind: 'export',
          state: 'running',
          progressMilli: 420,
          progressCode: null,
          result: null,
          fault: null,
          staffId: 'S02',
          canCancel: true,
          createdAt: 1,
          startedAt: 1,
          endedAt: null,
        },
      ],
    }),
  };
  const enter = ({ pin }: { pin: string }): Answer => {
    if (pin !== '510102') return { ok: false, error: { code: 'pin_wrong', params: { left: 4 } } };
    state = 'in';
    return { ok: true, value: me() };
  };
  return {
    kind: 'http',
    async call(channel, input) {
      if (channel === 'session.login' || channel === 'session.unlock') return enter(input as { pin: string });
      const answer = answers[channel];
      if (!answer) return { ok: false, error: { code: 'unknown_channel', params: { channel } } };
      return { ok: true, value: answer(input as never) };
    },
    onChange: () => () => {},
  };
}
