/**
 * Why an item a platform sent could not become an order. Closed: the inbox stores code + params, the sentence
 * is made at the window. The raw text stays in the inbox unchanged, so a person (or later code) can take the
 * item up again; a quarantined item never stops the page it came with.
 */
export const quarantineReasons = [
  'id_missing', // no number of its own: params field
  'id_too_long', // params field, length, limit
  'not_json', // params problem
  'not_an_object', // the item is a list, a text or a number: params found
  'number_invalid', // NaN, fractions of a fen, overflow: params field, value
  'text_garbled', // bytes of another encoding were read as UTF-8: params field, value
  'time_impossible', // 2026-02-30, year 9999: params field, value
  'too_large', // params length, limit
  'too_many_parts', // more machines or fees than one order can have: params field, length, limit
] as const;

export type QuarantineReason = (typeof quarantineReasons)[number];

export type QuarantineParams = Record<string, string | number>;

/** What was mended on the way in; the order is usable, the raw text still holds the original. */
export const intakeNotes = [
  'created_missing', // the time of receipt stands in
  'text_repaired', // lone surrogates or control characters taken out: params field
  'text_truncated', // params field, length, limit
  'time_ignored', // an impossible date where no date is needed: params field, value
  'status_unknown', // params value
] as const;

export type IntakeNoteCode = (typeof intakeNotes)[number];

export interface IntakeNote {
  code: IntakeNoteCode;
  params: QuarantineParams;
}
