import type { Store } from '../store.ts';
import { readDemoFile, type DemoFile } from './demo-file.ts';
import { seedCatalogue, seedReasons } from './seed-catalogue.ts';
import { seedAreas, seedOutlet, seedPeople, seedRoles } from './seed-house.ts';
import { seedOldParts, seedParts, seedStock } from './seed-parts.ts';
import { seedConnections, seedPayers, seedPeriods } from './seed-payers.ts';
import { seedPrices } from './seed-prices.ts';
import { seedPrinters } from './seed-printers.ts';
import { collect, writeSliced, type SeedTx } from './slices.ts';

export interface SeedOptions {
  /** Hash of each person's PIN, made beforehand: hashing is slow on purpose and has no place in the gate. */
  pinHashes: Readonly<Record<string, string>>;
  /** Business day the outlet opens on. */
  today: string;
  /** First month of the journal, YYYY-MM. */
  firstMonth: string;
  /** Clock and ids; those of this computer unless told. */
  env?: SeedEnv;
}

export interface SeedEnv {
  now(): number;
  newId(): string;
}

/** One room of the seed: written completely or found complete at the next try. */
interface Room {
  name: string;
  fill(tx: SeedTx): void;
}

/** Rooms of the demo outlet but its own row, which `seedSteps` puts in last. */
function rooms(demo: DemoFile, options: SeedOptions): Room[] {
  const { today } = options;
  return [
    { name: 'areas', fill: (tx) => seedAreas(tx, demo) },
    { name: 'roles', fill: (tx) => seedRoles(tx) },
    { name: 'people', fill: (tx) => seedPeople(tx, demo, options.pinHashes, today) },
    { name: 'payers', fill: (tx) => seedPayers(tx, demo) },
    { name: 'periods', fill: (tx) => seedPeriods(tx, options.firstMonth, today) },
    { name: 'catalogue', fill: (tx) => seedCatalogue(tx, demo) },
    { name: 'reasons', fill: (tx) => seedReasons(tx, demo) },
    { name: 'prices', fill: (tx) => seedPrices(tx, demo) },
    { name: 'parts', fill: (tx) => seedParts(tx, demo) },
    { name: 'stock', fill: (tx) => seedStock(tx, demo, today) },
    { name: 'old_parts', fill: (tx) => seedOldParts(tx, demo, (days) => addDays(today, days)) },
    { name: 'connections', fill: (tx) => seedConnections(tx, demo) },
    { name: 'printers', fill: (tx) => seedPrinters(tx) },
  ];
}

/**
 * Fills an empty store with the masters of the demo outlet, slice by slice: nothing holds the gate for long. The
 * outlet's own row is `seedOutletRow`'s; until it is there nobody can log in. Yields thousandths done.
 */
export function* seedSteps(store: Store, options: SeedOptions): Generator<number, DemoFile> {
  const demo = readDemoFile();
  const env = options.env ?? store.env;
  const all = rooms(demo, options);
  for (const [index, room] of all.entries()) {
    const name = `seed_${room.name}`;
    // A room that a killed host left half-written cannot be told from a whole one by its rows; its mark can.
    if (store.read.prepare('SELECT 1 FROM audit WHERE action = ?').get(`seed.${room.name}`)) continue;
    const units = collect(env, room.fill);
    const audit = { action: `seed.${room.name}`, entity: 'outlet', entityId: demo.outlet.code as string };
    for (const { done, total } of writeSliced(store, name, units, (tx) => tx.audit(audit)))
      yield Math.round((1000 * (index + done / Math.max(1, total))) / all.length);
  }
  return demo;
}

/** The outlet's own row: from now on people can log in. */
export function seedOutletRow(store: Store, demo: DemoFile): void {
  const call = {
    command: 'system.seed_outlet',
    requestId: 'seed-outlet',
    deskId: 'system',
    staffId: null,
  };
  store.gate.run(call, (tx) => {
    seedOutlet(tx, demo);
    tx.audit({ action: 'seed.outlet', entity: 'outlet', entityId: demo.outlet.code });
  });
}

/** Everything at once, without history. Refuses a store that has an outlet. */
export function seedDemoOutlet(store: Store, options: SeedOptions): DemoFile {
  if (store.read.prepare('SELECT 1 FROM outlet').get() !== undefined)
    throw new Error('the store already has an outlet');
  const steps = seedSteps(store, options);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    seedOutletRow(store, step.value);
    return step.value;
  }
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export { readDemoFile } from './demo-file.ts';
export type { DemoFile } from './demo-file.ts';
