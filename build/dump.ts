import { openDatabase } from '../db/connection.ts';
import { dumpOrders } from '../db/queries/dump.ts';
import { isFault } from '../domain/kernel/fault.ts';
import { storeFromArgs } from './store-args.ts';

/**
 * `npm run dump -- STORE [--key FILE | --recovery-key FILE]`: every source order as one JSON list on standard output, for checks by others.
 * It prints people's names and addresses: whoever holds the key may read them, and only they.
 */
async function main(args: readonly string[]): Promise<number> {
  const store = await storeFromArgs('dump', args);
  if (typeof store === 'string') {
    console.error(store);
    return 2;
  }
  try {
    const db = openDatabase(store.path, { key: store.key, readonly: true });
    process.stdout.write('[');
    let first = true;
    for (const order of dumpOrders(db)) {
      process.stdout.write(`${first ? '' : ','}\n${JSON.stringify(order)}`);
      first = false;
    }
    process.stdout.write('\n]\n');
    db.close();
    return 0;
  } catch (error) {
    if (!isFault(error)) throw error;
    console.error(`dump: ${store.path} cannot be read (${error.code} ${JSON.stringify(error.params)})`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
