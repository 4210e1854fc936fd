import { type ShortcutId, shortcuts } from '../../preload/contract/shortcuts.ts';
import { initialsOf } from '../lib/initials.ts';
import type { Binding } from '../lib/keys.ts';
import type { FeatureDef } from './features.ts';
import { type PaletteCommand, hotkeyOf } from './commands.ts';

/** Something that can be chosen and is known without asking the host. */
export interface Doing {
  id: string;
  label: string;
  /** Word: common `palette.group.<group>`. */
  group: 'here' | 'command' | 'settings' | 'help';
  hotkey?: string | undefined;
  /** What else finds it: pinyin, English, synonyms. */
  keys: string;
  path?: string | undefined;
  run?: (() => void) | undefined;
}

/** Keys that move about or choose a row are no actions. */
const moving = /^(Arrow|Page|Home|End|Escape|Tab|Enter|Space|Backspace|\d|Shift\+\d|Alt\+\d|[?[\].])/;

/** One letter alone: what is done often has it; held keys stand for what is rarer. */
const isPlain = (doing: Doing) => !/.\+/.test(doing.hotkey ?? '');

/** What the screen under the palette can do now: its live keys that have a name, plain keys first, then the topmost. */
export function actionsHere(bindings: readonly Binding[], everywhere: string): Doing[] {
  const seen = new Set<string>();
  const doings = bindings.flatMap((binding): Doing | [] => {
    const hotkey = binding.keys.split(' ')[0] ?? '';
    if (!binding.label || binding.group === everywhere || moving.test(hotkey) || seen.has(binding.label))
      return [];
    seen.add(binding.label);
    return { id: `here.${hotkey}`, label: binding.label, group: 'here', hotkey, keys: '' };
  });
  return [...doings.filter(isPlain), ...doings.filter((doing) => !isPlain(doing))];
}

/** A command leads into a room: shown when the room is. */
export function isOpenTo(features: readonly FeatureDef[], path: string | undefined): boolean {
  if (path === undefined) return true;
  return features.some(
    (feature) =>
      path === feature.path ||
      (/^[/?]/.test(path.slice(feature.path.length)) && path.startsWith(feature.path)),
  );
}

/** Rooms as commands. */
export function roomCommands(
  features: readonly FeatureDef[],
  say: (key: string) => string,
): PaletteCommand[] {
  return features.map((feature) => ({
    id: `go.${feature.id}`,
    label: `common:rail.${feature.id}`,
    path: feature.path,
    hotkey: shortcuts.some((each) => each.id === `go.${feature.id}`)
      ? hotkeyOf(`go.${feature.id}` as ShortcutId)
      : undefined,
    keys: `${say(`railKeys.${feature.id}`)} ${feature.id}`,
  }));
}

/** How well a text names a doing: 2 at the beginning of a word, 1 inside, 0 not at all. */
export function fits(doing: Pick<Doing, 'label' | 'keys'>, wanted: string): 0 | 1 | 2 {
  if (wanted === '') return 1;
  const text = ` ${doing.label} ${initialsOf(doing.label)} ${doing.keys}`.toLowerCase();
  if (text.includes(` ${wanted}`)) return 2;
  return text.includes(wanted) ? 1 : 0;
}
