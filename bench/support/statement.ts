import type { OwnOrder, PayerRow } from '../../domain/money/matching/types.ts';
import { seeded } from './orders.ts';

/** A payer's statement with known truth. All names and numbers invented. */
export interface TrueStatement {
  orders: OwnOrder[];
  rows: PayerRow[];
  /** Per row the orders it is really about; empty for one that is not ours. */
  truth: Map<string, string[]>;
  /** Rows nobody could place from what they say: twins, repeats, strangers. */
  undecided: Set<string>;
}

export interface StatementNoise {
  /** A digit wrong, or the platform's number where ours is expected. */
  typo: number;
  noNumber: number;
  split: number;
  merged: number;
  net: number;
  refund: number;
  fine: number;
  late: number;
  repeated: number;
  stranger: number;
  twins: number;
  /** Fields left empty or masked. */
  noPhone: number;
  noName: number;
  noProduct: number;
  noArea: number;
  /** Amounts rounded to whole yuan. */
  rounded: number;
}

export const fixedNoise: StatementNoise = {
  typo: 0.08,
  noNumber: 0.06,
  split: 0.05,
  merged: 0.04,
  net: 0.03,
  refund: 0.02,
  fine: 0.02,
  late: 0.02,
  repeated: 0.01,
  stranger: 0.01,
  twins: 0.01,
  noPhone: 0.03,
  noName: 0.05,
  noProduct: 0.1,
  noArea: 0.2,
  rounded: 0.01,
};

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const given = '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰飞玉梅鑫波斌莉宇浩凯健俊帆雪荣慧建华国文子轩';
const areas = ['天元区', '荷塘区', '芦淞区', '石峰区', '渌口区', '醴陵市', '攸县', '茶陵县'];
const priced: [product: string, fen: number][] = [
  ['挂机安装', 12_000],
  ['柜机安装', 18_000],
  ['热水器安装', 9_000],
  ['油烟机安装', 10_000],
  ['电视挂装', 8_000],
  ['洗衣机维修', 7_500],
  ['冰箱维修', 9_500],
  ['空调维修', 11_000],
  ['净水器换芯', 6_000],
  ['空调清洗', 8_800],
];
const extras = [0, 0, 0, 0, 1500, 2000, 3000, 5000, 6000, 8000, 12_000];
/** Shares this payer keeps. */
const rates = [0.05, 0.06, 0.03];
const firstDay = 20_400;

