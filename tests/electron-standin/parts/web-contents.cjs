'use strict';
const { EventEmitter } = require('node:events');
const browser = require('./browser.cjs');
const scheme = require('./scheme.cjs');
const { guard, refuse } = require('./guard.cjs');
const { codec } = require('./codec.cjs');
const { FrameTree } = require('./frames.cjs');
const { makeSources } = require('./page-source.cjs');
const { makeIpc, ipcMain } = require('./ipc-main.cjs');
const { watchPage } = require('./navigation.cjs');
const { nativeImage } = require('./native-image.cjs');
const { projectPermissions } = require('./permissions.cjs');
const printing = require('./printing.cjs');

const all = new Map();
let nextId = 1;

/** One page. `ready` resolves when its target is attached and both worlds are prepared. */
class WebContents extends EventEmitter {
  constructor({ preferences, bounds, session }) {
    super();
    this.setMaxListeners(0);
    this.id = nextId++;
    this.session = session;
    this.preferences = preferences;
    this.ipc = makeIpc('webContents.ipc');
    this.destroyed = false;
    this.crashed = false;
    this.loading = false;
    this.title = '';
    this.zoom = 1;
    this.openHandler = null;
    this.loaded = null;
    this.owningWindow = null;
    this.targetId = null;
    this.cdp = null;
    this.tree = null;
    this.owner = null;
    this.sources = makeSources(preferences.preload ?? null);
    this.proxy = guard('webContents', this);
    all.set(this.id, this);
    this.ready = this.attach(bounds);
    this.ready.catch(() => undefined);
  }

