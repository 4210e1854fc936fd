import { usualAcceptance } from '../../../domain/time/acceptance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { ColumnValue } from '../../../db/models/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { getPayerTerms, parseTerms, type PayerTerms, readerOf, type RowReader } from '../masters.ts';
import { markDeadlinesStale, staleMark } from './recompute.ts';
import { acceptanceTerms, warnMinutes } from './terms.ts';
import { fromForm, toForm } from './terms-form.ts';
import { clockedSql, tryTerms } from './try-terms.ts';

type Terms = OutputOf<'clock.terms'>;
type ProfileRow = Record<string, ColumnValue> & { id: string; version: number; from_day: string };

function profilesOf(read: RowReader, payerId: string): ProfileRow[] {
  if (read.get('SELECT 1 FROM payer WHERE id = ?', payerId) === undefined)
    throw new Fault('not_found', { entity: 'payer', id: payerId });
  return read.all<ProfileRow>(
    'SELECT * FROM payer_profile WHERE payer_id = ? ORDER BY from_day DESC',
    payerId,
  );
}

const termsOf = (row: ProfileRow): PayerTerms => parseTerms(String(row.deadlines), String(row.clock_stops));

function versionsOf(read: RowReader, payerId: string): Terms['versions'] {
  const rows = profilesOf(read, payerId);
  return rows.map((row, at) => ({
    version: row.version,
    fromDay: row.from_day,
    openOrders:
      read.get<{ n: number }>(
        `SELECT count(*) AS n FROM work_order w WHERE w.payer_id = ? AND w.received_day >= ? AND w.received_day < ? AND ${clockedSql}`,
        payerId,
        row.from_day,
        rows[at - 1]?.from_day ?? '9999-12-31',
      )?.n ?? 0,
    terms: toForm(termsOf(row)),
  }));
}

/** Everything of the version before that has nothing to do with time: days of statements, deposits, layouts. */
function copyOf(before: ProfileRow | undefined, payerId: string): Record<string, unknown> {
  if (before === undefined) return { payer_id: payerId };
  const {
    id: _id,
    seq: _seq,
    version: _version,
    from_day: _day,
    deadlines: _d,
    clock_stops: _c,
    ...rest
  } = before;
  return rest;
}

export const termsHandlers = {
  'clock.payers': (ctx) => {
    const read = readerOf(ctx.read);
    return {
      payers: read.all(
        `SELECT p.id, p.code, p.name_zh AS nameZh, p.name_en AS nameEn,
           (SELECT count(*) FROM work_order w WHERE w.payer_id = p.id AND ${clockedSql}) AS openOrders,
           (SELECT max(from_day) FROM payer_profile q WHERE q.payer_id = p.id) AS fromDay
         FROM payer p ORDER BY p.seq`,
      ),
      recomputing: staleMark(read) !== null,
    };
  },

  'clock.terms': (ctx, input) => {
    const read = readerOf(ctx.read);
    const usual = acceptanceTerms(read, null, '');
    return {
      versions: versionsOf(read, input.payerId),
      usual: {
        warnMinutes: warnMinutes(read, null, ''),
        answerMinutes: usual.minutes,
        answerSubShopMinutes: usual.subShopMinutes,
        answerWarnMilli: [...(usual.warnMilli ?? usualAcceptance.warnMilli)],
      },
      tiers: read.all(
        'SELECT code, name_zh AS nameZh, name_en AS nameEn, deadline_factor_milli AS factorMilli FROM distance_tier WHERE deadline_factor_milli NOT IN (0, 1000) ORDER BY from_m',
      ),
      counties: read.all(
        'SELECT code, name, extra_hours AS extraHours FROM division WHERE extra_hours > 0 ORDER BY code LIMIT 60',
      ),
    };
  },

  'clock.tryTerms': (ctx, input) => {
    const read = readerOf(ctx.read);
    const rows = profilesOf(read, input.payerId);
    const keep = rows.find((row) => row.from_day <= input.fromDay);
    const written = fromForm(
      input.terms,
      keep === undefined ? getPayerTerms(read, null, input.fromDay) : termsOf(keep),
    );
    const terms = parseTerms(JSON.stringify(written.deadlines), JSON.stringify(written.clockStops));
    const until = rows.findLast((row) => row.from_day > input.fromDay)?.from_day ?? '9999-12-31';
    return tryTerms(read, {
      payerId: input.payerId,
      fromDay: input.fromDay,
      until,
      terms,
      nowMs: ctx.env.now(),
    });
  },

  'clock.saveTerms': (ctx, input) => {
    const done = runCommand(ctx, 'clock.saveTerms', (tx) => {
      const rows = profilesOf(tx, input.payerId);
      const same = rows.find((row) => row.from_day === input.fromDay);
      if ((same?.version ?? 0) !== input.version)
        throw new Fault('conflict', { entity: 'payer_profile', id: input.payerId });
      const before = same ?? rows.find((row) => row.from_day < input.fromDay) ?? rows.at(-1);
      const written = fromForm(
        input.terms,
        before === undefined ? getPayerTerms(tx, null, input.fromDay) : termsOf(before),
      );
      const patch = { deadlines: written.deadlines, clock_stops: written.clockStops };
      const id =
        same?.id ??
        tx.insert('payer_profile', { ...copyOf(before, input.payerId), from_day: input.fromDay, ...patch });
      const version =
        same === undefined ? 1 : tx.update('payer_profile', id, patch, { version: input.version });
      markDeadlinesStale(tx);
      const params = { payerId: input.payerId, fromDay: input.fromDay, made: same === undefined };
      tx.note({ entity: 'payer', entityId: input.payerId, kind: 'payer.terms', params });
      return { id, version };
    });
    ctx.host.kick('clock');
    return done;
  },
} satisfies Handlers;
