/**
 * Document numbers: shop prefix + yymmdd + running number, one series per document, never reused. After a restore the
 * epoch letter shows, so that a number printed before the restore can never come out again.
 */

export interface SeriesFormat {
  /** Document code, e.g. PG for 派工单. */
  prefix: string;
  /** Digits of the running number; it grows beyond them rather than starting again. */
  width: number;
  /** Begins at 1 each business day; otherwise runs on. */
  daily: boolean;
  check: boolean;
}

/** Seeded series; prefixes are settings. */
export const seriesDefaults: Readonly<Record<string, SeriesFormat>> = {
  work_order: { prefix: 'GD', width: 4, daily: true, check: false },
  dispatch_slip: { prefix: 'PG', width: 4, daily: true, check: true },
  issue: { prefix: 'LL', width: 3, daily: true, check: false },
  return: { prefix: 'TL', width: 3, daily: true, check: false },
  old_return: { prefix: 'FC', width: 3, daily: true, check: false },
  parts_request: { prefix: 'SQ', width: 3, daily: true, check: false },
  receipt: { prefix: 'SH', width: 3, daily: true, check: false },
  transfer: { prefix: 'DB', width: 3, daily: true, check: false },
  scrap: { prefix: 'BF', width: 3, daily: true, check: false },
  count: { prefix: 'PD', width: 3, daily: true, check: false },
  parcel: { prefix: 'BG', width: 3, daily: true, check: false },
  custody: { prefix: 'DG', width: 3, daily: true, check: false },
  supply: { prefix: 'BH', width: 3, daily: true, check: false },
  old_label: { prefix: 'JJ', width: 3, daily: true, check: false },
  dead_part: { prefix: 'BL', width: 3, daily: true, check: false },
  goods_claim: { prefix: 'CY', width: 3, daily: true, check: false },
  quote: { prefix: 'BJ', width: 3, daily: true, check: false },
  cash_receipt: { prefix: 'SJ', width: 4, daily: true, check: true },
  hand_in: { prefix: 'JK', width: 3, daily: true, check: false },
  fine: { prefix: 'FK', width: 3, daily: true, check: false },
  advance: { prefix: 'JZ', width: 3, daily: true, check: false },
  pay_slip: { prefix: 'GZ', width: 3, daily: false, check: false },
  statement: { prefix: 'DZ', width: 3, daily: false, check: false },
  repair_intake: { prefix: 'SX', width: 3, daily: true, check: true },
};

/** Letters a series' numbers begin with. Throws for a series nobody named. */
export function numberPrefix(series: string): string {
  const format = seriesDefaults[series];
  if (format === undefined) throw new RangeError(`no series ${series}`);
  return format.prefix;
}

/** Epoch 1 (never restored) shows nothing; 2 → A … 27 → Z, then AA. */
export function epochLetters(epoch: number): string {
  let rest = epoch - 1;
  let out = '';
  while (rest > 0) {
    rest -= 1;
    out = String.fromCharCode(65 + (rest % 26)) + out;
    rest = Math.floor(rest / 26);
  }
  return out;
}

/** Weighted mod 11-2 over letters and digits (as in resident ids): notices any one wrong character or swap of two. */
export function checkCharacter(text: string): string {
  let sum = 0;
  for (const char of text) {
    const code = char.charCodeAt(0);
    const value = code >= 48 && code <= 57 ? code - 48 : (code - 55) % 11;
    sum = ((sum + value) * 2) % 11;
  }
  const check = (12 - sum) % 11;
  return check === 10 ? 'X' : String(check);
}

/**
 * The number of a document. `day` is the business day, `running` comes from the gate.
 * E.g. shop '' · PG · 261121 · 0042 → `PG2611210042`; epoch 2 → `PG261121A0042`.
 */
export function formatNumber(
  format: SeriesFormat,
  parts: { shop?: string; day: string; running: number; epoch: number },
): string {
  if (!Number.isSafeInteger(parts.running) || parts.running < 1) {
    throw new RangeError(`not a running number: ${parts.running}`);
  }
  const day = parts.day.slice(2).replaceAll('-', '');
  const running = String(parts.running).padStart(format.width, '0');
  const body = `${parts.shop ?? ''}${format.prefix}${day}${epochLetters(parts.epoch)}${running}`;
  return format.check ? body + checkCharacter(body) : body;
}

/** Whether a scanned text carries its right check character (only for series that have one). */
export function hasValidCheck(text: string): boolean {
  return text.length > 1 && checkCharacter(text.slice(0, -1)) === text.at(-1);
}

/** The counter a number is drawn from: one per series and, where it begins daily, per day; a restore begins anew. */
export function counterKey(series: string, format: SeriesFormat, day: string, epoch: number): string {
  return `${series}/${epoch}/${format.daily ? day : '-'}`;
}
