import type { GateCall } from '../gate.ts';
import type { Store } from '../store.ts';
import type { Tx } from '../tx.ts';
import { readDemoFile, type DemoFile } from './demo-file.ts';
import { seedCatalogue, seedReasons } from './seed-catalogue.ts';
import { seedOutlet, seedPeople, seedRoles } from './seed-house.ts';
import { seedOldParts, seedParts, seedStock } from './seed-parts.ts';
import { seedConnections, seedPayers, seedPeriods } from './seed-payers.ts';
import { seedPrices } from './seed-prices.ts';

export interface SeedOptions {
  /** Hash of each person's PIN, made beforehand: hashing is slow on purpose and has no place in the gate. */
  pinHashes: Readonly<Record<string, string>>;
  /** Business day the outlet opens on. */
  today: string;
  /** First month of the journal, YYYY-MM. */
  firstMonth: string;
}

/**
 * Fills an empty store with the demo outlet, room by room: each room is one command, so that no gate call is long
 * and a broken seed is seen where it broke. Refuses a store that has an outlet.
 */
export function seedDemoOutlet(store: Store, options: SeedOptions): DemoFile {
  if (store.read.prepare('SELECT 1 FROM outlet').get() !== undefined)
    throw new Error('the store already has an outlet');
  const demo = readDemoFile();
  const run = (room: string, fill: (tx: Tx) => void) => {
    const call: GateCall = {
      command: `system.seed_${room}`,
      requestId: `seed-${room}`,
      deskId: 'system',
      staffId: null,
    };
    store.gate.run(call, (tx) => {
      fill(tx);
      tx.audit({ action: `seed.${room}`, entity: 'outlet', entityId: demo.outlet.code });
    });
  };
  run('outlet', (tx) => seedOutlet(tx, demo));
  run('roles', (tx) => seedRoles(tx));
  run('people', (tx) => seedPeople(tx, demo, options.pinHashes, options.today));
  run('payers', (tx) => seedPayers(tx, demo));
  run('periods', (tx) => seedPeriods(tx, options.firstMonth, options.today));
  run('catalogue', (tx) => seedCatalogue(tx, demo));
  run('reasons', (tx) => seedReasons(tx, demo));
  run('prices', (tx) => seedPrices(tx, demo));
  run('parts', (tx) => seedParts(tx, demo));
  run('stock', (tx) => seedStock(tx, demo, options.today));
  run('old_parts', (tx) => seedOldParts(tx, demo, (days) => addDays(options.today, days)));
  run('connections', (tx) => seedConnections(tx, demo));
  return demo;
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export { readDemoFile } from './demo-file.ts';
export type { DemoFile } from './demo-file.ts';
