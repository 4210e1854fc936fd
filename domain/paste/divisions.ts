/**
 * Names of provinces, cities and counties → divisions. Built on first use from the maintained package; a few thousand
 * entries, about 5 MB in all. The package also carries towns of cities without counties and functional zones
 * (codes …71–…99): neither is a county of GB/T 2260, so they are kept apart.
 */
import { areaList } from '@vant/area-data';
import { everydayCounties, oldCities, oldCounties } from './old-divisions.ts';

export type DivisionLevel = 'province' | 'city' | 'county';

export interface Division {
  code: string;
  name: string;
  level: DivisionLevel;
  /** The province, or itself. */
  province: Division;
  /** The city, itself, or null for a province and for a county run by its province. */
  city: Division | null;
  /** Beijing, Tianjin, Shanghai, Chongqing: province and city in one. */
  municipality: boolean;
}

/**
 * `full`: today's own name. `alias`: a name of its own that nobody mistakes (石柱县, 黔南州). `old`: a former name.
 * `short`: without its suffix, which needs more around it to be believed.
 */
export type NameKind = 'full' | 'alias' | 'old' | 'short';

export interface NameEntry {
  kind: NameKind;
  /** Usually one; several for an old name whose land was divided. */
  to: readonly Division[];
}

export interface DivisionIndex {
  byName: Map<string, NameEntry[]>;
  /** First characters of all names: most positions of a text are settled by this alone. */
  heads: Set<string>;
  longest: number;
  /** Names of functional zones by city code. */
  zones: Map<string, string[]>;
  counties: Division[];
}

const peoples =
  '土家族|苗族|侗族|布依族|彝族|壮族|瑶族|回族|藏族|羌族|傣族|景颇族|傈僳族|哈尼族|白族|蒙古族|蒙古|哈萨克族|哈萨克|' +
  '柯尔克孜族|柯尔克孜|朝鲜族|满族|达斡尔族|鄂温克族|鄂伦春族|锡伯族|锡伯|撒拉族|东乡族|保安族|裕固族|土族|黎族|畲族|' +
  '仫佬族|毛南族|水族|仡佬族|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|塔吉克族|塔吉克|维吾尔族|维吾尔|各族';
const peopleSuffix = new RegExp(`(?:${peoples})*(?:自治县|自治旗|自治州|自治区)$`);
const districtOfPeople = new RegExp(`(?:${peoples})+区$`);
const plainSuffix = /(?:省|特别行政区|地区|林区|特区|新区|市|盟|区|县|旗)$/;
const zoneName =
  /(?:开发区|高新区|工业园区|产业园区|化工园区|管理区|管委会|示范区|实验区|行政委员会|生态园|风景名胜区)$|^(?:江北|镇江|兰州|北戴河|冀南|滨湖)新区$/;
/** 石柱土家族自治县 → 石柱; 梅里斯达斡尔族区 → 梅里斯; 武侯区 → 武侯; 东乡族自治县 → 东乡. */
export function baseName(name: string): string {
  if (name.startsWith('内蒙古自治区')) return '内蒙古';
  if (/自治|族区/.test(name)) {
    const bare = name.replace(peopleSuffix, '').replace(districtOfPeople, '');
    if (bare !== '') return bare;
    return name.replace(/族?(?:自治县|自治旗|自治州|自治区|区)$/, '');
  }
  return name.replace(plainSuffix, '');
}

let built: DivisionIndex | null = null;

/** The index; the first call takes a few milliseconds. */
export function divisionIndex(): DivisionIndex {
  built ??= build();
  return built;
}

function isZone(code: string, name: string): boolean {
  if (outside.has(code.slice(0, 2))) return false;
  const tail = Number(code.slice(4));
  return (tail >= 71 && tail < 81) || tail >= 90 || zoneName.test(name);
}

/** Cities whose third level in the package are towns. */
const townCities = new Set(['4419', '4420', '4604', '6202']);
const outside = new Set(['71', '81', '82']);

