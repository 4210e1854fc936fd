import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFault } from './faults.ts';
import { useTableChanges } from './query.tsx';

export interface SnapshotSource<R> {
  /** Opens a snapshot for the current filter and order: its id and how many rows it holds. */
  open: () => Promise<{ id: string; total: number }>;
  /** Rows `from` (inclusive) to `to` (exclusive) of a snapshot. */
  slice: (id: string, from: number, to: number) => Promise<readonly (R | null)[]>;
  rowKey: (row: R) => string;
  /** Changes in these tables raise `changed`; the rows on screen stay where they are. */
  tables: readonly string[];
  /** A new value opens a new snapshot: the filter and order as text. */
  of: string;
}

export interface SnapshotList<R> {
  total: number;
  /** For VirtualList `version`. */
  version: string;
  getSlice: (from: number, to: number) => Promise<readonly (R | null)[]>;
  /** Changes since the snapshot was taken, for ChangedBanner. */
  changed: number;
  /** Takes a new snapshot of the same filter. */
  reload: () => void;
  loading: boolean;
  fault: unknown;
  /** Ids of chosen row numbers, fetched by runs of at most 100. */
  keysOf: (rows: ReadonlySet<number>) => Promise<string[]>;
}

/**
 * A list that stands still: rows come from a snapshot by row number, changes are counted, and only the person
 * takes a new one. A snapshot the host has dropped meanwhile is opened again without a word.
 */
export function useSnapshot<R>(source: SnapshotSource<R>): SnapshotList<R> {
  const latest = useRef(source);
  latest.current = source;
  const [state, setState] = useState({ id: '', total: 0, loading: true, fault: null as unknown });
  const [changed, setChanged] = useState(0);
  const turn = useRef(0);

  const reload = useCallback(() => {
    const mine = ++turn.current;
    setState((old) => ({ ...old, loading: true }));
    latest.current.open().then(
      ({ id, total }) => {
        if (mine !== turn.current) return;
        setState({ id, total, loading: false, fault: null });
        setChanged(0);
      },
      (fault: unknown) => {
        if (mine === turn.current) setState((old) => ({ ...old, loading: false, fault }));
      },
    );
  }, []);
  useEffect(() => {
    void source.of;
    reload();
    return () => {
      turn.current += 1;
    };
  }, [source.of, reload]);
  useTableChanges(source.tables, () => setChanged((count) => count + 1));

  const { id } = state;
  const getSlice = useCallback(
    async (from: number, to: number) => {
      try {
        return await latest.current.slice(id, from, to);
      } catch (error) {
        if (error instanceof ApiFault && (error.code === 'snapshot_gone' || error.code === 'not_found'))
          reload();
        throw error;
      }
    },
    [id, reload],
  );
  const keysOf = useCallback(
    async (rows: ReadonlySet<number>) => {
      const wanted = [...rows].sort((left, right) => left - right);
      const keys: string[] = [];
      for (let at = 0; at < wanted.length; ) {
        const from = wanted[at] as number;
        let end = at;
        while (end < wanted.length && (wanted[end] as number) < from + 100) end += 1;
        const slice = await getSlice(from, Math.min(from + 100, (wanted[end - 1] as number) + 1));
        for (; at < end; at += 1) {
          const row = slice[(wanted[at] as number) - from];
          if (row !== undefined && row !== null) keys.push(latest.current.rowKey(row));
        }
      }
      return keys;
    },
    [getSlice],
  );
  return { ...state, version: id, getSlice, changed, reload, keysOf };
}