  async attach(bounds) {
    await browser.whenStarted;
    const { targetId, session } = await browser.createPage(bounds);
    this.targetId = targetId;
    this.cdp = session;
    this.tree = new FrameTree(session, this.sources.names.world);
    this.tree.deliver = (frameId, message) => this.deliver(frameId, message);
    this.owner = { contents: this, tree: this.tree };
    session.on('detached', () => this.markDestroyed());
    session.on('Runtime.bindingCalled', (event) => this.onBinding(event));
    session.on('Inspector.targetCrashed', () => {
      this.crashed = true;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
    });
    session.on('Page.frameNavigated', ({ frame, type }) => this.onNavigated(frame, type));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.tree.mainId)
        this.emit('did-navigate-in-page', {}, scheme.fromBrowser(url), true, 1, 1);
    });
    session.on('Page.lifecycleEvent', ({ name, frameId, loaderId }) => {
      if (name === 'load' && frameId === this.tree.mainId) this.loaded = loaderId;
    });
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    session.on('Page.loadEventFired', () => this.onLoaded());
    session.on(
      'Page.frameStartedLoading',
      ({ frameId }) => frameId === this.tree.mainId && this.setLoading(true),
    );
    session.on(
      'Page.frameStoppedLoading',
      ({ frameId }) => frameId === this.tree.mainId && this.setLoading(false),
    );
    session.on('Runtime.consoleAPICalled', ({ type, args }) =>
      this.emit('console-message', {
        level: type,
        message: args.map((a) => a.value ?? a.description ?? '').join(' '),
      }),
    );
    const { names, main, isolated } = this.sources;
    const tree = session.send('Page.getFrameTree');
    await Promise.all([
      session.send('Page.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Inspector.enable'),
      session.send('Runtime.addBinding', { name: names.binding, executionContextName: names.world }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: main }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: names.world }),
      session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
      session.send('Emulation.setScriptExecutionDisabled', { value: this.preferences.javascript === false }),
      watchPage(session, this.owner),
      projectPermissions(this),
    ]);
    this.tree.navigated((await tree).frameTree.frame);
    await session.send('Runtime.runIfWaitingForDebugger');
  }

  onNavigated(frame, type) {
    if (frame.parentId || type === 'BackForwardCacheRestore') return;
    this.crashed = false;
    const url = scheme.fromBrowser(frame.url);
    if (frame.unreachableUrl) return;
    if (url !== 'about:blank') this.emit('did-navigate', {}, url, 200, '');
    void projectPermissions(this).catch(() => undefined);
  }

  onLoaded() {
    if (this.getURL() === 'about:blank' || this.destroyed) return;
    this.emit('did-finish-load', {});
  }

  setLoading(loading) {
    this.loading = loading;
    this.emit(loading ? 'did-start-loading' : 'did-stop-loading', {});
  }

  markDestroyed() {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    this.emit('destroyed', {});
  }

  deliver(frameId, message) {
    const contextId = this.tree.worlds.get(frameId);
    if (contextId === undefined || this.destroyed) return;
    const expression = `globalThis[${JSON.stringify(this.sources.names.deliver)}](${JSON.stringify(JSON.stringify(message))})`;
    void this.cdp.tell('Runtime.evaluate', { expression, contextId });
  }

  onBinding({ name, payload, executionContextId }) {
    if (name !== this.sources.names.binding) return;
    const frame = this.tree.frameOfContext(executionContextId);
    const message = JSON.parse(payload);
    if (message.t === 'open') return this.askOpen(message);
    if (message.t === 'preload-error')
      return this.emit('preload-error', {}, this.preferences.preload, new Error(message.message));
    const event = {
      sender: this.proxy,
      senderFrame: frame,
      frameId: frame?.routingId ?? -1,
      processId: 1,
      type: 'frame',
      ports: [],
    };
    const args = codec.decode(message.args);
    if (message.t === 'send') {
      event.reply = (channel, ...rest) => frame?.send(channel, ...rest);
      this.emit('ipc-message', event, message.channel, ...args);
      this.ipc.emit(message.channel, event, ...args);
      ipcMain.emit(message.channel, event, ...args);
      return;
    }
    const frameId = this.tree.contexts.get(executionContextId);
    void this.invoke(message.channel, event, args).then((reply) =>
      this.deliver(frameId, { t: 'reply', id: message.id, ...reply }),
    );
  }

  async invoke(channel, event, args) {
    const handler = this.ipc.invokable.get(channel) ?? ipcMain.invokable.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return { ok: true, value: codec.encode(structuredClone(await handler(event, ...args))) };
    } catch (error) {
      return { ok: false, error: `Error invoking remote method '${channel}': ${error}` };
    }
  }

  /** Returns nothing: an opened window is not offered, only its refusal. */
  askOpen({ url, frameName, features, disposition }) {
    const details = {
      url: scheme.fromBrowser(url),
      frameName: frameName ?? '',
      features: features ?? '',
      disposition: disposition ?? 'new-window',
      referrer: { url: this.getURL(), policy: 'strict-origin-when-cross-origin' },
    };
    const decision = this.openHandler ? this.openHandler(details) : { action: 'allow' };
    if (decision.action !== 'deny') this.emit('standin-unsupported', 'an allowed window.open');
    if (decision.action !== 'deny')
      console.error('An allowed window.open is not offered by the Electron stand-in');
  }

  async loadURL(url) {
    if (typeof url !== 'string') throw new TypeError('loadURL takes text');
    await this.ready;
    const { errorText, loaderId } = await this.cdp.send('Page.navigate', { url: scheme.toBrowser(url) });
    if (errorText) {
      this.emit('did-fail-load', {}, errorText === 'net::ERR_ABORTED' ? -3 : -2, errorText, url, true, 1, 1);
      throw Object.assign(new Error(`${errorText.replace('net::', '')} (-2) loading '${url}'`), {
        code: errorText.replace('net::', ''),
        errno: -2,
        url,
      });
    }
    await this.loadedBy(loaderId);
  }

  /** The load event of this very navigation: that of the page before may still be on its way. */
  loadedBy(loaderId) {
    if (!loaderId || this.loaded === loaderId || this.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const look = (event) => {
        if (event && event.loaderId !== loaderId) return;
        this.cdp.off('Page.lifecycleEvent', onEvent);
        resolve();
      };
      const onEvent = (event) => event.name === 'load' && look(event);
      this.cdp.on('Page.lifecycleEvent', onEvent);
      this.once('destroyed', () => look(null));
    });
  }

  getURL() {
    return this.tree?.main?.url.replace(/^about:blank$/, '') ?? '';
  }
  getTitle() {
    return this.title;
  }
  get mainFrame() {
    return this.tree?.main ?? null;
  }
  isDestroyed() {
    return this.destroyed;
  }
  isCrashed() {
    return this.crashed;
  }
  isLoading() {
    return this.loading;
  }
  getType() {
    return 'window';
  }
  send(channel, ...args) {
    const text = codec.encode(structuredClone(args));
    if (this.tree?.mainId) this.deliver(this.tree.mainId, { t: 'message', channel, args: text });
  }
  executeJavaScript(code) {
    return this.ready.then(() => this.tree.evaluate(this.tree.mainId, code));
  }
  setWindowOpenHandler(handler) {
    this.openHandler = handler;
  }
  reload() {
    void this.ready.then(() => this.cdp.tell('Page.reload'));
  }
  focus() {
    void this.cdp?.tell('Page.bringToFront');
  }
  isFocused() {
    return this.owningWindow?.isFocused() ?? false;
  }
  setZoomFactor(factor) {
    this.zoom = factor;
    void this.cdp?.tell('Emulation.setPageScaleFactor', { pageScaleFactor: factor });
  }
  getZoomFactor() {
    return this.zoom;
  }
  forcefullyCrashRenderer() {
    void this.cdp.tell('Page.crash');
  }
  async capturePage() {
    // A page that is just being laid out anew cannot be pictured for a moment; Electron waits by itself.
    const take = () => this.cdp.send('Page.captureScreenshot', { format: 'png' });
    const { data } = await take().catch(() => new Promise((later) => setTimeout(later, 300)).then(take));
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'));
  }
  printToPDF(options) {
    return this.ready.then(() => printing.toPdf(this.cdp, options ?? {}));
  }
  print() {
    refuse('webContents.print', 'there is no printer; replace it in the spec')();
  }
  getPrintersAsync() {
    return Promise.reject(
      new Error(
        'webContents.getPrintersAsync is not offered by the Electron stand-in; replace it in the spec',
      ),
    );
  }
  close() {
    if (this.owningWindow) this.owningWindow.close();
    else void this.destroyTarget();
  }
  async destroyTarget() {
    await this.ready.catch(() => undefined);
    if (this.targetId)
      await browser
        .cdp()
        .send('Target.closeTarget', { targetId: this.targetId })
        .catch(() => undefined);
    this.markDestroyed();
  }
}

browser.hooks.title = (info) => {
  for (const contents of all.values()) {
    if (contents.targetId !== info.targetId || contents.title === info.title) continue;
    contents.title = info.title;
    contents.emit('page-title-updated', { preventDefault: () => undefined }, info.title, true);
  }
};

const webContents = guard('webContents', {
  getAllWebContents: () => [...all.values()].map((contents) => contents.proxy),
  fromId: (id) => all.get(id)?.proxy,
  fromDevToolsTargetId: (targetId) =>
    [...all.values()].find((contents) => contents.targetId === targetId)?.proxy,
  getFocusedWebContents: () => [...all.values()].find((contents) => contents.isFocused())?.proxy ?? null,
});

module.exports = { WebContents, webContents, all };
