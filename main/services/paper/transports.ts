import { isAbsolute, join, normalize } from 'node:path';
import type { Env } from '../../../domain/kernel/env.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { deviceTransport, fileTransport, networkTransport, type Transport } from '../../printing/index.ts';
import type { ShellPort } from '../context.ts';
import type { PrinterRow } from './routes.ts';

/** `host`, `host:9100` or `[::1]:9100`. Faults: `printer_target_wrong` {target}. */
export function parseTcpTarget(target: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^\s:/]+))(?::(\d{1,5}))?$/.exec(target.trim());
  const port = Number(match?.[3] ?? 9100);
  if (match === null || port < 1 || port > 65_535) throw new Fault('printer_target_wrong', { target });
  return { host: match[1] ?? match[2] ?? '', port };
}

/** Folder of a printer to file: absolute, or below the outlet's own folder. Faults: `printer_target_wrong`. */
export function fileFolder(target: string, storeDir: string): string {
  if (isAbsolute(target)) return normalize(target);
  const inside = normalize(target);
  if (inside.startsWith('..') || inside === '.') throw new Fault('printer_target_wrong', { target });
  return join(storeDir, inside);
}

export interface TransportParts {
  env: Env;
  storeDir: string;
  shell: ShellPort | null;
  /** File name without folder for a printing to file. */
  fileName: string;
  /** For a printer of the system: the page instead of bytes. */
  page: () => { html: string; widthMicrons: number; heightMicrons: number };
}

/** The way to a printer. Faults: `printer_target_wrong`. */
export function transportOf(printer: PrinterRow, parts: TransportParts): Transport {
  switch (printer.kind) {
    case 'tcp':
      return networkTransport(parseTcpTarget(printer.target), parts.env);
    case 'device':
      return deviceTransport({ path: printer.target }, parts.env);
    case 'file':
      return fileTransport({
        folder: fileFolder(printer.target, parts.storeDir),
        newName: () => parts.fileName,
      });
    case 'system':
      return systemTransport(printer, parts);
  }
}

/** A printer known to the system only, reached through the desktop shell; silent about what became of the paper. */
function systemTransport(printer: PrinterRow, parts: TransportParts): Transport {
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
      if (parts.shell === null) return nothing('no_shell');
      if (signal.aborted) return nothing('aborted');
      const page = parts.page();
      hooks?.beforeFirstByte?.();
      const outcome = await parts.shell.print({
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
