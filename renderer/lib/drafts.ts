import { useCallback, useRef, useState } from 'react';

/**
 * What is being typed, kept in memory of the window under a name: leaving the screen, a lock, an offline spell or
 * a refused save lose nothing. Not on disk: drafts hold names and phones, and the store is the only sealed place.
 */
const drafts = new Map<string, unknown>();

/** `const [draft, setDraft, clear] = useDraft('call:' + orderId, { note: '' })`. */
export function useDraft<T>(key: string, initial: T): [T, (value: T | ((now: T) => T)) => void, () => void] {
  const [, render] = useState(0);
  const first = useRef(initial);
  first.current = initial;
  const value = (drafts.has(key) ? drafts.get(key) : initial) as T;
  const set = useCallback(
    (next: T | ((now: T) => T)) => {
      const now = (drafts.has(key) ? drafts.get(key) : first.current) as T;
      drafts.set(key, typeof next === 'function' ? (next as (now: T) => T)(now) : next);
      render((count) => count + 1);
    },
    [key],
  );
  const clear = useCallback(() => {
    drafts.delete(key);
    render((count) => count + 1);
  }, [key]);
  return [value, set, clear];
}

export function hasDrafts(): boolean {
  return drafts.size > 0;
}

/** Another person takes over the desk: what the last one typed must not be seen. */
export function forgetDrafts(): void {
  drafts.clear();
}

/** Whether something is being typed under this name. */
export const hasDraft = (key: string): boolean => drafts.has(key);

/** Puts back what was kept elsewhere (the host's memory, over a reload). */
export function putDraft(key: string, value: unknown): void {
  drafts.set(key, value);
}
