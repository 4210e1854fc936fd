/** The interface in an app window of the machine's browser, for a machine without Electron's program. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import process from 'node:process';

/** How the app window's browser process ended. */
export type WindowEnd =
  /** The window was closed after use. */
  | 'closed'
  /** The browser never showed a window: no display, refused to start. */
  | 'failed'
  /** The page went to a browser that already runs with this profile; nobody tells when it closes. */
  | 'elsewhere';

/** Shorter lives than this never were a window a person closed. */
const SHORT_MS = 3000;

/** Switches for an app window; root needs the sandbox off, everybody else keeps it. */
export function windowSwitches(address: string, profile: string, root = process.getuid?.() === 0): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1440,900',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=Translate',
    ...(root ? ['--no-sandbox', '--test-type'] : []), // --test-type hides the banner about --no-sandbox
  ];
}

/** True if this machine can show a window at all. */
export function hasDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens the window. `ended` resolves once, `close` ends the browser. */
export function openWindow(
  browser: string,
  address: string,
  profile: string,
): { ended: Promise<WindowEnd>; close: () => void } {
  mkdirSync(profile, { recursive: true });
  const begun = Date.now();
  const child = spawn(browser, windowSwitches(address, profile), { stdio: 'ignore' });
  const ended = new Promise<WindowEnd>((resolve) => {
    child.on('error', () => resolve('failed'));
    child.on('exit', (code) => {
      if (code !== 0) resolve(Date.now() - begun < SHORT_MS ? 'failed' : 'closed');
      else resolve(Date.now() - begun < SHORT_MS ? 'elsewhere' : 'closed');
    });
  });
  return { ended, close: () => void child.kill() };
}
