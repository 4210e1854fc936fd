import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { asStoreFault, openDatabase } from '../../db/connection.ts';
import { openStore, storeFiles, type Store } from '../../db/store.ts';
import { checkCopy } from '../../db/backup.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { tempDir } from '../support/temp-dir.ts';
import { addCustomer, copyFolder, names, smallStore, storeKey } from './support.ts';

async function closedStore(customers = 3) {
  const { dir, env, store } = await smallStore(customers);
  store.close();
  return {
    dir,
    env,
    open: (key = storeKey, expectOutlet?: string) =>
      openStore({ dir, key, env, ...(expectOutlet === undefined ? {} : { expectOutlet }) }),
  };
}
const bytesOf = (dir: string) => readFileSync(join(dir, storeFiles.store));

/** Opens and reads every page, as the start and the nightly check do. */
async function openAndRead(open: () => Promise<Store>, dir: string): Promise<void> {
  const store = await open();
  store.close();
  checkCopy(join(dir, storeFiles.store), storeKey);
}

describe('a store that is not as we left it', () => {
  test('truncated: said as damaged, the file stays as it is, the operation log still has every command', async () => {
    const { dir, open } = await closedStore();
    const whole = bytesOf(dir);
    truncateSync(join(dir, storeFiles.store), Math.floor(whole.length / 2 / 4096) * 4096);
    await expect(openAndRead(open, dir)).rejects.toMatchObject({
      code: 'store_damaged',
      params: { place: storeFiles.store },
    });
    writeFileSync(join(dir, storeFiles.store), whole);
    const store = await open();
    expect(names(store)).toHaveLength(3);
    expect([...store.log.read()].map((record) => record.lsn)).toEqual([1, 2, 3]);
    store.close();
  });

  test('a flipped bit on any page is noticed and named', async () => {
    const { dir, open } = await closedStore();
    const whole = bytesOf(dir);
    const seed = 41;
    const random = mulberry32(seed);
    for (let round = 0; round < 12; round += 1) {
      const page = Math.floor((round / 12) * (whole.length / 4096));
      const at = page * 4096 + 32 + Math.floor(random() * 4000);
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      writeFileSync(join(dir, storeFiles.store), flipped);
      rmSync(join(dir, `${storeFiles.store}-wal`), { force: true });
      // The first page says the same as a wrong key: nothing of it can be read.
      await expect(openAndRead(open, dir), `seed ${seed} page ${page} byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(page === 0 ? /^store_(damaged|key_wrong)$/ : /^store_damaged$/),
        params: { place: storeFiles.store },
      });
    }
    writeFileSync(join(dir, storeFiles.store), whole);
    await openAndRead(open, dir);
  });

  test('newer than the program: refused by name of what it does not know, unchanged', async () => {
    const { dir, open } = await closedStore();
    const db = openDatabase(join(dir, storeFiles.store), { key: storeKey });
    db.prepare("INSERT INTO schema_migration (name, at) VALUES ('9999-from-the-future', 1)").run();
    db.close();
    const before = bytesOf(dir);
    await expect(open()).rejects.toMatchObject({
      code: 'store_newer',
      params: { found: '9999-from-the-future' },
    });
    expect(bytesOf(dir).equals(before)).toBe(true);
  });

  test("another outlet's: refused before anything is written, with both names", async () => {
    const { dir, open } = await closedStore();
    const before = bytesOf(dir);
    await expect(open(storeKey, 'the-other-outlet')).rejects.toMatchObject({
      code: 'store_other_outlet',
      params: { expected: 'the-other-outlet' },
    });
    expect(bytesOf(dir).equals(before)).toBe(true);
  });

  test('a wrong key changes nothing; the right one opens', async () => {
    const { dir, open } = await closedStore();
    const before = bytesOf(dir);
    await expect(open('00'.repeat(32))).rejects.toMatchObject({
      code: 'store_key_wrong',
      params: { place: storeFiles.store },
    });
    expect(bytesOf(dir).equals(before)).toBe(true);
    await expect(open('not a key')).rejects.toThrow('64 hex digits');
    (await open()).close();
  });

  test('an unreadable epoch file is named; an empty one is what a power cut leaves', async () => {
    const { dir, open } = await closedStore();
    writeFileSync(join(dir, storeFiles.epoch), '{"outlet":');
    await expect(open()).rejects.toMatchObject({
      code: 'store_damaged',
      params: { place: storeFiles.epoch },
    });
    writeFileSync(join(dir, storeFiles.epoch), '');
    (await open()).close();
    expect(JSON.parse(readFileSync(join(dir, storeFiles.epoch), 'utf8'))).toMatchObject({ epoch: 1 });
  });
});

describe('a wrong clock', () => {
  test('put back by days: said with both times, nothing refused; small steps are smoothed over', async () => {
    const { env, store } = await smallStore(1);
    const first = store.read.prepare('SELECT max(at) FROM op').pluck().get() as number;
    env.jump(-60_000);
    addCustomer(store, '一分钟');
    expect(store.gate.clockBack).toBeNull();
    expect(store.read.prepare('SELECT max(at) FROM op').pluck().get()).toBe(first);
    env.jump(-3 * 86_400_000);
    addCustomer(store, '三天');
    expect(store.gate.clockBack).toMatchObject({ nowMs: env.now(), lastMs: first });
    expect(names(store)).toEqual(['客户0', '一分钟', '三天']);
    env.jump(4 * 86_400_000);
    addCustomer(store, '正常');
    expect(store.gate.clockBack).toBeNull();
    expect(Object.values(verifyStore(store.read)).every((law) => law.ok)).toBe(true);
    store.close();
  });
});

describe('store and operation log', () => {
  test('an older copy put back by hand: what the log knows is carried out again', async () => {
    const { dir, env, store } = await smallStore(2);
    const older = copyFolder(dir);
    addCustomer(store, '后来');
    addCustomer(store, '再后来');
    store.close();
    for (const ending of ['', '-wal']) {
      rmSync(join(dir, `${storeFiles.store}${ending}`), { force: true });
      if (existsSync(join(older, `${storeFiles.store}${ending}`)))
        cpSync(join(older, `${storeFiles.store}${ending}`), join(dir, `${storeFiles.store}${ending}`));
    }
    const again = await openStore({ dir, key: storeKey, env });
    expect(again.opened).toMatchObject({ replayed: 2, appended: 0 });
    expect(names(again)).toEqual(['客户0', '客户1', '后来', '再后来']);
    expect(again.log.head).toBe(again.gate.head);
    addCustomer(again, '继续');
    expect(Object.entries(verifyStore(again.read)).filter(([, law]) => !law.ok)).toEqual([]);
    again.close();
  });

  test('the log lost its last entry: the store gives it back', async () => {
    const { dir, env, store } = await smallStore(3);
    store.close();
    const file = join(dir, storeFiles.log, readdirSync(join(dir, storeFiles.log))[0] ?? '');
    truncateSync(file, readFileSync(file).length - 5);
    const again = await openStore({ dir, key: storeKey, env });
    expect(again.opened).toMatchObject({ replayed: 0, appended: 1 });
    expect([...again.log.read()].map((record) => record.lsn)).toEqual([1, 2, 3]);
    again.close();
  });

  test('damage in the middle of the log is never cut off: the place is named', async () => {
    const { dir, env, store } = await smallStore(3);
    store.close();
    const name = readdirSync(join(dir, storeFiles.log))[0] ?? '';
    const fd = openSync(join(dir, storeFiles.log, name), 'r+');
    writeSync(fd, Buffer.from([255]), 0, 1, 60);
    closeSync(fd);
    const before = readFileSync(join(dir, storeFiles.log, name));
    await expect(openStore({ dir, key: storeKey, env })).rejects.toMatchObject({
      code: 'log_damaged',
      params: { place: name, offset: 0 },
    });
    expect(readFileSync(join(dir, storeFiles.log, name)).equals(before)).toBe(true);
  });
});

function faultOfPageLimit(path: string): unknown {
  const db = openDatabase(path, { key: storeKey });
  try {
    db.exec('CREATE TABLE t (x)');
    db.pragma('max_page_count = 4');
    for (;;) db.prepare('INSERT INTO t VALUES (zeroblob(3000))').run();
  } catch (error) {
    return asStoreFault(error, path);
  } finally {
    db.close();
  }
}

/** A small tmpfs is a disk that is really full (ENOSPC); mounting one needs root on Linux. */
describe('a full disk', () => {
  const program = fileURLToPath(new URL('./fill-disk.ts', import.meta.url));
  const mountable = (dir: string) =>
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dir]).status === 0;

  test('one sentence, nothing half-applied, and it goes on when there is room', () => {
    const dir = tempDir();
    if (!mountable(dir)) {
      console.log('full disk: no tmpfs can be mounted here; a limit of pages stands in for the store alone');
      expect(faultOfPageLimit(join(dir, 'small.db'))).toMatchObject({
        code: 'disk_full',
        params: { place: 'small.db' },
      });
      return;
    }
    try {
      const run = spawnSync(process.execPath, [program, dir], { encoding: 'utf8' });
      const told = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
      expect(told, run.stderr).toMatchObject({ code: 'disk_full', laws: [], reopened: true, goesOn: true });
      expect(told.answered).toBe(told.there);
    } finally {
      spawnSync('umount', [dir]);
    }
  });
});
