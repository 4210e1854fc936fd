'use strict';
/** Makes a Node process look like one of Electron's, so that libraries take the same turns as there. */
const childProcess = require('node:child_process');
const fs = require('node:fs');
const { registerHooks } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

function electronVersion() {
  const file = path.join(__dirname, '../../../node_modules/electron/package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).version : '0.0.0';
}

function dressProcess({ type, execPath }) {
  const set = (key, value) =>
    Object.defineProperty(process, key, { value, configurable: true, writable: true, enumerable: true });
  process.env.STANDIN_REAL_NODE ??= process.execPath;
  set(
    'versions',
    Object.freeze({
      ...process.versions,
      electron: electronVersion(),
      chrome: process.env.STANDIN_CHROME ?? '0.0.0.0',
    }),
  );
  set('type', type);
  set('execPath', execPath);
  set('resourcesPath', process.env.STANDIN_RESOURCES ?? path.dirname(execPath));
  // Electron's own fork asks its binary to be Node for the child; with the fuse for that switched off this fails there.
  const fork = childProcess.fork;
  childProcess.fork = (file, args, options) => {
    const rest = Array.isArray(args) ? (options ?? {}) : (args ?? {});
    return fork(file, Array.isArray(args) ? args : [], {
      ...rest,
      env: { ...(rest.env ?? process.env), ELECTRON_RUN_AS_NODE: '1' },
    });
  };
}

/** `electron` in all its spellings becomes `file` of this folder; `original-fs` is Node's own. */
function serveElectron(file) {
  const url = pathToFileURL(path.join(__dirname, file)).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'electron' || (specifier.startsWith('electron/') && !specifier.includes('.')))
        return { url, format: 'commonjs', shortCircuit: true };
      if (specifier === 'original-fs') return next('node:fs', context);
      return next(specifier, context);
    },
  });
}

module.exports = { dressProcess, serveElectron };
