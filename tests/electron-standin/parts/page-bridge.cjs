'use strict';
/**
 * Source that runs in pages. Both worlds get one end of the same bridge: DOM events with a secret name cross
 * the worlds synchronously and Chromium itself clones their `detail`; functions and promises travel as ids.
 */
function makeEnd(out, into) {
  const { apply, ownKeys, getPrototypeOf, defineProperty } = Reflect;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const listen = EventTarget.prototype.addEventListener;
  const Custom = CustomEvent;
  const getDetail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail').get;
  const { isArray } = Array;
  const objectProto = Object.prototype;
  const MapClass = Map;
  const PromiseClass = Promise;
  const ErrorClass = Error;
  const target = window;
  const functions = new MapClass();
  const known = new WeakMap();
  const proxies = new MapClass();
  const results = new MapClass();
  const promises = new MapClass();
  const handlers = {};
  let next = 1;
  const send = (detail) => apply(dispatch, target, [new Custom(out, { detail })]);

  const pack = (value, depth = 0) => {
    if (depth > 100) throw new TypeError('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'function') {
      let id = known.get(value);
      if (!id) {
        id = next++;
        known.set(value, id);
        functions.set(id, value);
      }
      return { k: 'f', v: id };
    }
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
    if (value === null || typeof value !== 'object') return { k: 'r', v: value };
    if (value instanceof PromiseClass) {
      const id = next++;
      value.then(
        (done) => send({ t: 'settle', id, ok: true, v: pack(done) }),
        (error) => send({ t: 'settle', id, ok: false, v: pack(error) }),
      );
      return { k: 'p', v: id };
    }
    if (value instanceof ErrorClass) return { k: 'e', v: String(value.message) };
    if (isArray(value)) return { k: 'a', v: value.map((item) => pack(item, depth + 1)) };
    const proto = getPrototypeOf(value);
    if (proto === objectProto || proto === null) {
      const entries = ownKeys(value).filter((key) => typeof key === 'string');
      return { k: 'o', v: entries.map((key) => [key, pack(value[key], depth + 1)]) };
    }
    return { k: 'r', v: structuredClone(value) };
  };

  const call = (id, args) => {
    const cid = next++;
    send({ t: 'call', id, cid, v: args.map((item) => pack(item)) });
    const result = results.get(cid);
    results.delete(cid);
    if (!result) throw new ErrorClass('The other world did not answer');
    const value = unpack(result.v);
    if (!result.ok) throw value;
    return value;
  };

  const unpack = (node) => {
    switch (node.k) {
      case 'f': {
        let proxy = proxies.get(node.v);
        if (!proxy) {
          const id = node.v;
          proxy = (...args) => call(id, args);
          proxies.set(id, proxy);
        }
        return proxy;
      }
      case 'p':
        return new PromiseClass((resolve, reject) => promises.set(node.v, { resolve, reject }));
      case 'e':
        return new ErrorClass(node.v);
      case 'a':
        return node.v.map(unpack);
      case 'o': {
        const object = {};
        for (const [key, value] of node.v) {
          defineProperty(object, key, {
            value: unpack(value),
            writable: true,
            enumerable: true,
            configurable: true,
          });
        }
        return object;
      }
      default:
        return node.v;
    }
  };

  handlers.call = ({ id, cid, v }) => {
    let ok = true;
    let packed;
    try {
      packed = pack(functions.get(id)(...v.map(unpack)));
    } catch (error) {
      ok = false;
      packed = { k: 'e', v: String(error?.message ?? error) };
    }
    send({ t: 'result', cid, ok, v: packed });
  };
  handlers.result = (message) => results.set(message.cid, message);
  handlers.settle = ({ id, ok, v }) => {
    const waiting = promises.get(id);
    promises.delete(id);
    if (ok) waiting?.resolve(unpack(v));
    else waiting?.reject(unpack(v));
  };
  apply(listen, target, [
    into,
    (event) => {
      event.stopImmediatePropagation();
      const message = apply(getDetail, event, []);
      handlers[message.t]?.(message);
    },
    true,
  ]);
  return { send, pack, unpack, handlers };
}

