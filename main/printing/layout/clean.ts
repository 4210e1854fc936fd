/**
 * Text on its way to paper. Names and notes come from platforms, files and chats; an ESC byte in a note would be
 * a printer command, a bidi mark would turn a phone number round. Neither leaves this function.
 */

// biome-ignore lint: these are exactly the control characters to be removed
const controls =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]/gu;
const spaces = /[\t\u00a0\u2000-\u200a\u202f\u205f]/gu;
const lineBreaks = /\r\n?|\n|\u0085|\u2028|\u2029/gu;

/** NFC, line breaks as `\n`, other blanks as a space, `¥` as `￥` (U+00A5 is a four-byte code printers lack). */
export function cleanText(text: string): string {
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
