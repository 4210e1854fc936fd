/**
 * Finds where a text states divisions: province, city, county one after the other, in full, short or former names.
 * A chain never invents a level: what is filled up follows from a lower level that is the only one of its name, and
 * where several divisions bear the name, all of them stay as choices.
 */
import { type Division, divisionIndex, isOutside, type NameKind } from './divisions.ts';

export interface Chain {
  start: number;
  end: number;
  province: Division | null;
  city: Division | null;
  county: Division | null;
  /** More than one: the text does not say which. */
  choices: Division[];
  /** The county word as stated. */
  stated: string;
  /** Several because the old division was divided, not because the name is common. */
  dissolved: boolean;
  /** The stated levels exclude each other; the words read so are in `choices`. */
  contradicts: boolean;
  /** Larger is better; below `enough` it is no chain. */
  score: number;
  levels: number;
  /** Every word was a full, former or everyday full name. */
  full: boolean;
}

export const enough = 4;

/** After a short name, these make it the name of a street, an estate or a house. */
const otherThing =
  /^(?:[东西南北中上下内外]?[一二三四五六七八九十]?[东西南北中]?(?:路|街(?!道)|大道|大街|巷|弄|胡同|环线)|[东西南北](?:站|门|苑|园|城|郡|岸|里|村|院)|花园|花苑|公园|家园|小区|新村|村|苑|城|广场|大厦|大楼|中心|站|医院|大学|学院|学校|一中|中学|小学|幼儿园|酒店|宾馆|饭店|寺|庙|塔|桥|门|山|湖|河(?!北|南)|江(?!苏|西|北|南|东|岸|汉|夏|宁|阴)|园|府|湾|庄|国际|天地|印象|名都|名城|豪庭|豪园|雅苑|人家|新城|商城|楼|阁|厂|公司|银行|集团|祠|港|岛|镇|乡|街道|社区|印刷|饭|菜|牌|人|先生|女士|小姐|师傅|老师|总|姐|哥|阿姨|老板)/;

const between = /[\s,。;:\-/|·>\u0001.]/;
/** Words that platforms and forms put where a division is missing. */
const filler =
  /^(?:市辖区|其[它他]区|其[它他]|省直辖县级行政区划|自治区直辖县级行政区划|省直辖县|自治区直辖县|直辖县|县(?=[\u4e00-\u9fff]{2,12}县))/;
/** District names that every second city has and that also stand inside addresses. */
const common = /^(?:城区|郊区|矿区|[东西南北]区|市区)$/;
/** Words before a division that belong to talk, not to a name. */
const leadIn = /(?:^|[^\u4e00-\u9fff])(?:.{0,6})(?:住在?|在|到|寄|送|位于|于|址|是|中国|来自|去)$/;
const addressy = /路|街|道|巷|弄|号|栋|幢|座|单元|室|楼|小区|花园|苑|村|镇|乡|广场|大厦|社区|园|\d/;

interface Match {
  word: string;
  kind: NameKind;
  to: Division[];
  split: boolean;
}

interface State {
  province: Division | null;
  city: Division | null;
  choices: Division[];
}

function belongs(division: Division, state: State): boolean {
  if (state.province !== null && division.province !== state.province) return false;
  if (state.city === null) return true;
  return division === state.city || division.city === state.city;
}

function liesIn(choices: readonly Division[], division: Division): boolean {
  return choices.some(
    (choice) => choice === division || choice.city === division || choice.province === division,
  );
}

/** Names starting at `at`, longest first, that agree with what is stated so far. */
function matchesAt(text: string, at: number, state: State): Match[] {
  const index = divisionIndex();
  if (!index.heads.has(text[at] ?? '')) return [];
  const found: Match[] = [];
  for (let size = Math.min(index.longest, text.length - at); size > 1; size -= 1) {
    const word = text.slice(at, at + size);
    const entries = index.byName.get(word);
    if (entries === undefined) continue;
    // former names give way to present ones; both give way to agreement with what was stated before
    for (const kind of ['full', 'alias', 'old', 'short'] as const) {
      const same = entries.filter((entry) => entry.kind === kind);
      let to = same.flatMap((entry) => entry.to.filter((division) => belongs(division, state)));
      // a county is stated: only itself again or what it lies in can follow
      if (state.choices.length > 0) to = to.filter((division) => liesIn(state.choices, division));
      const fresh = to.filter((division) => division !== state.province && division !== state.city);
      if (fresh.length > 0) to = fresh;
      if (to.length === 0) continue;
      if (state.province === null && to.some((division) => !isOutside(division)))
        to = to.filter((division) => !isOutside(division) || division.level !== 'county');
      found.push({ word, kind, to: [...new Set(to)], split: same.some((entry) => entry.to.length > 1) });
      break;
    }
  }
  return found;
}

