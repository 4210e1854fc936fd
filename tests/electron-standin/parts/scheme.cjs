'use strict';
/**
 * `protocol`: custom schemes are served on `https://<host>.<scheme>.standin.invalid`, a secure origin that never
 * resolves if a request slips past. What is lost: the scheme's own origin, privileges, service workers.
 */
const { guard } = require('./guard.cjs');

const suffix = '.standin.invalid';
const handlers = new Map();
const privileged = new Map();
let ready = false;

/** `app://desk/x` → `https://desk.app.standin.invalid/x`; other addresses stay. */
function toBrowser(url) {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  if (!match || !(privileged.has(match[1]) || handlers.has(match[1]))) return url;
  const rest = match[3].startsWith('/') ? match[3] : `/${match[3]}`;
  return `https://${match[2]}.${match[1]}${suffix}${rest}`;
}

/** The way back, for everything main gets to see. */
function fromBrowser(url) {
  if (url.startsWith('blob:https:')) return `blob:${fromBrowser(url.slice(5))}`;
  const match = /^https:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.standin\.invalid(.*)$/i.exec(url);
  return match ? `${match[2]}://${match[1]}${match[3]}` : url;
}

function schemeOf(url) {
  return /^([a-z][a-z0-9+.-]*):/i.exec(fromBrowser(url))?.[1] ?? '';
}

/** Asks the app's handler for one paused request; throws become ERR_FAILED, as in the real thing. */
async function answer(request) {
  const url = fromBrowser(request.url);
  const handler = handlers.get(schemeOf(url));
  if (!handler) return null;
  const init = { method: request.method, headers: new Headers(request.headers) };
  if (request.postData !== undefined && request.method !== 'GET' && request.method !== 'HEAD')
    init.body = request.postData;
  const response = await handler(new Request(url, init));
  const headers = [];
  for (const [name, value] of response.headers) {
    headers.push({ name, value: name.toLowerCase() === 'location' ? toBrowser(value) : value });
  }
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers, body };
}

const protocol = guard('protocol', {
  registerSchemesAsPrivileged(list) {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of list) privileged.set(scheme, privileges ?? {});
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error('Failed to register protocol: ' + scheme);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme) => handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
});

module.exports = {
  protocol,
  toBrowser,
  fromBrowser,
  schemeOf,
  answer,
  suffix,
  closeRegistration: () => (ready = true),
};
