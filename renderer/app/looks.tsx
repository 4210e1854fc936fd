import { api } from '../lib/api.ts';
import { type Density, readPref, type Theme, usePref, writePref } from '../lib/prefs.ts';
import { shell } from '../lib/shell.ts';
import { currentLanguage, type Language, switchLanguage, useWords } from '../i18n/index.ts';
import { useSyncExternalStore } from 'react';
import i18next from 'i18next';

/** Language of the window and, best effort, of the session and the native menus. */
export async function setLanguage(language: Language): Promise<void> {
  writePref('language', language);
  await switchLanguage(language);
  shell.setLanguage(language);
  await api.call('session.setLanguage', { language }).catch(() => {}); // the window's own choice stands anyway
}

export function toggleLanguage(): void {
  void setLanguage(currentLanguage() === 'zh' ? 'en' : 'zh');
}

export function setTheme(theme: Theme): void {
  writePref('theme', theme);
  shell.setTheme(theme);
}

export function toggleTheme(): void {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
}

export function startLanguage(): Language {
  const kept = readPref('language');
  if (kept === 'zh' || kept === 'en') return kept;
  return /^en/i.test(navigator.language) ? 'en' : 'zh';
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      i18next.on('languageChanged', listener);
      return () => i18next.off('languageChanged', listener);
    },
    () => currentLanguage(),
  );
}

/** Current looks and their words, for the person menu and the settings page. */
export function useLooks() {
  const t = useWords();
  const [theme] = usePref<Theme>('theme', 'system');
  const [density, setDensity] = usePref<Density>('density', 'compact');
  const language = useLanguage();
  return { t, theme, density, setDensity, language };
}
