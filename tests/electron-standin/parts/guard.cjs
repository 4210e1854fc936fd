'use strict';
/**
 * Keeps the stand-in from being too kind: reading what it does not offer throws instead of giving undefined,
 * so a shell that leans on a missing piece fails here and is looked at, not only on a person's machine.
 */
const quiet = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '__esModule',
  'default',
  'domain',
]);

/** The same object, but unknown text properties throw "not offered". Symbols and a few probes stay quiet. */
function guard(name, target) {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'symbol' || key in object || quiet.has(key) || key.startsWith('_')) {
        return Reflect.get(object, key, receiver);
      }
      throw new Error(`${name}.${key} is not offered by the Electron stand-in`);
    },
  });
}

/** A member that exists in Electron and must not be used here without being replaced by the test. */
function refuse(name, why) {
  return () => {
    throw new Error(`${name} is not offered by the Electron stand-in: ${why}`);
  };
}

module.exports = { guard, refuse };
