'use strict';
const { EventEmitter } = require('node:events');
const browser = require('./browser.cjs');
const { guard } = require('./guard.cjs');
const { WebContents } = require('./web-contents.cjs');
const { cancellable } = require('./navigation.cjs');
const { defaultSession } = require('./session.cjs');
const { screen } = require('./screen.cjs');

const windows = new Map();
let focusedId = null;
const refused = {
  nodeIntegration: true,
  nodeIntegrationInWorker: true,
  nodeIntegrationInSubFrames: true,
  contextIsolation: false,
  sandbox: false,
  webSecurity: false,
  allowRunningInsecureContent: true,
  experimentalFeatures: true,
  webviewTag: true,
};

function checkPreferences(preferences) {
  for (const [key, bad] of Object.entries(refused)) {
    if (preferences[key] === bad)
      throw new Error(`webPreferences.${key}: ${bad} is refused by the Electron stand-in`);
  }
  for (const key of ['enableBlinkFeatures', 'partition', 'session']) {
    if (preferences[key] !== undefined)
      throw new Error(`webPreferences.${key} is not offered by the Electron stand-in`);
  }
}

/** A window is a model beside one browser page; its place and size are passed on as far as Chromium listens. */
class BrowserWindow extends EventEmitter {
  constructor(options = {}) {
    super();
    const preferences = options.webPreferences ?? {};
    checkPreferences(preferences);
    const area = screen.getPrimaryDisplay().workArea;
    const width = options.width ?? 800;
    const height = options.height ?? 600;
    const x = options.x ?? area.x + Math.round((area.width - width) / 2);
    const y = options.y ?? area.y + Math.round((area.height - height) / 2);
    this.model = {
      bounds: { x, y, width, height },
      state: 'normal',
      visible: options.show !== false,
      title: options.title ?? 'Electron',
      minimum: [options.minWidth ?? 0, options.minHeight ?? 0],
      shown: false,
      closed: false,
      menuBar: true,
    };
    this.contents = new WebContents({
      preferences,
      bounds: { width, height, left: x, top: y },
      session: defaultSession,
    });
    this.webContents = this.contents.proxy;
    this.id = this.contents.id;
    this.proxy = guard('BrowserWindow', this);
    this.contents.owningWindow = this;
    windows.set(this.id, this);
    this.contents.on('destroyed', () => this.markClosed());
    this.contents.on('page-title-updated', (event, title) => {
      this.model.title = title;
      this.emit('page-title-updated', event, title, true);
    });
    this.contents.once('did-finish-load', () => this.emit('ready-to-show'));
    if (this.model.visible) focusedId = this.id;
    require('./app.cjs').app.emit('web-contents-created', {}, this.webContents);
    require('./app.cjs').app.emit('browser-window-created', {}, this.proxy);
    return this.proxy;
  }

  static getAllWindows() {
    return [...windows.values()].map((window) => window.proxy);
  }
  static getFocusedWindow() {
    return windows.get(focusedId)?.proxy ?? null;
  }
  static fromWebContents(contents) {
    return [...windows.values()].find((window) => window.webContents === contents)?.proxy ?? null;
  }
  static fromId(id) {
    return windows.get(id)?.proxy ?? null;
  }

  loadURL(url) {
    return this.contents.loadURL(url);
  }
  close() {
    if (this.model.closed) return;
    const event = cancellable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy() {
    void this.contents.destroyTarget();
  }
  markClosed() {
    if (this.model.closed) return;
    this.model.closed = true;
    windows.delete(this.id);
    if (focusedId === this.id) focusedId = [...windows.keys()].at(-1) ?? null;
    this.emit('closed');
    if (windows.size === 0) require('./app.cjs').allWindowsClosed();
  }
  isDestroyed() {
    return this.model.closed;
  }
  show() {
    this.model.visible = true;
    this.emit('show');
    this.focus();
  }
  hide() {
    this.model.visible = false;
    this.emit('hide');
  }
  focus() {
    focusedId = this.id;
    this.contents.focus();
    this.emit('focus', {});
  }
  isFocused() {
    return focusedId === this.id;
  }
  isVisible() {
    return this.model.visible;
  }
  setState(state, event) {
    if (this.model.state === state) return;
    this.model.state = state;
    this.emit(event);
  }
  minimize() {
    this.setState('minimized', 'minimize');
  }
  maximize() {
    this.setState('maximized', 'maximize');
  }
  unmaximize() {
    if (this.isMaximized()) this.setState('normal', 'unmaximize');
  }
  restore() {
    this.setState('normal', 'restore');
  }
  setFullScreen(on) {
    this.setState(on ? 'fullscreen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen');
  }
  isMinimized() {
    return this.model.state === 'minimized';
  }
  isMaximized() {
    return this.model.state === 'maximized';
  }
  isFullScreen() {
    return this.model.state === 'fullscreen';
  }
  getBounds() {
    return { ...this.model.bounds };
  }
  getNormalBounds() {
    return { ...this.model.bounds };
  }
  getSize() {
    return [this.model.bounds.width, this.model.bounds.height];
  }
  setSize(width, height) {
    this.setBounds({ width, height });
  }
  setBounds(bounds) {
    Object.assign(this.model.bounds, bounds);
    this.emit('resize', {});
    this.emit('move', {});
    void this.applyBounds();
  }
  async applyBounds() {
    await this.contents.ready;
    const { windowId } = await browser
      .cdp()
      .send('Browser.getWindowForTarget', { targetId: this.contents.targetId });
    const { x, y, width, height } = this.model.bounds;
    await browser
      .cdp()
      .send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y, width, height } })
      .catch(() => undefined);
  }
  setMinimumSize(width, height) {
    this.model.minimum = [width, height];
  }
  getMinimumSize() {
    return [...this.model.minimum];
  }
  setTitle(title) {
    this.model.title = title;
  }
  getTitle() {
    return this.model.title;
  }
  setMenuBarVisibility(on) {
    this.model.menuBar = on;
  }
  removeMenu() {
    this.model.menuBar = false;
  }
  setBackgroundColor() {}
  setProgressBar() {}
  flashFrame() {}
}

module.exports = { BrowserWindow, windows };
