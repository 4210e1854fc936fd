import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from '../db/connection.ts';
import { isFault } from '../domain/kernel/fault.ts';
import { verifyStore } from '../db/verify/laws.ts';

/**
 * `npm run verify -- STORE [--key FILE] [--json]`: checks the laws L1–L6 on any store (its folder or its outlet.db)
 * and names the first broken row of each. Exit 0 when all hold, 1 when one is broken, 2 when it cannot be opened.
 */
function main(args: readonly string[]): number {
  const place = args.find((arg) => !arg.startsWith('--'));
  if (place === undefined || !existsSync(place)) {
    console.error(`verify: no store at «${place ?? ''}» — give the folder of an outlet or its outlet.db`);
    return 2;
  }
  const path = statSync(place).isDirectory() ? join(place, 'outlet.db') : place;
  const keyAt = args.indexOf('--key');
  const keyFile = keyAt >= 0 ? String(args[keyAt + 1]) : join(dirname(path), 'store.key');
  if (!existsSync(keyFile)) {
    console.error(`verify: the key of ${path} is not beside it — name its key file with --key FILE`);
    return 2;
  }
  try {
    const db = openDatabase(path, { key: readFileSync(keyFile, 'utf8').trim(), readonly: true });
    const report = verifyStore(db);
    db.close();
    if (args.includes('--json')) console.log(JSON.stringify(report));
    else for (const [law, { ok, detail }] of Object.entries(report)) console.log(`${law} ${ok ? 'holds' : 'BROKEN'} · ${detail}`);
    return Object.values(report).every((law) => law.ok) ? 0 : 1;
  } catch (error) {
    if (!isFault(error)) throw error;
    console.error(`verify: ${path} cannot be read (${error.code} ${JSON.stringify(error.params)}); restore it from a checked copy in «copies»`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
