/** Seeded rows that look like an outlet's orders: one city, few streets, many digits. Invented throughout. */

import { mulberry32 as seeded } from './fake-env.ts';

export { seeded };

export interface BenchOrder {
  number: string;
  upstreamId: string;
  customerName: string;
  phone: string;
  address: string;
  product: string;
  model: string;
}

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕仇单解区盖';
const given =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰飞玉梅鑫波斌莉宇浩凯健俊帆雪荣慧建华国文子轩梓涵雨欣一诺';
const counties = ['天元区', '荷塘区', '芦淞区', '石峰区', '渌口区', '醴陵市', '攸县'];
const roads =
  '望樟路 长江南路 黄河北路 泰山西路 庐山路 珠江北路 株洲大道 新华西路 建设中路 人民路 红旗北路 响石东路 滨江南路 神农大道 炎帝广场路 湘山路'.split(
    ' ',
  );
const estates =
  '栖云里 湘水湾 华晨神农府 天鹅湖小区 江山一品 书香门第 阳光花园 锦绣家园 恒泰嘉园 金域蓝湾 翡翠城 学府名苑'.split(
    ' ',
  );
const products =
  '空调安装 空调维修 热水器安装 燃气灶维修 油烟机清洗 洗衣机安装 冰箱维修 净水器换芯 电视挂装 洗碗机安装'.split(
    ' ',
  );
const brands = 'KFR-35GW KFR-72LW JSQ30 CXW-220 XQG100 BCD-452 RO600 L65M5'.split(' ');

/** Endless orders of one seed, in order of arrival. */
export function* benchOrders(seed: number): Generator<BenchOrder, never, void> {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('');
  const pick = <T>(from: ArrayLike<T>): T => from[below(from.length)]!;
  const streets = Array.from({ length: 400 }, () => ({
    county: pick(counties),
    road: pick(roads),
    estate: pick(estates),
  }));
  for (let index = 1; ; index++) {
    const { county, road, estate } = pick(streets);
    const name = pick(surnames) + pick(given) + (below(5) > 0 ? pick(given) : '');
    yield {
      number: `GD${20250901 + Math.floor(index / 800)}-${String(index).padStart(6, '0')}`,
      upstreamId: `${26 + below(3)}${digits(16)}`,
      customerName: name,
      phone: `1${pick('3578')}${below(10)}${digits(8)}`,
      address: `湖南省株洲市${county}${road}${1 + below(300)}号${estate}${1 + below(28)}栋${1 + below(3)}单元${1 + below(33)}0${1 + below(4)}室`,
      product: pick(products),
      model: `${pick(brands)}/${pick('ABDNQ')}${1 + below(9)}${pick('ABC')}`,
    };
  }
}
