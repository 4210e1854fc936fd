import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openStore, type Store } from '../../db/store.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { isFault } from '../../domain/kernel/fault.ts';
import { fakeEnv, fakeStart, mulberry32 } from '../support/fake-env.ts';
import { Disk, forms, type Form } from './disk.ts';
import { digestStore } from './digest.ts';
import type { Mark, Recording } from './trace.ts';
import { crashKey } from './world.ts';

export interface Finding {
  prefix: number;
  form: Form;
  problem: string;
}

/** What the marks up to a moment promise, and what they know about every command. */
interface Promises {
  /** Highest command that something outside rests on. */
  lsn: number;
  requests: { lsn: number; requestId: string }[];
  /** Keys that were said to be gone. */
  erased: number[];
}

/** Rebuilt folders are read once and thrown away: memory is a good place for them. */
const room = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'outlet-crash-'));

/** All prefixes worth a look: after every step that changes the disk. */
export function prefixesOf(recording: Recording): number[] {
  const all: number[] = [];
  recording.ops.forEach((op, index) => {
    if (op.op !== 'mark') all.push(index + 1);
  });
  return all;
}

/** `count` prefixes, seeded; the ends of steps that are most worth it (after a sync, before a mark) come often enough. */
export function samplePrefixes(recording: Recording, count: number, seed: number): number[] {
  const random = mulberry32(seed);
  const all = prefixesOf(recording);
  const chosen = new Set<number>([all[0] ?? 0, all.at(-1) ?? 0]);
  while (chosen.size < Math.min(count, all.length)) chosen.add(all[Math.floor(random() * all.length)] ?? 0);
  return [...chosen].sort((a, b) => a - b);
}

/**
 * Cuts the power after each of the prefixes, in the three forms, opens the outlet from what is left and looks for
 * anything that a person would miss. Answers the findings; none is what the program promises.
 */
export async function crashEverywhere(
  recording: Recording,
  prefixes: readonly number[],
  options: { seed: number; onlyForms?: readonly Form[]; stopAfter?: number },
): Promise<{ states: number; findings: Finding[] }> {
  const wanted = new Set(prefixes);
  const disk = new Disk(recording.base);
  const promises: Promises = { lsn: 0, requests: [], erased: [] };
  const digests = new Map<number, string>();
  for (const op of recording.ops)
    if (op.op === 'mark' && op.mark.digest !== undefined) digests.set(op.mark.lsn, op.mark.digest);
  const findings: Finding[] = [];
  let states = 0;
  for (const [index, op] of recording.ops.entries()) {
    if (op.op === 'mark') keepPromise(promises, op.mark);
    else disk.apply(op);
    const prefix = index + 1;
    if (!wanted.has(prefix)) continue;
    for (const form of options.onlyForms ?? forms) {
      states += 1;
      const random = mulberry32(options.seed * 1_000_003 + prefix);
      const problem = await openAfter(disk.after(form, random), promises, digests);
      if (problem !== null) findings.push({ prefix, form, problem });
      if (findings.length >= (options.stopAfter ?? Number.POSITIVE_INFINITY)) return { states, findings };
    }
  }
  return { states, findings };
}

function keepPromise(promises: Promises, mark: Mark): void {
  if (mark.kind === 'commit') return;
  promises.lsn = Math.max(promises.lsn, mark.lsn);
  if (mark.requestId !== undefined) promises.requests.push({ lsn: mark.lsn, requestId: mark.requestId });
  if (mark.keyId !== undefined) promises.erased.push(mark.keyId);
}

async function openAfter(
  files: ReadonlyMap<string, Buffer>,
  promises: Promises,
  digests: ReadonlyMap<number, string>,
): Promise<string | null> {
  const dir = room();
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), bytes);
    }
    let store: Store;
    try {
      store = await openStore({
        dir,
        key: crashKey,
        env: fakeEnv({ seed: 9, startAt: fakeStart + 86_400_000 }),
      });
    } catch (error) {
      return `does not open: ${isFault(error) ? `${error.code} ${JSON.stringify(error.params)}` : String(error)}`;
    }
    try {
      return problemOf(store, promises, digests);
    } catch (error) {
      return `opens and cannot be read: ${String(error)}`;
    } finally {
      store.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function problemOf(store: Store, promises: Promises, digests: ReadonlyMap<number, string>): string | null {
  const head = store.gate.head;
  if (head < promises.lsn) return `command ${promises.lsn} had left, the store ends at ${head}`;
  const find = store.read.prepare('SELECT request_id FROM op WHERE lsn = ?').pluck();
  for (const { lsn, requestId } of promises.requests)
    if (find.get(lsn) !== requestId) return `command ${lsn} is another one than was answered`;
  const digest = digests.get(head);
  // Digests lack only where the recording begins: there the store is the base.
  if (digest !== undefined && digest !== digestStore(store.read)) return `command ${head} is there in part`;
  if (store.log.head !== head) return `the log ends at ${store.log.head}, the store at ${head}`;
  for (const record of store.log.read(Math.max(0, head - 30)))
    if (find.get(record.lsn) !== record.request) return `log and store tell different commands ${record.lsn}`;
  for (const key of promises.erased) if (store.keyring.find(key) !== null) return `key ${key} came back`;
  const keyless = (
    store.read.prepare('SELECT key_id, deleted_at FROM customer').all() as {
      key_id: number;
      deleted_at: number | null;
    }[]
  ).find((row) => (store.keyring.find(row.key_id) === null) !== (row.deleted_at !== null));
  if (keyless !== undefined)
    return keyless.deleted_at === null
      ? `key ${keyless.key_id} is lost`
      : `key ${keyless.key_id} outlived its person`;
  const broken = Object.entries(verifyStore(store.read)).find(([, law]) => !law.ok);
  if (broken !== undefined) return `${broken[0]}: ${broken[1].detail}`;
  // It must not only be readable: the next command has to go through.
  store.gate.run({ command: 'test.after', requestId: `after-${head}`, deskId: 'test', staffId: null }, (tx) =>
    tx.audit({ action: 'test.after', entity: 'outlet', entityId: 'test' }),
  );
  return store.log.head === head + 1 ? null : 'the next command did not reach the log';
}
