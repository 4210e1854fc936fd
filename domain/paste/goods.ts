/** Products, faults and kinds of service as people name them. Common words; an outlet adds its own brands. */

export const commonBrands: readonly string[] = [
  '海尔',
  '美的',
  '格力',
  '奥克斯',
  '海信',
  '志高',
  '长虹',
  '松下',
  '大金',
  '三菱重工',
  '三菱电机',
  '三菱',
  '日立',
  '东芝',
  '夏普',
  '西门子',
  '博世',
  '小天鹅',
  '老板',
  '方太',
  '华帝',
  '万和',
  '万家乐',
  'A.O.史密斯',
  'AO史密斯',
  '史密斯',
  '林内',
  '能率',
  '小米',
  '米家',
  '创维',
  '康佳',
  '索尼',
  '三星',
  'LG',
  'TCL',
  '容声',
  '美菱',
  '新飞',
  '科龙',
  '云米',
  '卡萨帝',
  '统帅',
  '惠而浦',
  '苏泊尔',
  '九阳',
  '沁园',
  '安吉尔',
  '箭牌',
  '九牧',
  'TOTO',
  '科勒',
  '凯迪仕',
  '德施曼',
  '华凌',
  '樱花',
  '帅康',
  '帅丰',
  '火星人',
  '亿田',
  '美大',
  '荣事达',
  '伊莱克斯',
  '飞利浦',
  '戴森',
  '石头',
  '科沃斯',
  '追觅',
  '澳柯玛',
  '星星',
  '威力',
  '先科',
  '格兰仕',
  '艾美特',
  '约克',
  '特灵',
  '麦克维尔',
  '天加',
  '威能',
  '菲斯曼',
  '欧派',
  '好太太',
  '雷士',
  '欧普',
  '公牛',
  '恒洁',
  '乐视',
  '酷开',
  '雷鸟',
];

export const commonCategories: readonly string[] = [
  '中央空调',
  '柜式空调',
  '壁挂空调',
  '壁挂式空调',
  '立式空调',
  '空调挂机',
  '空调柜机',
  '空调',
  '挂机',
  '柜机',
  '多联机',
  '风管机',
  '天花机',
  '新风机',
  '新风系统',
  '电冰箱',
  '冰箱',
  '冰柜',
  '冷柜',
  '酒柜',
  '展示柜',
  '滚筒洗衣机',
  '波轮洗衣机',
  '洗烘一体机',
  '洗衣机',
  '烘干机',
  '干衣机',
  '脱水机',
  '燃气热水器',
  '电热水器',
  '太阳能热水器',
  '空气能热水器',
  '即热式热水器',
  '热水器',
  '小厨宝',
  '空气能',
  '太阳能',
  '壁挂炉',
  '锅炉',
  '净水器',
  '净水机',
  '软水机',
  '净饮机',
  '饮水机',
  '开水器',
  '直饮机',
  '抽油烟机',
  '吸油烟机',
  '油烟机',
  '烟机',
  '燃气灶',
  '煤气灶',
  '灶具',
  '集成灶',
  '电磁炉',
  '电磁灶',
  '消毒柜',
  '消毒碗柜',
  '洗碗机',
  '微波炉',
  '蒸烤箱',
  '烤箱',
  '蒸箱',
  '电饭煲',
  '破壁机',
  '豆浆机',
  '液晶电视',
  '智能电视',
  '电视机',
  '电视',
  '投影仪',
  '机顶盒',
  '智能门锁',
  '指纹锁',
  '密码锁',
  '智能锁',
  '门锁',
  '智能马桶盖',
  '智能马桶',
  '马桶盖',
  '马桶',
  '浴霸',
  '花洒',
  '水龙头',
  '晾衣架',
  '晾衣机',
  '吊扇灯',
  '吊灯',
  '吸顶灯',
  '灯具',
  '风扇灯',
  '电风扇',
  '风扇',
  '扫地机器人',
  '扫地机',
  '吸尘器',
  '空气净化器',
  '净化器',
  '除湿机',
  '加湿器',
  '取暖器',
  '电暖器',
  '地暖',
  '暖气片',
  '垃圾处理器',
  '按摩椅',
  '跑步机',
  '衣柜',
  '沙发',
  '橱柜',
  '床垫',
  '窗帘',
  '浴室柜',
  '淋浴房',
  '电动窗帘',
  '充电桩',
  '监控',
  '路由器',
  '打印机',
];

/** After a category or brand these make it a place. */
export const placeAfter =
  /^(?:厂|总厂|城|广场|店|公司|市场|宿舍|大厦|路|大道|街|小区|家属院|家属楼|工业园|工业区|卖场|专卖|集团|大学|学校|花园|林城|时代|园|商场|旗舰|体验|维修部|售后|中心|批发|批发部|经营部|仓库|科技园|办公|楼)/;

/** Kinds of service in the outlet's words; the first match of the text wins unless a label says it. */
const services: readonly (readonly [string, RegExp])[] = [
  ['送装', /送装|送货安装|送货并安装/],
  ['移机', /移机|(?:空调|热水器|机器)(?:搬家|移位)/],
  ['拆机', /拆机|拆(?:空调|旧机|热水器|下来)/],
  ['清洗', /清洗(?!机)|深度清洁/],
  ['保养', /保养/],
  ['测量', /测量|量尺|复尺/],
  ['调试', /调试/],
  ['鉴定', /鉴定/],
  ['退机', /退机|退货/],
  ['换机', /换机|换货/],
  [
    '安装',
    /安装(?!工|单|师傅|位置|费)|上门装|装(?:空调|热水器|油烟机|烟机|净水器|电视|锁|灯|马桶|晾衣)|挂墙|要装|来装/,
  ],
  [
    '维修',
    /维修|修理|检修|修(?:个|一下|一?台)?[\u4e00-\u9fff]{0,4}(?:机|器|空调|冰箱|灶|柜|锁|马桶|电视)|报修|上门修|来修|修(?:空调|冰箱|洗衣机|热水器|电视|油烟机|一下)/,
  ],
];

