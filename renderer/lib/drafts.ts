import { useCallback, useState } from 'react';

/**
 * What is being typed, kept in memory of the window under a name: leaving the screen, a lock, an offline spell or
 * a refused save lose nothing. Not on disk: drafts hold names and phones, and the store is the only sealed place.
 */
const drafts = new Map<string, unknown>();

/** `const [draft, setDraft, clear] = useDraft('call:' + orderId, { note: '' })`. */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [, render] = useState(0);
  const value = (drafts.has(key) ? drafts.get(key) : initial) as T;
  const set = useCallback(
    (next: T) => {
      drafts.set(key, next);
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
