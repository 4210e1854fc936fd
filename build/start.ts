/**
 * `npm start`: builds what changed and opens the outlet. In Electron where its program can be had; otherwise the same
 * host serves the same interface on loopback to an app window of the machine's browser, or the address is printed.
 *
 * OUTLET_OPEN=0   opens nothing and prints `ready <address>` when the outlet can be used
 * OUTLET_DIR      folder of the outlet's data (else the system's place for a person's data)
 * OUTLET_ELECTRON=0  does not look for Electron
 * Further arguments go to the host, e.g. `npm start -- --demo`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { hasDisplay, openWindow } from './app-window.ts';
import { bundle } from './bundle.ts';
import { findOrFetchElectron } from './electron-binary.ts';
import { HostFailed, type RunningHost, startHost } from './host-process.ts';
import { outletDir, terminalLanguage, windowProfileDir } from './places.ts';
import { ROOT, errorText } from './steps.ts';
import { findBrowser } from './system.ts';

const zh = terminalLanguage() === 'zh';
const say = (chinese: string, english: string) => console.error(zh ? chinese : english);

const dir = outletDir();
const opens = process.env.OUTLET_OPEN !== '0';
const passed = process.argv.slice(2);

/** Resolves when we are asked to end: by a signal, or because the npm that started us is gone. */
const asked = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  const parent = process.ppid;
  setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) resolve();
  }, 1000).unref();
});

async function inElectron(program: string): Promise<number> {
  const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...switches, ROOT, `--outlet-dir=${dir}`, ...passed], { stdio: 'inherit' });
  void asked.then(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 0));
  });
}

/** Shows the address and serves until asked to end. */
async function serveUntilAsked(host: RunningHost): Promise<number> {
  const code = await Promise.race([asked.then(() => null), host.ended]);
  return code ?? (await host.stop());
}

async function inBrowser(host: RunningHost): Promise<number> {
  const browser = hasDisplay() ? findBrowser() : null;
  if (browser === null) {
    say(`在浏览器中打开：${host.address}（Ctrl+C 结束）`, `Open in a browser: ${host.address} (Ctrl+C ends)`);
    return serveUntilAsked(host);
  }
  const shown = openWindow(browser, host.address, windowProfileDir(dir));
  const first = await Promise.race([shown.ended, asked.then(() => 'asked' as const), host.ended]);
  if (typeof first === 'number') {
    shown.close();
    return first;
  }
  if (first === 'failed' || first === 'elsewhere') {
    if (first === 'failed') {
      say(
        `窗口打不开，请在浏览器中打开：${host.address}`,
        `The window did not open; open in a browser: ${host.address}`,
      );
    }
    return serveUntilAsked(host);
  }
  shown.close();
  return host.stop();
}

async function main(): Promise<number> {
  if (existsSync(join(ROOT, 'renderer/index.html'))) await bundle({ log: (line) => console.error(line) });
  if (opens && hasDisplay()) {
    const electron = await findOrFetchElectron((line) => console.error(line));
    if (electron) return inElectron(electron);
    say(
      '这台电脑上拿不到 Electron 程序，改在本机浏览器窗口中打开同一界面。',
      'Electron’s program cannot be had on this machine; the same interface opens in a browser window.',
    );
  } else if (opens) {
    say(
      '没有图形界面，改由本机地址提供同一界面。',
      'There is no display here; the same interface is served on a local address.',
    );
  }
  const host = await startHost(join(ROOT, 'main/host/index.ts'), ['--dir', dir, '--port', '0', ...passed], {
    log: (line) => console.error(line),
  });
  if (opens) return inBrowser(host);
  console.log(`ready ${host.address}`);
  return serveUntilAsked(host);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(errorText(error));
  process.exitCode = error instanceof HostFailed ? error.exitCode : 1;
}
process.exit();