const faultWords =
  '不(?:制冷|制热|启动|通电|脱水|排水|进水|转|加热|工作|出水|出热水|点火|吸烟|开机|显示|冷|热|亮|响|下水|化霜|停机|保温|出风|运转|打火|吸油烟|够冷|够热|好用|洗|甩干|能用|灵|抽烟)|没(?:反应|信号|声音|图像|电|热水|冷气|风)|无(?:法[\\u4e00-\\u9fff]{1,5}|反应|声音|信号|图像|热水)|' +
  '点不着火?|打不着火?|打不开|关不上|开不了机?|锁不上|充不进电|漏(?:水|电|氟|气|油|风)|异响|异味|噪音(?:大|很大)?|声音(?:很)?大|[\\u4e00-\\u9fff]{0,2}响声?(?:大|很大)?|结冰|结霜|跳闸|黑屏|花屏|死机|短路|冒烟|冒火|堵了?|坏了?|故障|报(?:警|错)|' +
  '(?:显示|报|故障码?|代码) ?[A-Za-z]{1,2}[- ]?\\d{1,3}|效果(?:差|不好)|制冷(?:差|不好|慢)|制热(?:差|不好|慢)|进水慢|排水慢|水(?:压|流)小|忽冷忽热|断电|断气|熄火|自动关机|自动停机|掉(?:下来|了)|松动|破(?:了|损)|裂(?:了|开)|(?:屏幕|面板|玻璃)碎了?|指示灯不亮|E\\d{1,2}';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

export interface Vocabulary {
  category: RegExp;
  brand: RegExp;
  /** A brand, some model or size words, a category: how goods begin inside a run of text. */
  goodsStart: RegExp;
}

const byLength = (a: string, b: string): number => b.length - a.length;

/** Compiled once per list of words; keep the result. */
export function vocabularyOf(brands: readonly string[] = [], categories: readonly string[] = []): Vocabulary {
  const brandText = [...new Set([...brands, ...commonBrands])].sort(byLength).map(escape).join('|');
  const categoryText = [...new Set([...categories, ...commonCategories])]
    .sort(byLength)
    .map(escape)
    .join('|');
  const notPlace = `(?!${placeAfter.source.slice(1)})`;
  return {
    category: new RegExp(`(?:${categoryText})${notPlace}`, 'i'),
    brand: new RegExp(`(?:${brandText})`, 'i'),
    goodsStart: new RegExp(
      `(?:的|家里?的?|有个|有一?台|买了个?)?(?:(?:需要|想要|要|想|来|上门)?(?:修理|维修|安装|清洗|修|装|移|拆|换)(?:个|一?台|一下|下)?)?` +
        `(?:(?:${brandText})(?:牌|[\\u4e00-\\u9fff\\w\\- .]{0,8}?))?(?:${categoryText})${notPlace}`,
      'i',
    ),
  };
}

export const faultPattern = new RegExp(`(?:${faultWords})`, 'i');
const faultRun = new RegExp(`(?:${faultWords})(?:[,，、 和及还有且\\-]{0,3}(?:${faultWords}))*`, 'i');
/** KFR-35GW/LZA1, XQB80-13800, TG100V88, BCD-216, JSQ30-16HC5, 55E3; not plain numbers. */
const modelPattern =
  /(?<![A-Za-z0-9])(?=[A-Za-z0-9\-/().+]*\d{2})([A-Z]{1,8}[A-Za-z]{0,4}[-/]?\d[A-Za-z0-9]*(?:[-/.+][A-Za-z0-9]+)*(?:\([A-Za-z0-9]{1,8}\)[A-Za-z0-9-]*)?|\d{2,3}[A-Z]{1,3}\d{1,4}[A-Za-z0-9-]*)(?![A-Za-z0-9])/;
const quantityPattern =
  /(?:[x×*] ?(\d{1,2})(?!\d)|(\d{1,2}|[一二两三四五六七八九十]) ?(?:台|套|件|个|把|樘|张)(?!阶|风|面|式|装)|(?:数量|共)[: ]?(\d{1,2}))/i;
const chinese = '零一二三四五六七八九十';

/** Model in a stretch of text that talks about goods; '' when there is none. */
export function modelIn(text: string): string {
  const match = modelPattern.exec(text);
  if (match === null || /^(?:E|F|P|H|L|U)\d{1,2}$/.test(match[0])) return '';
  return match[0];
}

/** How many machines; 1 when the text does not say. */
export function quantityIn(text: string): number {
  const match = quantityPattern.exec(text);
  if (match === null) return 1;
  const raw = match[1] ?? match[2] ?? match[3] ?? '1';
  const value = /^\d/.test(raw) ? Number(raw) : raw === '两' ? 2 : chinese.indexOf(raw);
  return value > 0 && value < 100 ? value : 1;
}

export function faultIn(text: string): string {
  return faultRun.exec(text)?.[0].trim() ?? '';
}

export function serviceIn(text: string): string {
  for (const [name, pattern] of services) if (pattern.test(text)) return name;
  return '';
}
