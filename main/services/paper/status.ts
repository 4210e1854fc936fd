import { statSync } from 'node:fs';
import type { Tx } from '../../../db/tx.ts';
import type { Env } from '../../../domain/kernel/env.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { askNetworkPrinter, listCupsPrinters, type PrinterAnswer } from '../../printing/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ShellPort } from '../context.ts';
import { readerOf } from '../masters.ts';
import { printerColumns, type PrinterRow } from './routes.ts';
import { devicePath, fileFolder, parseTcpTarget } from './targets.ts';

export interface AskParts {
  env: Env;
  storeDir: string;
  shell: ShellPort | null;
}

const fine: PrinterAnswer = { problem: null, answers: false, paperLow: false };

/** How a printer is right now, as far as its kind can tell; nothing is printed and nothing written. */
export async function askPrinter(
  printer: PrinterRow,
  parts: AskParts,
  signal: AbortSignal,
): Promise<PrinterAnswer> {
  try {
    switch (printer.kind) {
      case 'tcp':
        return await askNetworkPrinter(parseTcpTarget(printer.target), parts.env, signal);
      case 'device': {
        const there = statSync(devicePath(printer.target), { throwIfNoEntry: false });
        return there === undefined ? { ...fine, problem: 'printer_offline' } : fine;
      }
      case 'file':
        fileFolder(printer.target, parts.storeDir);
        return fine;
      case 'system': {
        const names =
          parts.shell === null
            ? await listCupsPrinters(parts.env)
            : (await parts.shell.listPrinters()).map((one) => one.name);
        const known = names.includes(printer.target);
        return known ? fine : { ...fine, problem: 'printer_name_unknown' };
      }
    }
  } catch (error) {
    if (isFault(error)) return { ...fine, problem: error.code };
    throw error;
  }
}

/** Keeps what a printer said, only where it is news. Who only stands still is not called ready. */
function keepAnswer(tx: Tx, printer: PrinterRow, answer: PrinterAnswer): void {
  const state = answer.problem ?? (answer.answers ? 'ready' : stillFine(printer.state));
  if (state !== printer.state) tx.update('printer', printer.id, { state, state_at: tx.at });
  const known = tx.get<{ id: string; body: string }>(
    'SELECT id, body FROM printer_status WHERE printer_id = ?',
    printer.id,
  );
  const body = { answers: answer.answers, paperLow: answer.paperLow };
  if (known === undefined) tx.insert('printer_status', { printer_id: printer.id, state, body, at: tx.at });
  else tx.update('printer_status', known.id, { state, body, at: tx.at });
}

/** A printer that is there but says nothing: what went wrong with its line is over, its paper nobody knows. */
const stillFine = (state: string) =>
  ['printer_offline', 'printer_name_unknown', 'printer_device_refused', 'printer_folder_refused'].includes(
    state,
  )
    ? 'unknown'
    : state;

export const statusHandlers = {
  'paper.checkPrinters': async (ctx, input) => {
    const rows = readerOf(ctx.read);
    const printers = rows.all<PrinterRow>(
      `SELECT ${printerColumns} FROM printer WHERE retired_at IS NULL AND (@id IS NULL OR id = @id) ORDER BY seq`,
      { id: input.printerId },
    );
    const parts = { env: ctx.env, storeDir: ctx.host.info.storeDir, shell: ctx.host.shell };
    const asked = await Promise.all(
      printers.map(async (printer) => ({
        printer,
        answer: await askPrinter(printer, parts, new AbortController().signal),
      })),
    );
    const news = asked.filter(({ printer, answer }) => {
      const known = rows.get<{ state: string; body: string }>(
        'SELECT state, body FROM printer_status WHERE printer_id = ?',
        printer.id,
      );
      const body = { answers: answer.answers, paperLow: answer.paperLow };
      const state = answer.problem ?? (answer.answers ? 'ready' : stillFine(printer.state));
      return state !== printer.state || known?.state !== state || known.body !== JSON.stringify(body);
    });
    if (news.length > 0)
      runCommand(ctx, 'paper.checkPrinters', (tx) => {
        for (const { printer, answer } of news) keepAnswer(tx, printer, answer);
      });
    // A printer that has paper again takes what waits for it.
    if (news.some(({ answer }) => answer.problem === null)) ctx.host.kick('print');
    return {
      printers: asked.map(({ printer, answer }) => ({ printerId: printer.id, ...answer })),
    };
  },
} satisfies Handlers;
