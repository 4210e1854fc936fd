/**
 * Pinyin initials of short texts of our own (labels of actions and settings), without a dictionary: characters are
 * sorted by their usual reading, so the first character of each letter tells where a character stands. A character
 * with several readings gets its usual one. Other characters stay as they are.
 */
const letters = 'ABCDEFGHJKLMNOPQRSTWXYZ';
/** The first character of each letter's readings in the collation order. */
const firsts =
  '\u963f\u516b\u5693\u54d2\u59b8\u53d1\u65ee\u54c8\u8ba5\u5494\u5783\u75f3\u62cf\u5662\u5991\u4e03\u5465\u6268\u5b83\u7a75\u5915\u4e2b\u5e00';
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character;
  let found = '';
  for (let at = 0; at < firsts.length; at += 1) {
    if (collator.compare(character, firsts[at] ?? '') < 0) break;
    found = letters[at] ?? '';
  }
  return found.toLowerCase();
}

const kept = new Map<string, string>();

/** Initials of a label, lower case. Remembered: labels are few. */
export function initialsOf(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const initials = Array.from(text, initialOf).join('').toLowerCase();
  kept.set(text, initials);
  return initials;
}
