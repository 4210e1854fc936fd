import { useState } from 'react';
import { useKeys } from '../../lib/use-keys.ts';

const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];

/** The first whose words begin with what was typed: initials, whole pinyin, or words as they are written. */
export function findByLetters<T extends { keys?: string }>(
  picks: readonly T[],
  typed: string,
): T | undefined {
  return picks.find((pick) => (pick.keys ?? '').split(' ').some((word) => word.startsWith(typed)));
}

/**
 * Letters typed while no field has the focus choose one of a few; a letter that leads nowhere begins anew, Backspace
 * takes one back. Answers what has been typed so far.
 */
export function useTypeAhead<T extends { id: string; keys?: string; disabled?: boolean }>(
  picks: readonly T[],
  onPick: (id: string) => void,
): string {
  const [typed, setTyped] = useState('');
  const open = picks.filter((pick) => !pick.disabled);
  const go = (text: string, fresh: string) => {
    const found = findByLetters(open, text);
    if (found === undefined && text !== fresh) return go(fresh, fresh);
    setTyped(found === undefined ? '' : text);
    if (found !== undefined) onPick(found.id);
  };
  const used = open.some((pick) => pick.keys);
  useKeys(
    used
      ? [
          ...alphabet.map((letter) => ({
            keys: letter.toUpperCase(),
            label: '',
            run: () => go(`${typed}${letter}`, letter),
          })),
          { keys: 'Backspace', label: '', run: () => setTyped(typed.slice(0, -1)) },
        ]
      : [],
  );
  return typed;
}
