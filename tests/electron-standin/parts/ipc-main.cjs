'use strict';
const { EventEmitter } = require('node:events');
const { guard } = require('./guard.cjs');

/** `ipcMain` and `webContents.ipc`: handlers by channel, listeners by event. */
class IpcMain extends EventEmitter {
  constructor() {
    super();
    this.invokable = new Map();
  }
  handle(channel, handler) {
    if (this.invokable.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.invokable.set(channel, handler);
  }
  handleOnce(channel, handler) {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }
  removeHandler(channel) {
    this.invokable.delete(channel);
  }
}

const makeIpc = (name) => guard(name, new IpcMain());
module.exports = { makeIpc, ipcMain: makeIpc('ipcMain') };
