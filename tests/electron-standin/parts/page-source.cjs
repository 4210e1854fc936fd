'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const vm = require('node:vm');
const { makeEnd, mainWorld, isolatedWorld } = require('./page-bridge.cjs');
const { makeCodec } = require('./codec.cjs');

const secret = () => `s${crypto.randomBytes(12).toString('hex')}`;

/**
 * The two scripts of one window. Names are drawn per window; the page's world learns only the event names, and
 * those only inside a closure made before any page script runs.
 */
function makeSources(preloadPath) {
  const names = {
    binding: secret(),
    deliver: secret(),
    toMain: secret(),
    toIsolated: secret(),
    world: 'Electron Isolated Context',
  };
  const main = `(${mainWorld})(${JSON.stringify(names.toIsolated)}, ${JSON.stringify(names.toMain)}, ${makeEnd});`;
  let body = '';
  if (preloadPath) {
    if (preloadPath.endsWith('.mjs')) throw new Error('A sandboxed preload cannot be an ES module');
    body = fs.readFileSync(preloadPath, 'utf8');
  }
  const wrapped = `function (require, module, exports, process) {\n${body}\n}`;
  new vm.Script(`(${wrapped})`, { filename: preloadPath ?? 'no-preload' });
  const info = { platform: process.platform, arch: process.arch, versions: { ...process.versions } };
  const isolated = `(${isolatedWorld})(${JSON.stringify(names)}, ${JSON.stringify(info)}, ${makeEnd}, ${makeCodec}, ${wrapped});`;
  return { names, main, isolated };
}

module.exports = { makeSources };
