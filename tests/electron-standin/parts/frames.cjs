'use strict';
/** `WebFrameMain` and the frame tree of one page, told by the browser alone, never by the page. */
const { guard } = require('./guard.cjs');
const { fromBrowser } = require('./scheme.cjs');
const { codec } = require('./codec.cjs');

let nextRouting = 1;

function makeFrame(tree, id, parentId) {
  const frame = {
    routingId: nextRouting++,
    processId: 1,
    name: '',
    detached: false,
    browserUrl: '',
    get frameTreeNodeId() {
      return frame.routingId;
    },
    get frameToken() {
      return id;
    },
    get url() {
      return fromBrowser(frame.browserUrl);
    },
    get origin() {
      try {
        const at = new URL(frame.browserUrl);
        return at.protocol === 'https:' ? fromBrowser(at.origin) : at.origin;
      } catch {
        return 'null';
      }
    },
    get parent() {
      return parentId ? (tree.frames.get(parentId) ?? null) : null;
    },
    get top() {
      return tree.main;
    },
    get frames() {
      return [...tree.frames.values()].filter((other) => other.parent === proxy);
    },
    isDestroyed: () => frame.detached,
    send: (channel, ...args) => tree.deliver(id, { t: 'message', channel, args: codec.encode(args) }),
    executeJavaScript: (code) => tree.evaluate(id, code),
  };
  const proxy = guard('WebFrameMain', frame);
  tree.raw.set(proxy, frame);
  return proxy;
}

/** Follows Page.* and Runtime.* events of one session. `worlds` maps frame → context of the preload's world. */
class FrameTree {
  constructor(session, worldName) {
    this.session = session;
    this.frames = new Map();
    this.raw = new WeakMap();
    this.worlds = new Map();
    this.pages = new Map();
    this.contexts = new Map();
    this.mainId = null;
    this.queue = [];
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.ensure(frameId, parentFrameId));
    session.on('Page.frameNavigated', ({ frame }) => this.navigated(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => this.setUrl(frameId, url));
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'swap') return;
      const frame = this.frames.get(frameId);
      if (frame) this.raw.get(frame).detached = true;
      this.frames.delete(frameId);
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId, isDefault } = context.auxData ?? {};
      if (!frameId) return;
      this.contexts.set(context.id, frameId);
      if (context.name === worldName) this.worlds.set(frameId, context.id);
      else if (isDefault) this.pages.set(frameId, context.id);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.drop(executionContextId),
    );
    session.on('Runtime.executionContextsCleared', () => {
      this.contexts.clear();
      this.worlds.clear();
      this.pages.clear();
    });
  }

  get main() {
    return this.frames.get(this.mainId) ?? null;
  }

  drop(contextId) {
    const frameId = this.contexts.get(contextId);
    this.contexts.delete(contextId);
    if (this.worlds.get(frameId) === contextId) this.worlds.delete(frameId);
    if (this.pages.get(frameId) === contextId) this.pages.delete(frameId);
  }

  ensure(id, parentId) {
    if (!parentId) this.mainId = id;
    if (!this.frames.has(id)) this.frames.set(id, makeFrame(this, id, parentId ?? null));
    return this.frames.get(id);
  }

  setUrl(id, url) {
    const frame = this.frames.get(id);
    if (frame) this.raw.get(frame).browserUrl = url;
  }

  navigated(frame) {
    this.ensure(frame.id, frame.parentId);
    this.setUrl(frame.id, frame.url + (frame.urlFragment ?? ''));
  }

  frameOfContext(contextId) {
    return this.frames.get(this.contexts.get(contextId)) ?? null;
  }

  evaluate(frameId, code) {
    return this.session
      .send('Runtime.evaluate', {
        expression: code,
        contextId: this.pages.get(frameId),
        awaitPromise: true,
        returnByValue: true,
        userGesture: false,
      })
      .then(({ result, exceptionDetails }) => {
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      });
  }
}

module.exports = { FrameTree };
