import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recoveryVariable, storeFromArgs } from '../../build/store-args.ts';
import { makeCheckedCopy } from '../../db/backup.ts';
import { recoveryGroups } from '../../main/services/outlet/recovery.ts';
import { smallStore, storeKey } from './support.ts';

const paper = recoveryGroups(storeKey).join(' ');
const nobody = { variable: undefined, ask: null };

test('a store whose key lies in a keychain is read with the recovery key: file, environment, question', async () => {
  const { dir, store } = await smallStore(1);
  store.close();
  const sheet = join(dir, 'sheet.txt');
  writeFileSync(sheet, `${paper.toLowerCase()}\n`);
  const key = { key: storeKey };
  expect(await storeFromArgs('verify', [dir], nobody)).toContain('--recovery-key FILE');
  expect(await storeFromArgs('verify', [dir, '--recovery-key', sheet], nobody)).toMatchObject(key);
  expect(await storeFromArgs('verify', ['--recovery-key', sheet, dir], nobody)).toMatchObject(key);
  expect(await storeFromArgs('verify', [dir], { variable: paper, ask: null })).toMatchObject(key);
  expect(await storeFromArgs('verify', [dir], { variable: undefined, ask: async () => paper })).toMatchObject(
    key,
  );
  expect(await storeFromArgs('verify', [dir, '--recovery-key', join(dir, 'none')], nobody)).toContain(
    'no key file',
  );
  const wrong = paper.replace(/^./, (sign) => (sign === '0' ? '1' : '0'));
  expect(await storeFromArgs('verify', [dir], { variable: wrong, ask: null })).toContain(
    'not a recovery key',
  );
  // The key file beside the store also opens its copies
  const copy = makeCheckedCopy({ dir, key: storeKey, name: 'noon' });
  writeFileSync(join(dir, 'store.key'), storeKey);
  expect(await storeFromArgs('verify', [copy], nobody)).toMatchObject({ path: copy, ...key });
});

test('verify takes it from the environment and says what is wrong', async () => {
  const { dir, store } = await smallStore(1, 7);
  store.close();
  const run = (value: string) =>
    spawnSync(process.execPath, ['build/verify.ts', dir], {
      encoding: 'utf8',
      env: { ...process.env, [recoveryVariable]: value },
    });
  const good = run(paper);
  expect(good.stdout).toContain('L1 holds');
  expect(good.status).toBe(0);
  const other = run(recoveryGroups('ab'.repeat(32)).join(' '));
  expect(other.stderr).toContain('store_key_wrong');
  expect(other.status).toBe(2);
});