function skip(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && between.test(text[at] ?? '')) at += 1;
    const match = filler.exec(text.slice(at, at + 16));
    if (match === null) return at;
    at += match[0].length;
  }
}

function boundaryBefore(text: string, at: number): boolean {
  return at === 0 || !/[\u4e00-\u9fffA-Za-z0-9]/.test(text[at - 1] ?? '');
}

/** A short name is believed when it ends a word, or when something other than a street or estate name follows. */
function shortHolds(text: string, end: number, alone: boolean): boolean {
  const rest = text.slice(end, end + 24);
  if (rest === '' || /^[\s,。;:\-/|·>\u0001]/.test(rest)) {
    return !alone || addressy.test(text.slice(end, end + 40).split('\u0000')[0] ?? '');
  }
  if (!/^[\u4e00-\u9fff]/.test(rest) || otherThing.test(rest)) return false;
  return addressy.test(rest.split(/[\n\u0000]/)[0] ?? '');
}

/** The chain that begins exactly at `at`, or null. */
export function chainAt(text: string, at: number): Chain | null {
  const state: State = { province: null, city: null, choices: [] };
  const chain: Chain = {
    start: at,
    end: at,
    province: null,
    city: null,
    county: null,
    choices: [],
    stated: '',
    dissolved: false,
    contradicts: false,
    score: 0,
    levels: 0,
    full: true,
  };
  const edge = boundaryBefore(text, at);
  let pos = at;
  for (let round = 0; round < 8; round += 1) {
    const from = round === 0 ? pos : skip(text, pos);
    const match = pick(text, from, state, chain, edge);
    if (match === null) {
      if (round > 0 && from > pos) chain.end = endOfFiller(text, pos, from);
      break;
    }
    take(match, state, chain);
    pos = from + match.word.length;
    chain.end = pos;
  }
  if (chain.levels === 0) return null;
  settle(state, chain);
  if (edge) chain.score += 2;
  return chain;
}

