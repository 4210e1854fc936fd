/**
 * Scores readings against labelled texts by the rules that come with them (tests/fixtures/address/README.md):
 * phone by digits and extension, detail without blanks and punctuation, an ambiguous district must be asked.
 */
import { phoneText } from './phone-read.ts';
import { readPaste } from './read.ts';
import type { PasteOptions, PasteResult } from './types.ts';

export const scoredFields = ['name', 'phone', 'province', 'city', 'area', 'detail'] as const;
export type ScoredField = (typeof scoredFields)[number];

export interface LabelledCase {
  id: string;
  text: string;
  expected: Record<ScoredField, string>;
  name_also?: string[];
  area_also?: string[];
  detail_also?: string[];
  ambiguous?: { area: string; cities: string[] };
}

export type Fields = Record<ScoredField, string>;

/** The six compared fields of a reading. */
export function fieldsOf(result: PasteResult): Fields {
  const division = result.division?.value;
  return {
    name: result.name?.value ?? '',
    phone: result.phone === null ? '' : phoneText(result.phone.value),
    province: division?.province ?? '',
    city: division?.city ?? '',
    area: division?.county ?? '',
    detail: result.detail?.value ?? '',
  };
}

const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
const phoneKey = (text: string): string => {
  const [number = '', extension] = text.replace(/^\+?86[- ]?(?=1\d{10})/, '').split('转');
  const digits = number.replace(/[^\d*]/g, '').replace(/^86(?=1\d{10}$)/, '');
  return extension === undefined ? digits : `${digits}转${extension.replace(/\D/g, '')}`;
};

/** True per field; for an ambiguous case the division counts as right only when it was left open and asked. */
export function judge(one: LabelledCase, result: PasteResult): Record<ScoredField, boolean> {
  const got = fieldsOf(result);
  const want = one.expected;
  const allowed = (field: 'name' | 'area' | 'detail', also: string[] | undefined): boolean =>
    [want[field], ...(also ?? [])].some((text) => bare(text) === bare(got[field]));
  const right: Record<ScoredField, boolean> = {
    name: allowed('name', one.name_also),
    phone: phoneKey(got.phone) === phoneKey(want.phone),
    province: got.province === want.province,
    city: got.city === want.city,
    area: allowed('area', one.area_also),
    detail: allowed('detail', one.detail_also),
  };
  // a county run by its province may also stand as the city
  if (want.city === '' && want.area !== '' && got.city === want.area && got.area === '')
    right.city = right.area = true;
  if (want.city === want.area && want.area !== '' && got.city === '' && got.area === want.area)
    right.city = true;
  if (one.ambiguous !== undefined) {
    const asked = result.questions.find((question) => question.code === 'division_ambiguous');
    const cities =
      asked?.code === 'division_ambiguous' ? asked.choices.map((choice) => choice.city || choice.county) : [];
    right.area = got.area === '' && one.ambiguous.cities.every((city) => cities.includes(city));
  }
  return right;
}

export interface Score {
  total: number;
  allRight: number;
  right: Record<ScoredField, number>;
  failed: { id: string; fields: ScoredField[]; got: Fields }[];
}

/** Reads and judges every case. */
export function scoreCases(cases: readonly LabelledCase[], options: PasteOptions): Score {
  const score: Score = {
    total: cases.length,
    allRight: 0,
    right: { name: 0, phone: 0, province: 0, city: 0, area: 0, detail: 0 },
    failed: [],
  };
  for (const one of cases) {
    const result = readPaste(one.text, options);
    const right = judge(one, result);
    const wrong = scoredFields.filter((field) => !right[field]);
    for (const field of scoredFields) if (right[field]) score.right[field] += 1;
    if (wrong.length === 0) score.allRight += 1;
    else score.failed.push({ id: one.id, fields: wrong, got: fieldsOf(result) });
  }
  return score;
}
