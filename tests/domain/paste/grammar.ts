/** A seeded grammar of pasted texts with their labels: people, numbers, places, layouts, slips of the hand. */
import { type Division, divisionIndex, isOutside, baseName } from '../../../domain/paste/divisions.ts';
import type { LabelledCase } from '../../../domain/paste/score.ts';
import { mulberry32 } from '../../support/fake-env.ts';

export interface Chance {
  int: (below: number) => number;
  pick: <T>(items: readonly T[]) => T;
  often: (share: number) => boolean;
}

export function chanceOf(seed: number): Chance {
  const next = mulberry32(seed);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    pick: <T>(items: readonly T[]): T => items[int(items.length)] as T,
    often: (share) => next() < share,
  };
}

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲冉骆蓝路游辛靳管柴蒙鲍',
];
const compounds = ['欧阳', '司马', '上官', '诸葛', '皇甫', '慕容', '令狐', '夏侯', '南宫'];
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰玲红建文辉鑫宇浩然子轩梓涵欣怡佳琪雨泽思远晓彤嘉俊凯立志永福春梅海燕国庆婷雪飞鹏斌慧莹倩琳璐瑶婉清若溪',
];
const minority = ['买买提·吐尔逊', '古丽娜尔·艾合买提', '阿依夏木·库尔班', '次仁旺姆·扎西', '迪丽努尔·亚森'];
const titled = ['先生', '女士', '小姐', '阿姨', '师傅', '老师', '大爷', '姐', '哥', '总'];

function nameOf(chance: Chance): string {
  const kind = chance.int(20);
  if (kind === 0) return chance.pick(minority);
  const surname = chance.often(0.06) ? chance.pick(compounds) : chance.pick(surnames);
  if (kind < 5) return surname + chance.pick(titled);
  return surname + chance.pick(given) + (chance.often(0.65) ? chance.pick(given) : '');
}

function digits(chance: Chance, count: number): string {
  return Array.from({ length: count }, () => String(chance.int(10))).join('');
}

/** [as written, as labelled]. */
function phoneOf(chance: Chance): [string, string] {
  const mobile = `1${chance.pick(['3', '5', '7', '8', '9'])}${digits(chance, 9)}`;
  const spaced = `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`;
  switch (chance.int(12)) {
    case 0:
      return [spaced, mobile];
    case 1:
      return [spaced.replaceAll(' ', '-'), mobile];
    case 2:
      return [`+86 ${mobile}`, mobile];
    case 3:
      return [`86-${mobile}`, mobile];
    case 4: {
      const ext = digits(chance, 4).replace(/^0/, '1');
      return [
        `${mobile}${chance.pick(['转', '-', ' 转 ', '转分机'.slice(0, 1)])}${ext}`,
        `${mobile}转${ext}`,
      ];
    }
    case 5: {
      const area = chance.pick(['010', '021', '0731', '0571', '0755', '029']);
      const local = `8${digits(chance, 7)}`;
      return [`${area}${chance.pick(['-', ' ', ''])}${local}`, `${area}-${local}`];
    }
    case 6:
      return [[...mobile].map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join(''), mobile];
    default:
      return [mobile, mobile];
  }
}

const roadWords = [
  '人民',
  '解放',
  '建设',
  '中山',
  '和平',
  '新华',
  '滨江',
  '学院',
  '黄河',
  '长江',
  '北京',
  '南京',
  '文化',
  '胜利',
  '迎宾',
  '火炬',
  '凤凰',
  '桃园',
  '金沙',
  '望江',
  '海尔',
  '珠江',
  '东风',
  '青年',
  '健康',
  '幸福',
  '光明',
  '朝阳',
  '西湖',
  '天山',
];
const roadEnds = ['路', '大道', '街', '东路', '西路', '南路', '北路', '中路', '大街', '一路', '二路'];
const estates = [
  '花园',
  '小区',
  '家园',
  '公寓',
  '新城',
  '国际',
  '名都',
  '雅苑',
  '华府',
  '豪庭',
  '广场',
  '大厦',
  '世家',
  '尚城',
  '壹号院',
  '新村',
];
const estateWords = [
  '锦绣',
  '阳光',
  '碧桂',
  '万科',
  '恒大',
  '保利',
  '金地',
  '绿城',
  '紫荆',
  '翠湖',
  '融创',
  '龙湖',
  '中海',
  '和谐',
  '香榭',
  '东方',
  '世纪',
  '御景',
  '金色',
  '星河',
  '格力',
  '美的',
];
const towns = [
  '城关镇',
  '新街口街道',
  '双龙镇',
  '大兴乡',
  '东风街道',
  '白马镇',
  '石桥镇',
  '青龙街道',
  '清泉镇',
  '太平镇',
  '河口镇',
  '金山街道',
  '柳林镇',
];
const villages = ['张家村', '李庄村', '上河村', '新民村', '红星村', '桥头村', '大坪村', '石门村'];

