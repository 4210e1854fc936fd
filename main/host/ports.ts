import type { Store } from '../../db/store.ts';
import type { BlobPort, HostPorts, SessionPort, ShellPort } from '../services/context.ts';
import type { Jobs } from './jobs.ts';
import type { Loops } from './loops.ts';
import type { Readers } from './readers.ts';
import type { Drawing } from './drawing.ts';
import type { HostSearch } from './host-search.ts';

export interface PortParts {
  readers: Readers;
  store: Store;
  jobs: Jobs;
  loops: Loops;
  blobs: BlobPort;
  sessions: SessionPort;
  search: HostSearch;
  drawing: Drawing;
  /** Set once the shell is there. */
  shell(): ShellPort | null;
  /** Closes the outlet and opens it anew. */
  reopen(): void;
  dir: string;
  version: string;
}

/** What services reach of the host, and nothing more. */
export function makePorts(parts: PortParts): HostPorts {
  const { readers, store, jobs, loops, blobs, sessions } = parts;
  const isDemo = store.read.prepare('SELECT max(demo) FROM outlet').pluck();
  return {
    reader: (name, params) => readers.ask({ kind: 'query', name, params }),
    snapshots: {
      open: (name, params, by) => readers.ask({ kind: 'open', desk: by.id, name, params }),
      slice: (snapshotId, from, to, by) => readers.ask({ kind: 'slice', desk: by.id, snapshotId, from, to }),
      numbers: (snapshotId, from, to, by) =>
        readers.ask({ kind: 'numbers', desk: by.id, snapshotId, from, to }),
      indexOf: (snapshotId, seq, by) => readers.ask({ kind: 'index', desk: by.id, snapshotId, seq }),
      close: (snapshotId, by) => readers.ask({ kind: 'close', desk: by.id, snapshotId }),
    },
    search: (request) => parts.search.ask(request),
    startJob: (kind, params, by) => jobs.start(kind, params, by),
    storeKey: () => store.key,
    reopen: () => parts.reopen(),
    cancelJob: (jobId) => jobs.cancel(jobId),
    jobProgress: (jobId) => jobs.progressOf(jobId),
    kick: (loop) => loops.kick(loop),
    draw: (order, signal) => parts.drawing.draw(order, signal),
    blobs,
    seal: {
      seal: (keyId, value) => store.sealer.seal(keyId, value),
      open: (sealed) => store.sealer.open(sealed),
      destroyErased: () => store.destroyErased(),
    },
    sessions,
    get shell() {
      return parts.shell();
    },
    info: {
      storeDir: parts.dir,
      version: parts.version,
      get demo() {
        return isDemo.get() === 1;
      },
    },
  };
}
