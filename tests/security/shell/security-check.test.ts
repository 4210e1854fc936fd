import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runSecurityCheck } from '../../../build/security-check.ts';

/** The check must be able to fail: each violation is planted into a copy of the project and has to be named. */
const root = path.resolve(import.meta.dirname, '../../..');
const copies: string[] = [];

function copyProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'outlet-security-'));
  copies.push(copy);
  for (const part of [
    'main/shell',
    'preload',
    'domain',
    'renderer',
    'package.json',
    'electron-builder.yml',
  ]) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  }
  return copy;
}

afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
});

/** `replace` must change the file, or the plant would prove nothing. */
function plant(file: string, from: string | RegExp, to: string): string {
  const copy = copyProject();
  const place = path.join(copy, file);
  const before = readFileSync(place, 'utf8');
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`nothing to plant in ${file}: ${from}`);
  writeFileSync(place, after);
  return copy;
}

const end = /$(?![\s\S])/;

const plants: [item: number, what: string, file: string, from: string | RegExp, to: string][] = [
  [
    1,
    'a window that loads a web address',
    'main/shell/windows.ts',
    'window.loadURL(deskUrl)',
    "window.loadURL('https://example.invalid/')",
  ],
  [
    1,
    'an insecure address in the shell',
    'main/shell/windows.ts',
    end,
    "\nexport const home = 'http://example.invalid/';\n",
  ],
  [
    1,
    'a page that loads a foreign script',
    'renderer/index.html',
    '</head>',
    '<script src="http://example.invalid/x.js"></script></head>',
  ],
  [2, 'Node in the desk window', 'main/shell/windows.ts', 'nodeIntegration: false', 'nodeIntegration: true'],
  [2, 'a window that does not say it', 'main/shell/printing.ts', 'nodeIntegration: false,', ''],
  [2, 'Node in workers', 'main/shell/windows.ts', 'webviewTag: false', 'nodeIntegrationInWorker: true'],
  [3, 'isolation off', 'main/shell/windows.ts', 'contextIsolation: true', 'contextIsolation: false'],
  [3, 'isolation left out', 'main/shell/printing.ts', 'contextIsolation: true,', ''],
  [4, 'sandbox off', 'main/shell/windows.ts', 'sandbox: true', 'sandbox: false'],
  [4, 'no sandbox for all', 'main/shell/index.ts', 'app.enableSandbox();', ''],
  [
    4,
    'a switch against it',
    'main/shell/index.ts',
    'app.enableSandbox();',
    "app.enableSandbox(); app.commandLine.appendSwitch('no-sandbox');",
  ],
  [5, 'handlers not set', 'main/shell/index.ts', 'denyPermissions(session.defaultSession);', ''],
  [
    5,
    'the camera granted',
    'main/shell/permissions.ts',
    "['clipboard-sanitized-write']",
    "['clipboard-sanitized-write', 'media']",
  ],
  [5, 'every page granted', 'main/shell/permissions.ts', ' && isDeskAddress(address)', ''],
  [
    5,
    'silent checks unanswered',
    'main/shell/permissions.ts',
    'session.setPermissionCheckHandler(',
    'void (',
  ],
  [6, 'web security off', 'main/shell/windows.ts', 'webSecurity: true', 'webSecurity: false'],
  [
    7,
    'inline script allowed',
    'preload/contract/page-policy.ts',
    "script-src 'self'",
    "script-src 'self' 'unsafe-inline'",
  ],
  [7, 'connections anywhere', 'preload/contract/page-policy.ts', "connect-src 'self'", 'connect-src *'],
  [7, 'sheets with scripts', 'main/shell/headers.ts', "'img-src data:'", `"script-src 'unsafe-inline'"`],
  [7, 'an answer without headers', 'main/shell/protocol.ts', ', { headers: deskHeaders(mime) }', ''],
  [7, 'inline code in the page', 'renderer/index.html', '</body>', '<script>alert(1)</script></body>'],
  [8, 'insecure content', 'main/shell/windows.ts', 'webviewTag: false', 'allowRunningInsecureContent: true'],
  [9, 'experimental features', 'main/shell/windows.ts', 'webviewTag: false', 'experimentalFeatures: true'],
  [
    10,
    'a Blink feature',
    'main/shell/windows.ts',
    'webviewTag: false',
    "enableBlinkFeatures: 'ExecCommandInJavaScript'",
  ],
  [11, 'web views on', 'main/shell/windows.ts', 'webviewTag: false', 'webviewTag: true'],
  [
    11,
    'a web view in a page',
    'renderer/index.html',
    '</body>',
    '<webview allowpopups src="x"></webview></body>',
  ],
  [12, 'web views attached', 'main/shell/navigation.ts', /contents\.on\('will-attach-webview'.*\n/, '\n'],
  [
    13,
    'navigation free',
    'main/shell/navigation.ts',
    'if (!isDeskAddress(event.url)) event.preventDefault();',
    '',
  ],
  [13, 'redirects free', 'main/shell/navigation.ts', /contents\.on\('will-redirect'.*\n/, '\n'],
  [13, 'any host of the scheme', 'main/shell/navigation.ts', " && url.hostname === 'desk'", ''],
  [13, 'no guard at all', 'main/shell/index.ts', 'guardNavigation(app);', ''],
  [14, 'windows opened', 'main/shell/navigation.ts', "action: 'deny'", "action: 'allow'"],
  [14, 'no handler', 'main/shell/navigation.ts', /contents\.setWindowOpenHandler.*\n/, '\n'],
  [
    15,
    'an address handed to the system',
    'main/shell/dialogs.ts',
    end,
    '\nexport const open = (url: string) => shell.openExternal(url);\n',
  ],
  [16, 'an old Electron', 'package.json', /"electron": "[\d.]+"/, '"electron": "41.0.0"'],
  [16, 'a floating Electron', 'package.json', /"electron": "/, '"electron": "^'],
  [
    17,
    'a message without a look at its sender',
    'main/shell/broker.ts',
    /const \{ id \} = sender\(event\);/,
    "const id = 'w1';",
  ],
  [17, 'any page trusted', 'main/shell/sender.ts', ' && isDeskAddress(facts.url)', ''],
  [17, 'frames trusted', 'main/shell/sender.ts', 'facts.isMainFrame && ', ''],
  [18, 'the file scheme', 'main/shell/windows.ts', end, "\nexport const page = 'file:///opt/page.html';\n"],
  [
    18,
    'links followed out',
    'main/shell/containment.ts',
    'if (!real.startsWith(realRoot + path.sep)) return null;',
    '',
  ],
  [18, 'a neighbour folder', 'main/shell/containment.ts', 'realRoot + path.sep', 'realRoot'],
  [
    18,
    'a scheme around the policy',
    'main/shell/protocol.ts',
    'secure: true',
    'secure: true, bypassCSP: true',
  ],
  [19, 'Node by the fuse', 'electron-builder.yml', 'runAsNode: false', 'runAsNode: true'],
  [19, 'no archive check', 'electron-builder.yml', 'enableEmbeddedAsarIntegrityValidation: true', ''],
  [
    20,
    'all of ipcRenderer given',
    'preload/index.ts',
    end,
    "\ncontextBridge.exposeInMainWorld('ipc', ipcRenderer);\n",
  ],
  [
    20,
    'any channel',
    'preload/index.ts',
    'ipcRenderer.invoke(wire.theme, theme)',
    'ipcRenderer.invoke(theme as string)',
  ],
  [
    20,
    'the event handed out',
    'preload/index.ts',
    'ipcRenderer.on(channel, inner)',
    'ipcRenderer.on(channel, listener)',
  ],
];

test('the project as it stands holds all twenty items', async () => {
  const results = await runSecurityCheck(root);
  expect(results.map((result) => result.number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(results.flatMap((result) => result.findings)).toEqual([]);
});

test('an untouched copy holds too, so that a plant is what makes the difference', async () => {
  expect((await runSecurityCheck(copyProject())).flatMap((result) => result.findings)).toEqual([]);
});

test('every item has a plant', () => {
  expect(new Set(plants.map(([item]) => item)).size).toBe(20);
});

test.each(plants)('item %i fails for: %s', async (item, _what, file, from, to) => {
  const results = await runSecurityCheck(plant(file, from, to));
  expect(results.find((result) => result.number === item)?.findings).not.toEqual([]);
});

test('words in comments are not taken for deeds', async () => {
  const copy = plant(
    'main/shell/windows.ts',
    end,
    '\n// sandbox: false would be wrong, and so is http://example.invalid/ or shell.openExternal\n',
  );
  expect((await runSecurityCheck(copy)).flatMap((result) => result.findings)).toEqual([]);
});
