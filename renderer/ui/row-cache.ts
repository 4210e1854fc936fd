import { useCallback, useEffect, useRef, useState } from 'react';

const pageSize = 100;
const keptPages = 60;

export interface RowCache<R> {
  /** Undefined while unknown, null when the row is gone since the snapshot was taken. */
  get(index: number): R | null | undefined;
  /** Says which rows are in sight; missing pages are fetched, the newest wish first. */
  want(from: number, to: number): void;
  fault: unknown;
  retry(): void;
}

/**
 * Rows of a snapshot by row number, fetched in pages when they come into sight. At most two requests at a time, and
 * only for what is still in sight when its turn comes: dragging the scroll bar asks for the end, not for the way.
 * A new `version` is another list: nothing of the old one is shown. A new `beat` is the same list with changed rows:
 * those in sight are read again and stand as they were until the answer is here.
 */
export function useRowCache<R>(
  total: number,
  getSlice: (from: number, to: number) => Promise<readonly (R | null)[]>,
  version: string | number,
  beat: string | number = 0,
): RowCache<R> {
  const [, render] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const pages = useRef(new Map<number, readonly (R | null)[]>());
  const old = useRef(new Set<number>());
  const flying = useRef(new Set<number>());
  const wish = useRef({ from: 0, to: 0 });
  const epoch = useRef(0);
  const lastBeat = useRef(beat);
  const latest = useRef({ total, getSlice });
  latest.current = { total, getSlice };

  const pump = useCallback(() => {
    const { total: rows, getSlice: fetchSlice } = latest.current;
    const first = Math.floor(wish.current.from / pageSize);
    const last = Math.floor(Math.min(wish.current.to, rows - 1) / pageSize);
    for (let page = first; page <= last && flying.current.size < 2; page += 1) {
      const fresh = pages.current.has(page) && !old.current.has(page);
      if (fresh || flying.current.has(page)) continue;
      const mine = epoch.current;
      const asked = lastBeat.current;
      flying.current.add(page);
      fetchSlice(page * pageSize, Math.min(rows, (page + 1) * pageSize)).then(
        (slice) => {
          if (mine !== epoch.current) return;
          flying.current.delete(page);
          pages.current.delete(page);
          pages.current.set(page, slice);
          // Read before the last change: shown, and read once more
          if (asked === lastBeat.current) old.current.delete(page);
          else old.current.add(page);
          const oldest = pages.current.keys().next().value;
          if (pages.current.size > keptPages && oldest !== undefined) pages.current.delete(oldest);
          setFault(null);
          render((count) => count + 1);
          pump();
        },
        (error: unknown) => {
          if (mine !== epoch.current) return;
          flying.current.delete(page);
          setFault(error);
        },
      );
    }
  }, []);

  const reset = useRef(version);
  if (reset.current !== version) {
    reset.current = version;
    epoch.current += 1;
    pages.current = new Map();
    old.current = new Set();
    flying.current = new Set();
  }
  if (lastBeat.current !== beat) {
    lastBeat.current = beat;
    old.current = new Set(pages.current.keys());
  }
  useEffect(() => {
    void version;
    void beat;
    pump();
  }, [version, beat, total, pump]);

  return {
    get: (index) => pages.current.get(Math.floor(index / pageSize))?.[index % pageSize],
    want: (from, to) => {
      wish.current = { from: Math.max(0, from), to };
      pump();
    },
    fault,
    retry: () => {
      setFault(null);
      pump();
    },
  };
}
