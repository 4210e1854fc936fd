import { setTimeout as sleep } from 'node:timers/promises';
import { openBig } from './big-store.ts';
import { benchOrders, seeded } from './orders.ts';
import { personWith } from './people.ts';

/**
 * The host with its reader and search threads over one store: lists, searches, then its resident memory. Started
 * with --expose-gc; the main thread is collected as far as it can be before reading, the threads collect by
 * themselves. An ordinary collection leaves between 50 and 110 MB of this thread's heap with the process, by chance.
 * Arguments: folder, lists, searches, seed.
 */
const [dir = '', lists = '0', searches = '0', seed = '1'] = process.argv.slice(2);
const outlet = await openBig(dir);
const person = personWith(outlet.store.read, ['orders.read', 'customers.read', 'personal.name']);
const session = outlet.session({ as: person });
const random = seeded(Number(seed));

async function ask<T>(channel: string, input: unknown): Promise<T> {
  const answer = await outlet.callAny(session, channel, input);
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.code} ${JSON.stringify(answer.error.params)}`);
  return answer.value as T;
}

const filters: object[] = [
  {},
  { openOnly: true },
  { queues: ['dispatch'] },
  { warranty: 'out_of_warranty' },
  { urgentOnly: true },
  { minAmountFen: 30_000 },
  { states: ['audited'] },
];
const sorts = ['deadline', 'received', 'amount', 'number'];
for (let index = 0; index < Number(lists); index += 1) {
  const { snapshotId, total } = await ask<{ snapshotId: string; total: number }>('orders.open', {
    filter: filters[Math.floor(random() * filters.length)],
    sort: sorts[Math.floor(random() * sorts.length)],
  });
  const from = Math.max(0, Math.floor(random() * (total - 50)));
  await ask('orders.slice', { snapshotId, from, to: from + 50 });
}
const words = benchOrders(Number(seed));
for (let index = 0; index < Number(searches); index += 1) {
  const order = words.next().value;
  const field = [order.customerName, order.phone, order.address, order.upstreamId][Math.floor(random() * 4)]!;
  const from = Math.floor(random() * Math.max(1, field.length - 4));
  await ask('search.find', { text: field.slice(from, from + 1 + Math.floor(random() * 6)), limit: 12 });
}
// Everything indexed: the process that only builds the index does it here.
await outlet.ports.search({ type: 'settle' });
for (let round = 0; round < 2; round += 1) {
  await (globalThis as unknown as { gc: (how: object) => Promise<void> | void }).gc({
    type: 'major',
    execution: 'sync',
    flavor: 'last-resort',
  });
  await sleep(500);
}
const rssMb = process.memoryUsage.rss() / 1024 / 1024;
process.send?.({ rssMb }, () => process.exit(0));
