import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import { jobQueries, jobSnapshots } from './jobs.ts';
import { dispatchQueries } from './dispatch.ts';
import { moneyQueries, moneySnapshots } from './money.ts';
import { paperQueries } from './paper.ts';
import { orderCallQueries } from './order-calls.ts';
import { orderHistoryQueries } from './order-history.ts';
import { orderViewQueries } from './order-views.ts';
import { orderQueries, orderSnapshots } from './orders.ts';
import { searchQueries } from './search.ts';
import { staffQueries } from './staff.ts';
import { todayQueries } from './today.ts';
import { countQueries, countSnapshots } from './count.ts';
import { oldPartQueries } from './old-parts.ts';
import { parcelQueries } from './parcels.ts';
import { partSnapshots } from './parts.ts';
import { stockCardQueries } from './stock-card.ts';
import { placeQueries } from './stock-places.ts';
import { supplyQueries, supplySnapshots } from './supply.ts';
import { visitQueries } from './visits.ts';

/** A named read that runs in a reader thread: params and answer are JSON values. */
export type ReaderQuery = (db: Db, params: never) => unknown;

/** Queries of all areas by name (`area.name`); `ctx.host.reader('area.name', params)` runs one. */
export const readerQueries: Readonly<Record<string, ReaderQuery>> = {
  ...jobQueries,
  ...dispatchQueries,
  ...orderQueries,
  ...orderViewQueries,
  ...orderCallQueries,
  ...orderHistoryQueries,
  ...moneyQueries,
  ...stockCardQueries,
  ...placeQueries,
  ...oldPartQueries,
  ...parcelQueries,
  ...countQueries,
  ...supplyQueries,
  ...searchQueries,
  ...staffQueries,
  ...todayQueries,
  ...paperQueries,
  ...visitQueries,
};

/** Lists of all areas by name (`area.name`); `ctx.host.snapshots.open('area.name', params, session)` takes one. */
export const snapshotQueries: Readonly<Record<string, SnapshotQuery>> = {
  ...jobSnapshots,
  ...orderSnapshots,
  ...moneySnapshots,
  ...partSnapshots,
  ...countSnapshots,
  ...supplySnapshots,
};
