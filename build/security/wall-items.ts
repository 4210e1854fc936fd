import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentsOf, attempt, demand, forbid } from './source.ts';
import type { Item, Project } from './source.ts';

/** Items about what is let through. The guards are tried with hostile input, not only looked for. */
const hostile = [
  'https://example.invalid/',
  'http://desk/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:alert(1)',
  'about:blank',
  'app://other/',
  'app://desk.example.invalid/',
  'app://desk@example.invalid/',
  'app://user@desk/',
  'blob:app://desk/1',
  'not an address',
];

type Listener = (event: { url: string; isMainFrame: boolean; preventDefault(): void }) => void;

/** A page that only remembers what is listened for. */
class TrialContents {
  listeners = new Map<string, Listener>();
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  on(event: string, listener: Listener): this {
    this.listeners.set(event, listener);
    return this;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  stops(event: string, url: string): boolean {
    let stopped = false;
    this.listeners.get(event)?.({ url, isMainFrame: true, preventDefault: () => (stopped = true) });
    return stopped;
  }
}

async function guarded(project: Project): Promise<TrialContents> {
  const { guardContents } = await project.load<{ guardContents(contents: unknown): void }>(
    'main/shell/navigation.ts',
  );
  const contents = new TrialContents();
  guardContents(contents);
  return contents;
}

const guardIsUsed = (project: Project) => [
  ...demand(project.shell, /guardNavigation\(app\)/, 'main/shell/index.ts does not guard new pages'),
  ...demand(
    project.shell,
    /app\.on\('web-contents-created'[\s\S]{0,60}guardContents\(/,
    'main/shell/navigation.ts does not guard every page',
  ),
];

const sensitive = [
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'openExternal',
  'serial',
  'usb',
  'hid',
  'clipboard-read',
  'display-capture',
  'fileSystem',
  'idle-detection',
  'unknown',
];

export const wallItems: Item[] = [
  {
    number: 5,
    title: 'Permissions are answered by us, and refused',
    check: async (project) => [
      ...demand(
        project.shell,
        /denyPermissions\(session\.defaultSession\)/,
        'main/shell/index.ts does not set the permission handlers',
      ),
      ...[
        'setPermissionRequestHandler',
        'setPermissionCheckHandler',
        'setDevicePermissionHandler',
        'setDisplayMediaRequestHandler',
      ].flatMap((name) =>
        demand(project.shell, new RegExp(`session\\.${name}\\(`), `${name} is never called`),
      ),
      ...forbid(project.shell, /fromPartition\(|partition:/, 'another session without handlers'),
      ...(await attempt('main/shell/permissions.ts', async () => {
        const { mayUse } = await project.load<{ mayUse(permission: string, address: string): boolean }>(
          'main/shell/permissions.ts',
        );
        const given = [
          ...sensitive.filter((permission) => mayUse(permission, 'app://desk/')),
          ...[...sensitive, 'clipboard-sanitized-write'].filter((permission) =>
            mayUse(permission, 'https://example.invalid/'),
          ),
        ];
        return given.map((permission) => `main/shell/permissions.ts grants ${permission}`);
      })),
    ],
  },
  {
    number: 12,
    title: 'Web views are verified before they are made',
    note: 'none may be made',
    check: (project) =>
      attempt('main/shell/navigation.ts', async () => [
        ...guardIsUsed(project),
        ...((await guarded(project)).stops('will-attach-webview', '')
          ? []
          : ['main/shell/navigation.ts lets a web view be attached']),
      ]),
  },
  {
    number: 13,
    title: 'Navigation is limited to our own page',
    check: (project) =>
      attempt('main/shell/navigation.ts', async () => {
        const contents = await guarded(project);
        return [
          ...guardIsUsed(project),
          ...['will-navigate', 'will-frame-navigate', 'will-redirect'].flatMap((event) =>
            hostile
              .filter((url) => !contents.stops(event, url))
              .map((url) => `main/shell/navigation.ts lets ${event} go to ${url}`),
          ),
        ];
      }),
  },
  {
    number: 14,
    title: 'No new windows by pages',
    check: (project) =>
      attempt('main/shell/navigation.ts', async () => {
        const { openHandler } = await guarded(project);
        if (openHandler === null) return ['main/shell/navigation.ts sets no window open handler'];
        const opened = [...hostile, 'app://desk/'].filter((url) => openHandler({ url }).action !== 'deny');
        return [...guardIsUsed(project), ...opened.map((url) => `a page may open ${url}`)];
      }),
  },
  {
    number: 15,
    title: 'No shell.openExternal with what a page says',
    note: 'the program opens nothing outside itself',
    check: (project) =>
      forbid(
        [...project.shell, ...project.preload],
        /openExternal|openPath\(|showItemInFolder|ShellExecute|\bexec(?:File|Sync)?\(|\bspawn\(/,
        'something outside is opened',
      ),
  },
  {
    number: 17,
    title: 'The sender of every message is checked',
    check: async (project) => [
      ...project.shell.flatMap((source) =>
        argumentsOf(source, /\b(?:ipcMain|ipc)\.(?:handle|handleOnce|on|once)\(/)
          .filter(({ text }) => !/\b(?:getSender|sender)\(event\b/.test(text))
          .map(({ line }) => `${source.file}:${line} a message is taken without looking at its sender`),
      ),
      ...(await attempt('main/shell/sender.ts', async () => {
        type Facts = { known: boolean; isMainFrame: boolean; url: string };
        const { isTrusted, getSender } = await project.load<{
          isTrusted(facts: Facts): boolean;
          getSender(event: unknown, find: () => unknown): unknown;
        }>('main/shell/sender.ts');
        const own: Facts = { known: true, isMainFrame: true, url: 'app://desk/' };
        const others: Facts[] = [
          { ...own, known: false },
          { ...own, isMainFrame: false },
          ...hostile.map((url) => ({ ...own, url })),
        ];
        const frame = { parent: null, url: 'app://desk/' };
        const events = [
          { sender: { id: 1, mainFrame: frame }, senderFrame: null },
          { sender: { id: 1, mainFrame: frame }, senderFrame: { parent: null, url: 'app://desk/' } },
          { sender: { id: 1, mainFrame: frame }, senderFrame: { parent: frame, url: 'app://desk/' } },
        ];
        const passed = events.filter((event) => {
          try {
            getSender(event, () => ({ id: 'w1' }));
            return true;
          } catch {
            return false;
          }
        });
        return [
          ...(isTrusted(own) ? [] : ['main/shell/sender.ts refuses our own page']),
          ...others.filter(isTrusted).map((facts) => `main/shell/sender.ts trusts ${JSON.stringify(facts)}`),
          ...passed.map(() => 'main/shell/sender.ts trusts a frame that is not the main frame'),
        ];
      })),
    ],
  },
  {
    number: 18,
    title: 'An own scheme with containment instead of file://',
    check: async (project) => [
      ...forbid(
        [...project.shell, ...project.preload],
        /file:\/\/|loadFile\(|interceptFileProtocol|registerFileProtocol/,
        'the file scheme',
      ),
      ...forbid(
        project.shell,
        /bypassCSP|corsEnabled|allowServiceWorkers/,
        'the scheme has a privilege too many',
      ),
      ...demand(project.shell, /protocol\.handle\('app'/, 'main/shell serves no scheme of its own'),
      ...(await attempt('main/shell/containment.ts', () => tryContainment(project))),
    ],
  },
];

async function tryContainment(project: Project): Promise<string[]> {
  const { findAsset } = await project.load<{
    findAsset(root: string, urlPath: string): Promise<string | null>;
  }>('main/shell/containment.ts');
  const folder = mkdtempSync(join(tmpdir(), 'outlet-containment-'));
  try {
    const root = join(folder, 'pages');
    mkdirSync(root);
    writeFileSync(join(root, 'index.html'), 'page');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    mkdirSync(join(folder, 'pages-beside'));
    writeFileSync(join(folder, 'pages-beside', 'a.txt'), 'secret');
    symlinkSync(join('..', 'secret.txt'), join(root, 'link.txt'));
    symlinkSync(join('..', 'pages-beside'), join(root, 'beside'));
    const tries = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/..%5csecret.txt',
      '/link.txt',
      '/beside/a.txt',
      '//../secret.txt',
      '/../pages-beside/a.txt',
      '/x/../../secret.txt',
    ];
    const leaks: string[] = [];
    for (const path of tries)
      if ((await findAsset(root, path)) !== null)
        leaks.push(`main/shell/containment.ts gives a file for ${path}`);
    if ((await findAsset(root, '/')) === null) leaks.push('main/shell/containment.ts does not give the page');
    return leaks;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
