import type { Db } from '../../db/connection.ts';
import { readerQueries, snapshotQueries } from '../../db/queries/index.ts';
import { Snapshots } from '../../db/snapshots.ts';

/** What can be asked of a reader, in a thread or in place. */
export type ReaderRequest =
  | { kind: 'query'; name: string; params: unknown }
  | { kind: 'open'; desk: string; name: string; params: unknown }
  | { kind: 'slice'; desk: string; snapshotId: string; from: number; to: number }
  | { kind: 'numbers'; desk: string; snapshotId: string; from: number; to: number }
  | { kind: 'index'; desk: string; snapshotId: string; seq: number }
  | { kind: 'close'; desk: string; snapshotId: string };

export interface ReaderCore {
  answer(request: ReaderRequest): unknown;
  snapshotBytes(): number;
}

/** Runs named queries on one read-only handle and keeps its list snapshots. `prefix` names this reader. */
export function readerCore(db: Db, prefix: string): ReaderCore {
  const snapshots = new Snapshots(db, snapshotQueries, { prefix });
  return {
    snapshotBytes: () => snapshots.bytes,
    answer(request) {
      switch (request.kind) {
        case 'query': {
          if (!Object.hasOwn(readerQueries, request.name)) throw new Error(`no reader query ${request.name}`);
          return readerQueries[request.name]?.(db, request.params as never);
        }
        case 'open':
          return snapshots.open(request.desk, request.name, request.params);
        case 'slice':
          return snapshots.slice(request.desk, request.snapshotId, request.from, request.to);
        case 'numbers':
          return snapshots.numbers(request.desk, request.snapshotId, request.from, request.to);
        case 'index':
          return snapshots.indexOf(request.desk, request.snapshotId, request.seq);
        case 'close':
          return snapshots.close(request.desk, request.snapshotId);
      }
    },
  };
}
