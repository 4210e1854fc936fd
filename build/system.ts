/**
 * What the machine itself must offer besides Node: a browser of the Chromium family and a font with Chinese.
 * As root on Debian or Ubuntu both are installed by apt when missing; elsewhere the installed browser is used.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Launcher } from 'chrome-launcher';

/** Where Microsoft Edge and a per-user Chromium lie; chrome-launcher knows neither. */
function otherBrowsers(): string[] {
  switch (process.platform) {
    case 'win32':
      return [process.env['ProgramFiles(x86)'], process.env.ProgramFiles, process.env.LOCALAPPDATA]
        .filter((root) => root !== undefined)
        .flatMap((root) => [
          join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          join(root, 'Chromium', 'Application', 'chrome.exe'),
        ]);
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].flatMap((root) => [
        join(root, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
        join(root, 'Chromium.app/Contents/MacOS/Chromium'),
      ]);
    default:
      return [
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/snap/bin/chromium',
        '/opt/microsoft/msedge/msedge',
        '/usr/bin/microsoft-edge',
        '/usr/bin/microsoft-edge-stable',
      ];
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

let found: string | null | undefined;

/**
 * Path of an installed Chrome, Chromium or Edge; null if there is none. CHROME_PATH wins when it names a program.
 * The answer is kept for the life of the process; pass `true` to look again.
 */
export function findBrowser(again = false): string | null {
  if (found !== undefined && !again) return found;
  const asked = process.env.CHROME_PATH;
  if (asked && isProgram(asked)) return (found = asked);
  // The quick look first: chrome-launcher asks the desktop database, which costs a shell per folder.
  const quick = otherBrowsers().find(isProgram);
  if (quick && process.platform === 'linux') return (found = quick);
  let installed: string[] = [];
  try {
    installed = Launcher.getInstallations();
  } catch {
    // It throws where it finds nothing.
  }
  return (found = [...installed, ...otherBrowsers()].find(isProgram) ?? null);
}

/** The sentence for a machine without a usable browser, with the way out. */
export const NO_BROWSER =
  'No Chrome, Chromium or Edge was found. Install one of them, or set CHROME_PATH to its program file, and try again.\n' +
  '没有找到 Chrome、Chromium 或 Edge。请安装其中之一，或把 CHROME_PATH 设为其程序文件的路径后重试。';

/** True if fontconfig knows a font that covers Chinese. Systems without fontconfig bring such fonts themselves. */
export function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const answer = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.trim() !== '';
}

/** True on Debian, Ubuntu and what calls itself like them, with apt-get at hand and as root. */
export function mayUseApt(osRelease = '/etc/os-release'): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return false;
  const text = existsSync(osRelease) ? readFileSync(osRelease, 'utf8') : '';
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(text);
}

function aptGet(args: string[], log: (line: string) => void): void {
  log(`apt-get ${args.join(' ')}`);
  const run = spawnSync(
    'apt-get',
    ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300', ...args],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    },
  );
  if (run.status !== 0) throw new Error(`apt-get ${args[0]} failed (exit ${run.status ?? run.signal}).`);
}

/** True where chromium comes as a Debian package. On Ubuntu it is only a pointer to a snap, useless in a container. */
function chromiumPackage(): string {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=ubuntu/m.test(text) ? 'chromium-browser' : 'chromium';
}

/**
 * Sees to browser and font. `install` allows apt (tests); without it only looks.
 * Returns the browser's path; throws an Error whose message says the way out.
 */
export function prepareSystem(install: boolean, log: (line: string) => void = () => {}): string {
  const wanted: string[] = [];
  if (findBrowser(true) === null) wanted.push(chromiumPackage());
  if (!hasChineseFont()) wanted.push('fontconfig', 'fonts-noto-cjk');
  // The crash tests record this program's file calls with it; without it they replay a recording.
  if (process.platform === 'linux' && spawnSync('strace', ['-V'], { stdio: 'ignore' }).status !== 0)
    wanted.push('strace');
  if (wanted.length > 0 && install && mayUseApt()) {
    log(`Installing by apt: ${wanted.join(', ')} …`);
    try {
      aptGet(['update'], log);
      aptGet(['install', '-y', '--no-install-recommends', ...wanted], log);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  }
  const browser = findBrowser(true);
  if (browser === null) throw new Error(NO_BROWSER);
  if (install && !hasChineseFont()) {
    throw new Error(
      'No font with Chinese characters was found; pictures and papers would show boxes. Install one (Debian, Ubuntu: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts) and try again.\n' +
        '没有找到中文字体。请安装一种（Debian、Ubuntu：fonts-noto-cjk；Fedora：google-noto-sans-cjk-fonts）后重试。',
    );
  }
  return browser;
}
