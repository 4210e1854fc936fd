import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { PrinterKind } from '../../../domain/paper/kinds.ts';
import { isDeviceTarget, isOrdinaryFolder } from '../../../domain/paper/target.ts';

const system = sep === '\\' ? 'windows' : 'unix';

/** `host`, `host:9100` or `[::1]:9100`. Faults: `printer_target_wrong` {target}. */
export function parseTcpTarget(target: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^\s:/]+))(?::(\d{1,5}))?$/.exec(target.trim());
  const port = Number(match?.[3] ?? 9100);
  if (match === null || port < 1 || port > 65_535) throw new Fault('printer_target_wrong', { target });
  return { host: match[1] ?? match[2] ?? '', port };
}

/** Path of a printer port or share; what a name under /dev leads to is a port as well. Faults: `printer_device_refused`. */
export function devicePath(target: string): string {
  const path = target.trim();
  const there = system === 'unix' ? (realPath(path) ?? path) : path;
  if (!isDeviceTarget(path, system) || !isDeviceTarget(there, system))
    throw new Fault('printer_device_refused', { target });
  return path;
}

/**
 * Folder of a printer to file: a name below the outlet's own prints, or the full path of an ordinary folder. Links are
 * followed before it is judged. Faults: `printer_folder_refused` {target}.
 */
export function fileFolder(target: string, storeDir: string): string {
  const refused = new Fault('printer_folder_refused', { target });
  const prints = join(storeDir, 'prints');
  const text = normalize(target.trim());
  const own = isAbsolute(text) ? text : join(prints, text.replace(/^prints(?=[\\/]|$)/, ''));
  // The folder itself may not be there yet; the part of it that is says where it would come to lie.
  const real = nearestReal(own);
  if (isWithin(own, prints)) {
    if (isWithin(real, nearestReal(prints))) return own;
    throw refused;
  }
  if (!isAbsolute(text) || isWithin(real, realPath(storeDir) ?? storeDir)) throw refused;
  if (!isOrdinaryFolder(own, system) || !isOrdinaryFolder(real, system)) throw refused;
  return own;
}

/** Whether a printer may have this address, said beside the field and not when the first slip fails. */
export function checkTarget(kind: PrinterKind, target: string, storeDir: string): void {
  if (kind === 'tcp') parseTcpTarget(target);
  if (kind === 'device') devicePath(target);
  // A folder elsewhere must be there: a slip in the path would be made into a folder nobody looks into.
  if (kind === 'file' && !isFolderToUse(fileFolder(target, storeDir), storeDir))
    throw new Fault('printer_folder_refused', { target });
}

const isFolderToUse = (folder: string, storeDir: string) =>
  isWithin(folder, join(storeDir, 'prints')) ||
  (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false);

const isWithin = (path: string, root: string) => path === root || path.startsWith(root + sep);

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function nearestReal(path: string): string {
  const here = realPath(path);
  if (here !== null) return here;
  const above = dirname(path);
  return above === path ? path : join(nearestReal(above), path.slice(above.length));
}
