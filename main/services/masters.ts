import { bindingsFor } from '../../db/bindings.ts';
import type { Db } from '../../db/connection.ts';
import { statement } from '../../db/queries/statements.ts';
import type { ColumnValue } from '../../db/models/index.ts';
import { defaultZone } from '../../domain/time/business-day.ts';
import { defaultCalendar, type WorkCalendar } from '../../domain/time/calendar.ts';
import type { HoldOverrides } from '../../domain/orders/hold.ts';
import type { AcceptanceTerms } from '../../domain/time/acceptance.ts';
import type { PayerClock } from '../../domain/time/payer-clock.ts';

/** Anything that can read one row: the transaction of a command, or a reader handle wrapped by `readerOf`. */
export interface RowReader {
  get<T = Record<string, ColumnValue>>(sql: string, ...params: unknown[]): T | undefined;
  all<T = Record<string, ColumnValue>>(sql: string, ...params: unknown[]): T[];
  /** Keeps what was read of master tables over commands; a transaction has it (see `Tx.kept`). */
  kept?<T>(key: string, make: () => T): T;
}

/** What `make` reads of master tables, from memory where the reader keeps it. */
export const kept = <T>(read: RowReader, key: string, make: () => T): T => read.kept?.(key, make) ?? make();

/** A reader over a plain handle, for queries that share code with commands. */
export function readerOf(db: Db): RowReader {
  return {
    get: <T>(sql: string, ...params: unknown[]) =>
      statement(db, sql).get(...bindingsFor(sql, params)) as T | undefined,
    all: <T>(sql: string, ...params: unknown[]) => statement(db, sql).all(...bindingsFor(sql, params)) as T[],
  };
}

/** What a payer's profile says about time, in the forms the rules take. */
export interface PayerTerms {
  clock: PayerClock;
  /** Fine for a missed deadline, fen; 0 where the payer sets none. */
  lateFeeFen: number;
  holdOverrides: HoldOverrides;
  /** What this payer asks of technicians' answers, where it differs from the outlet's own rule. */
  acceptance: Partial<AcceptanceTerms>;
  /** Minutes before a deadline at which the desk is told; null: as the outlet does. */
  warnMinutes: number | null;
}

const noTerms: PayerTerms = {
  clock: {},
  lateFeeFen: 0,
  holdOverrides: {},
  acceptance: {},
  warnMinutes: null,
};

/** Parsed masters by row version: they change rarely and are asked for with every order. */
const parsed = new Map<string, { version: number; value: unknown }>();

function remember<T>(key: string, version: number, make: () => T): T {
  const known = parsed.get(key);
  if (known !== undefined && known.version === version) return known.value as T;
  const value = make();
  if (parsed.size > 5000) parsed.clear();
  parsed.set(key, { version, value });
  return value;
}

/** The terms of a payer on a business day. `payer_profile.deadlines` holds a PayerClock plus `lateFeeFen`, `acceptance`, `warnMinutes`. */
export function getPayerTerms(read: RowReader, payerId: string | null, day: string): PayerTerms {
  return payerId === null
    ? noTerms
    : kept(read, `terms ${payerId} ${day}`, () => readTerms(read, payerId, day));
}

function readTerms(read: RowReader, payerId: string, day: string): PayerTerms {
  const row = read.get<{ id: string; version: number; deadlines: string; clock_stops: string }>(
    'SELECT id, version, deadlines, clock_stops FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
    payerId,
    day,
  );
  if (row === undefined) return noTerms;
  return remember(`terms ${row.id}`, row.version, () => parseTerms(row.deadlines, row.clock_stops));
}

/** The two columns of a payer's profile that speak of time, read. */
export function parseTerms(deadlines: string, clockStops: string): PayerTerms {
  const {
    lateFeeFen = 0,
    acceptance = {},
    warnMinutes = null,
    ...clock
  } = JSON.parse(deadlines) as PayerClock & Partial<Omit<PayerTerms, 'clock' | 'holdOverrides'>>;
  return {
    clock,
    lateFeeFen,
    holdOverrides: JSON.parse(clockStops) as HoldOverrides,
    acceptance,
    warnMinutes,
  };
}

/** A setting's value, or the fallback where nobody set it. */
export function getSetting<T>(read: RowReader, scope: string, key: string, fallback: T): T {
  const found = kept(read, `setting ${scope} ${key}`, () => readSetting<T>(read, scope, key));
  return found === null ? fallback : found.value;
}

function readSetting<T>(read: RowReader, scope: string, key: string): { value: T } | null {
  const row = read.get<{ id: string; version: number; value: string }>(
    'SELECT id, version, value FROM setting WHERE scope = ? AND key = ?',
    scope,
    key,
  );
  return row === undefined
    ? null
    : { value: remember(`setting ${row.id}`, row.version, () => JSON.parse(row.value) as T) };
}

export function getCalendar(read: RowReader): WorkCalendar {
  return getSetting(read, 'outlet', 'calendar', defaultCalendar);
}

/** The outlet's zone; business days are reckoned in it. */
export function getZone(read: RowReader): string {
  return kept(
    read,
    'zone',
    () => read.get<{ zone: string }>('SELECT zone FROM outlet LIMIT 1')?.zone ?? defaultZone,
  );
}
