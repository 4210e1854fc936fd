'use strict';
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const browser = require('./browser.cjs');
const { guard } = require('./guard.cjs');
const { cancellable } = require('./navigation.cjs');
const { commandLine } = require('./command-line.cjs');
const { Lock } = require('./single-instance.cjs');

const info = { name: 'Electron', version: '0.0.0', appPath: process.cwd(), packaged: false };
const paths = new Map();
const lock = new Lock();
let ready = null;
const whenReady = new Promise((resolve) => (ready = resolve));
let isReady = false;
let quitting = false;
let leaving = false;

function pathOf(name) {
  if (paths.has(name)) return paths.get(name);
  const home = os.homedir();
  const appData = process.env.XDG_CONFIG_HOME ?? path.join(home, '.config');
  const known = {
    home,
    appData,
    userData: path.join(appData, info.name),
    temp: os.tmpdir(),
    exe: process.execPath,
    desktop: path.join(home, 'Desktop'),
    documents: path.join(home, 'Documents'),
    downloads: path.join(home, 'Downloads'),
  };
  known.sessionData = paths.get('userData') ?? known.userData;
  known.logs = path.join(known.sessionData, 'logs');
  if (!(name in known)) throw new Error(`Failed to get '${name}' path`);
  return known[name];
}

class App extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
    this.commandLine = commandLine;
  }
  get isPackaged() {
    return info.packaged;
  }
  get name() {
    return info.name;
  }
  set name(name) {
    info.name = name;
  }
  getName() {
    return info.name;
  }
  setName(name) {
    info.name = name;
  }
  getVersion() {
    return info.version;
  }
  getAppPath() {
    return info.appPath;
  }
  getPath(name) {
    return pathOf(name);
  }
  setPath(name, value) {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute');
    paths.set(name, value);
  }
  setAppLogsPath() {}
  getLocale() {
    return (process.env.LANG ?? 'en-US')
      .split('.')[0]
      .replace('_', '-')
      .replace(/^C$|^POSIX$/, 'en-US');
  }
  getPreferredSystemLanguages() {
    return [this.getLocale()];
  }
  isReady() {
    return isReady;
  }
  whenReady() {
    return whenReady;
  }
  enableSandbox() {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }
  setAppUserModelId() {}
  setAboutPanelOptions() {}
  setDesktopName() {}
  requestSingleInstanceLock(data) {
    return lock.request(pathOf('userData'), data, (argv, cwd, extra) =>
      this.emit('second-instance', {}, argv, cwd, extra),
    );
  }
  hasSingleInstanceLock() {
    return lock.held;
  }
  releaseSingleInstanceLock() {
    lock.release();
  }
  quit() {
    if (quitting || leaving) return;
    quitting = true;
    void this._quit();
  }
  async _quit() {
    const { windows } = require('./browser-window.cjs');
    const before = cancellable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return void (quitting = false);
    for (const window of [...windows.values()]) window.close();
    for (let turn = 0; turn < 200 && windows.size > 0; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const stays = [...windows.values()].some((window) => !window.contents.destroyed);
      if (stays && turn > 100) break;
    }
    if (windows.size > 0) return void (quitting = false);
    this._finish();
  }
  _finish() {
    const will = cancellable({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) return void (quitting = false);
    this.exit(0);
  }
  exit(code = 0) {
    if (leaving) return;
    leaving = true;
    this.emit('quit', {}, code);
    lock.release();
    require('./utility-process.cjs').killAll();
    void browser.stop().finally(() => process.exit(code));
  }
  focus() {}
}

const app = new App();
const proxy = guard('app', app);

/** Once everything is loaded and the browser runs. Goes through `emit`, which a test driver may have replaced. */
function becomeReady() {
  isReady = true;
  app.emit('ready', {}, {});
  ready({});
}

function allWindowsClosed() {
  if (quitting || leaving) return;
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
}

function describe({ appPath, packaged }) {
  const manifest = JSON.parse(fs.readFileSync(path.join(appPath, 'package.json'), 'utf8'));
  Object.assign(info, {
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
    appPath,
    packaged,
  });
  return manifest;
}

module.exports = { app: proxy, becomeReady, allWindowsClosed, describe };
