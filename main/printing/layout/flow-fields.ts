import { cleanText } from './clean.ts';
import type { Row, Run } from './rows.ts';
import type { Field, FieldsNode, TextSize } from './tree.ts';
import { padCells, textCells } from './width.ts';
import { isBlank, wrapText } from './wrap.ts';

/** Labels of more than this many cells do not push the values of the others to the right. */
const widestLabel = 10;

/**
 * Labelled values on a roll. Values start in one line below each other; two short fields share a row (each half of
 * it), an empty value to be written by hand gets a line as long as the room.
 */
export function flowFields({ items }: FieldsNode, cells: number): Row[] {
  // A second language stands beside the first: beneath it, each field would take two lines of a narrow roll
  const node = { items: items.map((item) => ({ ...item, label: item.label.replaceAll('\n', ' ') })) };
  const labelCells = Math.min(
    widestLabel,
    Math.max(0, ...node.items.map((item) => textCells(item.label))),
    Math.floor(cells / 3),
  );
  const half = Math.floor((cells - 1) / 2);
  const rows: Row[] = [];
  let waiting: Field | null = null;
  for (const item of node.items) {
    const short = fitsHalf(item, labelCells, half);
    if (waiting !== null && short) {
      rows.push(pairRow(waiting, item, labelCells, half, cells));
      waiting = null;
      continue;
    }
    if (waiting !== null) rows.push(...fullRows(waiting, labelCells, cells));
    waiting = short ? item : null;
    if (!short) rows.push(...fullRows(item, labelCells, cells));
  }
  if (waiting !== null) rows.push(...fullRows(waiting, labelCells, cells));
  return rows;
}

function fitsHalf(item: Field, labelCells: number, half: number): boolean {
  if (item.strong || (item.span ?? 4) > 6) return false;
  if (textCells(item.label) > labelCells) return false;
  const value = cleanText(item.value);
  return !value.includes('\n') && labelCells + 1 + textCells(value) <= half;
}

/** Lines to write on are twice as high: 3 mm are not enough for a pen on a knee. */
function sizeOf(item: Field): TextSize | undefined {
  if (isBlank(item.value)) return item.writeIn ? 'tall' : undefined;
  return item.strong ? 'tall' : undefined;
}

function shown(item: Field, room: number): string {
  if (!isBlank(item.value)) return item.value;
  return item.writeIn ? '_'.repeat(room) : '-';
}

function pairRow(left: Field, right: Field, labelCells: number, half: number, cells: number): Row {
  const rightHalf = cells - half - 1;
  const side = (item: Field, room: number): Run[] => [
    { text: `${padCells(item.label, labelCells)} ` },
    {
      text: padCells(shown(item, room - labelCells - 1), room - labelCells - 1),
      bold: !isBlank(item.value),
      size: sizeOf(item),
    },
  ];
  return { kind: 'text', runs: [...side(left, half), { text: ' ' }, ...side(right, rightHalf)] };
}

function fullRows(item: Field, labelCells: number, cells: number): Row[] {
  const long = textCells(item.label) > labelCells;
  const label = long ? item.label : padCells(item.label, labelCells);
  const indent = Math.min(textCells(label) + 1, Math.floor(cells / 2));
  const room = cells - indent;
  const lines = wrapText(shown(item, room), room);
  const bold = !isBlank(item.value);
  const rows: Row[] = [];
  if (textCells(label) + 1 > indent) {
    // a label longer than half the roll: on its own line, the value under it
    rows.push(...wrapText(label, cells).map((text): Row => ({ kind: 'text', runs: [{ text }] })));
    rows.push(
      ...lines.map((text): Row => ({ kind: 'text', runs: [{ text: ' '.repeat(indent) }, { text, bold }] })),
    );
    return rows;
  }
  lines.forEach((text, index) => {
    const size = sizeOf(item);
    rows.push({
      kind: 'text',
      runs: [{ text: index === 0 ? `${label} ` : ' '.repeat(indent) }, { text, bold, size }],
    });
  });
  return rows;
}
