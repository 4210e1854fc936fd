'use strict';
/**
 * Structured clone as text, for both ends of the pipe. `makeCodec` is also injected into pages as source, so it
 * may use nothing from outside itself. Kept: Map, Set, Date, BigInt, buffers, RegExp, Error, NaN, -0,
 * undefined, cycles. Lost, as in the real thing: prototypes. Refused: functions and symbols.
 */
function makeCodec() {
  const { isArray } = Array;
  const toBase64 = (bytes) => {
    if (typeof Buffer !== 'undefined')
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000)
      text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text) => {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return bytes;
  };
  const views = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

  function encode(root) {
    const seen = new Map();
    const visit = (value) => {
      if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
      if (typeof value === 'number') {
        if (Number.isFinite(value) && !Object.is(value, -0)) return value;
        return { $: 'n', v: Object.is(value, -0) ? '-0' : String(value) };
      }
      if (value === undefined) return { $: 'u' };
      if (typeof value === 'bigint') return { $: 'i', v: String(value) };
      if (typeof value !== 'object') throw new Error('An object could not be cloned.');
      if (seen.has(value)) return { $: 'r', v: seen.get(value) };
      const ref = seen.size;
      seen.set(value, ref);
      if (isArray(value)) return { $: 'a', r: ref, v: value.map(visit) };
      if (value instanceof Date) return { $: 'd', r: ref, v: value.getTime() };
      if (value instanceof Map)
        return { $: 'm', r: ref, v: [...value].map(([k, v]) => [visit(k), visit(v)]) };
      if (value instanceof Set) return { $: 's', r: ref, v: [...value].map(visit) };
      if (value instanceof RegExp) return { $: 'x', r: ref, v: [value.source, value.flags] };
      if (value instanceof ArrayBuffer) return { $: 'b', r: ref, v: toBase64(new Uint8Array(value)) };
      if (ArrayBuffer.isView(value)) {
        const kind = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
        return {
          $: 'v',
          r: ref,
          k: kind,
          v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
        };
      }
      if (value instanceof Error)
        return { $: 'e', r: ref, k: value.name, v: value.message, t: String(value.stack ?? '') };
      return { $: 'o', r: ref, v: Object.keys(value).map((key) => [key, visit(value[key])]) };
    };
    return JSON.stringify(visit(root));
  }

  function decode(text) {
    const made = [];
    const keep = (ref, value) => {
      made[ref] = value;
      return value;
    };
    const visit = (node) => {
      if (node === null || typeof node !== 'object') return node;
      switch (node.$) {
        case 'n':
          return Number(node.v);
        case 'u':
          return undefined;
        case 'i':
          return BigInt(node.v);
        case 'r':
          return made[node.v];
        case 'd':
          return keep(node.r, new Date(node.v));
        case 'x':
          return keep(node.r, new RegExp(node.v[0], node.v[1]));
        case 'b':
          return keep(node.r, fromBase64(node.v).buffer);
        case 'v':
          return keep(node.r, new views[node.k](fromBase64(node.v).buffer));
        case 'e': {
          const error = new (errors[node.k] ?? Error)(node.v);
          error.stack = node.t;
          return keep(node.r, error);
        }
        case 'a': {
          const list = keep(node.r, []);
          for (const item of node.v) list.push(visit(item));
          return list;
        }
        case 'm': {
          const map = keep(node.r, new Map());
          for (const [k, v] of node.v) map.set(visit(k), visit(v));
          return map;
        }
        case 's': {
          const set = keep(node.r, new Set());
          for (const v of node.v) set.add(visit(v));
          return set;
        }
        default: {
          const object = keep(node.r, {});
          for (const [key, value] of node.v) {
            Object.defineProperty(object, key, {
              value: visit(value),
              writable: true,
              enumerable: true,
              configurable: true,
            });
          }
          return object;
        }
      }
    };
    return visit(JSON.parse(text));
  }
  return { encode, decode };
}

module.exports = { makeCodec, codec: makeCodec() };