export function makeStatement(
  seed: number,
  lines: number,
  noise: StatementNoise = fixedNoise,
): TrueStatement {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: ArrayLike<T>): T => list[below(list.length)]!;
  const chance = (share: number) => random() < share;
  const orders: OwnOrder[] = [];
  const rows: PayerRow[] = [];
  const truth = new Map<string, string[]>();
  const undecided = new Set<string>();
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('');

  const customer = () => ({
    phone: `1${pick('3578')}${digits(9)}`,
    name: pick(surnames) + pick(given) + (chance(0.75) ? pick(given) : ''),
    area: pick(areas),
  });
  type Customer = ReturnType<typeof customer>;
  const order = (who: Customer, day: number, fixed?: Partial<OwnOrder>): OwnOrder => {
    const [product, price] = pick(priced);
    const at = orders.length + 1;
    const one: OwnOrder = {
      id: `o${at}`,
      orderNo: `GD${20_251_101 + Math.floor(at / 400)}-${String(at).padStart(6, '0')}`,
      sourceNo: `${26 + below(3)}${digits(14)}`,
      amountFen: price + pick(extras) + (chance(0.15) ? below(900) * 10 : 0),
      day,
      technician: `T${1 + below(40)}`,
      product,
      ...who,
      ...fixed,
    };
    orders.push(one);
    return one;
  };
  const add = (paid: readonly OwnOrder[], amountFen: number, change: Partial<PayerRow> = {}): PayerRow => {
    const [first] = paid;
    const late = chance(noise.late) ? 31 + below(40) : 0;
    const masked = chance(0.3);
    const row: PayerRow = {
      row: String(rows.length + 2),
      orderNo: numberFor(first!),
      amountFen: chance(noise.rounded) ? Math.round(amountFen / 100) * 100 : amountFen,
      day: first!.day! + 1 + below(9) + late,
      phone: chance(noise.noPhone)
        ? ''
        : masked
          ? `${first!.phone.slice(0, 3)}****${first!.phone.slice(7)}`
          : first!.phone,
      name: chance(noise.noName)
        ? ''
        : masked
          ? `${first!.name.slice(0, 1)}${'*'.repeat(first!.name.length - 1)}`
          : first!.name,
      product: chance(noise.noProduct) ? '' : first!.product,
      area: chance(noise.noArea) ? '' : first!.area,
      note: '',
      ...change,
    };
    rows.push(row);
    truth.set(
      row.row,
      paid.map(({ id }) => id),
    );
    return row;
  };
  const numberFor = (one: OwnOrder): string => {
    const dice = random();
    if (dice < noise.noNumber) return '';
    if (dice >= noise.noNumber + noise.typo) return chance(0.5) ? one.orderNo : one.sourceNo;
    if (chance(0.4)) return digits(15);
    const number = chance(0.5) ? one.orderNo : one.sourceNo;
    const at = number.length - 1 - below(6);
    const other = (Number(number[at]) + 1 + below(9)) % 10;
    return chance(0.7)
      ? `${number.slice(0, at)}${other}${number.slice(at + 1)}`
      : `${number.slice(0, at)}${number.slice(at + 1)}`;
  };

  while (rows.length < lines) {
    const who = customer();
    const day = firstDay + below(31);
    const dice = random();
    let edge = 0;
    const is = (share: number) => dice < (edge += share) && dice >= edge - share;
    if (is(noise.twins / 5)) {
      // five orders alike but for their numbers, five rows that name nobody
      const fixed = { product: '挂机安装', amountFen: 12_000, area: who.area };
      const five = Array.from({ length: 5 }, () => order(customer(), day, fixed));
      for (const one of five) {
        undecided.add(
          add([one], 12_000, { orderNo: '', phone: '', name: '', product: fixed.product, day: day + 3 }).row,
        );
      }
    } else if (is(noise.split / 2)) {
      const one = order(who, day);
      const parts = 2 + (chance(0.2) ? below(11) : 0);
      const cuts = Array.from({ length: parts - 1 }, () => 100 + below(one.amountFen! - 200)).sort(
        (a, b) => a - b,
      );
      const edges = [0, ...cuts, one.amountFen!];
      for (let i = 1; i < edges.length; i += 1)
        if (edges[i]! > edges[i - 1]!) add([one], edges[i]! - edges[i - 1]!);
    } else if (is(noise.merged)) {
      const several = Array.from({ length: 2 + (chance(0.2) ? below(4) : 0) }, () =>
        order(who, day + below(4)),
      );
      add(
        several,
        several.reduce((sum, { amountFen }) => sum + amountFen!, 0),
      );
    } else if (is(noise.net)) {
      const one = order(who, day);
      add([one], Math.round(one.amountFen! * (1 - pick(rates))));
    } else if (is(noise.refund)) {
      const one = order(who, day);
      add([one], one.amountFen!);
      add([one], chance(0.5) ? -one.amountFen! : -1000 - below(3000), { note: '退款' });
    } else if (is(noise.fine)) {
      const one = order(who, day);
      add([one], one.amountFen!);
      add([one], -(500 + below(20) * 500), { note: '超时扣罚' });
    } else if (is(noise.repeated)) {
      const one = order(who, day);
      const { row: _, ...same } = add([one], one.amountFen!);
      const again = { ...same, row: String(rows.length + 2) };
      rows.push(again);
      truth.set(again.row, [one.id]);
      undecided.add(again.row);
    } else if (is(noise.stranger)) {
      const stranger = order(who, day);
      orders.pop();
      const row = add([stranger], stranger.amountFen!);
      truth.set(row.row, []);
      undecided.add(row.row);
    } else {
      // one customer in eight has several orders that month, each paid by itself
      const many = chance(0.12) ? 2 + below(3) : 1;
      for (let i = 0; i < many; i += 1) {
        const one = order(who, day + below(6));
        if (chance(0.98)) add([one], one.amountFen!);
      }
    }
  }
  // payers sort by anything but our numbers
  for (let i = rows.length - 1; i > 0; i -= 1) {
    const j = below(i + 1);
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  return { orders, rows, truth, undecided };
}
