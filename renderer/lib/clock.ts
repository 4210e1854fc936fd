import { useSyncExternalStore } from 'react';

/** The window's clock. `setNow` lets a picture or test stand still; the offset follows the host's clock. */
let source: () => number = () => Date.now();
let offsetMs = 0;
let shown = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

export function nowMs(): number {
  return source() + offsetMs;
}

export function setNow(next: (() => number) | null): void {
  source = next ?? (() => Date.now());
  shown = nowMs();
  for (const listener of listeners) listener();
}

/** Difference host − window in ms; deadlines are the host's, so they are shown by its clock. */
export function setClockOffset(ms: number): void {
  if (Math.abs(ms - offsetMs) > 2_000) offsetMs = ms;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    shown = nowMs();
    for (const each of listeners) each();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The current instant, renewed every 15 s, the same for all parts of one paint. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => (shown ||= nowMs()));
}
