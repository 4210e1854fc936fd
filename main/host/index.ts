import { existsSync, fstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeFiles } from '../../db/store.ts';
import { Fault, isFault } from '../../domain/kernel/fault.ts';
import { type HostArguments, readArguments } from './arguments.ts';
import { realEnv } from './env.ts';
import { fatalText, terminalLanguage } from './fatal-text.ts';
import { type Front, httpFront, shellFront } from './front.ts';
import type { ShellChannel } from './ipc.ts';
import { openLog } from './log.ts';
import { openOutlet, type Outlet } from './outlet.ts';
import { isRescuable, Rescue } from './rescue.ts';
import { askForKey, shellChannel } from './shell-channel.ts';
import { findKeyFile, keepKeyFile } from './store-key.ts';
import { startWork } from './work.ts';

/** The host process: opens the outlet, serves windows, ends cleanly. Says what it has to say as lines of JSON. */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

let outlet: Outlet | null = null;
let ending: Promise<void> | null = null;
const enders: (() => Promise<void>)[] = [];

function end(code: number): Promise<void> {
  return (ending ??= (async () => {
    // Whatever hangs on the way out, the store was durable before each answer: leaving late helps nobody
    setTimeout(() => process.exit(code), 8000).unref();
    for (const close of enders.reverse()) await close().catch(() => undefined);
    await outlet?.close();
    process.exit(code);
  })());
}

async function run(wanted: HostArguments): Promise<void> {
  const channel = wanted.mode === 'ipc' ? shellChannel() : null;
  try {
    await serve(wanted, channel);
  } catch (error) {
    fail(error, channel);
    await end(1);
  }
}

/** Opens the outlet behind its front; where a person can help (key, copy), the front asks for that instead. */
async function serve(wanted: HostArguments, channel: ShellChannel | null): Promise<void> {
  const env = realEnv();
  const { dir } = wanted;
  const front: Front = channel
    ? shellFront(channel, () => void end(0))
    : httpFront({
        env,
        staticDir: staticDir(),
        port: wanted.port,
        onReady: (address, shut) =>
          say({
            ready: true,
            address,
            ...(shut && {
              fatal: shut.code,
              message: fatalText(shut.code, {}, terminalLanguage(process.env)),
            }),
          }),
        onFailed: (error) => {
          fail(error, channel);
          void end(1);
        },
      });
  enders.push(() => front.close());

  const open = async (key: string | undefined): Promise<void> => {
    const opened = await openOutlet({
      dir,
      env,
      readerThreads: 2,
      checkOutputs: process.env['NODE_ENV'] !== 'production',
      reopen: () => void setImmediate(() => void reopen(opened, key)),
      ...(key === undefined ? {} : { key }),
    });
    try {
      await startWork(opened, { demo: wanted.demo });
    } catch (error) {
      await opened.close();
      throw error;
    }
    outlet = opened;
    front.serve(opened);
  };
  const openOrRescue = async (key: string | undefined, start: () => Promise<void>): Promise<void> => {
    try {
      await start();
    } catch (error) {
      if (!isFault(error) || !isRescuable(error.code)) throw error;
      const { code, params } = error;
      const keepKey = (hex: string) =>
        channel ? channel.post({ kind: 'store-key', hex }) : keepKeyFile(dir, hex);
      const tried = key ?? (channel ? null : findKeyFile(dir));
      const log = openLog({ dir: join(dir, 'logs'), newRef: () => env.newId().slice(-8).toUpperCase() });
      const openNow = async (proven: string) => {
        await open(proven);
        log.close();
      };
      front.rescue(new Rescue({ dir, env, log, code, params, key: tried, keepKey, open: openNow }));
    }
  };
  const reopen = async (before: Outlet, key: string | undefined): Promise<void> => {
    // The desktop shell starts another host at once and asks its windows to read everything again
    if (channel) return end(0);
    front.pause();
    outlet = null;
    await before.close();
    await openOrRescue(key, () => open(key)).catch((error: unknown) => {
      fail(error, channel);
      void end(1);
    });
  };
  let key: string | undefined;
  await openOrRescue(key, async () => {
    if (channel) key = await keyFromShell(channel, dir, env.randomBytes);
    await open(key);
  });
}

/** The shell's keychain holds the key. A new outlet gets one here, and the shell keeps it before the store exists. */
async function keyFromShell(
  channel: ShellChannel,
  dir: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<string> {
  const kept = await askForKey(channel);
  if (kept.hex !== null) return kept.hex;
  if (kept.place === 'unreadable' || existsSync(join(dir, storeFiles.store)))
    throw new Fault('store_key_missing');
  const hex = Buffer.from(randomBytes(32)).toString('hex');
  channel.post({ kind: 'store-key', hex });
  return hex;
}

function fail(error: unknown, channel: ShellChannel | null): void {
  const code = isFault(error) ? error.code : 'internal';
  const params = isFault(error) ? error.params : { ref: 'start' };
  if (!isFault(error)) console.error(error);
  const message = fatalText(code, params, terminalLanguage(process.env));
  channel?.post({ kind: 'fatal', code, params });
  if (!channel) say({ ready: false, fatal: code, params, message });
}

/** Built pages: `out/renderer`, from the sources as from the built tree (`out/main/host`). */
function staticDir(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = join(here, '../../renderer');
  return here.includes(join('out', 'main')) ? built : join(here, '../../out/renderer');
}

/** When whoever started us is gone its end of the pipe closes. A terminal or /dev/null says nothing of the kind. */
function endWithParent(): void {
  let piped = false;
  try {
    const stat = fstatSync(0);
    piped = stat.isFIFO() || stat.isSocket();
  } catch {
    // no stdin at all
  }
  if (!piped) return;
  process.stdin.on('end', () => void end(0)).on('error', () => void end(0));
  process.stdin.resume();
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(0));
process.on(
  'unhandledRejection',
  (error) => void (outlet?.log.error('unhandled', error) ?? console.error(error)),
);
process.on('uncaughtException', (error) => {
  if (outlet) outlet.log.error('uncaught', error);
  else console.error(error);
  void end(1);
});

// Everything of the outlet is for its owner alone, whoever else has an account on this computer
process.umask(0o077);

let wanted: HostArguments | null = null;
try {
  wanted = readArguments(process.argv.slice(2));
} catch (error) {
  say({ ready: false, fatal: 'arguments', message: (error as Error).message });
  process.exit(2);
}
if (wanted.mode === 'serve') endWithParent();
void run(wanted);
