'use strict';
const { guard } = require('./guard.cjs');

/** `--name=value` switches, read from the command line and added by the app; Chromium gets the added ones. */
const given = new Map();
const added = new Map();

function readSwitches(argv) {
  for (const arg of argv) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match) given.set(match[1], match[2] ?? '');
  }
}

const commandLine = guard('app.commandLine', {
  appendSwitch: (name, value) => void added.set(name, value ?? ''),
  appendArgument: () => undefined,
  hasSwitch: (name) => given.has(name) || added.has(name),
  getSwitchValue: (name) => added.get(name) ?? given.get(name) ?? '',
  removeSwitch: (name) => {
    given.delete(name);
    added.delete(name);
  },
});

/** What Chromium is started with. `--user-data-dir` and the debugging port are the stand-in's own business. */
function chromiumSwitches() {
  const ours = new Set(['user-data-dir', 'remote-debugging-port', 'remote-debugging-pipe', 'inspect']);
  const passed = new Map([...added].filter(([name]) => !ours.has(name)));
  for (const name of ['no-sandbox', 'lang', 'force-device-scale-factor'])
    if (given.has(name)) passed.set(name, given.get(name));
  return [...passed].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}

module.exports = { commandLine, readSwitches, chromiumSwitches, given };
