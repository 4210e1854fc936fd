import { Fault } from '../../../domain/kernel/fault.ts';
import { checkCalendar, type WorkCalendar, type WorkWeek } from '../../../domain/time/calendar.ts';
import { businessDay, clockText, parseClock } from '../../../domain/time/business-day.ts';
import type { Tx } from '../../../db/tx.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import { featureCodes } from '../../../domain/access/features.ts';
import type { CalendarInput } from '../../../preload/contract/outlet.ts';
import { readFeaturesOff } from '../features.ts';
import { runCommand } from '../command.ts';
import type { ServiceContext } from '../context.ts';
import { markDeadlinesStale } from '../clock/recompute.ts';
import { getCalendar, getSetting, getZone, readerOf } from '../masters.ts';
import { officialDays } from './holidays.ts';

interface OutletRow {
  id: string;
  version: number;
  code: string;
  nameZh: string;
  nameEn: string;
  legalName: string;
  divisionCode: string | null;
  address: string;
  phone: string;
  complaintPhone: string;
  zone: string;
  demo: number;
}

/** The outlet's own data with the few settings that stand beside them. Faults: `not_found`. */
export function getOutlet(ctx: ServiceContext): OutputOf<'outlet.get'> {
  const row = ctx.read
    .prepare(
      `SELECT id, version, code, name_zh AS nameZh, name_en AS nameEn, legal_name AS legalName, division_code AS divisionCode,
              address, phone, complaint_phone AS complaintPhone, zone, demo FROM outlet ORDER BY seq LIMIT 1`,
    )
    .get() as OutletRow | undefined;
  if (row === undefined) throw new Fault('not_found', { entity: 'outlet', id: '' });
  const { divisionCode, ...shown } = row;
  const reader = readerOf(ctx.read);
  const county =
    divisionCode === null
      ? undefined
      : reader.get<{ name: string }>('SELECT name FROM division WHERE code = ?', divisionCode)?.name;
  return {
    ...shown,
    demo: row.demo === 1,
    county: county ?? '',
    numberPrefix: getSetting<string>(reader, 'outlet', 'number_prefix', ''),
    recoveryShown: getSetting<number>(reader, 'outlet', 'recovery_shown', 0),
  };
}

export function saveOutlet(ctx: ServiceContext, input: CheckedInputOf<'outlet.save'>): { version: number } {
  const { id } = getOutlet(ctx);
  return runCommand(ctx, 'outlet.save', (tx) => {
    const version = tx.update(
      'outlet',
      id,
      {
        name_zh: input.nameZh,
        name_en: input.nameEn,
        legal_name: input.legalName,
        address: input.address,
        phone: input.phone,
        complaint_phone: input.complaintPhone,
      },
      { version: input.version },
    );
    const prefix = getSetting<string>(tx, 'outlet', 'number_prefix', '');
    if (prefix !== input.numberPrefix) putSetting(tx, 'outlet', 'number_prefix', input.numberPrefix);
    tx.event({ entity: 'outlet', entityId: id, kind: 'outlet.saved' });
    tx.audit({ action: 'outlet.save', entity: 'outlet', entityId: id });
    return { version };
  });
}

/** Sets a setting and keeps what it was. With `version` the row must still be the one the person saw (0: none yet). */
export function putSetting(tx: Tx, scope: string, key: string, value: unknown, version?: number): number {
  const row = tx.get<{ id: string; version: number; value: string }>(
    'SELECT id, version, value FROM setting WHERE scope = ? AND key = ?',
    scope,
    key,
  );
  if (version !== undefined && version !== (row?.version ?? 0))
    throw new Fault('conflict', { entity: 'setting', id: key });
  const id = row?.id ?? tx.insert('setting', { scope, key, value: JSON.stringify(value), updated_at: tx.at });
  const next =
    row === undefined ? 1 : tx.update('setting', id, { value: JSON.stringify(value), updated_at: tx.at });
  tx.insert('setting_history', {
    setting_id: id,
    old_value: row?.value ?? null,
    new_value: JSON.stringify(value),
    staff_id: tx.staffId,
    at: tx.at,
  });
  tx.audit({ action: 'setting.save', entity: 'setting', entityId: id, params: { scope, key } });
  return next;
}

