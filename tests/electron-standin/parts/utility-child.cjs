'use strict';
/** Runs a module as a utility process would: `process.parentPort`, no node IPC, `electron` almost empty. */
const { EventEmitter } = require('node:events');
const { pathToFileURL } = require('node:url');
const { dressProcess, serveElectron } = require('./dress.cjs');
const { PortLink } = require('./ports.cjs');

dressProcess({ type: 'utility', execPath: process.env.STANDIN_EXE });
serveElectron('electron-utility.cjs');

const channel = process.send.bind(process);
const link = new PortLink((message) => channel(message), 'u');

class ParentPort extends EventEmitter {
  waiting = [];
  constructor() {
    super();
    // Messages wait until somebody listens, as Electron promises.
    this.on('newListener', (event) => {
      if (event !== 'message') return;
      const late = this.waiting.splice(0);
      queueMicrotask(() => late.forEach((message) => this.emit('message', message)));
    });
  }
  postMessage(message) {
    if (process.connected) channel({ t: 'message', data: structuredClone(message) });
  }
  receive(event) {
    if (this.listenerCount('message') === 0) this.waiting.push(event);
    else this.emit('message', event);
  }
}

const parentPort = new ParentPort();
Object.defineProperty(process, 'parentPort', { value: parentPort, enumerable: true });
process.on('message', (message) => {
  if (message.t === 'message') parentPort.receive({ data: message.data, ports: link.adopt(message.ports) });
  else link.receive(message);
});
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'send', { value: undefined, configurable: true });

const [modulePath, ...args] = process.argv.slice(2);
process.argv = [process.execPath, modulePath, ...args];
import(pathToFileURL(modulePath).href).catch((error) => {
  console.error(error);
  process.exit(1);
});
