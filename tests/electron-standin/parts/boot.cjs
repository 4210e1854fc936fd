'use strict';
/**
 * Electron's command line on Node: `electron [-r file]… [switches] <app folder> [args]`. Order matters to test
 * drivers: the inspector speaks first, -r files come after `electron` can be required and before the app.
 */
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const [exe, ...args] = process.argv.slice(2);

const { dressProcess, serveElectron } = require('./dress.cjs');
dressProcess({ type: 'browser', execPath: exe });

const requires = [];
let inspect = false;
let debuggingPort = null;
let appArg = null;
for (let i = 0; i < args.length; i++) {
  const arg = args[i];
  if (arg === '-r' || arg === '--require') requires.push(args[++i]);
  else if (arg.startsWith('--inspect')) inspect = true;
  else if (arg.startsWith('--remote-debugging-port=')) debuggingPort = Number(arg.split('=')[1]);
  else if (!arg.startsWith('-') && appArg === null) appArg = arg;
}
// As Electron: argv[0] is the program, then everything as it was given.
process.argv = [exe, ...args];
if (inspect) require('node:inspector').open(0);

process.on('unhandledRejection', (error) => {
  if (/browser is gone|Target closed|Session with given id not found/.test(String(error?.message))) return;
  console.error('Unhandled rejection in main:', error);
});

async function main() {
  const { readSwitches, chromiumSwitches } = require('./command-line.cjs');
  readSwitches(args);
  serveElectron('electron.cjs');
  require('./electron.cjs');
  const browser = require('./browser.cjs');
  let started;
  browser.whenStarted = new Promise((resolve) => (started = resolve));
  const { app, becomeReady, describe } = require('./app.cjs');
  const { appPath, packaged } = require('./locate.cjs').locate(exe, appArg);
  const manifest = describe({ appPath, packaged });
  const load = createRequire(path.join(process.cwd(), 'x.js'));
  for (const file of requires) load(path.resolve(file));
  await import(pathToFileURL(path.resolve(appPath, manifest.main ?? 'index.js')).href);
  const running = await browser.start({
    profile: path.join(app.getPath('userData'), 'standin-browser'),
    switches: chromiumSwitches(),
    debuggingPort,
  });
  process.env.STANDIN_CHROME = running.version;
  running.child.once('exit', () => app.exit(running.child.exitCode ?? 1));
  require('./scheme.cjs').closeRegistration();
  started();
  becomeReady();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => require('./app.cjs').app.quit());
main().catch((error) => {
  console.error('The app could not be started:', error);
  fs.writeSync(2, '');
  process.exit(1);
});
