'use strict';
/**
 * Chromium cannot call back over the protocol: on each navigation the handlers are asked once per permission and
 * their answers become the browser's settings. "Asked at the moment of use" is therefore not shown.
 */
const browser = require('./browser.cjs');
const scheme = require('./scheme.cjs');

const names = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  camera: 'media',
  microphone: 'media',
  'clipboard-read': 'clipboard-read',
  'idle-detection': 'idle-detection',
  'local-fonts': 'local-fonts',
};

async function allowed(session, contents, permission, url) {
  const { check, request } = session._handlers;
  const details = { isMainFrame: true, requestingUrl: url };
  if (check && !check(contents.proxy, permission, url, details)) return false;
  if (!request) return true;
  return new Promise((resolve) => request(contents.proxy, permission, resolve, details));
}

async function projectPermissions(contents) {
  const url = contents.getURL();
  const answers = new Map();
  for (const permission of new Set(Object.values(names))) {
    answers.set(permission, await allowed(contents.session, contents, permission, url));
  }
  const origin = /^https:/.test(scheme.toBrowser(url))
    ? { origin: new URL(scheme.toBrowser(url)).origin }
    : {};
  for (const [name, permission] of Object.entries(names)) {
    const setting = answers.get(permission) ? 'granted' : 'denied';
    await browser
      .cdp()
      .send('Browser.setPermission', { permission: { name }, setting, ...origin })
      .catch(() => undefined);
  }
}
module.exports = { projectPermissions };
