import { Fault } from '../../../domain/kernel/fault.ts';
import { type PaperId, type PaperKind, papersOf, type PrinterKind } from '../../../domain/paper/kinds.ts';
import type { RowReader } from '../masters.ts';

export interface PrinterRow {
  id: string;
  version: number;
  name: string;
  kind: PrinterKind;
  target: string;
  paper: PaperId;
  chinese: 'gb18030' | 'picture';
  desk_id: string | null;
  state: string;
  retired_at: number | null;
}

export const printerColumns = 'id, version, name, kind, target, paper, chinese, desk_id, state, retired_at';

/** Faults: `not_found`. */
export function getPrinter(read: RowReader, id: string): PrinterRow {
  const row = read.get<PrinterRow>(`SELECT ${printerColumns} FROM printer WHERE id = ?`, id);
  if (row === undefined) throw new Fault('not_found', { entity: 'printer', id });
  return row;
}

/**
 * Which printer a document goes to and how often: the one asked for, else the most specific route (desk and person
 * beat desk, desk beats person, both beat none), else a printer of this desk or any that takes its paper.
 * Faults: `printer_none` {document}, `printer_retired` {printer}, `not_found`.
 */
export function routeOf(
  read: RowReader,
  kind: PaperKind,
  where: { deskId: string; staffId: string | null },
  printerId: string | null,
): { printer: PrinterRow; copies: number } {
  if (printerId !== null) {
    const printer = getPrinter(read, printerId);
    if (printer.retired_at !== null) throw new Fault('printer_retired', { printer: printer.name });
    return { printer, copies: 1 };
  }
  const routes = read
    .all<{ printer_id: string; copies: number; desk_id: string | null; staff_id: string | null }>(
      `SELECT r.printer_id, r.copies, r.desk_id, r.staff_id FROM print_route r JOIN printer p ON p.id = r.printer_id
       WHERE r.document_kind = ? AND p.retired_at IS NULL AND (r.desk_id IS NULL OR r.desk_id = ?) AND (r.staff_id IS NULL OR r.staff_id = ?) ORDER BY r.seq`,
      kind,
      where.deskId,
      where.staffId,
    )
    .sort((a, b) => weight(b) - weight(a));
  const best = routes[0];
  if (best !== undefined) return { printer: getPrinter(read, best.printer_id), copies: best.copies };
  const wanted: readonly string[] = papersOf(kind);
  const usable = read
    .all<PrinterRow>(`SELECT ${printerColumns} FROM printer WHERE retired_at IS NULL ORDER BY seq`)
    .filter((printer) => wanted.includes(printer.paper));
  const printer =
    usable.find((one) => one.desk_id === where.deskId) ??
    usable.find((one) => one.desk_id === null) ??
    usable[0];
  if (printer === undefined) throw new Fault('printer_none', { document: kind });
  return { printer, copies: 1 };
}

const weight = (route: { desk_id: string | null; staff_id: string | null }) =>
  (route.desk_id === null ? 0 : 2) + (route.staff_id === null ? 0 : 1);