function build(): DivisionIndex {
  const index: DivisionIndex = {
    byName: new Map(),
    heads: new Set(),
    longest: 0,
    zones: new Map(),
    counties: [],
  };
  const provinces = new Map<string, Division>();
  const cities = new Map<string, Division>();
  const municipalities = new Set(['11', '12', '31', '50']);
  for (const [code, name] of Object.entries(areaList.province_list)) {
    const division = { code, name, level: 'province', city: null } as Division;
    division.province = division;
    division.municipality = municipalities.has(code.slice(0, 2));
    if (division.municipality) division.city = division;
    provinces.set(code.slice(0, 2), division);
  }
  for (const [code, name] of Object.entries(areaList.city_list)) {
    const province = provinces.get(code.slice(0, 2));
    if (province === undefined) continue;
    if (province.municipality) {
      cities.set(code.slice(0, 4), province);
      continue;
    }
    // 省直辖县 and the like are drawers of the list, not cities
    if (code.slice(2, 4) === '90') continue;
    const division: Division = { code, name, level: 'city', province, city: null, municipality: false };
    division.city = division;
    cities.set(code.slice(0, 4), division);
  }
  for (const [code, name] of Object.entries(areaList.county_list)) {
    const province = provinces.get(code.slice(0, 2));
    const city = cities.get(code.slice(0, 4)) ?? null;
    if (province === undefined || townCities.has(code.slice(0, 4)) || /市辖区|^其[它他]区/.test(name))
      continue;
    const direct = code.slice(2, 4) === '90';
    if (!direct && isZone(code, name)) {
      if (city !== null) {
        const list = index.zones.get(city.code) ?? [];
        list.push(name);
        index.zones.set(city.code, list);
      }
      continue;
    }
    index.counties.push({ code, name, level: 'county', province, city, municipality: false });
  }
  fill(index, [...provinces.values()], [...new Set(cities.values())]);
  return index;
}

function fill(index: DivisionIndex, provinces: Division[], cities: Division[]): void {
  for (const province of provinces) {
    add(index, province.name, 'full', [province]);
    add(index, baseName(province.name), 'short', [province]);
    if (province.code === '150000') add(index, '内蒙', 'short', [province]);
  }
  const cityByName = new Map(cities.map((city) => [city.name, city]));
  for (const city of cities) {
    if (city.level === 'province') continue;
    const base = baseName(city.name);
    add(index, city.name, 'full', [city]);
    if (base.length > 1) add(index, base, 'short', [city]);
    if (city.name.endsWith('自治州')) add(index, `${base}州`, 'alias', [city]);
  }
  for (const [name, today] of oldCities) {
    const city = cityByName.get(today);
    if (city !== undefined && name !== today) add(index, name, 'old', [city]);
  }
  for (const county of index.counties) {
    const base = baseName(county.name);
    add(index, county.name, 'full', [county]);
    // outside the mainland the list is not GB/T 2260's: those names never compete unless fully stated
    if (base.length < 2) continue;
    if (!outside.has(county.code.slice(0, 2))) add(index, base, 'short', [county]);
    const kind = /自治县$|族区$/.test(county.name) ? county.name.slice(-1) : '';
    if (kind !== '') add(index, `${base}${kind}`, 'alias', [county]);
    // counties became cities and districts, cities became districts; the reverse is rare
    const former = county.name.endsWith('区') ? ['市', '县'] : county.name.endsWith('市') ? ['县'] : [];
    for (const suffix of former) add(index, `${base}${suffix}`, 'old', [county]);
  }
  for (const [name, full] of everydayCounties) {
    const to = fullOf(index, full);
    if (to.length > 0) add(index, name, name.length > 2 ? 'alias' : 'short', to);
  }
  for (const [name, where, today] of oldCounties) {
    const to = today.flatMap((one) => fullOf(index, one)).filter((county) => county.city?.name === where);
    if (to.length > 0) add(index, name, 'old', to);
  }
}

function fullOf(index: DivisionIndex, name: string): Division[] {
  return (index.byName.get(name) ?? [])
    .filter((entry) => entry.kind === 'full')
    .flatMap((entry) => entry.to)
    .filter((division) => division.level === 'county');
}

function add(index: DivisionIndex, name: string, kind: NameKind, to: readonly Division[]): void {
  if (name === '') return;
  const list = index.byName.get(name) ?? [];
  const same = list.some(
    (entry) => entry.to.length === to.length && entry.to.every((item, i) => item === to[i]),
  );
  if (!same) list.push({ kind, to });
  index.byName.set(name, list);
  index.heads.add(name[0] ?? '');
  index.longest = Math.max(index.longest, name.length);
}

/** True for divisions that GB/T 2260 lists only as a whole (Taiwan, Hong Kong, Macau). */
export function isOutside(division: Division): boolean {
  return outside.has(division.code.slice(0, 2));
}
