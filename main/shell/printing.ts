import { BrowserWindow } from 'electron';
import type { WebContentsPrintOptions } from 'electron';
import type { PrinterInfo, PrintJob, PrintOutcome } from '../../preload/contract/shell-messages.ts';
import { offerSheet } from './sheets.ts';

const micronsPerInch = 25_400;
/** A driver that says nothing for this long is taken for silent; the person may look and print again. */
const printTimeoutMs = 60_000;

/** The two ways out of a hidden page. Kept small so that a spec can stand in for the machine's printers. */
export interface SheetPrinter {
  print(job: PrintJob): Promise<PrintOutcome>;
  listPrinters(): Promise<PrinterInfo[]>;
}

/** Options of `webContents.print`. Its page size is in microns, unlike `printToPDF`, which takes inches. */
export function printOptions(job: PrintJob, name: string, copies: number): WebContentsPrintOptions {
  checkSize(job);
  return {
    silent: true,
    printBackground: true,
    deviceName: name,
    copies,
    landscape: job.landscape,
    margins: { marginType: 'none' },
    pageSize: { width: job.widthMicrons, height: job.heightMicrons },
  };
}

/** Options of `printToPDF`: inches, no margins (the document keeps its own). */
export function pdfOptions(job: PrintJob): Electron.PrintToPDFOptions {
  checkSize(job);
  return {
    printBackground: true,
    landscape: job.landscape,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    pageSize: { width: job.widthMicrons / micronsPerInch, height: job.heightMicrons / micronsPerInch },
  };
}

/** Between 10 mm and 3 m: anything else is another unit. */
function checkSize({ widthMicrons, heightMicrons }: PrintJob): void {
  for (const size of [widthMicrons, heightMicrons]) {
    if (!Number.isInteger(size) || size < 10_000 || size > 3_000_000)
      throw new RangeError(`paper size ${size} µm`);
  }
}

export const sheetPrinter: SheetPrinter = {
  async print(job) {
    try {
      return await withSheet(job.html, (window) => put(window, job));
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  },
  listPrinters: () =>
    withSheet('<!doctype html><title>printers</title>', async (window) => {
      const printers = await window.webContents.getPrintersAsync();
      return printers.map(({ name, displayName }) => ({ name, displayName }));
    }),
};

async function put(window: BrowserWindow, job: PrintJob): Promise<PrintOutcome> {
  const { webContents } = window;
  const { to } = job;
  if (to.kind === 'pdf')
    return { ok: true, pdf: new Uint8Array(await webContents.printToPDF(pdfOptions(job))) };
  // Chromium falls back to the default printer for an unknown name, and the slip comes out in another room.
  const printers = await webContents.getPrintersAsync();
  if (!printers.some((printer) => printer.name === to.name)) return { ok: false, reason: 'printer_unknown' };
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ ok: false, reason: 'printer_silent' }), printTimeoutMs);
    webContents.print(printOptions(job, to.name, to.copies), (success, reason) => {
      clearTimeout(timer);
      resolve(success ? { ok: true } : { ok: false, reason: reason || 'printer_failed' });
    });
  });
}

/** A hidden page without scripts and without the bridge, gone when `work` is done. */
async function withSheet<T>(html: string, work: (window: BrowserWindow) => Promise<T>): Promise<T> {
  const sheet = offerSheet(html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      devTools: false,
    },
  });
  try {
    await window.loadURL(sheet.url);
    return await work(window);
  } finally {
    sheet.drop();
    window.destroy();
  }
}
