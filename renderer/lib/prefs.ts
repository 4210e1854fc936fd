import { useSyncExternalStore } from 'react';

/** What this desk remembers about looks: theme, density, language, dividers. Never personal data. */
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

const prefix = 'outlet-desk.';
const listeners = new Set<() => void>();
const memory = new Map<string, string>();

export function readPref(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null; // storage switched off: remember until the window closes
  }
}

export function writePref(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(prefix + key, value);
  } catch {
    // remembered in memory only
  }
  applyLooks();
  for (const listener of listeners) listener();
}

/** A remembered text value, shared by every part that names the same key. */
export function usePref<T extends string>(key: string, initial: T): [T, (value: T) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => readPref(key) ?? initial,
  );
  return [value as T, (next) => writePref(key, next)];
}

/** Puts theme and density on <html>; called at start and on every change. */
export function applyLooks(): void {
  const theme = readPref('theme') ?? 'system';
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = readPref('density') ?? 'compact';
}

export function watchSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyLooks);
}
