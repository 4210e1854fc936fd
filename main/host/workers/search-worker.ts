import { parentPort, workerData } from 'node:worker_threads';
import { readOrdersAhead, readPage, type SearchPageParams } from '../../../db/queries/search-page.ts';
import type { SearchWorkerData } from '../../../db/search/protocol.ts';
import { serveSearch } from '../../../db/search/serve.ts';

/** Thread that owns the search index file. Start it with `workerData: SearchWorkerData`; talk by `SearchClient`. */
if (parentPort === null) throw new Error('search-worker runs as a worker thread');
serveSearch(parentPort, workerData as SearchWorkerData, {
  makePage: (source, answers, params) => readPage(source, answers, params as SearchPageParams),
  readAhead: readOrdersAhead,
});
