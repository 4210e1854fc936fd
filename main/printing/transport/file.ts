import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { notSent, type Transport } from './transport.ts';

/** Where a printing to file goes; `newName` gives a file name without folder for each job. */
export interface FilePrinter {
  folder: string;
  newName: () => string;
}

/**
 * One file per job, complete or not there at all (written beside, synced, renamed). Never writes over a file.
 */
export function fileTransport(printer: FilePrinter): Transport {
  return {
    name: printer.folder,
    async send(job, signal, hooks) {
      const fileName = printer.newName();
      if (fileName !== basename(fileName) || fileName === '' || fileName.startsWith('.')) {
        return notSent('printer_file_refused', { place: fileName, why: 'name' });
      }
      const target = join(printer.folder, fileName);
      const beside = join(printer.folder, `.${fileName}.part`);
      if (signal.aborted)
        return notSent('printer_interrupted', { printer: target, sentBytes: 0, totalBytes: job.length });
      const failed = (error: unknown) => {
        const why = (error as NodeJS.ErrnoException).code ?? 'error';
        if (why === 'ENOSPC') return notSent('disk_full', { place: target });
        return notSent('printer_file_refused', { place: target, why });
      };
      try {
        await mkdir(printer.folder, { recursive: true });
        if (await exists(target)) return notSent('printer_file_refused', { place: target, why: 'EEXIST' });
      } catch (error) {
        return failed(error);
      }
      // What stops the queue from noting this down is no fault of the folder.
      hooks?.beforeFirstByte?.();
      try {
        const file = await open(beside, 'w');
        try {
          await file.writeFile(job);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(beside, target);
        return { sent: 'all', sentBytes: job.length, confirmed: true };
      } catch (error) {
        await rm(beside, { force: true }).catch(() => {});
        return failed(error);
      }
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
