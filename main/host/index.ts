import { existsSync, fstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeFiles } from '../../db/store.ts';
import { Fault, isFault } from '../../domain/kernel/fault.ts';
import { type HostArguments, readArguments } from './arguments.ts';
import { realEnv } from './env.ts';
import { fatalText, terminalLanguage } from './fatal-text.ts';
import { startHttp } from './http.ts';
import { serveShell, type ShellChannel } from './ipc.ts';
import { openOutlet, type Outlet } from './outlet.ts';
import { askForKey, shellChannel } from './shell-channel.ts';
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
  const env = realEnv();
  const channel = wanted.mode === 'ipc' ? shellChannel() : null;
  try {
    const key = channel ? await keyFromShell(channel, wanted.dir, env.randomBytes) : undefined;
    outlet = await openOutlet({
      dir: wanted.dir,
      env,
      readerThreads: 2,
      checkOutputs: process.env['NODE_ENV'] !== 'production',
      ...(key === undefined ? {} : { key }),
    });
    await startWork(outlet, { demo: wanted.demo });
    if (channel) return serveShell(outlet, channel, () => void end(0));
    const door = await startHttp(
      { ...outlet, openers: outlet.openers, staticDir: staticDir() },
      { port: wanted.port },
    );
    enders.push(() => door.close());
    say({ ready: true, address: door.openAddress(outlet.deskId) });
  } catch (error) {
    fail(error, channel);
    await end(1);
  }
}

/** The shell's keychain holds the key. A new outlet gets one here, and the shell keeps it before the store exists. */
async function keyFromShell(
  channel: ShellChannel,
  dir: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<string> {
  const kept = await askForKey(channel);
  if (kept !== null) return kept;
  if (existsSync(join(dir, storeFiles.store))) throw new Fault('store_key_missing');
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
