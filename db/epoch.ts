import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../domain/kernel/fault.ts';
import { replaceFile } from './durable.ts';
import { storeFiles } from './store-files.ts';

export interface Identity {
  outletId: string;
  epoch: number;
}

/** Fault: `store_damaged`. An empty file is what a power cut during its first writing may leave: nothing is known. */
export function readEpoch(path: string): { outlet: string; epoch: number } | null {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text === '') return null;
  try {
    const { outlet, epoch } = JSON.parse(text) as { outlet: unknown; epoch: unknown };
    if (typeof outlet === 'string' && Number.isSafeInteger(epoch)) return { outlet, epoch: epoch as number };
  } catch {
    // said below
  }
  throw new Fault('store_damaged', { place: storeFiles.epoch });
}

/**
 * A restored older store carries a higher epoch than the one it replaced. The highest epoch ever used here lies in
 * a side file, so the replaced store, should it come back, refuses to write beside its successor.
 * Fault: `store_epoch_old`.
 */
export function refuseOldEpoch(dir: string, identity: Identity): void {
  const known = readEpoch(join(dir, storeFiles.epoch));
  if (known !== null && known.outlet === identity.outletId && known.epoch > identity.epoch)
    throw new Fault('store_epoch_old', { found: identity.epoch, expected: known.epoch });
}

/** Writes down that this epoch was used here. Faults: `store_epoch_old`. */
export function noteEpoch(dir: string, identity: Identity): void {
  refuseOldEpoch(dir, identity);
  const path = join(dir, storeFiles.epoch);
  const known = readEpoch(path);
  if (known !== null && known.outlet === identity.outletId && known.epoch === identity.epoch) return;
  replaceFile(path, JSON.stringify({ outlet: identity.outletId, epoch: identity.epoch }));
}
