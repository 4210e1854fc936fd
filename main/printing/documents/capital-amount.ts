const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/**
 * An amount in the capital numerals that receipts carry (合计大写), for example 1 005 030 fen →
 * `壹万零伍拾元叁角`. Ends in 整 when there are no jiao and fen. @throws RangeError when not a safe whole number.
 */
export function capitalAmount(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`fen must be a safe whole number, got ${fen}`);
  const absolute = Math.abs(fen);
  const yuan = Math.floor(absolute / 100);
  const jiao = Math.floor((absolute % 100) / 10);
  const cent = absolute % 10;
  let text = yuan === 0 ? '' : `${capitalInteger(yuan)}元`;
  if (jiao > 0) text += `${digits[jiao]}角`;
  else if (cent > 0 && yuan > 0) text += '零';
  if (cent > 0) text += `${digits[cent]}分`;
  if (text === '') text = '零元';
  if (cent === 0 && jiao === 0) text += '整';
  return fen < 0 ? `负${text}` : text;
}

function capitalInteger(value: number): string {
  const fours: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) fours.push(rest % 10_000);
  let text = '';
  let gap = false;
  for (let at = fours.length - 1; at >= 0; at--) {
    const group = fours[at] ?? 0;
    if (group === 0) {
      gap = text !== '';
      continue;
    }
    if (text !== '' && (gap || group < 1000)) text += '零';
    text += capitalFour(group) + (groups[at] ?? '');
    gap = false;
  }
  return text;
}

function capitalFour(value: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    if (gap) text += '零';
    text += `${digits[digit]}${places[place]}`;
    gap = false;
  }
  return text;
}
