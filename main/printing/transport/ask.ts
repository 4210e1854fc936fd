import type { Env } from '../../../domain/kernel/env.ts';
import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import { NetworkSession, type NetworkPrinter } from './network.ts';

/** What a printer says of itself when nothing is printed. */
export interface PrinterAnswer {
  problem: FaultCode | null;
  /** It answers questions; most network printers do not, and then only the line itself is known. */
  answers: boolean;
  /** The roll comes to its end. */
  paperLow: boolean;
}

/** Asks a printer on port 9100 how it is and hangs up; not one byte of it is printed. */
export async function askNetworkPrinter(
  printer: NetworkPrinter,
  env: Pick<Env, 'sleep'>,
  signal: AbortSignal,
): Promise<PrinterAnswer> {
  const session = new NetworkSession(printer, `${printer.host}:${printer.port ?? 9100}`, env);
  try {
    return await session.look(signal);
  } finally {
    session.close();
  }
}
