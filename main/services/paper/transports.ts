import type { Env } from '../../../domain/kernel/env.ts';
import {
  cupsTransport,
  deviceTransport,
  fileTransport,
  type NetworkTransport,
  networkTransport,
  papers,
  type Transport,
} from '../../printing/index.ts';
import type { SheetSize } from '../../../domain/paper/sizes.ts';
import type { ShellPort } from '../context.ts';
import type { PrinterRow } from './routes.ts';
import { devicePath, fileFolder, parseTcpTarget } from './targets.ts';

/** Lines to network printers that stay open while a printer has papers waiting. */
export class Lines {
  readonly #env: Env;
  readonly #open = new Map<string, NetworkTransport>();

  constructor(env: Env) {
    this.#env = env;
  }

  to(target: string): NetworkTransport {
    const known = this.#open.get(target);
    if (known !== undefined) return known;
    const line = networkTransport(parseTcpTarget(target), this.#env);
    this.#open.set(target, line);
    return line;
  }

  close(): void {
    for (const line of this.#open.values()) line.close();
    this.#open.clear();
  }
}

export interface TransportParts {
  env: Env;
  lines: Lines;
  storeDir: string;
  shell: ShellPort | null;
  /** File name without folder for a printing to file. */
  fileName: string;
  /** Of the pre-printed form it goes on; null: as the printer's paper. */
  size?: SheetSize | null;
  /** For a printer of the system: the page instead of bytes. */
  page: () => { html: string; widthMicrons: number; heightMicrons: number };
}

/**
 * The way to a printer, its address judged again: a link may lead elsewhere by now. Faults: `printer_target_wrong`,
 * `printer_device_refused`, `printer_folder_refused`.
 */
export function transportOf(printer: PrinterRow, parts: TransportParts): Transport {
  switch (printer.kind) {
    case 'tcp':
      return parts.lines.to(printer.target);
    case 'device':
      return deviceTransport({ path: devicePath(printer.target) }, parts.env);
    case 'file':
      return fileTransport({
        folder: fileFolder(printer.target, parts.storeDir),
        newName: () => parts.fileName,
      });
    case 'system':
      return parts.shell === null ? cupsOf(printer, parts) : systemTransport(printer, parts.shell, parts);
  }
}

/** Without a desktop shell the system's own queue takes the paper, where it has one: sheets as PDF, rolls as they are. */
function cupsOf(printer: PrinterRow, { env, fileName, size: form }: TransportParts): Transport {
  const size = papers[printer.paper];
  const page = form ?? (size.kind === 'sheet' ? size : null);
  const content =
    page !== null
      ? { kind: 'page' as const, widthMicrons: page.widthMicrons, heightMicrons: page.heightMicrons }
      : { kind: 'raw' as const };
  return cupsTransport({ name: printer.target, title: fileName, content }, env);
}

/** A printer known to the system only, reached through the desktop shell; silent about what became of the paper. */
function systemTransport(printer: PrinterRow, shell: ShellPort, parts: TransportParts): Transport {
  const name = printer.target;
  const nothing = (why: string) =>
    ({
      sent: 'none',
      sentBytes: 0,
      confirmed: false,
      problem: 'printer_offline',
      params: { printer: name, why },
    }) as const;
  return {
    name,
    async send(_job, signal, hooks) {
      if (signal.aborted) return nothing('aborted');
      const page = parts.page();
      hooks?.beforeFirstByte?.();
      const outcome = await shell.print({
        ...page,
        landscape: false,
        to: { kind: 'printer', name, copies: 1 },
      });
      if (outcome.ok) return { sent: 'all', sentBytes: page.html.length, confirmed: false };
      // A name nobody knows took nothing; whatever else the driver says, paper may have moved.
      if (outcome.reason === 'printer_unknown') return nothing('unknown');
      return {
        sent: 'part',
        sentBytes: 0,
        confirmed: false,
        problem: 'printer_interrupted',
        params: { printer: name, sentBytes: 0, totalBytes: page.html.length },
      };
    },
  };
}
