import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Env } from '../../../domain/kernel/env.ts';
import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import { notSent, type SendResult, type Transport } from './transport.ts';

/** A printer that the system shows as a file: /dev/usb/lp0, a serial line, \\.\COM3. */
export interface DevicePrinter {
  path: string;
  /** Given up when one piece was not taken for so long. Milliseconds. */
  stallTimeoutMs?: number;
}

const chunkBytes = 512;

/** Writes in pieces; a device that stops taking them leaves the job `part`. Says nothing about the paper afterwards. */
export function deviceTransport(printer: DevicePrinter, env: Pick<Env, 'sleep'>): Transport {
  return {
    name: printer.path,
    async send(job, signal, hooks) {
      if (signal.aborted) {
        return notSent('printer_interrupted', {
          printer: printer.path,
          sentBytes: 0,
          totalBytes: job.length,
        });
      }
      let device: FileHandle;
      try {
        // not blocking on open: a serial line without carrier would hang here for ever
        device = await open(
          printer.path,
          constants.O_WRONLY | (constants.O_NOCTTY ?? 0) | (constants.O_NONBLOCK ?? 0),
        );
      } catch (error) {
        return refused(printer.path, (error as NodeJS.ErrnoException).code ?? 'error');
      }
      try {
        // A path that leads to a file would be written over from its first byte.
        if (sep === '/' && !(await device.stat()).isCharacterDevice())
          return notSent('printer_device_refused', { target: printer.path });
        hooks?.beforeFirstByte?.();
        return await writeAll(device, job, signal, printer, env);
      } finally {
        await device.close().catch(() => {});
      }
    },
  };
}

function refused(path: string, why: string): SendResult {
  const offline = why === 'ENOENT' || why === 'ENODEV' || why === 'ENXIO';
  return notSent(offline ? 'printer_offline' : 'printer_refused', { printer: path, why });
}

async function writeAll(
  device: FileHandle,
  job: Uint8Array,
  signal: AbortSignal,
  printer: DevicePrinter,
  env: Pick<Env, 'sleep'>,
): Promise<SendResult> {
  let sentBytes = 0;
  let waitedMs = 0;
  const limitMs = printer.stallTimeoutMs ?? 15_000;
  const stopped = (problem: FaultCode): SendResult => ({
    sent: sentBytes === 0 ? 'none' : 'part',
    sentBytes,
    confirmed: false,
    problem,
    params: { printer: printer.path, sentBytes, totalBytes: job.length },
  });
  while (sentBytes < job.length) {
    if (signal.aborted) return stopped('printer_interrupted');
    try {
      const { bytesWritten } = await device.write(
        job,
        sentBytes,
        Math.min(chunkBytes, job.length - sentBytes),
      );
      sentBytes += bytesWritten;
      if (bytesWritten > 0) waitedMs = 0;
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code;
      // the Linux driver for USB printers reports an empty paper tray as "no space left"
      if (why === 'ENOSPC') return stopped('printer_paper_out');
      if (why !== 'EAGAIN') return stopped(sentBytes === 0 ? 'printer_offline' : 'printer_interrupted');
      if (waitedMs >= limitMs) return stopped('printer_interrupted');
      await env.sleep(50, signal).catch(() => {});
      waitedMs += 50;
    }
  }
  return { sent: 'all', sentBytes, confirmed: false };
}
