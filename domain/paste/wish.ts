/**
 * When the customer wishes the visit: 明天下午, 周六上午9点-12点, 这周末, 12.3号, 下周三晚上7点后. Counted from `now` in the
 * outlet's zone. Days that cannot be (2月30日) and weekdays of this week that have passed are asked about, not moved.
 */
import {
  addDays,
  atLocal,
  businessDay,
  dayEndMs,
  dayStartMs,
  isDay,
  localMinutes,
  weekday,
} from '../time/business-day.ts';
import type { PastedWish } from './types.ts';

export interface FoundWish {
  start: number;
  end: number;
  wish: PastedWish;
  /** Read without doubt. */
  sure: boolean;
}

const number = '(?:\\d{1,2}|[一二三四五六七八九十两]{1,3})';
const relative = '今天|今日|今儿|今晚|今早|明天|明日|明儿|明早|明晚|后天|后日|大后天|当天';
const weekDay = `(?:(?:这个?|本|下下个?|下个?|每)?(?:周|星期|礼拜)(?:[一二三四五六日天末]|[1-7](?!\\d|[楼栋号室]))(?:[到至\\-~或,/和](?:周|星期|礼拜)?[一二三四五六日天](?![\\u4e00-\\u9fff]{0,3}[路街]))?)`;
const monthDay = `(?:(?:20\\d{2} ?[年\\-/.] ?)?${number} ?月 ?${number} ?[日号]?|20\\d{2}[\\-/.]\\d{1,2}[\\-/.]\\d{1,2}日?|(?:本月|这个月|下个?月)${number}[日号]|${number}[./]${number}[日号])`;
const bareDay = `(?:(?<![\\u4e00-\\u9fff\\dA-Za-z]|[\\dA-Za-z][-#])${number}[日号](?=[ ,]{0,2}(?:上午|下午|晚上|中午|早上|傍晚|上门|安装|来|到|之?后|以后|前|再|装|修|\\d{1,2}[点:]))(?!楼|院|线|门|店|铺))`;
const notPlace = '(?!小区|花园|城(?!里)|家园|广场|酒店|公寓|国际|路|街)';
const dayPart = `(?:(?:${relative})${notPlace}|${weekDay}|${monthDay}|${bareDay}|周末|双休日?)`;
const period = '早上|清早|早晨|上午|中午|午后|下午|傍晚|晚上|晚间|夜里|白天|全天|晚(?=\\d)';
const clock = `${number} ?(?:点钟?|时(?!代))(?:半|一刻|三刻|[0-5]?\\d分?)?|[0-2]?\\d:[0-5]\\d`;
const hours = `(?:${period})?[ ,]{0,1}(?:(?:${number}|[0-2]?\\d:[0-5]\\d)(?:点钟?|时|点半)? ?[\\-~到至]+ ?(?:${period})?(?:${clock})|(?:${clock})(?: ?[\\-~到至]+ ?(?:${period})?(?:${clock}|\\d{1,2}(?![\\d号栋]))?)?)(?:左右|前后)?(?:之?后|以后|之?前|以前)?`;
const timePart = `(?:${hours}|(?:${period})(?:(?:和|或|,)?(?:${period}))?(?:之?后|以后)?)`;
const whole = new RegExp(
  `(?:${dayPart})(?:[到至\\-~](?:${dayPart}))?(?: ?\\((?:周|星期)[一二三四五六日]\\))?(?:[ ,的]{0,2}(?:${timePart}))?(?:之?后|以后|之?前|以前)?|(?:${timePart})`,
  'g',
);
const soon = /尽快(?:上门|安装|处理|安排)?|越快越好|加急|急单|马上|着急|急用|很急/g;

const digits = '零一二三四五六七八九';

function value(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '两') return 2;
  const match = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (match !== null)
    return (
      (match[1] === undefined ? 1 : digits.indexOf(match[1])) * 10 +
      Math.max(0, digits.indexOf(match[2] ?? '零'))
    );
  return digits.indexOf(text);
}

interface Days {
  from: string;
  to: string;
  sure: boolean;
}

/** First day stated in `text`, or null; `now` decides what 明天 and 周三 are. */
export function daysIn(text: string, today: string): Days | null {
  const one = (day: string, sure = true): Days => ({ from: day, to: day, sure });
  if (/大后天/.test(text)) return one(addDays(today, 3));
  if (/后天|后日/.test(text)) return one(addDays(today, 2));
  if (/明/.test(text)) return one(addDays(today, 1));
  if (/今|当天/.test(text)) return one(today);
  const week =
    /(这个?|本|下下个?|下个?|每)?(?:周|星期|礼拜)([一二三四五六日天末1-7])(?:[到至\-~或,/和](?:周|星期|礼拜)?([一二三四五六日天]))?/.exec(
      text,
    );
  if (week !== null) return weekDays(week, today);
  if (/周末|双休/.test(text)) return weekend(today, 0);
  return dateIn(text, today);
}

