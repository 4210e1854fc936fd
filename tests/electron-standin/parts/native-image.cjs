'use strict';
const fs = require('node:fs');
const { guard } = require('./guard.cjs');

/** Pictures as the PNG bytes they came as; no scaling, no cropping. */
function make(png) {
  return guard('NativeImage', {
    isEmpty: () => png.length === 0,
    toPNG: () => Buffer.from(png),
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    getSize: () =>
      png.length < 24
        ? { width: 0, height: 0 }
        : { width: png.readUInt32BE(16), height: png.readUInt32BE(20) },
  });
}

const nativeImage = guard('nativeImage', {
  createEmpty: () => make(Buffer.alloc(0)),
  createFromBuffer: (buffer) => make(buffer),
  createFromPath: (path) => make(fs.existsSync(path) ? fs.readFileSync(path) : Buffer.alloc(0)),
});
module.exports = { nativeImage };
