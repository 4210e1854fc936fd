'use strict';
/** `utilityProcess.fork` by child_process.fork; messages are cloned by V8. A killed child has a signal, shown as -1. */
const { EventEmitter } = require('node:events');
const { fork } = require('node:child_process');
const path = require('node:path');
const { guard } = require('./guard.cjs');
const { PortLink } = require('./ports.cjs');

const living = new Set();

class UtilityProcess extends EventEmitter {
  constructor(modulePath, args, options) {
    super();
    const {
      stdio = 'inherit',
      env = process.env,
      cwd,
      serviceName = 'Node Utility Process',
      execArgv = [],
    } = options;
    const out = Array.isArray(stdio)
      ? stdio.slice(0, 3)
      : [stdio === 'pipe' ? 'ignore' : 'inherit', stdio, stdio];
    this.child = fork(path.join(__dirname, 'utility-child.cjs'), [modulePath, ...args], {
      execPath: process.env.STANDIN_REAL_NODE,
      execArgv,
      cwd,
      env: {
        ...env,
        STANDIN_REAL_NODE: process.env.STANDIN_REAL_NODE,
        STANDIN_EXE: process.execPath,
        STANDIN_SERVICE: serviceName,
        ELECTRON_RUN_AS_NODE: '1',
      },
      serialization: 'advanced',
      stdio: [...out, 'ipc'],
    });
    this.link = new PortLink((message) => this.child.connected && this.child.send(message), 'm');
    living.add(this);
    this.child.on('spawn', () => this.emit('spawn'));
    this.child.on('message', (message) => {
      if (message.t === 'message') this.emit('message', message.data);
      else this.link.receive(message);
    });
    this.child.on('exit', (code) => {
      living.delete(this);
      const { app } = require('./app.cjs');
      this.emit('exit', code ?? -1);
      app.emit(
        'child-process-gone',
        {},
        {
          type: 'Utility',
          reason: code === 0 ? 'clean-exit' : 'killed',
          exitCode: code ?? -1,
          name: serviceName,
        },
      );
    });
    this.child.on('error', () => undefined);
  }
  get pid() {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }
  get stdout() {
    return this.child.stdout;
  }
  get stderr() {
    return this.child.stderr;
  }
  postMessage(message, transfer) {
    const ports = this.link.lend(transfer);
    if (this.child.connected)
      this.child.send({ t: 'message', data: structuredClone(message), ports }, () => undefined);
  }
  kill() {
    return this.child.kill('SIGTERM');
  }
}

const utilityProcess = guard('utilityProcess', {
  fork(modulePath, args = [], options = {}) {
    const { app } = require('./app.cjs');
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    return guard('UtilityProcess', new UtilityProcess(modulePath, args, options));
  },
});
const killAll = () => {
  for (const process of living) process.child.kill('SIGTERM');
};
module.exports = { utilityProcess, killAll };
