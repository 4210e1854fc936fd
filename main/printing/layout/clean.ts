/**
 * Text on its way to paper. Names and notes come from platforms, files and chats; an ESC byte in a note would be
 * a printer command, a bidi mark would turn a phone number round. Neither leaves this function.
 */

// biome-ignore lint: these are exactly the control characters to be removed
const controls =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]/gu;
const spaces = /[\t\u00a0\u2000-\u200a\u202f\u205f]/gu;
const lineBreaks = /\r\n?|\n|\u0085|\u2028|\u2029/gu;

/** Touched by none of the rules: ASCII without controls, Han, full-width forms, Chinese marks, boxes. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) continue;
    if (unit >= 0x4e00 && unit < 0xa000) continue;
    if (unit >= 0x3001 && unit <= 0x3011) continue;
    if ((unit >= 0x2500 && unit <= 0x25ff) || (unit >= 0xff01 && unit <= 0xff5e) || unit === 0xffe5) continue;
    return false;
  }
  return true;
}

/** NFC, line breaks as `\n`, other blanks as a space, `¥` as `￥` (U+00A5 is a four-byte code printers lack). */
export function cleanText(text: string): string {
  if (isPlain(text)) return text;
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(lineBreaks, '\n')
    .replace(spaces, ' ')
    .replace(controls, '')
    .replace(/\u00a5/gu, '￥');
}

/** As `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/\s*\n\s*/gu, ' ')
    .trim();
}
