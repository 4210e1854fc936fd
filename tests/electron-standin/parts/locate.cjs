'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/**
 * Where the app lies. A packaged program has resources/app.asar beside it: it is unpacked to a temporary folder, so
 * what is shown is the file list of the package, not reading from inside an archive.
 */
function locate(exe, appArg) {
  const resources = path.join(path.dirname(exe), 'resources');
  const archive = path.join(resources, 'app.asar');
  if (!fs.existsSync(archive)) {
    const folder = path.resolve(appArg ?? '.');
    if (fs.statSync(folder).isDirectory()) return { appPath: folder, packaged: false };
    throw new Error(`Not an app folder: ${folder}`);
  }
  const target = fs.mkdtempSync(path.join(os.tmpdir(), 'standin-asar-'));
  process.on('exit', () => fs.rmSync(target, { recursive: true, force: true }));
  require('@electron/asar').extractAll(archive, target);
  if (fs.existsSync(`${archive}.unpacked`)) fs.cpSync(`${archive}.unpacked`, target, { recursive: true });
  process.resourcesPath = resources;
  process.env.STANDIN_RESOURCES = resources;
  return { appPath: target, packaged: true };
}
module.exports = { locate };
