'use strict';
const { EventEmitter } = require('node:events');
const { guard, refuse } = require('./guard.cjs');
const { protocol } = require('./scheme.cjs');

/** The default session only; partitions, webRequest and proxies are not offered. */
class Session extends EventEmitter {
  constructor() {
    super();
    this._handlers = { check: null, request: null, device: null, display: null };
    this.protocol = protocol;
  }
  setPermissionRequestHandler(handler) {
    this._handlers.request = handler;
  }
  setPermissionCheckHandler(handler) {
    this._handlers.check = handler;
  }
  setDevicePermissionHandler(handler) {
    this._handlers.device = handler;
  }
  setDisplayMediaRequestHandler(handler) {
    this._handlers.display = handler;
  }
  setSpellCheckerEnabled(on) {
    this._spell = on;
  }
}
const defaultSession = guard('session', new Session());
const session = guard('session', {
  defaultSession,
  fromPartition: refuse('session.fromPartition', 'one browser profile'),
});
module.exports = { session, defaultSession };
