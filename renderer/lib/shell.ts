import type { ShortcutId } from '../../preload/contract/shortcuts.ts';
import { bridge } from './api.ts';

/** What only the Electron shell can do; on a browser desk each of these does nothing. */
export const shell = {
  /** A menu item was chosen. Returns the way to stop listening. */
  onCommand: (listener: (id: ShortcutId) => void): (() => void) =>
    bridge()?.onCommand(listener) ?? (() => {}),
  setLanguage: (language: 'zh' | 'en'): void => {
    bridge()
      ?.setLanguage(language)
      .catch(() => {}); // menus keep their language; nothing to tell
  },
  setTheme: (theme: 'light' | 'dark' | 'system'): void => {
    bridge()
      ?.setTheme(theme)
      .catch(() => {});
  },
};
