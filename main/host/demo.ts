import { seedDemoOutlet, readDemoFile } from '../../db/seed/index.ts';
import { addMonths, businessDay, monthOf } from '../../domain/time/business-day.ts';
import { hashPin } from '../services/session/pin.ts';
import type { Outlet } from './outlet.ts';

/** Months of books the demo outlet begins with. */
const demoMonths = 14;

/** Fills a store without an outlet with the demo outlet. Answers false when there is one already. */
export async function prepareDemo(outlet: Pick<Outlet, 'store' | 'env'>): Promise<boolean> {
  const { store, env } = outlet;
  if (store.read.prepare('SELECT 1 FROM outlet').get() !== undefined) return false;
  const people = readDemoFile().staff;
  const hashes = await Promise.all(
    people.map(async (person) => [person.id, await hashPin(env, person.demo_pin)] as const),
  );
  const today = businessDay(env.now());
  seedDemoOutlet(store, {
    pinHashes: Object.fromEntries(hashes),
    today,
    firstMonth: addMonths(monthOf(today), 1 - demoMonths),
  });
  return true;
}
