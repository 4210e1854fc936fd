'use strict';
/** Targets we did not make: popups (asked, then closed), child frames and workers (served, then left to run). */
const browser = require('./browser.cjs');
const { all } = require('./web-contents.cjs');
const { watchChild } = require('./navigation.cjs');

const ownerOfSession = (sessionId) =>
  [...all.values()].find((contents) => contents.cdp?.id === sessionId) ?? null;
const ownerOfTarget = (targetId) =>
  [...all.values()].find((contents) => contents.targetId === targetId) ?? null;

browser.hooks.child = async (session, targetInfo, parentSession) => {
  const parent = parentSession ? ownerOfSession(parentSession) : null;
  if (targetInfo.type === 'iframe' || targetInfo.type.endsWith('worker')) {
    await watchChild(session, targetInfo.type === 'iframe' ? (parent?.owner ?? null) : null);
    await session.tell('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }
  await session.tell('Runtime.runIfWaitingForDebugger');
};

/** A paused popup shares its opener's renderer and would hang it: let it run, close it at its first request. */
browser.hooks.popup = async (session, targetInfo) => {
  const opener = ownerOfTarget(targetInfo.openerId);
  const close = () =>
    browser
      .cdp()
      .send('Target.closeTarget', { targetId: targetInfo.targetId })
      .catch(() => undefined);
  if (!opener) {
    await session.tell('Runtime.runIfWaitingForDebugger');
    await close();
    return;
  }
  session.on('Fetch.requestPaused', async ({ requestId, request }) => {
    opener.askOpen({ url: request.url, disposition: 'foreground-tab' });
    await session.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    await close();
  });
  await session.tell('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await session.tell('Runtime.runIfWaitingForDebugger');
  // about:blank and data: make no request that could be paused.
  setTimeout(close, 500).unref();
};

browser.hooks.gone = (targetId) => ownerOfTarget(targetId)?.markDestroyed();
