import { readDemoFile } from '../../db/seed/demo-file.ts';
import { makeOrders } from '../../main/platforms/sandbox/make-orders.ts';
import { serveSandbox } from '../../main/platforms/sandbox/serve.ts';
import type { OutletShapes, SandboxOrder } from '../../main/platforms/sandbox/shapes.ts';
import { sandboxes } from '../../main/platforms/sandboxes.ts';

/**
 * The platform's side of the ingest bench, in a process of its own: its work is not ours to count. Orders are the
 * demo outlet's, made before the clock starts; `more` puts the next ones into the feed. The changes a platform would
 * make later are left out, so that every order is one order.
 */
export interface ChildBegin {
  seed: number;
  secret: string;
  orders: number;
}
export type ToChild = { type: 'begin'; options: ChildBegin } | { type: 'more'; count: number };
export type FromChild =
  | { type: 'ready'; settings: Record<string, unknown>; made: number }
  | { type: 'added'; count: number };

const hourMs = 3_600_000;
let waiting: SandboxOrder[] = [];
let add: (order: SandboxOrder) => void = () => undefined;
const answer = (message: FromChild) => process.send?.(message);

async function begin({ seed, secret, orders }: ChildBegin): Promise<void> {
  const outlet = readDemoFile() as unknown as OutletShapes;
  const now = Date.now();
  const sandbox = sandboxes['own']!({
    outlet,
    connection: 'C-OWN',
    seed,
    now: () => Date.now(),
    startAt: now,
    secret,
    rhythm: false,
  });
  // The outlet's own mixture of a day, many days of it laid over two weeks.
  const source = { seed, outlet, connection: 'C-OWN', idStyle: 'letters' as const, scale: 150 };
  const made: SandboxOrder[] = [];
  for (let from = now - 14 * 24 * hourMs; made.length < orders && from < now; from += 6 * hourMs)
    made.push(...makeOrders(source, from, Math.min(now, from + 6 * hourMs)));
  waiting = made.slice(0, orders).map((order) => ({ ...order, changes: [] }));
  add = (order) => void sandbox.world.add(order);
  const served = await serveSandbox(sandbox.handle);
  answer({ type: 'ready', settings: sandbox.settingsFor(served.address), made: waiting.length });
}

process.on('message', (message: ToChild) => {
  if (message.type === 'begin') return void begin(message.options);
  const taken = waiting.splice(0, message.count);
  for (const order of taken) add(order);
  answer({ type: 'added', count: taken.length });
});
process.on('disconnect', () => process.exit(0));
