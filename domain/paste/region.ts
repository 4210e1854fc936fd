/** From the chains of a text to one division, the questions about it, and the stretches that belong to it. */
import { type Canvas, claim, place, spanOf } from './canvas.ts';
import { type Chain, enough, findChains } from './chain.ts';
import { type Division, divisionIndex } from './divisions.ts';
import type { DivisionChoice, PastedDivision, PasteQuestion, Reading } from './types.ts';

export interface Region {
  reading: Reading<PastedDivision> | null;
  questions: PasteQuestion[];
  /** Where the address goes on; null without a division. */
  from: number | null;
}

export function choiceOf(division: Division): DivisionChoice {
  return {
    province: division.province.name,
    city: division.city?.name ?? '',
    county: division.level === 'county' ? division.name : '',
    code: division.code,
  };
}

const zoneWords =
  /^[\s,]*([\u4e00-\u9fff]{0,10}?(?:经济技术开发区|高新技术产业开发区|高新技术开发区|开发区|高新区|高新园区|经开区|工业园区|产业园区|新区|新城|示范区|生态城|综合保税区|保税区|度假区|风景区|管理区|园区))/;

/** Reads the division and claims its words. */
export function readRegion(canvas: Canvas): Region {
  const chains = findChains(canvas.work);
  const main = chains.find((chain) => chain.score >= enough) ?? null;
  if (main === null) return { reading: null, questions: [{ code: 'division_missing' }], from: null };
  const others = chains.filter(
    (chain) => chain !== main && agrees(chain, main) && isRepetition(canvas, chain, main),
  );
  for (const chain of others) complete(main, chain);
  const questions: PasteQuestion[] = [];
  const second = chains.find(
    (chain) =>
      chain !== main &&
      chain.full &&
      chain.levels >= 2 &&
      chain.county !== null &&
      chain.county !== main.county,
  );
  if (second?.county != null && main.county !== null)
    questions.push({ code: 'several_addresses', choices: [choiceOf(main.county), choiceOf(second.county)] });
  let from = main.end;
  const clash =
    main.county === null && main.choices.length < 2 && main.city !== null ? clashAfter(canvas, main) : null;
  if (clash !== null) {
    from = clash.end;
    questions.push({
      code: 'division_contradicts',
      stated: clash.word,
      choices: clash.counties.map(choiceOf),
    });
    const [only] = clash.counties;
    if (clash.counties.length === 1 && only !== undefined && only.province === main.province) {
      main.county = only;
      main.city = only.city;
    }
  }
  claim(canvas, main.start, from, place);
  for (const chain of others) claim(canvas, chain.start, chain.end, place);
  if (main.choices.length > 1) {
    const code = main.dissolved ? 'division_dissolved' : 'division_ambiguous';
    questions.push({ code, stated: main.stated, choices: main.choices.map(choiceOf) });
  }
  const zone =
    main.county === null ? (zoneWords.exec(canvas.normal.fold.slice(from, from + 30))?.[1] ?? '') : '';
  if (main.county === null && questions.length === 0 && hasCounties(main))
    questions.push({ code: 'county_missing' });
  const value: PastedDivision = {
    province: main.province?.name ?? '',
    city: main.city?.name ?? '',
    county: main.county?.name ?? '',
    code: (main.county ?? main.city ?? main.province)?.code ?? null,
    zone,
  };
  const certainty = questions.some((question) => question.code !== 'county_missing')
    ? 'unsure'
    : main.full && main.score >= 8
      ? 'certain'
      : 'likely';
  const spans = [main, ...others].map((chain) =>
    spanOf(canvas, chain.start, chain === main ? from : chain.end),
  );
  return { reading: { value, spans, certainty }, questions, from };
}

/** A city without counties (东莞) has nothing missing. */
function hasCounties(main: Chain): boolean {
  const { city, province } = main;
  return divisionIndex().counties.some((county) =>
    city === null ? county.province === province : county.city === city,
  );
}

/** The levels both state are the same. */
function agrees(chain: Chain, main: Chain): boolean {
  const county = main.county ?? null;
  if (main.choices.length > 1) {
    return main.choices.some(
      (choice) =>
        (chain.county === null || chain.county === choice) &&
        (chain.city === null || chain.city === choice.city) &&
        (chain.province === null || chain.province === choice.province),
    );
  }
  if (chain.choices.length > 1) return county !== null && chain.choices.includes(county);
  if (chain.county !== null && county !== null) return chain.county === county;
  if (chain.county !== null && main.city !== null && chain.county.city !== main.city) return false;
  if (chain.city !== null && main.city !== null && chain.city !== main.city) return false;
  return chain.province === null || main.province === null || chain.province === main.province;
}

/** Said again or said apart, and not the first part of a street or company name. */
function isRepetition(canvas: Canvas, chain: Chain, main: Chain): boolean {
  const edge = !/[\u4e00-\u9fffA-Za-z0-9]/.test(canvas.work[chain.start - 1] ?? '');
  const before = canvas.normal.fold.slice(main.start, main.end);
  const again = before.includes(canvas.normal.fold.slice(chain.start, chain.end));
  if (chain.full && chain.levels >= 2) return true;
  if (!edge) return false;
  const next = canvas.work[chain.end] ?? '';
  const alone = next === '' || /[\s,;。:()[\]\u0000\u0001]/.test(next);
  const town = /^[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道)/.test(canvas.work.slice(chain.end, chain.end + 9));
  return chain.full ? (again && town) || alone || main.choices.length > 1 : alone && main.choices.length > 1;
}

/** A further statement settles what the first left open. */
function complete(main: Chain, chain: Chain): void {
  if (main.choices.length > 1) {
    const left = main.choices.filter(
      (choice) =>
        (chain.county === null || chain.county === choice) &&
        (chain.city === null || chain.city === choice.city) &&
        (chain.province === null || chain.province === choice.province),
    );
    if (left.length > 0) main.choices = left;
    const [only] = left;
    if (left.length === 1 && only !== undefined) {
      main.county = only.level === 'county' ? only : null;
      main.city = only.city;
      main.province = only.province;
      main.choices = [];
    }
    return;
  }
  main.county ??= chain.county;
  main.city ??= chain.city;
  main.province ??= chain.province;
}

interface Clash {
  word: string;
  end: number;
  counties: Division[];
}

/** 杭州市鼓楼区: the word behind the city is a county, but of other cities. */
function clashAfter(canvas: Canvas, main: Chain): Clash | null {
  const { work } = canvas;
  const { byName, longest } = divisionIndex();
  let at = main.end;
  while (/[ ,\-/]/.test(work[at] ?? '')) at += 1;
  for (let size = Math.min(longest, work.length - at); size > 2; size -= 1) {
    const word = work.slice(at, at + size);
    const counties = (byName.get(word) ?? [])
      .filter((entry) => entry.kind === 'full')
      .flatMap((entry) => entry.to)
      .filter((division) => division.level === 'county');
    if (counties.length > 0) return { word, end: at + size, counties };
  }
  return null;
}
