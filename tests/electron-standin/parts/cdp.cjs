'use strict';
const { EventEmitter } = require('node:events');

/** Raw DevTools protocol over --remote-debugging-pipe: JSON texts ended by a zero byte. Sessions are flat. */
class Cdp extends EventEmitter {
  constructor(writable, readable) {
    super();
    this.setMaxListeners(0);
    this.writable = writable;
    this.next = 1;
    this.pending = new Map();
    this.sessions = new Map();
    this.closed = false;
    let parts = [];
    readable.on('data', (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(0, start); end !== -1; end = chunk.indexOf(0, start)) {
        parts.push(chunk.subarray(start, end));
        const text = Buffer.concat(parts).toString('utf8');
        parts = [];
        start = end + 1;
        this.receive(JSON.parse(text));
      }
      if (start < chunk.length) parts.push(chunk.subarray(start));
    });
    const end = () => this.end();
    readable.on('close', end);
    readable.on('error', end);
    writable.on('error', end);
  }

  send(method, params = {}, sessionId) {
    if (this.closed) return Promise.reject(new Error(`browser is gone: ${method}`));
    const id = this.next++;
    const promise = new Promise((resolve, reject) => this.pending.set(id, { resolve, reject, method }));
    this.writable.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    return promise;
  }

  /** Events of one session, and `send` bound to it. */
  session(id) {
    let session = this.sessions.get(id);
    if (!session) {
      session = new EventEmitter();
      session.setMaxListeners(0);
      session.id = id;
      session.send = (method, params) => this.send(method, params, id);
      /** For calls whose failure means only that the page has gone meanwhile. */
      session.tell = (method, params) => this.send(method, params, id).catch(() => undefined);
      this.sessions.set(id, session);
    }
    return session;
  }

  receive(message) {
    if (message.id !== undefined) {
      const waiting = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (!waiting) return;
      if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
      else waiting.resolve(message.result);
      return;
    }
    if (message.method === 'Target.detachedFromTarget') {
      const gone = this.sessions.get(message.params.sessionId);
      this.sessions.delete(message.params.sessionId);
      gone?.emit('detached');
    }
    const target = message.sessionId ? this.session(message.sessionId) : this;
    target.emit(message.method, message.params, message.sessionId);
    if (message.method === 'Target.attachedToTarget')
      this.emit('attached', message.params, message.sessionId);
  }

  end() {
    if (this.closed) return;
    this.closed = true;
    for (const { reject, method } of this.pending.values()) reject(new Error(`browser is gone: ${method}`));
    this.pending.clear();
    this.emit('end');
  }
}

module.exports = { Cdp };
