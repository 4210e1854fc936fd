/** Light address rules: one spelling for comparing, and building · unit · room where they can be read. */
import { toHalfWidth } from '../money/fen.ts';

const chineseDigits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 十二 → 12, 二十 → 20, 三 → 3, 一二 → 12; null for anything else or above 99. */
export function chineseNumber(text: string): number | null {
  if (/^[零〇一二两三四五六七八九]{1,3}$/.test(text)) {
    return Number([...text].map((char) => chineseDigits[char]).join(''));
  }
  const match = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (match === null) return null;
  return (
    (match[1] === undefined ? 1 : (chineseDigits[match[1]] ?? 0)) * 10 +
    (chineseDigits[match[2] ?? '零'] ?? 0)
  );
}

/** One spelling: half-width, no blanks or punctuation, 号楼/幢/座 → 栋, Chinese numbers before 栋 单元 楼 号 室 → digits. */
export function normaliseAddress(raw: string): string {
  let text = toHalfWidth(raw)
    .replace(/[\s,;:、·_]/g, '')
    .replace(/[()[\]【】]/g, '')
    .toUpperCase();
  text = text.replace(
    /[零〇一二两三四五六七八九十]{1,3}(?=(?:栋|幢|座|号楼|单元|楼|层|号|室|期|区\d))/g,
    (digits) => {
      const value = chineseNumber(digits);
      return value === null ? digits : String(value);
    },
  );
  return text.replace(/(?<=[\dA-Z])(?:号楼|幢|座)/g, '栋');
}

export interface DoorParts {
  building: string | null;
  unit: string | null;
  floor: string | null;
  room: string | null;
}

/** 3栋2单元1501 → building 3, unit 2, room 1501 (floor 15). Also "3-2-1501". */
export function parseDoor(raw: string): DoorParts {
  const text = normaliseAddress(raw);
  const dashed = /(\d{1,3})-(\d{1,2})-(\d{3,4})(?:室)?$/.exec(text);
  const building = dashed?.[1] ?? /([\dA-Z]{1,4})栋/.exec(text)?.[1] ?? null;
  const unit = dashed?.[2] ?? /([\dA-Z]{1,2})单元/.exec(text)?.[1] ?? null;
  const room = dashed?.[3] ?? /(?:栋|单元|楼|层)(\d{3,4})(?:室|号|房)?$/.exec(text)?.[1] ?? null;
  const named = /(\d{1,2})(?:楼|层)/.exec(text)?.[1] ?? null;
  const floor = named ?? (room === null ? null : String(Number(room.slice(0, -2)) || '') || null);
  return { building, unit, floor, room };
}

/**
 * The key for "same household": division code and the spelled-alike detail. Equal keys are the same door; different
 * keys may still be (people write estates in many ways), so merging asks a person unless the phone agrees too.
 */
export function householdKey(countyCode: string | null, detail: string): string {
  const door = normaliseAddress(detail)
    .replace(/(\d{1,3})-(\d{1,2})-(\d{3,4})(?:室|号|房|户)?$/, '$1栋$2单元$3')
    .replace(/(?<![\d-])(\d{1,3})-(\d{3,4})(?:室|号|房|户)?$/, '$1栋$2')
    .replace(/(?<=(?:栋|单元)\d{3,4})(?:室|号|房|户)$/, '');
  return `${countyCode ?? ''}|${door}`;
}
