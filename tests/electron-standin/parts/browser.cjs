'use strict';
/** The one Chromium behind all windows: makes targets, hands sessions to their owners, closes strangers. */
const { startChromium, stopChromium } = require('./chromium.cjs');

const state = { browser: null, creating: 0, attached: new Map(), waiters: new Map(), held: [] };
const hooks = {
  popup: () => undefined,
  child: () => undefined,
  gone: () => undefined,
  title: () => undefined,
};

async function start(options) {
  state.browser = await startChromium(options);
  const { cdp } = state.browser;
  cdp.on('attached', onAttached);
  cdp.on('Target.targetDestroyed', ({ targetId }) => hooks.gone(targetId));
  cdp.on('Target.targetInfoChanged', ({ targetInfo }) => hooks.title(targetInfo));
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  return state.browser;
}

function onAttached({ sessionId, targetInfo }, parentSession) {
  const session = state.browser.cdp.session(sessionId);
  if (targetInfo.type !== 'page') {
    hooks.child(session, targetInfo, parentSession);
    return;
  }
  const waiter = state.waiters.get(targetInfo.targetId);
  if (waiter) {
    state.waiters.delete(targetInfo.targetId);
    waiter(session);
  } else if (state.creating > 0) state.held.push({ session, targetInfo });
  else hooks.popup(session, targetInfo);
}

/** A new page in the default browser context, paused before its first script. */
async function createPage({ width, height, left, top }) {
  state.creating++;
  let targetId;
  try {
    const place = Number.isInteger(left) && Number.isInteger(top) ? { left, top } : {};
    ({ targetId } = await state.browser.cdp.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
      ...place,
    }));
  } finally {
    state.creating--;
  }
  const index = state.held.findIndex((entry) => entry.targetInfo.targetId === targetId);
  if (index >= 0) return { targetId, session: state.held.splice(index, 1)[0].session };
  if (state.creating === 0)
    for (const entry of state.held.splice(0)) hooks.popup(entry.session, entry.targetInfo);
  const session = await new Promise((resolve) => state.waiters.set(targetId, resolve));
  return { targetId, session };
}

module.exports = {
  start,
  createPage,
  hooks,
  cdp: () => state.browser.cdp,
  running: () => state.browser !== null && !state.browser.cdp.closed,
  version: () => state.browser?.version ?? '0.0.0.0',
  stop: async () => {
    if (state.browser) await stopChromium(state.browser);
  },
};
