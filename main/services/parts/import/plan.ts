import { Fault } from '../../../../domain/kernel/fault.ts';
import { findPartProblem } from '../../../../domain/stock/part-check.ts';
import { type Catalogue, cellOf, type SheetPart } from './catalogue-rows.ts';
import { type CellProblem, type SheetColumn, sheetColumns } from '../../../../domain/stock/part-sheet.ts';
import { columnOf, type SheetLanguage } from './columns.ts';
import { type Problem, readCell } from './read-cells.ts';

export interface PlanRow {
  /** Row of the sheet, 1-based. */
  rowNo: number;
  code: string;
  name: string;
  state: 'new' | 'changed' | 'same' | 'error';
  cells: { column: SheetColumn; from: string; to: string }[];
  problem: Problem | null;
  /** The part as it would be; null for a row that cannot be kept. */
  after: SheetPart | null;
  /** The part as it is; null for a new one. */
  before: SheetPart | null;
}

export interface Plan {
  rows: PlanRow[];
  columns: SheetColumn[];
  /** Headings that mean nothing here. */
  ignored: string[];
  headerRow: number;
}

const blank = (code: string): SheetPart => ({
  id: '',
  version: 0,
  code,
  nameZh: '',
  nameEn: '',
  kind: 'part',
  category: '',
  unit: '',
  ownerKind: 'own',
  payerId: null,
  barcodes: [],
  models: [],
  units: [],
  minMilli: 0,
  maxMilli: 0,
  bin: '',
  tracking: 'quantity',
  serialPattern: '',
  oldPartReturn: false,
  oldPartDays: null,
  warrantyAfterDays: null,
  costFen: 0,
  customerPriceFen: 0,
  retired: false,
});

/** Columns that others depend on are read before them. */
const readOrder: readonly SheetColumn[] = [
  ...sheetColumns.filter((column) => column !== 'oldPartDays'),
  'oldPartDays',
];

/** The row whose headings name most columns, the code among them. Fault `part_sheet_headings` {file}. */
function findHeadings(table: readonly (readonly string[])[], fileName: string) {
  for (const [at, row] of table.slice(0, 20).entries()) {
    const columns = row.map((heading) => columnOf(heading));
    if (columns.includes('code') && columns.filter((one) => one !== undefined).length > 1)
      return { headerRow: at, columns, headings: row };
  }
  throw new Fault('part_sheet_headings', { file: fileName });
}

/**
 * What a sheet would do to the catalogue, row by row and cell by cell; nothing is written. A part is found by its code;
 * columns that are not in the sheet and empty cells leave things as they are. Fault `part_sheet_headings`.
 */
export function planImport(
  table: readonly (readonly string[])[],
  catalogue: Catalogue,
  options: { language: SheetLanguage; fileName: string },
): Plan {
  const { headerRow, columns, headings } = findHeadings(table, options.fileName);
  const seen = new Map<string, number>();
  const barcodeRows = new Map<string, number>();
  const rows: PlanRow[] = [];
  table.slice(headerRow + 1).forEach((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    const rowNo = headerRow + 2 + index;
    const at = (column: SheetColumn): string => cells[columns.indexOf(column)]?.trim() ?? '';
    const code = at('code');
    const before = catalogue.parts.get(code) ?? null;
    const after: SheetPart = before === null ? blank(code) : structuredClone(before);
    const twice = seen.get(code);
    seen.set(code, twice ?? rowNo);
    let problem: Problem | null =
      code === ''
        ? { column: 'code', code: 'code_missing', value: '', other: '' }
        : twice === undefined
          ? null
          : { column: 'code', code: 'code_twice', value: code, other: String(twice) };
    for (const column of readOrder) {
      if (problem !== null || !columns.includes(column)) continue;
      problem = readCell(after, column, at(column), catalogue);
    }
    // A part out of use that a list names again is in use, unless the list says otherwise
    if (before?.retired === true && at('state') === '') after.retired = false;
    // What we own costs its moving average, whatever a sheet says
    if (before !== null && after.ownerKind === 'own') after.costFen = before.costFen;
    problem ??= findWrong(after, before, catalogue, barcodeRows);
    // A row that is wrong itself takes no barcode from one that is right
    if (problem === null) for (const barcode of after.barcodes) barcodeRows.set(barcode, rowNo);
    const changes =
      problem === null
        ? sheetColumns.flatMap((column) => {
            const to = cellOf(after, column, options.language, catalogue.payers);
            const from = before === null ? '' : cellOf(before, column, options.language, catalogue.payers);
            return column !== 'code' && from !== to ? [{ column, from, to }] : [];
          })
        : [];
    rows.push({
      rowNo,
      code,
      name: after.nameZh,
      state: problem !== null ? 'error' : before === null ? 'new' : changes.length > 0 ? 'changed' : 'same',
      cells: changes,
      problem,
      after: problem === null ? after : null,
      before,
    });
  });
  return {
    rows,
    columns: columns.filter((column) => column !== undefined),
    ignored: headings.filter((heading, at) => columns[at] === undefined && heading.trim() !== ''),
    headerRow: headerRow + 1,
  };
}

const problemColumns: Record<string, { column: SheetColumn; code: CellProblem }> = {
  code: { column: 'code', code: 'code_bad' },
  name: { column: 'nameZh', code: 'name_missing' },
  unit: { column: 'unit', code: 'unit_missing' },
  payer: { column: 'owner', code: 'payer_missing' },
  pattern: { column: 'serialPattern', code: 'pattern' },
  limits: { column: 'max', code: 'limits' },
  pack: { column: 'packs', code: 'packs' },
};

/** What is wrong with the part as a whole: by itself, beside other parts, beside its stock. */
function findWrong(
  after: SheetPart,
  before: SheetPart | null,
  catalogue: Catalogue,
  barcodeRows: ReadonlyMap<string, number>,
): Problem | null {
  const wrong = findPartProblem({ ...after, levels: [], substitutes: [] }, before?.id ?? null);
  if (wrong !== null) {
    const { column, code } = problemColumns[wrong.problem] ?? { column: 'code', code: 'code_bad' };
    return { column, code, value: wrong.problem === 'pack' ? wrong.unit : after.code, other: '' };
  }
  for (const barcode of after.barcodes) {
    const owner = catalogue.barcodes.get(barcode);
    if (owner !== undefined && owner !== after.code)
      return { column: 'barcodes', code: 'barcode_taken', value: barcode, other: owner };
    const row = barcodeRows.get(barcode);
    if (row !== undefined)
      return { column: 'barcodes', code: 'barcode_twice', value: barcode, other: String(row) };
  }
  if (before === null || !catalogue.stocked.has(before.id)) return null;
  const kept = (column: SheetColumn): Problem => ({
    column,
    code: 'has_stock',
    value: after.code,
    other: '',
  });
  if (after.unit !== before.unit) return kept('unit');
  if (after.payerId !== before.payerId || after.ownerKind !== before.ownerKind) return kept('owner');
  if (after.tracking !== before.tracking) return kept('tracking');
  return after.retired && !before.retired ? kept('state') : null;
}
