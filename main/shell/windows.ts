import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { WebContents } from 'electron';
import type { WindowId } from '../../preload/contract/shell-messages.ts';
import { deskUrl } from './protocol.ts';
import { fitBounds, minimumSize, readState, writeState } from './window-state.ts';
import type { WindowState } from './window-state.ts';

/** One open window and the name the host knows it by. */
export interface DeskWindow {
  id: WindowId;
  window: BrowserWindow;
}

export interface WindowsOptions {
  preloadFile: string;
  stateFile: string;
  packaged: boolean;
  onOpened(desk: DeskWindow): void;
  onClosed(id: WindowId): void;
}

/** All windows of the program. The place of the last moved one is kept. */
export class Windows {
  private readonly open = new Map<number, DeskWindow>();
  private readonly options: WindowsOptions;
  private next = 1;
  state: WindowState;

  constructor(options: WindowsOptions) {
    this.options = options;
    this.state = readState(options.stateFile);
  }

  openWindow(): DeskWindow {
    const areas = screen.getAllDisplays().map((display) => display.workArea);
    const first = this.open.size === 0;
    const bounds = first ? fitBounds(this.state.bounds, areas) : null;
    const window = new BrowserWindow({
      ...(bounds ?? { width: 1360, height: 860 }),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#f6f7f9',
      webPreferences: {
        preload: this.options.preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: !this.options.packaged,
      },
    });
    const desk: DeskWindow = { id: `w${this.next++}`, window };
    const contentsId = window.webContents.id;
    this.open.set(contentsId, desk);
    if (first && this.state.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => this.keepPlace(window));
    for (const event of ['resize', 'move'] as const) {
      window.on(event as 'resize', () => this.keepPlaceSoon(window));
    }
    window.on('closed', () => {
      this.open.delete(contentsId);
      this.options.onClosed(desk.id);
    });
    this.reviveAfterCrash(window.webContents);
    this.options.onOpened(desk);
    void window.loadURL(deskUrl).catch((error: unknown) => console.error(`page not loaded: ${error}`));
    return desk;
  }

  /** A crashed page is loaded again, at most three times a minute: a page that always dies must not spin. */
  private reviveAfterCrash(contents: WebContents): void {
    let recent: number[] = [];
    contents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      const now = Date.now();
      recent = [...recent.filter((at) => now - at < 60_000), now];
      if (recent.length <= 3) contents.reload();
    });
  }

  private timer: NodeJS.Timeout | null = null;

  private keepPlaceSoon(window: BrowserWindow): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!window.isDestroyed()) this.keepPlace(window);
    }, 400);
  }

  private keepPlace(window: BrowserWindow): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  }

  keep(change: Partial<WindowState>): void {
    this.state = { ...this.state, ...change };
    try {
      writeState(this.options.stateFile, this.state);
    } catch (error) {
      // A full disk must not keep a window from closing.
      console.error(`window place not kept: ${error}`);
    }
  }

  findByContents(contentsId: number): DeskWindow | null {
    return this.open.get(contentsId) ?? null;
  }

  all(): DeskWindow[] {
    return [...this.open.values()];
  }

  send(to: WindowId | null, channel: string, payload: unknown): void {
    for (const desk of this.open.values()) {
      if ((to === null || desk.id === to) && !desk.window.isDestroyed()) {
        desk.window.webContents.send(channel, payload);
      }
    }
  }

  /** Menu commands go to the window in front. */
  sendToFocused(channel: string, payload: unknown): void {
    const desk = this.all().find(({ window }) => window.isFocused()) ?? this.all()[0];
    desk?.window.webContents.send(channel, payload);
  }

  /** A second start of the program shows the window that is already there. */
  focusFirst(): void {
    const desk = this.all()[0] ?? this.openWindow();
    if (desk.window.isMinimized()) desk.window.restore();
    desk.window.show();
    desk.window.focus();
  }
}
