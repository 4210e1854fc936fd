import { openStore } from '../../db/store.ts';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { realEnv } from '../../main/host/env.ts';
import { openOutlet } from '../../main/host/outlet.ts';
import { platforms } from '../../main/platforms/index.ts';
import { rehearse } from '../../main/services/rehearsal.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import { connectOwn } from './filled-outlet.ts';
import { benchKey } from './ingest-run.ts';
import { startPlatform } from './platform.ts';

/**
 * A host as it runs, taking orders in, and nothing of a bench in its heap: the collector's pauses are counted with a
 * call, so they must be the host's own. Arguments: folder, orders, seed. Sends what its gate counted.
 */
const [dir = '', orders = '0', seed = '1'] = process.argv.slice(2);
const env = realEnv();
const store = await openStore({ dir, key: benchKey, env });
const today = new Date(env.now() + 8 * 3_600_000).toISOString().slice(0, 10);
seedDemoOutlet(store, { pinHashes: {}, today, firstMonth: today.slice(0, 7) });
store.close();

const platform = await startPlatform({
  seed: Number(seed),
  secret: 'a bench secret, long enough',
  orders: Number(orders),
});
const outlet = await openOutlet({ dir, key: benchKey, env, checkOutputs: false });
const { gate, read, sealer } = outlet.store;
rehearse(gate);
connectOwn(outlet.store, platform.settings);
await platform.more(Number(orders));
const report = await new SyncEngine({ env, gate, read, sealer, platforms }).pullNow('C-OWN');
if (report.fault !== null || report.counts.created !== Number(orders))
  throw new Error(`took ${JSON.stringify(report.counts)} of ${orders}: ${report.fault?.code ?? ''}`);
const stats = { ...gate.stats };
platform.close();
await outlet.close();
process.send?.(stats, () => process.exit(0));
