'use strict';
/**
 * What a page asks the network for. `Page.frameRequestedNavigation` precedes the paused request only for
 * navigations the page itself makes (links, forms, scripts), which is when Electron fires will-navigate.
 */
const scheme = require('./scheme.cjs');

const patterns = [
  { urlPattern: '*', resourceType: 'Document' },
  { urlPattern: `https://*${scheme.suffix}/*` },
];

function cancellable(extra) {
  const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true), ...extra };
  return event;
}

async function serve(session, requestId, request) {
  try {
    const answer = await scheme.answer(request);
    if (!answer) return void (await session.tell('Fetch.continueRequest', { requestId }));
    await session.tell('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: answer.headers,
      body: answer.body.toString('base64'),
    });
  } catch (error) {
    console.error(`protocol handler failed for ${scheme.fromBrowser(request.url)}: ${error?.stack ?? error}`);
    await session.tell('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  }
}

/** Workers and child frames of a page: scheme requests are served, their documents ask the page's owner. */
async function watchChild(session, owner) {
  session.on('Fetch.requestPaused', (event) => onPaused(session, owner, event));
  await session.tell('Fetch.enable', { patterns });
}

async function watchPage(session, owner) {
  owner.requested = new Map();
  session.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
    if (disposition === 'currentTab') owner.requested.set(frameId, url);
  });
  session.on('Fetch.requestPaused', (event) => onPaused(session, owner, event));
  await session.send('Fetch.enable', { patterns });
}

async function onPaused(session, owner, { requestId, request, resourceType, frameId, redirectedRequestId }) {
  if (resourceType === 'Document' && owner) {
    const url = scheme.fromBrowser(request.url);
    const frame = owner.tree.frames.get(frameId) ?? null;
    const isMainFrame = frameId === owner.tree.mainId;
    const byPage = owner.requested.has(frameId);
    owner.requested.delete(frameId);
    const details = { url, isSameDocument: false, isMainFrame, frame, initiator: owner.tree.main };
    let stopped = false;
    if (redirectedRequestId) {
      const event = cancellable(details);
      owner.contents.emit('will-redirect', event, url, false, isMainFrame, 1, frame?.routingId ?? -1);
      stopped = event.defaultPrevented;
    } else if (byPage) {
      if (isMainFrame) {
        const event = cancellable(details);
        owner.contents.emit('will-navigate', event, url, false, true, 1, frame?.routingId ?? -1);
        stopped = event.defaultPrevented;
      }
      const event = cancellable(details);
      owner.contents.emit('will-frame-navigate', event);
      stopped ||= event.defaultPrevented;
    }
    if (stopped) return void (await session.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' }));
  }
  await serve(session, requestId, request);
}

module.exports = { watchPage, watchChild, cancellable };
