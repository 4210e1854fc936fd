import { app, ipcMain, nativeTheme, session, utilityProcess } from 'electron';
import { wire } from '../../preload/contract/shell-messages.ts';
import { serveCalls } from './broker.ts';
import { serveDialogs } from './dialogs.ts';
import { HostChildren } from './host-children.ts';
import { HostLink } from './host-link.ts';
import { answerHost, showState } from './host-messages.ts';
import { electronSealer, Keychain } from './keychain.ts';
import { setMenu } from './menu.ts';
import type { MenuLanguage } from './menu.ts';
import { guardNavigation } from './navigation.ts';
import { denyPermissions } from './permissions.ts';
import { servePhotos } from './photos.ts';
import { placesFor } from './places.ts';
import { sheetPrinter } from './printing.ts';
import { registerScheme, serveScheme } from './protocol.ts';
import { getSender } from './sender.ts';
import { Windows } from './windows.ts';

/** Electron's main process: thin. It starts the host, shows windows and passes messages on. */
const places = placesFor({
  appPath: app.getAppPath(),
  defaultUserData: app.getPath('userData'),
  outletDirSwitch: app.commandLine.getSwitchValue('outlet-dir'),
});
app.setPath('userData', places.userData);
app.enableSandbox();
registerScheme();

/** Milliseconds the host has to finish its write and close the store when the person quits. */
const stopGraceMs = 5000;

if (app.requestSingleInstanceLock()) {
  guardNavigation(app);
  void app.whenReady().then(run);
} else {
  // The first copy has been told by the lock itself and shows its window.
  app.quit();
}

function run(): void {
  const keychain = new Keychain(places.outletDir, electronSealer);
  const children: HostChildren = new HostChildren(
    () => utilityProcess.fork(places.jobFile, [], { serviceName: 'outlet-job', stdio: 'ignore' }),
    (message) => host.tell(message),
  );
  const host: HostLink = new HostLink({
    fork: () =>
      utilityProcess.fork(places.hostFile, ['--ipc', '--dir', places.outletDir], {
        serviceName: 'outlet-host',
        stdio: 'inherit',
      }),
    onState: (state) => {
      if (state.state !== 'ready') children.endAll();
      showState(windows, state);
    },
    onMessage: (message) => answerHost(message, { host, windows, keychain, printer: sheetPrinter, children }),
    openWindows: () => windows.all().map((desk) => desk.id),
    wait: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
  });
  const windows: Windows = new Windows({
    preloadFile: places.preloadFile,
    stateFile: places.windowStateFile,
    packaged: app.isPackaged,
    onOpened: (desk) => {
      desk.window.webContents.on('did-finish-load', () => windows.send(desk.id, wire.hostState, host.state));
      if (host.state.state === 'ready') host.tell({ kind: 'open-window', window: desk.id });
    },
    onClosed: (id) => host.tell({ kind: 'close-window', window: id }),
  });

  serveScheme(places.rendererDir);
  denyPermissions(session.defaultSession);
  serveCalls(ipcMain, windows, host);
  serveDialogs(ipcMain, windows, host);
  servePhotos(ipcMain, windows, places.photoFolderFile);
  serveSettings(windows);
  host.start();
  windows.openWindow();

  app.on('second-instance', () => windows.focusFirst());
  app.on('activate', () => windows.focusFirst());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void host.stop(stopGraceMs).then(() => {
      stopped = true;
      app.quit();
    });
  });
}

/** Language and theme of native parts follow the page. */
function serveSettings(windows: Windows): void {
  const showMenu = (language: MenuLanguage) =>
    setMenu(language, process.platform === 'darwin', {
      command: (id) => windows.sendToFocused(wire.command, id),
      newWindow: () => void windows.openWindow(),
    });
  const systemLanguage: MenuLanguage = app.getLocale().startsWith('zh') ? 'zh' : 'en';
  showMenu(windows.state.language ?? systemLanguage);
  ipcMain.handle(wire.language, (event, language: unknown) => {
    getSender(event, (id) => windows.findByContents(id));
    if (language !== 'zh' && language !== 'en') throw new TypeError('refused: language');
    windows.keep({ language });
    showMenu(language);
  });
  ipcMain.handle(wire.theme, (event, theme: unknown) => {
    getSender(event, (id) => windows.findByContents(id));
    if (theme !== 'light' && theme !== 'dark' && theme !== 'system') throw new TypeError('refused: theme');
    nativeTheme.themeSource = theme;
  });
}
