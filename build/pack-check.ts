/**
 * `npm run pack:check`: is the package right? Validates the configuration, lets electron-builder lay out directories
 * around the Electron stand-in, looks into the archives, reads and flips fuses, starts the laid-out program.
 * What only a real Electron and real installers can show is not shown here.
 */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { _electron } from '@playwright/test';
import { bundle } from './bundle.ts';
import {
  FUSES,
  type PackageConfig,
  judgeConfig,
  readPackageConfig,
  validateBySchema,
} from './package-config.ts';
import { findArchive, judgeContents, listArchive, missingUnpacked } from './package-contents.ts';
import { makeStandinDist } from './standin-dist.ts';
import { ROOT, errorText, runNode, showTime } from './steps.ts';
import { findBrowser } from './system.ts';

const work = mkdtempSync(join(tmpdir(), 'outlet-desk-pack-'));
let failures = 0;

/** One step: prints ✓ or ✗ with its time; `work` throws an Error, or returns a remark to print. */
async function step(name: string, action: () => Promise<string | void> | string | void): Promise<boolean> {
  const begun = Date.now();
  try {
    const remark = await action();
    console.log(`✓ ${name}${remark ? `: ${remark}` : ''}  ${showTime(Date.now() - begun)}`);
    return true;
  } catch (error) {
    failures += 1;
    console.log(
      `✗ ${name}  ${showTime(Date.now() - begun)}\n  ${errorText(error).split('\n').slice(0, 40).join('\n  ')}`,
    );
    return false;
  }
}

function demand(wrong: string[]): void {
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

const config: PackageConfig = readPackageConfig();

/** Lets electron-builder lay out one system's directory. Returns the path of its app.asar. */
async function layOut(platform: 'linux' | 'win', program: string): Promise<string> {
  const dist = join(work, `dist-${platform}`);
  const output = join(work, `out-${platform}`);
  makeStandinDist(dist, program);
  const layout = {
    ...config,
    electronDist: dist,
    directories: { ...(config.directories as object), output },
    // A stand-in is no Windows program: it has no resources to edit and no fuses to set.
    ...(platform === 'win'
      ? {
          electronFuses: null,
          disableAsarIntegrity: true,
          win: { ...config.win, signAndEditExecutable: false },
        }
      : {}),
  };
  const file = join(work, `config-${platform}.json`);
  writeFileSync(file, JSON.stringify(layout));
  const run = await runNode(
    [
      join(ROOT, 'node_modules/electron-builder/cli.js'),
      `--${platform}`,
      'dir',
      '--x64',
      '--publish=never',
      `--config=${file}`,
    ],
    { quiet: true },
  );
  if (run.code !== 0) throw new Error(run.output.split('\n').slice(-25).join('\n'));
  return findArchive(output);
}

await step('configuration: schema', async () => {
  await validateBySchema(config);
  const refused = await validateBySchema({ ...config, notAKey: 1 }).then(
    () => false,
    () => true,
  );
  if (!refused) throw new Error('the schema accepts an unknown key, so it proves nothing');
});
await step('configuration: targets, natives, tools, fuses', () => demand(judgeConfig(config)));
await step('build', async () => void (await bundle()));

let program = '';
const laidOut = await step('layout for Linux', async () => {
  const archive = await layOut('linux', 'electron');
  const files = listArchive(archive);
  demand([
    ...judgeContents(files, 'linux-x64', argon2For('linux-x64-gnu')),
    ...missingUnpacked(archive, files),
  ]);
  program = join(dirname(dirname(archive)), String(config.linux.executableName));
  if (!existsSync(program)) throw new Error(`${program} is missing`);
  const locales = readdirSync(join(dirname(program), 'locales')).toSorted();
  demand(locales.join() === 'en-US.pak,zh-CN.pak' ? [] : [`locales: ${locales.join()}`]);
  return `${files.length} files, ${Math.round(files.reduce((sum, file) => sum + file.size, 0) / 1e6)} MB`;
});
await step('layout for Windows: its own native part', async () => {
  const files = listArchive(await layOut('win', 'electron.exe'));
  // The password hash's package for Windows is only there when installed on Windows.
  const wrong = judgeContents(files, 'win32-x64', null).filter((line) => !line.includes('@node-rs/argon2-'));
  demand(wrong);
});

/** The password hash's package for a system if it is installed on this machine. */
function argon2For(system: string): string | null {
  const name = `@node-rs/argon2-${system}`;
  return existsSync(join(ROOT, 'node_modules', name)) ? name : null;
}

const fuseName = (fuse: string) => fuse.charAt(0).toUpperCase() + fuse.slice(1);

if (laidOut) {
  await step('fuses: read, flipped, read again', async () => {
    const wire = await getCurrentFuseWire(program);
    demand(
      Object.entries(FUSES).flatMap(([fuse, on]) => {
        const state = wire[FuseV1Options[fuseName(fuse) as keyof typeof FuseV1Options]];
        return state === (on ? 0x31 : 0x30)
          ? []
          : [`fuse ${fuse} is ${String(state)}, should be ${on ? 'on' : 'off'}`];
      }),
    );
    // On a copy: what reads the fuses would notice a wrong one.
    const copy = join(work, 'flipped');
    writeFileSync(copy, readFileSync(program));
    chmodSync(copy, 0o755);
    await flipFuses(copy, { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: true });
    const flipped = await getCurrentFuseWire(copy);
    if (flipped[FuseV1Options.RunAsNode] !== 0x31) throw new Error('a flipped fuse was not seen');
  });
  await step('the laid-out program starts on the stand-in', async () => {
    const outlet = join(work, 'outlet');
    const app = await _electron.launch({
      executablePath: program,
      args: [`--outlet-dir=${outlet}`],
      cwd: work,
      timeout: 60_000,
      env: {
        ...(process.env as Record<string, string>),
        CHROME_PATH: findBrowser() ?? '',
        LANG: 'zh_CN.UTF-8',
      },
    });
    try {
      const page = await app.firstWindow();
      await page.waitForURL((url) => url.href !== 'about:blank');
      await page.waitForFunction(
        () => (document.querySelector('#root')?.textContent ?? '').trim().length > 0,
        null,
        {
          timeout: 60_000,
        },
      );
      const packaged = await app.evaluate(({ app: electronApp }) => electronApp.isPackaged);
      if (!packaged) throw new Error('the program does not know that it is packaged');
      if (!existsSync(outlet)) throw new Error('the host opened no store');
      return `“${await page.title()}”`;
    } finally {
      await app.close();
    }
  });
}

rmSync(work, { recursive: true, force: true, maxRetries: 3 });
console.log(failures === 0 ? 'pack:check: all in order' : `pack:check: ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
