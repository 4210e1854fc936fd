import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useKeys } from '../../lib/use-keys.ts';

const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];

/** The first whose words begin with what was typed: initials, whole pinyin, or words as they are written. */
export function findByLetters<T extends { keys?: string }>(
  picks: readonly T[],
  typed: string,
): T | undefined {
  return picks.find((pick) => (pick.keys ?? '').split(' ').some((word) => word.startsWith(typed)));
}

/** Letters kept at most: longer than any word that is looked for. */
const most = 24;

/**
 * Letters typed while no field has the focus choose one of a few; a letter that leads nowhere begins anew, Backspace
 * takes one back. What was typed before the letters of the picks were known counts once they are. Answers what has been
 * typed so far.
 */
export function useTypeAhead<T extends { id: string; keys?: string; disabled?: boolean }>(
  picks: readonly T[],
  onPick: (id: string) => void,
): string {
  const [typed, setTyped] = useState('');
  // beside the state: several keys may come between two renders
  const raw = useRef('');
  const open = picks.filter((pick) => !pick.disabled);
  const take = () => {
    for (let from = 0; from < raw.current.length; from += 1) {
      const text = raw.current.slice(from);
      const found = findByLetters(open, text);
      if (found === undefined) continue;
      setTyped(text);
      onPick(found.id);
      return;
    }
    setTyped('');
  };
  const words = open.map((pick) => pick.keys ?? '').join('|');
  const late = useEffectEvent(() => {
    if (raw.current !== '' && typed === '') take();
  });
  useEffect(() => late(), [words]);
  const used = open.some((pick) => pick.keys);
  useKeys(
    used
      ? [
          ...alphabet.map((letter) => ({
            keys: letter.toUpperCase(),
            label: '',
            run: () => {
              raw.current = `${raw.current}${letter}`.slice(-most);
              take();
            },
          })),
          {
            keys: 'Backspace',
            label: '',
            run: () => {
              raw.current = typed.slice(0, -1);
              setTyped(raw.current);
            },
          },
        ]
      : [],
  );
  return typed;
}
