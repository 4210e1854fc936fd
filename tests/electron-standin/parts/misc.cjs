'use strict';
const { EventEmitter } = require('node:events');
const { guard, refuse } = require('./guard.cjs');

const inSpec = (name) => refuse(`dialog.${name}`, 'no person is there; replace it in the spec');
const dialog = guard('dialog', {
  showOpenDialog: inSpec('showOpenDialog'),
  showSaveDialog: inSpec('showSaveDialog'),
  showMessageBox: inSpec('showMessageBox'),
  showErrorBox: inSpec('showErrorBox'),
});

/** Held in memory: the machine's clipboard is not touched. */
let clip = '';
const clipboard = guard('clipboard', {
  readText: () => clip,
  writeText: (text) => void (clip = String(text)),
  clear: () => void (clip = ''),
});

class NativeTheme extends EventEmitter {
  source = 'system';
  get themeSource() {
    return this.source;
  }
  set themeSource(value) {
    if (!['system', 'light', 'dark'].includes(value))
      throw new TypeError('Error processing argument: themeSource');
    this.source = value;
    const features = value === 'system' ? [] : [{ name: 'prefers-color-scheme', value }];
    for (const contents of require('./web-contents.cjs').all.values()) {
      void contents.ready.then(() => contents.cdp.tell('Emulation.setEmulatedMedia', { features }));
    }
    this.emit('updated', {});
  }
  get shouldUseDarkColors() {
    return this.source === 'dark';
  }
}

module.exports = {
  dialog,
  clipboard,
  nativeTheme: guard('nativeTheme', new NativeTheme()),
  powerMonitor: guard('powerMonitor', new EventEmitter()),
  shell: guard('shell', {
    openExternal: refuse('shell.openExternal', 'nothing may leave'),
    openPath: refuse('shell.openPath', 'nothing may leave'),
    showItemInFolder: refuse('shell.showItemInFolder', 'no file manager'),
  }),
};
