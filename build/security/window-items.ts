import { argumentsOf, demand, forbid } from './source.ts';
import type { Item, Project } from './source.ts';

/** Items about what a window is allowed to be. */
const all = ({ shell, preload, pages }: Project) => [...shell, ...preload, ...pages];

/** Every window must say the setting itself: a default that changes must not change the program. */
function everyWindowSays(project: Project, setting: RegExp, words: string): string[] {
  const windows = project.shell.flatMap((source) =>
    argumentsOf(source, /new (?:BrowserWindow|WebContentsView|BrowserView)\(/).map((call) => ({
      file: source.file,
      ...call,
    })),
  );
  if (windows.length === 0) return ['main/shell makes no window: nothing to check'];
  return windows
    .filter(({ text }) => !setting.test(text))
    .map(({ file, line }) => `${file}:${line} a window does not say ${words}`);
}

export const windowItems: Item[] = [
  {
    number: 1,
    title: 'Only load secure content',
    check: (project) => [
      ...forbid(project.shell, /['"`](?:http|ws|ftp):\/\//, 'an insecure address'),
      ...forbid(
        project.pages,
        /(?:src|href|action)\s*=\s*[{]?["'`]\s*(?:http|ws|ftp):/i,
        'an insecure address',
      ),
      ...forbid(
        project.pages,
        /(?:fetch|import|WebSocket|EventSource)\(\s*["'`](?:https?|wss?):/,
        'an address of another server',
      ),
      ...project.shell.flatMap((source) =>
        argumentsOf(source, /\.loadURL\(/)
          .filter(({ text }) => !['deskUrl', 'sheet.url'].includes(text.trim()))
          .map(({ line }) => `${source.file}:${line} loads something else than our own page or a sheet`),
      ),
    ],
  },
  {
    number: 2,
    title: 'No Node.js integration in pages',
    check: (project) => [
      ...everyWindowSays(project, /nodeIntegration:\s*false/, 'nodeIntegration: false'),
      ...forbid(
        all(project),
        /nodeIntegration(?:InWorker|InSubFrames)?\s*[:=](?!\s*false\b)/,
        'Node in a page',
      ),
    ],
  },
  {
    number: 3,
    title: 'Context isolation on',
    check: (project) => [
      ...everyWindowSays(project, /contextIsolation:\s*true/, 'contextIsolation: true'),
      ...forbid(project.shell, /contextIsolation:(?!\s*true\b)/, 'isolation is not on'),
    ],
  },
  {
    number: 4,
    title: 'Process sandboxing on',
    check: (project) => [
      ...everyWindowSays(project, /sandbox:\s*true/, 'sandbox: true'),
      ...demand(project.shell, /app\.enableSandbox\(\)/, 'main/shell never calls app.enableSandbox()'),
      ...forbid(project.shell, /sandbox:(?!\s*true\b)|['"`](?:--)?no-sandbox/, 'the sandbox is off'),
    ],
  },
  {
    number: 6,
    title: 'webSecurity stays on',
    check: (project) =>
      forbid(
        all(project),
        /webSecurity:(?!\s*true\b)|disable-web-security|disablewebsecurity/,
        'web security is off',
      ),
  },
  {
    number: 8,
    title: 'No insecure content in secure pages',
    check: (project) =>
      forbid(
        all(project),
        /allowRunningInsecureContent|allow-running-insecure-content/,
        'insecure content is let in',
      ),
  },
  {
    number: 9,
    title: 'No experimental features',
    check: (project) =>
      forbid(all(project), /experimentalFeatures|enable-experimental|enable-features/, 'an experiment is on'),
  },
  {
    number: 10,
    title: 'No enableBlinkFeatures',
    check: (project) =>
      forbid(all(project), /enableBlinkFeatures|enable-blink-features/, 'a Blink feature is forced'),
  },
  {
    number: 11,
    title: 'No allowpopups on web views',
    note: 'the program has no web view',
    check: (project) => [
      ...forbid(all(project), /allowpopups/i, 'popups are allowed'),
      ...forbid(project.pages, /<webview|createElement\(\s*['"]webview/i, 'a web view'),
      ...forbid(project.shell, /webviewTag:(?!\s*false\b)/, 'web views are switched on'),
    ],
  },
];
