/** The pages of a bad day: a copy about to be restored, what is looked at afterwards, and a store that does not open. */
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Asker, settled, until } from './screens-page.ts';

/** Takes one picture in every language and theme: `show` brings the page there anew each time. */
export type Everywhere = (name: string, show: () => Promise<void>) => Promise<void>;

const manager = { staffId: 'S01', pin: '510101' };

/** The dialog over a copy just made; then the outlet as that copy left it, halted until somebody has looked. */
export async function takeRestore(
  page: Page,
  ask: Asker,
  everywhere: Everywhere,
  origin: string,
): Promise<void> {
  await ask('outlet.backupNow', {});
  await until(page, 'a copy', 120, async () => (await ask('outlet.backups', {})).copies.length > 0);
  const toBackups = async () => {
    await page.goto(`${origin}/#/settings?view=backups`);
    await page.reload();
    await settled(page);
  };
  await everywhere('settings-backups', toBackups);
  await everywhere('settings-restore', async () => {
    await toBackups();
    await page.locator('.doc-table tbody button').first().press('Enter');
    await page.locator('[role="dialog"] .doc-facts').first().waitFor({ timeout: 120_000 });
  });
  const { copies } = await ask('outlet.backups', {});
  await ask('outlet.restore', { name: copies[0].name, withLog: true, pin: manager.pin });
  // Until the outlet closes the old one still answers, and while it opens nothing does
  await until(page, 'the restored outlet', 180, async () => {
    const { state } = await ask('session.me', {});
    if (state === 'out') await ask('session.login', manager);
    return (await ask('outlet.restored', {})).copy !== null;
  });
  await everywhere('settings-restored', toBackups);
}

/** Takes the outlet's key away; what is returned puts it back. */
export function hideKey(dir: string): () => void {
  const file = join(dir, 'store.key');
  const key = readFileSync(file);
  rmSync(file);
  return () => writeFileSync(file, key, { mode: 0o600 });
}

/** Overwrites bytes of the store's first page: nothing can be read of it any more. */
export function flipBytes(dir: string): void {
  const file = openSync(join(dir, 'outlet.db'), 'r+');
  writeSync(file, Buffer.alloc(64, 7), 0, 64, 40);
  closeSync(file);
}