const toSpans = (spans: readonly { from: number; to: number }[]) =>
  spans.map((span) => ({ from: clockText(span.from), to: clockText(span.to) }));
const fromSpans = (spans: readonly { from: string; to: string }[]) =>
  spans.map((span) => ({ from: parseClock(span.from) ?? -1, to: parseClock(span.to) ?? -1 }));

/** The outlet's calendar; before anybody saved one, the official days of this year and the next stand in it by name. */
function calendarNotes(ctx: ServiceContext): OutputOf<'outlet.calendar'>['calendar']['notes'] {
  const reader = readerOf(ctx.read);
  const { notes } = getCalendar(reader);
  if (notes !== undefined)
    return Object.entries(notes)
      .map(([day, note]) => ({ day, ...note }))
      .sort((a, b) => (a.day < b.day ? -1 : 1));
  const year = Number(businessDay(ctx.env.now(), getZone(reader)).slice(0, 4));
  return [...officialDays(year), ...officialDays(year + 1)];
}

export function getCalendarForm(ctx: ServiceContext): OutputOf<'outlet.calendar'> {
  const reader = readerOf(ctx.read);
  const calendar = getCalendar(reader);
  const version =
    reader.get<{ version: number }>("SELECT version FROM setting WHERE scope = 'outlet' AND key = 'calendar'")
      ?.version ?? 0;
  const week = (weekly: WorkWeek) => weekly.map(toSpans);
  return {
    version,
    calendar: {
      weekly: week(calendar.weekly),
      seasons: calendar.seasons.map((season) => ({ ...season, weekly: week(season.weekly) })),
      days: Object.entries(calendar.days)
        .map(([day, spans]) => ({ day, spans: toSpans(spans) }))
        .sort((a, b) => (a.day < b.day ? -1 : 1)),
      notes: calendarNotes(ctx),
    },
  };
}

/** Faults: `calendar_wrong` {place, problem}, `conflict`. The clock works running deadlines out anew. */
export function saveCalendar(
  ctx: ServiceContext,
  input: { version: number; calendar: CalendarInput },
): { version: number } {
  const calendar: WorkCalendar = {
    zone: getZone(readerOf(ctx.read)),
    weekly: input.calendar.weekly.map(fromSpans),
    seasons: input.calendar.seasons.map((season) => ({ ...season, weekly: season.weekly.map(fromSpans) })),
    days: Object.fromEntries(input.calendar.days.map(({ day, spans }) => [day, fromSpans(spans)])),
    notes: Object.fromEntries(input.calendar.notes.map(({ day, ...note }) => [day, note])),
  };
  const problem = checkCalendar(calendar)[0];
  if (problem !== undefined)
    throw new Fault('calendar_wrong', { place: problem.place, problem: problem.code });
  const done = runCommand(ctx, 'outlet.saveCalendar', (tx) => {
    markDeadlinesStale(tx);
    return { version: putSetting(tx, 'outlet', 'calendar', calendar, input.version) };
  });
  ctx.host.kick('clock');
  return done;
}

export function listFeatures(ctx: ServiceContext): OutputOf<'outlet.features'> {
  const off = readFeaturesOff(ctx.read);
  return { features: featureCodes.map((code) => ({ code, enabled: !off.has(code) })) };
}

export function setFeature(
  ctx: ServiceContext,
  input: { code: string; enabled: boolean },
): { code: string; enabled: boolean } {
  return runCommand(ctx, 'outlet.setFeature', (tx) => {
    const id = tx.value<string>('SELECT id FROM feature WHERE code = ?', input.code);
    if (id === undefined) tx.insert('feature', { code: input.code, enabled: input.enabled });
    else tx.update('feature', id, { enabled: input.enabled });
    tx.audit({
      action: 'outlet.set_feature',
      entity: 'feature',
      entityId: input.code,
      params: { enabled: input.enabled },
    });
    return input;
  });
}