function weekend(today: string, weeks: number): Days {
  const wd = weekday(today);
  const saturday = addDays(today, 6 - wd + weeks * 7);
  return { from: weeks === 0 && wd === 7 ? today : saturday, to: addDays(saturday, 1), sure: true };
}

function weekDays(match: RegExpExecArray, today: string): Days {
  const [, which = '', name = '', until] = match;
  const weeks = which.startsWith('下下') ? 2 : which.startsWith('下') ? 1 : 0;
  if (name === '末') return weekend(today, weeks);
  const of = (text: string): number =>
    /\d/.test(text) ? Number(text) : text === '天' || text === '日' ? 7 : digits.indexOf(text);
  const wd = weekday(today);
  const monday = addDays(today, 1 - wd + weeks * 7);
  let from = addDays(monday, of(name) - 1);
  let sure = true;
  if (weeks === 0 && from < today) {
    // 周一 said on a Wednesday is the coming one; 这周一 is past and must be asked about
    sure = !/^[这本]/.test(which);
    from = addDays(from, 7);
  }
  if (which === '每') sure = false;
  const span = until === undefined ? 0 : (of(until) - of(name) + 7) % 7;
  return { from, to: addDays(from, span), sure };
}

function dateIn(text: string, today: string): Days | null {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const day = (y: number, m: number, d: number): string =>
    `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  const dated = /(20\d{2}) ?[年\-/.] ?(\d{1,2}) ?[月\-/.] ?(\d{1,2})/.exec(text);
  if (dated !== null) {
    const found = day(Number(dated[1]), Number(dated[2]), Number(dated[3]));
    return isDay(found) ? { from: found, to: found, sure: true } : null;
  }
  const both = new RegExp(`(${number}) ?[月./] ?(${number})`).exec(text);
  if (both !== null && !/[本这下]/.test(text)) {
    const [m, d] = [value(both[1] ?? ''), value(both[2] ?? '')];
    let found = day(year, m, d);
    if (!isDay(found)) return null;
    // the date has passed by more than a month: the next year's is meant
    if (found < addDays(today, -31)) found = day(year + 1, m, d);
    return isDay(found) ? { from: found, to: found, sure: found >= today } : null;
  }
  const next = new RegExp(`(本月|这个月|下个?月)?(${number})[日号]`).exec(text);
  if (next === null) return null;
  const d = value(next[2] ?? '');
  const shift = next[1]?.startsWith('下') || (next[1] === undefined && d < Number(today.slice(8))) ? 1 : 0;
  const found = month + shift > 12 ? day(year + 1, 1, d) : day(year, month + shift, d);
  return isDay(found)
    ? { from: found, to: found, sure: next[1] !== undefined || shift === 0 || d < 29 }
    : null;
}

interface Hours {
  from: number | null;
  to: number | null;
  sure: boolean;
}

const periods: readonly (readonly [RegExp, number, number])[] = [
  [/早上|清早|早晨|今早|明早/, 7, 10],
  [/上午/, 8, 12],
  [/中午/, 12, 14],
  [/午后|下午/, 13, 18],
  [/傍晚/, 17, 19],
  [/晚/, 18, 21],
  [/夜里/, 18, 22],
  [/白天/, 8, 18],
];

/** Minutes of day: the stated hours, or those of 上午, 下午 …; null for none. */
export function hoursIn(text: string): Hours | null {
  const named = periods.filter(([pattern]) => pattern.test(text));
  const first = named[0];
  const clocks = [
    ...text.matchAll(
      new RegExp(`(${number}) ?(?:点钟?|时)(半|一刻|三刻|(\\d{1,2})分?)?|(\\d{1,2}):(\\d{2})`, 'g'),
    ),
  ];
  const lead = new RegExp(
    `(?:^|[^\\d月./:])(${number}) ?[\\-~到至]+ ?(?:${period})?(?:${number} ?[点时]|\\d{1,2}:)`,
  ).exec(text);
  const until = /[点时半\d][-~到至]+ ?(\d{1,2})$/.exec(
    text.replace(/(?:左右|前后|之?后|以后|之?前|以前)$/, ''),
  );
  const points = clocks.map((match) => {
    const hour = value(match[1] ?? match[4] ?? '0');
    const part = match[2] ?? '';
    const minute =
      match[5] !== undefined
        ? Number(match[5])
        : part === '半'
          ? 30
          : part === '一刻'
            ? 15
            : part === '三刻'
              ? 45
              : Number(match[3] ?? 0);
    return { minutes: hour * 60 + minute, index: match.index };
  });
  if (lead !== null && points.length === 1)
    points.unshift({ minutes: value(lead[1] ?? '0') * 60, index: lead.index });
  if (until !== null && points.length === 1)
    points.push({ minutes: Number(until[1]) * 60, index: until.index });
  if (points.length === 0) {
    if (first === undefined) return null;
    const last = named.at(-1) ?? first;
    const after = /(?:之?后|以后)$/.test(text);
    return { from: first[1] * 60, to: after ? 24 * 60 : Math.max(last[2], first[2]) * 60, sure: true };
  }
  return clockSpan(text, points, first !== undefined && first[1] >= 12);
}

function clockSpan(
  text: string,
  points: { minutes: number; index: number }[],
  afternoon: boolean,
): Hours | null {
  const [start, end] = points;
  if (start === undefined) return null;
  const late = (minutes: number): number => (minutes < 12 * 60 && minutes > 0 ? minutes + 12 * 60 : minutes);
  const morning = /早|上午/.test(text);
  const halfNamed = afternoon || morning;
  let from = start.minutes;
  if (afternoon && !morning && from < 11 * 60) from = late(from);
  else if (!halfNamed && from < 7 * 60) from = late(from);
  const sure = halfNamed || start.minutes >= 8 * 60;
  if (end !== undefined) {
    let to = end.minutes;
    if (to <= from || (/下午|晚/.test(text.slice(start.index)) && to < 12 * 60)) to = late(to);
    return to > from && to <= 24 * 60 ? { from, to, sure } : null;
  }
  if (from > 24 * 60) return null;
  if (/(?:之?后|以后)$/.test(text)) return { from, to: 24 * 60, sure };
  if (/(?:之?前|以前)$/.test(text)) return { from: 0, to: from, sure };
  return { from, to: Math.min(from + 60, 24 * 60), sure };
}

/** All wishes of a text, left to right. Claimed characters of `text` are \u0000. */
export function findWishes(text: string, now: number, zone: string): FoundWish[] {
  const today = businessDay(now, zone);
  const found: FoundWish[] = [];
  for (const match of text.matchAll(whole)) {
    const words = match[0].trim();
    const before = text[match.index - 1] ?? '';
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 2);
    if (/[\dA-Za-z#]/.test(before) && /^\d/.test(words)) continue;
    if (/^(?:路|街|小区|花园|公馆|城|巷|弄|号楼|楼|栋)/.test(after)) continue;
    const wish = readWish(words, today, now, zone);
    if (wish === null) continue;
    found.push({ start: match.index, end: match.index + match[0].trimEnd().length, ...wish });
  }
  return found;
}

/** Words of urgency and where they stand. */
export function findUrgent(text: string): { start: number; end: number; words: string }[] {
  return [...text.matchAll(soon)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    words: match[0],
  }));
}

/** One wish from its words; null when no day and no hour can be read from them. */
export function readWish(
  words: string,
  today: string,
  now: number,
  zone: string,
): { wish: PastedWish; sure: boolean } | null {
  const days = daysIn(words, today);
  const timed = words.replace(
    /20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[日号]|[\d一二三四五六七八九十]+ ?月 ?[\d一二三四五六七八九十]+ ?[日号]?/g,
    ' ',
  );
  const hours = hoursIn(timed);
  if (days === null && hours === null) return null;
  const after = days !== null && hours === null && /(?:之?后|以后)$/.test(words) && !/[后]天$/.test(words);
  let sure = (days?.sure ?? true) && (hours?.sure ?? true) && !after;
  let startAt: number | null = null;
  let endAt: number | null = null;
  if (days !== null) {
    startAt = hours?.from == null ? dayStartMs(days.from, zone) : atLocal(days.from, hours.from, zone);
    endAt = hours?.to == null ? dayEndMs(days.to, zone) : atLocal(days.to, hours.to, zone);
    if (endAt <= now) sure = false;
    if (days.from === today && hours?.to != null && localMinutes(now, zone) > hours.to) sure = false;
  }
  const wish: PastedWish = {
    words,
    fromDay: days?.from ?? null,
    toDay: days?.to ?? null,
    fromMinutes: hours?.from ?? null,
    toMinutes: hours?.to ?? null,
    startAt,
    endAt,
  };
  return { wish, sure };
}
