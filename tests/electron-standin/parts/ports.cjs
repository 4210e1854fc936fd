'use strict';
/**
 * MessageChannelMain over worker ports. A port that goes to a utility process is replaced there by a twin; the two
 * are joined by numbered messages over the child's channel. Ports into pages are not offered.
 */
const { EventEmitter } = require('node:events');
const { MessageChannel } = require('node:worker_threads');

class MessagePortMain extends EventEmitter {
  constructor(port) {
    super();
    this.port = port;
    port.on('message', (data) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
    port.unref?.();
    port.pause?.();
  }
  postMessage(message, transfer = []) {
    if (transfer.length > 0)
      throw new Error('A port sent over a port is not offered by the Electron stand-in');
    this.port.postMessage(message);
  }
  start() {
    this.port.start();
  }
  close() {
    this.port.close();
  }
}

class MessageChannelMain {
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

/** Joins local ports with the numbered ones of the other process. `send` and `receive` carry plain messages. */
class PortLink {
  next = 1;
  ports = new Map();
  constructor(send, side) {
    this.send = send;
    this.side = side;
  }
  lend(transfer = []) {
    return transfer.map((main) => {
      const id = `${this.side}${this.next++}`;
      this.join(id, main.port);
      return id;
    });
  }
  adopt(ids = []) {
    return ids.map((id) => {
      const { port1, port2 } = new MessageChannel();
      this.join(id, port1);
      return new MessagePortMain(port2);
    });
  }
  join(id, port) {
    this.ports.set(id, port);
    port.removeAllListeners('message');
    port.on('message', (data) => this.send({ t: 'port', id, data }));
    port.on('close', () => this.ports.delete(id) && this.send({ t: 'port-close', id }));
    port.unref?.();
  }
  receive(message) {
    const port = this.ports.get(message.id);
    if (!port) return;
    if (message.t === 'port') port.postMessage(message.data);
    else {
      this.ports.delete(message.id);
      port.close();
    }
  }
}

module.exports = { MessageChannelMain, MessagePortMain, PortLink };
