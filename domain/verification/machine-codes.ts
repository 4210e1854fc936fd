/** Checks of machine codes at entry: the pattern of the model, indoor and outdoor as a pair, never used before. */

export type CodePlace = 'indoor' | 'outdoor';

export interface CodeRule {
  model: string;
  /** Regular expression source per place; null = nothing known about it. */
  patterns: Partial<Record<CodePlace, string | null>>;
  /** Places that must be given. */
  required: readonly CodePlace[];
}

export interface CodeEntry {
  machineId: string;
  model: string | null;
  indoor: string | null;
  outdoor: string | null;
}

export interface CodeProblem {
  machineId: string;
  place: CodePlace;
  code:
    | 'missing'
    | 'pattern'
    | 'wrong_place'
    | 'other_model'
    | 'same_on_both'
    | 'twice_in_order'
    | 'used_before'
    | 'used_open';
  params: Record<string, string>;
}

/** The order that carries a code already; `open`: it is not finished yet. */
export interface CodeUse {
  order: string;
  orderId: string;
  open: boolean;
}

/** As scanned or typed: upper case, no blanks, half-width letters and digits. */
export function normaliseCode(raw: string): string {
  let out = '';
  for (const char of raw) {
    const point = char.codePointAt(0) ?? 0;
    out += point >= 0xff01 && point <= 0xff5e ? String.fromCharCode(point - 0xfee0) : char;
  }
  return out.replace(/[\s*]/g, '').toUpperCase();
}

function fits(pattern: string, code: string): boolean {
  try {
    return new RegExp(pattern).test(code);
  } catch {
    // a pattern a person typed wrong must not stop the day; it is shown in settings
    return true;
  }
}

/**
 * Everything against the codes of one order. `usedBy` gives the other order that already carries a code, or null.
 * `rules` are looked up by model; a code that fits the other unit's or another model's pattern is named as such: the
 * usual mix-ups.
 */
export function checkCodes(
  entries: readonly CodeEntry[],
  rules: readonly CodeRule[],
  usedBy: (code: string) => CodeUse | null,
): CodeProblem[] {
  const out: CodeProblem[] = [];
  const seen = new Map<string, string>();
  for (const entry of entries) {
    const rule = rules.find((one) => one.model === entry.model) ?? null;
    for (const place of ['indoor', 'outdoor'] as const) {
      const raw = entry[place];
      const add = (code: CodeProblem['code'], params: Record<string, string> = {}) =>
        out.push({ machineId: entry.machineId, place, code, params });
      if (raw === null || raw.trim() === '') {
        if (rule?.required.includes(place) === true) add('missing');
        continue;
      }
      const code = normaliseCode(raw);
      const pattern = rule?.patterns[place] ?? null;
      if (pattern !== null && !fits(pattern, code)) {
        const other = rules.find((one) => {
          const theirs = one.patterns[place] ?? null;
          return one !== rule && theirs !== null && fits(theirs, code);
        });
        const across = rule?.patterns[place === 'indoor' ? 'outdoor' : 'indoor'] ?? null;
        if (across !== null && fits(across, code)) add('wrong_place', { code });
        else if (other === undefined) add('pattern', { code });
        else add('other_model', { code, model: other.model });
      }
      if (place === 'outdoor' && entry.indoor !== null && normaliseCode(entry.indoor) === code) {
        add('same_on_both', { code });
      } else if (seen.has(code)) add('twice_in_order', { code });
      seen.set(code, entry.machineId);
      const use = usedBy(code);
      if (use !== null)
        add(use.open ? 'used_open' : 'used_before', { code, order: use.order, orderId: use.orderId });
    }
  }
  return out;
}

/**
 * Where a scanned code belongs among the fields of a slip: the first empty field whose pattern it fits, else the first
 * empty one that knows no pattern of its own; null when it fits nowhere.
 */
export function placeForCode(
  raw: string,
  fields: readonly { machineId: string; place: CodePlace; pattern: string | null; value: string }[],
): { machineId: string; place: CodePlace } | null {
  const code = normaliseCode(raw);
  const empty = fields.filter((one) => one.value.trim() === '');
  const found =
    empty.find((one) => one.pattern !== null && fits(one.pattern, code)) ??
    empty.find((one) => one.pattern === null);
  return found === undefined ? null : { machineId: found.machineId, place: found.place };
}
