import type { ReadAhead } from './ahead.ts';
import type { FromSearchWorker, SearchWorkerData, ToSearchWorker } from './protocol.ts';
import { SearchIndex, type MakePage } from './search-index.ts';
import { openSource } from './source.ts';

/** Rows per slice: some 50 ms of work, the longest a question waits behind it. */
const SLICE_ROWS = 512;
/** Rows per slice while far behind: many documents share a list, so larger slices cost less per row. */
const BULK_ROWS = 4096;
/** Milliseconds to gather changes before the index takes them; until then queries scan them. */
const GATHER_MS = 250;
/** Milliseconds before trying again after a failed write (a full disk). */
const RETRY_MS = 5000;

/** What only the outlet's tables tell. */
export interface SearchShop {
  makePage: MakePage;
  readAhead: ReadAhead;
}

interface ServerPort {
  postMessage(message: FromSearchWorker): void;
  on(event: 'message', listener: (message: ToSearchWorker) => void): unknown;
  close(): void;
}

/**
 * Runs a `SearchIndex` behind a port: questions are answered between slices of work, and work goes on by
 * itself until nothing waits.
 */
export function serveSearch(port: ServerPort, data: SearchWorkerData, shop: SearchShop): void {
  const source = openSource(data.storePath, data.keyHex);
  const index = new SearchIndex({
    source,
    indexPath: data.indexPath,
    keyHex: data.keyHex,
    identity: data.identity,
    readAhead: shop.readAhead,
    onIndexed: (throughLsn) => port.postMessage({ type: 'indexed', throughLsn }),
    onRebuild: (because) => port.postMessage({ type: 'rebuilding', because }),
  });
  const settling: number[] = [];
  let closed = false;
  let timer: NodeJS.Timeout | NodeJS.Immediate | null = null;
  let timed = false;

  /** Timers only pace the work; no time is read. */
  const comeBack = (afterMs: number) => {
    if (closed || (timer !== null && (!timed || afterMs > 0))) return;
    if (timed) clearTimeout(timer as NodeJS.Timeout);
    timed = afterMs > 0;
    timer = timed ? setTimeout(work, afterMs) : setImmediate(work);
  };
  const work = () => {
    timer = null;
    timed = false;
    if (closed) return;
    try {
      if (index.catchUp(index.isBehind(BULK_ROWS) ? BULK_ROWS : SLICE_ROWS).more) return comeBack(0);
      for (const id of settling.splice(0)) port.postMessage({ type: 'answer', id, value: undefined });
    } catch (error) {
      for (const id of settling.splice(0)) port.postMessage({ type: 'failed', id, message: String(error) });
      comeBack(RETRY_MS);
    }
  };

  const answer = (message: Exclude<ToSearchWorker, { type: 'changed' | 'settle' | 'close' }>): unknown => {
    if (message.type === 'query') return index.query(message.request);
    if (message.type === 'page') return index.page(message.request, shop.makePage);
    if (message.type === 'match') return index.match(message.request);
    if (message.type === 'stats') return index.stats();
    if (message.type === 'verify') return index.verify(message.everyNth);
    index.rebuild();
    comeBack(0);
    return undefined;
  };

  port.on('message', (message) => {
    if (message.type === 'changed') return comeBack(GATHER_MS);
    if (message.type === 'settle') {
      settling.push(message.id);
      return comeBack(0);
    }
    if (message.type === 'close') {
      closed = true;
      index.close();
      source.close();
      port.postMessage({ type: 'answer', id: message.id, value: undefined });
      return port.close();
    }
    try {
      port.postMessage({ type: 'answer', id: message.id, value: answer(message) });
    } catch (error) {
      port.postMessage({ type: 'failed', id: message.id, message: String(error) });
    }
  });
  comeBack(0);
}
