import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { keyOfRecovery } from '../main/services/outlet/recovery.ts';

export interface NamedStore {
  path: string;
  dir: string;
  key: string;
}

/** Where a recovery key may come from besides the arguments; tests give their own. */
export interface KeySources {
  variable?: string | undefined;
  /** Asks the person at the terminal without showing what is typed; null where nobody sits at one. */
  ask?: (() => Promise<string>) | null;
}

/** Environment variable with the recovery key: on a command line every program of the computer could read it. */
export const recoveryVariable = 'OUTLET_RECOVERY_KEY';

/** The place on the command line: the first word that is neither an option nor an option's value. */
function placeOf(args: readonly string[]): string | undefined {
  const valued = new Set(['--key', '--recovery-key']);
  return args.find((arg, index) => !arg.startsWith('--') && !valued.has(args[index - 1] ?? ''));
}

function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : (args[at + 1] ?? '');
}

/**
 * The store a command line names: its folder, its outlet.db or a copy. The key comes from `--key FILE`, from
 * `--recovery-key FILE`, from the environment, from the key file beside the store, or is asked for at the terminal, in
 * this order. Returns a sentence instead when there is none to open.
 */
export async function storeFromArgs(
  program: string,
  args: readonly string[],
  sources: KeySources = {},
): Promise<NamedStore | string> {
  const place = placeOf(args);
  if (place === undefined || !existsSync(place)) {
    return `${program}: no store at «${place ?? ''}» — give the folder of an outlet or its outlet.db`;
  }
  const path = statSync(place).isDirectory() ? join(place, 'outlet.db') : place;
  const dir = dirname(path);
  const named = (key: string): NamedStore => ({ path, dir, key });
  const keyFile = valueOf(args, '--key');
  const paper = valueOf(args, '--recovery-key');
  const variable = 'variable' in sources ? sources.variable : process.env[recoveryVariable];
  for (const file of [keyFile, paper])
    if (file !== undefined && !existsSync(file)) return `${program}: no key file at «${file}»`;
  if (keyFile !== undefined) return named(readFileSync(keyFile, 'utf8').trim());
  const typed = paper !== undefined ? readFileSync(paper, 'utf8') : variable || null;
  if (typed === null) {
    // A copy in «copies» has its key one folder higher
    const beside = [join(dir, 'store.key'), join(dir, '..', 'store.key')].find((file) => existsSync(file));
    if (beside !== undefined) return named(readFileSync(beside, 'utf8').trim());
  }
  const ask = sources.ask === undefined ? terminalAsk() : sources.ask;
  const words = typed ?? (ask ? await ask() : null);
  if (words === null)
    return `${program}: the key of ${path} is not beside it — name its key file with --key FILE, or a file with the recovery key with --recovery-key FILE`;
  const key = keyOfRecovery(words);
  return key === null
    ? `${program}: this is not a recovery key: 14 groups of four signs, the last ones check the others`
    : named(key);
}

/** The question at a terminal; what is typed does not show. */
function terminalAsk(): (() => Promise<string>) | null {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  return () =>
    new Promise((resolve) => {
      const line = createInterface({ input: process.stdin, terminal: true });
      process.stderr.write('Recovery key (14 groups of four, not shown): ');
      line.once('line', (text) => {
        process.stderr.write('\n');
        line.close();
        resolve(text);
      });
    });
}
