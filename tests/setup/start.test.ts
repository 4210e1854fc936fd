import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { openWindow, windowSwitches } from '../../build/app-window.ts';
import { HostFailed, startHost } from '../../build/host-process.ts';
import { outletDir, terminalLanguage, windowProfileDir } from '../../build/places.ts';
import { tempFolder } from './temp-folder.ts';

/** A stand-in host: says `before`, then is ready, then lives until its stdin ends. */
function host(body: string): string {
  const file = join(tempFolder(), 'host.mjs');
  writeFileSync(file, body);
  return file;
}

const READY = `
console.log('opening the store');
console.log(JSON.stringify({ ready: true, address: 'http://127.0.0.1:4000/#t=' + process.argv.slice(2).join('_') }));
`;
const UNTIL_STDIN_ENDS = "process.stdin.resume(); process.stdin.on('end', () => process.exit(0));";

describe('the host process', () => {
  test('is ready when it says so, gets its arguments and ends when asked', async () => {
    const lines: string[] = [];
    const running = await startHost(host(READY + UNTIL_STDIN_ENDS), ['--port', '0'], {
      log: (line) => lines.push(line),
    });
    expect(running.address).toBe('http://127.0.0.1:4000/#t=--port_0');
    expect(lines).toEqual(['opening the store']);
    await running.stop();
    await running.ended;
  });

  test('is killed when it does not listen', async () => {
    const deaf = `${READY} process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    const running = await startHost(host(deaf), []);
    const code = await running.stop(200);
    expect(code).not.toBe(0);
  });

  test('that ends before it is ready is reported with its exit code', async () => {
    const dying = host("console.log('the store is open in another copy'); process.exit(4);");
    const lines: string[] = [];
    const failure = await startHost(dying, [], { log: (line) => lines.push(line) }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(HostFailed);
    expect((failure as HostFailed).exitCode).toBe(4);
    expect(lines).toEqual(['the store is open in another copy']);
  });

  test('that stays silent is given up', async () => {
    const silent = host(UNTIL_STDIN_ENDS);
    await expect(startHost(silent, [], { readyWithinMs: 300 })).rejects.toThrow('did not become ready');
  });

  test('does not outlive the program that started it, even when that is killed', async () => {
    const child = host(
      `console.log(JSON.stringify({ ready: true, address: String(process.pid) })); ${UNTIL_STDIN_ENDS}`,
    );
    const parent = host(`
      import { startHost } from ${JSON.stringify(join(import.meta.dirname, '../../build/host-process.ts'))};
      const running = await startHost(${JSON.stringify(child)}, []);
      console.log(running.address);
    `);
    const started = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) =>
      started.stdout.once('data', (data: Buffer) => resolve(Number(data))),
    );
    expect(() => process.kill(pid, 0)).not.toThrow();
    started.kill('SIGKILL');
    await expect
      .poll(
        () => {
          try {
            process.kill(pid, 0);
            return 'alive';
          } catch {
            return 'gone';
          }
        },
        { timeout: 10_000 },
      )
      .toBe('gone');
  });
});

describe('the app window', () => {
  test('has its own profile, and no sandbox switch unless started as root', () => {
    const switches = windowSwitches('http://127.0.0.1:1/#t=x', '/profile', false);
    expect(switches).toContain('--app=http://127.0.0.1:1/#t=x');
    expect(switches).toContain('--user-data-dir=/profile');
    expect(switches).not.toContain('--no-sandbox');
    expect(windowSwitches('x', 'y', true)).toContain('--no-sandbox');
  });

  const browser = (code: number) => {
    const file = join(tempFolder(), 'browser');
    writeFileSync(file, `#!${process.execPath}\nprocess.exit(${code});\n`);
    chmodSync(file, 0o755);
    return file;
  };

  test('that cannot be shown is told from one handed to a running browser', async () => {
    expect(await openWindow(browser(1), 'http://x', tempFolder()).ended).toBe('failed');
    expect(await openWindow(browser(0), 'http://x', tempFolder()).ended).toBe('elsewhere');
    expect(await openWindow('/no/such/program', 'http://x', tempFolder()).ended).toBe('failed');
  });
});

describe('places and language', () => {
  test('data lies where each system keeps it, or where OUTLET_DIR says', () => {
    expect(outletDir({}, 'linux', '/home/li')).toBe('/home/li/.local/share/outlet-desk');
    expect(outletDir({ XDG_DATA_HOME: '/data' }, 'linux', '/home/li')).toBe('/data/outlet-desk');
    expect(outletDir({}, 'darwin', '/Users/li')).toBe('/Users/li/Library/Application Support/Outlet Desk');
    expect(outletDir({ APPDATA: 'C:/Users/li/AppData/Roaming' }, 'win32', 'C:/Users/li')).toContain(
      'Outlet Desk',
    );
    expect(outletDir({ OUTLET_DIR: '/srv/shop' }, 'linux', '/home/li')).toBe('/srv/shop');
  });

  test('each outlet has a window profile of its own, outside its data', () => {
    const one = windowProfileDir('/srv/one', {}, 'linux', '/home/li');
    expect(one).toMatch(/^\/home\/li\/\.cache\/outlet-desk\/window-[0-9a-f]{12}$/);
    expect(windowProfileDir('/srv/two', {}, 'linux', '/home/li')).not.toBe(one);
  });

  test('the terminal language follows the environment', () => {
    expect(terminalLanguage({ LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(terminalLanguage({ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' })).toBe('en');
    expect(terminalLanguage({ LANG: 'C.UTF-8' })).toBe('en');
  });
});
