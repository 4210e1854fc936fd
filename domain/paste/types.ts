/** What a pasted text gives: each field with where it stood and how sure it is, and what a person must decide. */

/** `certain`: stated and checked; `likely`: read by its form or place; `unsure`: show it, do not rely on it. */
export type Certainty = 'certain' | 'likely' | 'unsure';

/** Half-open range of UTF-16 offsets in the pasted text as it came. */
export interface Span {
  start: number;
  end: number;
}

export interface Reading<T> {
  value: T;
  /** One or several places: an address may stand in pieces. */
  spans: Span[];
  certainty: Certainty;
}

/** `masked` has stars; `virtual` is a rented number with an extension to dial. */
export type PastedPhoneKind = 'mobile' | 'landline' | 'service' | 'virtual' | 'masked' | 'unknown';

export interface PastedPhone {
  /** Digits (stars where masked), no country code; a landline keeps the dash after its area code. */
  number: string;
  extension: string | null;
  kind: PastedPhoneKind;
}

export interface PastedDivision {
  /** Full names; empty text where not stated or not decided. A municipality is its own city. */
  province: string;
  city: string;
  county: string;
  /** GB/T 2260 code of the lowest decided level, or null. */
  code: string | null;
  /** A development zone or the like that is no division; its words stay in the detail. */
  zone: string;
}

export interface PastedProduct {
  brand: string;
  category: string;
  model: string;
  quantity: number;
}

/** Days and wall times in the outlet's zone. Instants are null when no day was named. */
export interface PastedWish {
  /** The words as pasted. */
  words: string;
  /** Business days `YYYY-MM-DD`, inclusive; null when only a time of day was said. */
  fromDay: string | null;
  toDay: string | null;
  /** Minutes since midnight; null when the whole day is meant. */
  fromMinutes: number | null;
  toMinutes: number | null;
  /** UTC ms, inclusive start / exclusive end. */
  startAt: number | null;
  endAt: number | null;
}

/** Full division names of one possible meaning; `code` is its GB/T 2260 code. */
export interface DivisionChoice {
  province: string;
  city: string;
  county: string;
  code: string;
}

export type PasteQuestion =
  /** Several divisions bear the stated name; none is taken. */
  | { code: 'division_ambiguous'; stated: string; choices: DivisionChoice[] }
  /** The stated levels do not belong together. */
  | { code: 'division_contradicts'; stated: string; choices: DivisionChoice[] }
  /** The stated division was dissolved into several. */
  | { code: 'division_dissolved'; stated: string; choices: DivisionChoice[] }
  /** Two places are wholly stated (a move from one home to another); the first choice was taken. */
  | { code: 'several_addresses'; choices: DivisionChoice[] }
  /** Province or city only: no county was stated. */
  | { code: 'county_missing' }
  | { code: 'division_missing' }
  | { code: 'phone_missing' }
  /** Digits that look like a phone with one too few or too many. */
  | { code: 'phone_length'; stated: string }
  | { code: 'phone_masked'; stated: string }
  /** Several words may be the name. */
  | { code: 'name_unclear'; choices: string[] }
  /** A time without morning or afternoon, a weekday that has passed, or an impossible date. */
  | { code: 'wish_unclear'; stated: string };

export interface PasteResult {
  name: Reading<string> | null;
  /** The one to call first; the others in `otherPhones`. */
  phone: Reading<PastedPhone> | null;
  otherPhones: Reading<PastedPhone>[];
  division: Reading<PastedDivision> | null;
  /** Everything of the address below the division. */
  detail: Reading<string> | null;
  product: Reading<PastedProduct> | null;
  /** 安装, 维修, 清洗 … as the text says. */
  service: Reading<string> | null;
  fault: Reading<string> | null;
  wish: Reading<PastedWish> | null;
  urgent: Reading<string> | null;
  orderNumbers: Reading<string>[];
  postalCode: Reading<string> | null;
  /** What nothing else took. */
  remark: Reading<string> | null;
  questions: PasteQuestion[];
}

export interface PasteOptions {
  /** UTC ms; relative days are counted from here. */
  now: number;
  zone?: string;
  /** The outlet's own brands and categories, beside the common ones. */
  brands?: readonly string[];
  categories?: readonly string[];
}