function doorOf(chance: Chance): string {
  const b = 1 + chance.int(28);
  const u = 1 + chance.int(4);
  const room = `${1 + chance.int(30)}0${1 + chance.int(8)}`;
  return chance.pick([
    `${b}栋${u}单元${room}室`,
    `${b}栋${room}`,
    `${b}号楼${u}单元${room}`,
    `${b}-${u}-${room}`,
    `${b}幢${room}室`,
    `${String.fromCharCode(65 + chance.int(6))}座${room}`,
    `${b}#${room}`,
    `${String.fromCharCode(65 + chance.int(6))}${b}-${u}-${room}`,
    `${b}栋`,
  ]);
}

function detailOf(chance: Chance): string[] {
  const road = `${chance.pick(roadWords)}${chance.pick(roadEnds)}${1 + chance.int(900)}号`;
  const estate = `${chance.pick(estateWords)}${chance.pick(estates)}`;
  const town = chance.pick(towns);
  switch (chance.int(7)) {
    case 0:
      return [
        town,
        `${chance.pick(villages)}${1 + chance.int(12)}组${chance.often(0.5) ? `${1 + chance.int(99)}号` : ''}`,
      ];
    case 1:
      return [road, `${estate}${doorOf(chance)}`];
    case 2:
      return [town, road];
    case 3:
      return [`${estate}${doorOf(chance)}`];
    case 4:
      return [town, road, `${estate}${doorOf(chance)}`];
    case 5:
      return [`${chance.pick(roadWords)}路与${chance.pick(roadWords)}街交叉口`, estate];
    default:
      return [road];
  }
}

interface Placed {
  /** As written, in pieces. */
  words: string[];
  province: string;
  city: string;
  area: string;
  ambiguous?: { area: string; cities: string[] };
}

function placeOf(chance: Chance, counties: Division[], sameName: Map<string, Division[]>): Placed {
  const county = chance.pick(counties);
  const province = county.province.name;
  const city = county.city === null ? '' : county.city.name;
  const whole = { province, city, area: county.name };
  const shortProvince = province === '内蒙古自治区' ? '内蒙古' : baseName(province);
  const shortCity = baseName(city);
  const municipality = county.province.municipality;
  const upper = municipality || city === '' ? [] : [city];
  switch (chance.int(8)) {
    case 0:
      return { words: [shortProvince, ...upper, county.name], ...whole };
    case 1:
      if (municipality || city === '' || shortCity.length < 2)
        return { words: [province, county.name], ...whole };
      return { words: [shortProvince, shortCity, county.name], ...whole };
    case 2:
      return { words: [...(upper.length > 0 ? upper : [province]), county.name], ...whole };
    case 3: {
      const same = sameName.get(county.name) ?? [];
      if (county.name.length < 3) return { words: [province, ...upper, county.name], ...whole };
      if (same.length === 1) return { words: [county.name], ...whole };
      const cities = same.map((one) => one.city?.name ?? one.name);
      return {
        words: [county.name],
        province: '',
        city: '',
        area: '',
        ambiguous: { area: county.name, cities },
      };
    }
    case 4:
      return {
        words: municipality ? [province, province, county.name] : [province, ...upper, county.name],
        ...whole,
      };
    default:
      return { words: [province, ...upper, county.name], ...whole };
  }
}

const goods = [
  '海尔冰箱不制冷',
  '空调漏水',
  '洗衣机 XQB80-1380 不脱水',
  '格力空调 KFR-35GW 2台 安装',
  '热水器不出热水',
  '油烟机清洗',
  '美的燃气灶打不着火',
  '电视黑屏',
];
const wishes = [
  '明天下午',
  '周六上午9点-12点',
  '这周末',
  '下周三晚上7点后',
  '后天',
  '3月28日 14:00-16:00',
  '今晚7点后',
];
const remarks = ['到楼下先打电话', '门铃坏了请敲门', '家里有老人', '有狗', '旧机要拆走', '提前半小时联系'];

