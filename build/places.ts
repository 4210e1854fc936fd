/** Where the outlet's data and the app window's browser profile lie on each system, and the person's language. */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

type Env = NodeJS.ProcessEnv;

/** Folder of the outlet's store: OUTLET_DIR if set, else the system's place for a person's data. */
export function outletDir(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (env.OUTLET_DIR) return resolve(env.OUTLET_DIR);
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Outlet Desk');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Outlet Desk');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'outlet-desk');
}

/** Browser profile of the app window of one outlet; a cache, never part of the data. */
export function windowProfileDir(
  dataDir: string,
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const name = `window-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Outlet Desk', name);
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Outlet Desk', name);
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'outlet-desk', name);
}

/** `zh` or `en` for lines printed in a terminal, by LC_ALL, LC_MESSAGES, LANG, else the system's own setting. */
export function terminalLanguage(env: Env = process.env): 'zh' | 'en' {
  const asked = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh/i.test(asked) ? 'zh' : 'en';
}