/** Page's own world: defines what the preload exposes, and asks the shell before any window opens. */
function mainWorld(out, into, makeBridgeEnd) {
  const { defineProperty } = Reflect;
  const { freeze } = Object;
  const UrlClass = URL;
  const isTop = window.top === window;
  const end = isTop ? makeBridgeEnd(out, into) : null;
  window.open = function open(url = 'about:blank', frameName = '', features = '') {
    if (end)
      end.send({
        t: 'open',
        url: new UrlClass(String(url), location.href).href,
        frameName: String(frameName),
        features: String(features),
      });
    return null;
  };
  if (!end) return;
  const deepFreeze = (value) => {
    if (value && typeof value === 'object') {
      for (const key of Reflect.ownKeys(value)) deepFreeze(value[key]);
      freeze(value);
    } else if (typeof value === 'function') freeze(value);
    return value;
  };
  end.handlers.expose = ({ key, v, cid }) => {
    let problem = null;
    if (key in window) problem = 'Cannot bind an API on top of an existing property on the window object';
    else
      defineProperty(window, key, {
        value: deepFreeze(end.unpack(v)),
        writable: false,
        configurable: false,
        enumerable: true,
      });
    end.send({ t: 'exposed', cid, problem });
  };
}

/** The preload's world: `require('electron')` for a sandboxed preload and the line to the shell. */
function isolatedWorld(names, info, makeBridgeEnd, makeCodec, preload) {
  if (window.top !== window) return;
  const post = globalThis[names.binding];
  delete globalThis[names.binding];
  const { encode, decode } = makeCodec();
  const end = makeBridgeEnd(names.toMain, names.toIsolated);
  const notOffered = (name, object) =>
    new Proxy(object, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target || key === 'then') return target[key];
        throw new Error(`${name}.${key} is not offered by the Electron stand-in`);
      },
    });

  let next = 1;
  const waiting = new Map();
  const listeners = new Map();
  const on = (channel, listener, once = false) => {
    const list = listeners.get(channel) ?? [];
    listeners.set(channel, [...list, { listener, once }]);
    return ipcRenderer;
  };
  const off = (channel, listener) => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener),
    );
    return ipcRenderer;
  };
  const prepare = (args) => encode(args.map((item) => structuredClone(item)));
  const ipcRenderer = notOffered('ipcRenderer', {
    invoke: (channel, ...args) => {
      const id = next++;
      const text = prepare(args);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post(JSON.stringify({ t: 'invoke', id, channel, args: text }));
      });
    },
    send: (channel, ...args) => void post(JSON.stringify({ t: 'send', channel, args: prepare(args) })),
    on: (channel, listener) => on(channel, listener),
    addListener: (channel, listener) => on(channel, listener),
    once: (channel, listener) => on(channel, listener, true),
    off,
    removeListener: off,
    removeAllListeners: (channel) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel) => (listeners.get(channel) ?? []).length,
  });
  Object.defineProperty(globalThis, names.deliver, {
    value: (text) => {
      const message = JSON.parse(text);
      if (message.t === 'reply') {
        const promise = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.ok) promise?.resolve(decode(message.value));
        else promise?.reject(new Error(message.error));
        return;
      }
      const event = { sender: ipcRenderer, ports: [] };
      for (const entry of listeners.get(message.channel) ?? []) {
        if (entry.once) off(message.channel, entry.listener);
        entry.listener(event, ...decode(message.args));
      }
    },
  });

  const exposures = new Map();
  end.handlers.exposed = ({ cid, problem }) => exposures.set(cid, problem);
  end.handlers.open = ({ url, frameName, features }) =>
    post(JSON.stringify({ t: 'open', url, frameName, features }));
  const contextBridge = notOffered('contextBridge', {
    exposeInMainWorld: (key, api) => {
      const cid = next++;
      end.send({ t: 'expose', key, v: end.pack(api), cid });
      const problem = exposures.get(cid);
      if (problem) throw new Error(problem);
    },
  });
  const process = notOffered('process', {
    ...info,
    env: {},
    argv: [],
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  });
  const electron = notOffered('electron', { contextBridge, ipcRenderer });
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, process);
  } catch (error) {
    console.error(`Unable to load preload script: ${error}`);
    post(JSON.stringify({ t: 'preload-error', message: String(error?.message ?? error) }));
  }
}

module.exports = { makeEnd, mainWorld, isolatedWorld };
