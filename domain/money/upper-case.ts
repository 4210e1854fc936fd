/**
 * 合计大写: the amount in Chinese accounting characters, as receipts and slips carry it so that nobody can add a
 * stroke. Follows the bank rules for bills: 整 after yuan or jiao, 零 for a gap, no 零 for trailing zeros.
 */
const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];

function fourDigits(value: number): string {
  let out = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = out !== '';
      continue;
    }
    if (gap) out += '零';
    gap = false;
    out += `${digits[digit]}${places[place]}`;
  }
  return out;
}

/** Fen → 大写, e.g. 123450 → 壹仟贰佰叁拾肆元伍角整. Negative amounts begin with 负. Below 1 万亿 yuan (RangeError). */
export function upperCaseFen(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an integer of fen: ${fen}`);
  const total = Math.abs(fen);
  const jiao = Math.floor(total / 10) % 10;
  const cent = total % 10;
  let rest = Math.floor(total / 100);
  if (total === 0) return '零元整';

  const parts: number[] = [];
  while (rest > 0) {
    parts.push(rest % 10_000);
    rest = Math.floor(rest / 10_000);
  }
  if (parts.length > groups.length) throw new RangeError('amount too large');
  let yuan = '';
  let gap = false;
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index] ?? 0;
    if (part === 0) {
      gap = yuan !== '';
      continue;
    }
    if (yuan !== '' && (gap || part < 1000)) yuan += '零';
    gap = false;
    yuan += `${fourDigits(part)}${groups[index] ?? ''}`;
  }

  let out = yuan === '' ? '' : `${yuan}元`;
  if (jiao === 0 && cent === 0) out += '整';
  else {
    // "零" before jiao when yuan ends in 0 is optional in the rules; printed forms here leave it out
    if (jiao > 0) out += `${digits[jiao]}角`;
    else if (out !== '') out += '零';
    out += cent > 0 ? `${digits[cent]}分` : '整';
  }
  return fen < 0 ? `负${out}` : out;
}
