import type { ShortcutId } from '../../preload/contract/shortcuts.ts';
import { shortcuts } from '../../preload/contract/shortcuts.ts';

/** One entry of the command palette. `label` is a full key, e.g. `orders:command.new`. */
export interface PaletteCommand {
  id: string;
  label: string;
  /** Where it leads … */
  path?: string;
  /** … or what it does. */
  run?: () => void;
  /** Shown as key cap; bound by the frame when it names a shortcut of the menu. */
  hotkey?: string | undefined;
  permission?: string;
  /** Under which heading; `command` when left out. */
  group?: 'command' | 'settings' | 'help';
  /** What else finds it: pinyin initials, synonyms, English. */
  keys?: string;
}

const modules = import.meta.glob<{ commands: readonly PaletteCommand[] }>('../features/*/commands.ts', {
  eager: true,
});

/** Commands that features bring in `renderer/features/<area>/commands.ts` (small, loaded at start). */
export const featureCommands: readonly PaletteCommand[] = Object.values(modules).flatMap(
  (module) => module.commands,
);

/** "CmdOrCtrl+Shift+T" → "Mod+Shift+T", as lib/keys.ts reads it. */
export function hotkeyOf(id: ShortcutId): string | undefined {
  return shortcuts.find((shortcut) => shortcut.id === id)?.accelerator?.replace('CmdOrCtrl', 'Mod');
}
