import { openDatabase } from '../db/connection.ts';
import { verifyStore } from '../db/verify/laws.ts';
import { isFault } from '../domain/kernel/fault.ts';
import { storeFromArgs } from './store-args.ts';

/**
 * `npm run verify -- STORE [--key FILE | --recovery-key FILE] [--json]`: checks the laws L1–L6 on any store (its
 * folder, its outlet.db or a copy) and names the first broken row of each. Exit 0 when all hold, 1 when one is broken, 2 when it cannot be opened.
 */
async function main(args: readonly string[]): Promise<number> {
  const store = await storeFromArgs('verify', args);
  if (typeof store === 'string') {
    console.error(store);
    return 2;
  }
  try {
    const db = openDatabase(store.path, { key: store.key, readonly: true });
    const report = verifyStore(db);
    db.close();
    if (args.includes('--json')) console.log(JSON.stringify(report));
    else {
      for (const [law, { ok, detail }] of Object.entries(report)) {
        console.log(`${law} ${ok ? 'holds' : 'BROKEN'} · ${detail}`);
      }
    }
    return Object.values(report).every((law) => law.ok) ? 0 : 1;
  } catch (error) {
    if (!isFault(error)) throw error;
    console.error(
      `verify: ${store.path} cannot be read (${error.code} ${JSON.stringify(error.params)}); restore it from a checked copy in «copies»`,
    );
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
