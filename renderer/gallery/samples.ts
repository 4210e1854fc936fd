/** Invented rows, the same for the same number. */
export interface SampleOrder {
  id: string;
  no: string;
  state: string;
  dueMs: number | null;
  item: string;
  name: string;
  phone: string;
  address: string;
  source: string;
  technician: string;
  appointmentMs: number;
  fen: number;
}

const items = [
  '晾衣架安装 ×1',
  '空调安装 1.5匹 ×2',
  '智能锁安装',
  '洗衣机维修',
  '热水器安装 16L',
  '空调清洗 ×3',
  '油烟机维修',
  '空调移机',
  '壁挂炉保养',
  '净水器安装',
];
const names = ['李婉清', '赵建国', '孙雨桐', '周文斌', '吴海燕', '郑晓东', '何静', '高明', '朱丽', '林志强'];
const places = [
  '锦绣花园 3-1702',
  '滨江一号 12-601',
  '翠苑三区 21-402',
  '万科城 8-2303',
  '和睦新村 5-101',
  '盛世嘉园 2-903',
];
const sources = ['天猫', '京东', '自有', '聚水潭'];
const men = ['', '王师傅', '张师傅', '陈师傅', '刘师傅'];
const states = [
  'ready',
  'dispatched',
  'ready',
  'intercepted',
  'in_review',
  'in_review',
  'appointed',
  'appointed',
  'arrived',
  'on_hold',
  'finished',
  'finished',
  'verified',
  'verified',
  'closed',
];
const dues = [-35, 25, 60, 125, 180, 190, 300, 330, 400, -2 * 1440, null, null, null, null, null];
export const nowSample = Date.UTC(2026, 10, 21, 0, 47);

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export function sampleOrder(index: number): SampleOrder {
  const due = index < dues.length ? dues[index] : ((index * 37) % 3000) - 200;
  return {
    id: `o${index}`,
    no: `1121-${String(412 + index).padStart(4, '0')}`,
    state: pick(states, index < 15 ? index : index * 7),
    dueMs: due === null || due === undefined ? null : nowSample + due * 60_000,
    item: pick(items, index),
    name: pick(names, index * 3),
    phone: `138${String(10_000_000 + ((index * 7919) % 89_999_999)).padStart(8, '0')}`,
    address: pick(places, index),
    source: pick(sources, index),
    technician: pick(men, index),
    appointmentMs: nowSample + ((index % 9) * 90 + 60) * 60_000 + Math.floor(index / 9) * 86_400_000,
    fen: 6000 + ((index * 997) % 40_000),
  };
}
