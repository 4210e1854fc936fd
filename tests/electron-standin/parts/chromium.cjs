'use strict';
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const { Cdp } = require('./cdp.cjs');

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findChromium() {
  const found = [process.env.CHROME_PATH, ...places].find((place) => place && fs.existsSync(place));
  if (!found) throw new Error('The Electron stand-in needs Chromium: install it or set CHROME_PATH');
  return found;
}

/** Starts the browser on its own profile and attaches to every target before it runs. */
async function startChromium({ profile, switches, debuggingPort }) {
  fs.mkdirSync(profile, { recursive: true });
  const args = [
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-popup-blocking',
    '--password-store=basic',
    ...switches,
  ];
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) args.push('--headless');
  if (process.getuid?.() === 0 && !args.includes('--no-sandbox')) args.push('--no-sandbox');
  if (debuggingPort !== null) args.push(`--remote-debugging-port=${debuggingPort}`);
  const child = spawn(findChromium(), args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  let noise = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text) => {
    noise = (noise + text).slice(-8000);
    for (const line of text.split('\n')) {
      // The one line a test driver waits for; the rest of Chromium's stderr is D-Bus noise.
      if (line.startsWith('DevTools listening on ws://')) process.stderr.write(`${line}\n`);
    }
  });
  const cdp = new Cdp(child.stdio[3], child.stdio[4]);
  child.on('error', () => cdp.end());
  child.on('exit', () => cdp.end());
  const version = await cdp.send('Browser.getVersion').catch((error) => {
    throw new Error(`Chromium did not start: ${error.message}\n${noise}`);
  });
  return { cdp, child, version: version.product.split('/')[1] };
}

/** Ends the browser and waits for it, so that the profile may be deleted or opened again at once. */
async function stopChromium({ cdp, child }) {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await cdp.send('Browser.close').catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(timer);
}

module.exports = { startChromium, stopChromium, findChromium };
