import type { App, WebContents } from 'electron';

/** True for an address of the window's own page; everything else stays outside. */
export function isDeskAddress(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return url.protocol === 'app:' && url.hostname === 'desk' && url.username === '' && url.port === '';
}

/** A file the page itself holds in memory (a preview in a frame); it inherits the page's policy. */
export function isOwnBlob(address: string): boolean {
  return address.startsWith('blob:app://desk/');
}

/**
 * No page leaves our own, opens a window or embeds a web view. Without this a link in an order's note could
 * replace the desk by a look-alike that still has the bridge.
 */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isDeskAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    const mayShow = isDeskAddress(event.url) || (!event.isMainFrame && isOwnBlob(event.url));
    if (!mayShow) event.preventDefault();
  });
  // Nothing of ours redirects, so any redirect is somebody else's.
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