/** `count` texts; the same seed gives the same texts. */
export function generateCases(seed: number, count: number): LabelledCase[] {
  const chance = chanceOf(seed);
  const counties = divisionIndex().counties.filter((county) => !isOutside(county));
  const sameName = new Map<string, Division[]>();
  for (const county of counties) sameName.set(county.name, [...(sameName.get(county.name) ?? []), county]);
  return Array.from({ length: count }, (_, i) =>
    one(chance, counties, sameName, `G${String(i + 1).padStart(4, '0')}`),
  );
}

function one(
  chance: Chance,
  counties: Division[],
  sameName: Map<string, Division[]>,
  id: string,
): LabelledCase {
  const name = nameOf(chance);
  const [written, phone] = phoneOf(chance);
  const place = placeOf(chance, counties, sameName);
  const detail = detailOf(chance);
  const { province, city, area } = place;
  const glue = chance.pick(['', '', '', ' ']);
  const region = place.words.join(chance.pick(['', '', ' ', '-']));
  const address = `${region}${glue}${detail.join(glue)}`;
  const extra = chance.pick(['', '', '', chance.pick(goods), chance.pick(wishes), chance.pick(remarks)]);
  const text = slip(
    chance,
    layout(chance, { name, phone: written, region, detail: detail.join(glue), address, extra }),
  );
  const result: LabelledCase = {
    id,
    text,
    expected: { name, phone, province, city, area, detail: detail.join('') },
  };
  if (place.ambiguous !== undefined) result.ambiguous = place.ambiguous;
  return result;
}

interface Parts {
  name: string;
  phone: string;
  region: string;
  detail: string;
  address: string;
  extra: string;
}

function layout(chance: Chance, parts: Parts): string {
  const { name, phone, region, detail, address, extra } = parts;
  const colon = chance.pick([':', '：', ': ', '： ']);
  const sep = chance.pick([' ', '，', ',', '  ', '\n', '；', '\t', '/', '|']);
  const tail = extra === '' ? '' : `${sep}${extra}`;
  const head = extra === '' ? '' : `${extra}${sep}`;
  const nameWord = chance.pick(['收货人', '收件人', '姓名', '联系人', '客户姓名', '用户']);
  const phoneWord = chance.pick(['电话', '手机', '联系电话', '手机号码', '联系方式']);
  const addressWord = chance.pick(['地址', '收货地址', '详细地址', '服务地址', '上门地址']);
  const line = chance.pick(['\n', '\n', '；', '，', ' ']);
  const lines = [
    `${nameWord}${colon}${name}`,
    `${phoneWord}${colon}${phone}`,
    `${addressWord}${colon}${address}`,
  ];
  switch (chance.int(14)) {
    case 0:
      return lines.join(line) + (extra === '' ? '' : `${line}备注${colon}${extra}`);
    case 1:
      return [lines[2], lines[0], lines[1]].join(line);
    case 2:
      return [lines[0], lines[1], `所在地区${colon}${region}`, `详细地址${colon}${detail}`].join('\n');
    case 3:
      return `【${nameWord}】${name}【${phoneWord}】${phone}【${addressWord}】${address}`;
    case 4:
      return `${address}${sep}${name}${sep}${phone}${tail}`;
    case 5:
      return `${phone}${sep}${address}${sep}${name}`;
    case 6:
      return `${name}${phone}${sep}${address}${tail}`;
    case 7:
      return `${head}${address}${sep}${phone}${sep}${name}`;
    case 8:
      return `${name}(${phone})${address}`;
    case 9:
      return `${address}，${nameWord}${colon}${name}，${phoneWord}${colon}${phone}`;
    case 10:
      return `订单编号${colon}${3 + chance.int(6)}${digits(chance, 17)}\n${lines.join('\n')}`;
    case 11:
      return `${head}${name}${sep}${phone}${sep}${address}`;
    case 12:
      return `客户${name}，电话${phone}，${address}${extra === '' ? '' : `，${extra}`}`;
    default:
      return `${name}${sep}${phone}${sep}${address}${tail}`;
  }
}

/** What fingers and programs do to a text. */
function slip(chance: Chance, text: string): string {
  switch (chance.int(12)) {
    case 0:
      return `${text}。`;
    case 1:
      return text.replace('，', '，，');
    case 2:
      return `  ${text}\n\n`;
    case 3:
      return text.replace(/[,，]/, '、');
    case 4:
      return text.replaceAll('\n', '\r\n');
    case 5:
      return text.replace(/ /, '\u3000');
    case 6:
      return `\ufeff${text}`;
    default:
      return text;
  }
}
