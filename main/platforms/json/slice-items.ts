/**
 * Cuts the elements of one list out of a JSON answer as their own text, without parsing them.
 *
 * Why not parse the page: one item with `NaN`, a bad escape or a 400-digit number would make the whole page
 * unreadable and block every order behind it; and re-serialising would change what the platform really wrote.
 * The scan knows strings and brackets only, so each item stands or falls alone in `toCanonical`.
 */
export interface SlicedItems {
  /** The answer with the list emptied: small, safe to parse. */
  envelope: string;
  items: string[];
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Index after the closing quote of the string that opens at `at`, or -1 when it never closes. */
function stringEnd(text: string, at: number): number {
  let next = text.indexOf('"', at + 1);
  while (next !== -1) {
    let slashes = 0;
    while (text.charCodeAt(next - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return next + 1;
    next = text.indexOf('"', next + 1);
  }
  return -1;
}

/** Index after the value that starts at or after `at` (up to a comma or closer of the same depth), or -1. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  let index = at;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index = stringEnd(text, index);
      if (index === -1) return -1;
      continue;
    }
    if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      if (depth === 0) return index;
      depth -= 1;
      if (depth === 0) return index + 1;
    } else if (code === COMMA && depth === 0) return index;
    index += 1;
  }
  return -1;
}

/** Splits the list that opens at `open`; null when the text ends inside it. */
function splitList(text: string, open: number): { items: string[]; end: number } | null {
  const items: string[] = [];
  let index = open + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === CLOSE_LIST) return { items, end: index + 1 };
    if (code === COMMA || code <= 32) {
      index += 1;
      continue;
    }
    // A stray closer would otherwise never advance.
    if (code === CLOSE_OBJECT) return null;
    const end = valueEnd(text, index);
    if (end === -1) return null;
    items.push(text.slice(index, end).trim());
    index = end;
  }
  return null;
}

/**
 * Finds the first list whose key path satisfies `isList` (path of object keys from the root) and cuts it out.
 * Answers the whole text as envelope and no items when there is no such list; null when the text is cut off.
 */
export function sliceItems(text: string, isList: (path: readonly string[]) => boolean): SlicedItems | null {
  const keys: string[] = [];
  const isObject: boolean[] = [];
  let expectKey = false;
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = stringEnd(text, index);
      if (end === -1) return null;
      if (expectKey) keys[isObject.length - 1] = text.slice(index + 1, end - 1);
      index = end;
      continue;
    }
    if (code === COLON) expectKey = false;
    else if (code === COMMA) expectKey = isObject.at(-1) === true;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (code === OPEN_LIST && isList(keys)) {
        const list = splitList(text, index);
        if (list === null) return null;
        const envelope = `${text.slice(0, index)}[]${text.slice(list.end)}`;
        return isBalanced(envelope) ? { envelope, items: list.items } : null;
      }
      isObject.push(code === OPEN_OBJECT);
      keys.push('');
      expectKey = code === OPEN_OBJECT;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (isObject.length === 0) return null;
      isObject.pop();
      keys.pop();
      expectKey = false;
    }
    index += 1;
  }
  return isObject.length === 0 && text.trim() !== '' ? { envelope: text, items: [] } : null;
}

function isBalanced(text: string): boolean {
  const end = valueEnd(text, 0);
  return end !== -1 && text.slice(end).trim() === '';
}