/** Keeps a swallowed 其它区, but leaves blanks and commas outside. */
function endOfFiller(text: string, pos: number, from: number): number {
  let end = from;
  while (end > pos && between.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function pick(text: string, from: number, state: State, chain: Chain, edge: boolean): Match | null {
  const first = chain.levels === 0;
  for (const match of matchesAt(text, from, state)) {
    const end = from + match.word.length;
    const next = text[end] ?? '';
    const levels = new Set(match.to.map((division) => division.level));
    if (first && !edge && match.kind === 'short') continue;
    if (first && common.test(match.word)) continue;
    if (first && !edge && match.word.length < 3) continue;
    if (match.kind === 'short') {
      // 吉林 + 长春, 大理 + 大理市: what follows decides the level
      const followed = match.to.some((division) => {
        const after: State = { province: division.province, city: division.city, choices: [] };
        const at = skip(text, end);
        return matchesAt(text, at, after).some(
          (item) =>
            !item.to.includes(division) &&
            (item.kind !== 'short' ||
              shortHolds(text, at + item.word.length, false) ||
              goesOn(text, at, item)) &&
            item.to.some((below) => below.level === 'county' || division.level === 'province'),
        );
      });
      if (followed) {
        const upper = match.to.filter(
          (division) => division.level !== 'county' && division !== state.province,
        );
        if (upper.length > 0) return { ...match, to: narrow(upper, text, end) };
      }
      const alone = first && levels.has('county');
      if (!followed && !shortHolds(text, end, alone)) continue;
      // a short county by itself must be the only one, and not also be a city
      if (first && !followed) {
        const uppers = match.to.filter((division) => division.level !== 'county');
        if (uppers.length > 0) return { ...match, to: sharesName(match.to, uppers) ? match.to : uppers };
        if (match.to.length > 1) continue;
      }
    }
    if (match.kind === 'old' && first && match.to.length > 1 && !match.split) continue;
    // 新城市 in 新城市花园, 市中区 in 市中区域
    if (
      match.kind !== 'full' &&
      match.kind !== 'short' &&
      otherThing.test(text.slice(end, end + 8)) &&
      !/[路街]/.test(next)
    ) {
      if (first) continue;
    }
    if (/^域/.test(next)) continue;
    return lendsSuffix(text, end, match) ? { ...match, word: match.word.slice(0, -1) } : match;
  }
  return null;
}

/** A further division stands behind the word, of the land the word names. */
function goesOn(text: string, at: number, item: Match): boolean {
  const next = skip(text, at + item.word.length);
  return item.to.some((division) =>
    matchesAt(text, next, { province: division.province, city: division.city, choices: [] }).some(
      (below) => below.kind !== 'short' && !below.to.includes(division),
    ),
  );
}

/** 朝阳 is a city and districts of others; only the capital of a province (西安) is meant without saying more. */
function sharesName(all: readonly Division[], uppers: readonly Division[]): boolean {
  if (uppers.some((upper) => upper.level === 'province' || upper.code.endsWith('0100'))) return false;
  return all.some(
    (division) => division.level === 'county' && !uppers.some((upper) => division.city === upper),
  );
}

/** 济南市中区 is 济南 + 市中区, not 济南市 + 中区. */
function lendsSuffix(text: string, end: number, match: Match): boolean {
  const [division] = match.to;
  if (division === undefined || division.level !== 'city' || !match.word.endsWith('市')) return false;
  const state: State = { province: division.province, city: division, choices: [] };
  return matchesAt(text, end - 1, state).some((item) => item.kind === 'full' && item.word.startsWith('市'));
}

/** Of several upper divisions of one short name (吉林 province and city), those that the next word agrees with. */
function narrow(upper: Division[], text: string, end: number): Division[] {
  const at = skip(text, end);
  const good = upper.filter((division) => {
    const after: State = { province: division.province, city: division.city, choices: [] };
    return matchesAt(text, at, after).some((item) => !item.to.includes(division));
  });
  const wide = [...good, ...upper].find((division) => division.level === 'province');
  return wide !== undefined ? [wide] : good.length > 0 ? good : upper;
}

const points: Record<NameKind, number> = { full: 4, alias: 4, old: 3, short: 2 };

function take(match: Match, state: State, chain: Chain): void {
  const { to } = match;
  const known = new Set([state.province, state.city, ...state.choices]);
  if (to.every((division) => known.has(division)) && state.choices.length < 2) return; // said twice
  chain.levels += 1;
  chain.score += points[match.kind] + (match.word.length > 3 ? 1 : 0);
  if (match.kind === 'short') chain.full = false;
  if (state.choices.length > 1) {
    // a larger division after the smaller one settles it
    const left = state.choices.filter((county) =>
      to.some((division) => county.province === division || county.city === division || county === division),
    );
    if (left.length > 0) state.choices = left;
    return;
  }
  if (to.length === 1) {
    const [division] = to as [Division];
    state.province = division.province;
    state.city = division.city ?? state.city;
    if (division.level === 'county') {
      state.choices = [division];
      chain.score += 2;
      chain.stated = match.word;
    }
    return;
  }
  const counties = to.filter((division) => division.level === 'county');
  state.choices = counties.length > 0 && match.kind !== 'short' ? counties : to;
  chain.stated = match.word;
  chain.dissolved = match.split;
  chain.score += 2;
}

function settle(state: State, chain: Chain): void {
  chain.province = state.province;
  chain.city = state.city;
  if (state.choices.length === 1) {
    const [only] = state.choices as [Division];
    chain.province = only.province;
    chain.city = only.city;
    if (only.level === 'county') chain.county = only;
    chain.dissolved = false;
    return;
  }
  // what all choices share is left open too unless the text states it: the person sees it in the choices
  chain.choices = state.choices;
}

/** All chains of a text (claimed characters are \u0000), best first; overlapping weaker ones are dropped. */
export function findChains(text: string): Chain[] {
  const { heads } = divisionIndex();
  const all: Chain[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!heads.has(text[at] ?? '')) continue;
    const chain = chainAt(text, at);
    if (chain === null) continue;
    if (!boundaryBefore(text, at) && leadIn.test(text.slice(Math.max(0, at - 8), at))) chain.score += 2;
    all.push(chain);
  }
  all.sort((a, b) => b.score - a.score || a.start - b.start);
  const kept: Chain[] = [];
  for (const chain of all) {
    if (kept.every((other) => chain.end <= other.start || chain.start >= other.end)) kept.push(chain);
  }
  return kept;
}
