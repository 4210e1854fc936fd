import type { PlatformRow, TodayFacts } from '../../../db/queries/today.ts';
import { addDays, atLocal, businessDay, parseClock } from '../../../domain/time/business-day.ts';
import { withoutFeatures } from '../../../domain/access/features.ts';
import type { Handlers } from '../context.ts';
import { readFeaturesOff } from '../features.ts';
import { getZone, readerOf } from '../masters.ts';
import { orderScope } from '../orders/scope.ts';
import { findAlarms } from './alarms.ts';
import { layBars } from './bars.ts';
import { nextActions } from './next-action.ts';
import { makeTiles } from './tiles.ts';
import { countViews } from './view-counts.ts';

/** The drawn day where no slot says otherwise. */
const dayFrom = '08:00';
const dayTo = '20:00';
/** A pull older than this is slow, whatever the platform says. */
const slowMs = 15 * 60_000;

export const handlers = {
  'today.get': async (ctx) => {
    const read = readerOf(ctx.read);
    const zone = getZone(read);
    const now = ctx.env.now();
    const day = businessDay(now, zone);
    const off = readFeaturesOff(ctx.read);
    const permissions = withoutFeatures(ctx.session.permissions, off);
    const may = (permission: string) => permissions.has(permission);
    const all = (permission: string) => permissions.get(permission) === 'all';
    const scope = permissions.has('orders.read')
      ? orderScope(ctx.session, 'orders.read')
      : { onlyStaffId: '', onlyTeamId: null };
    const counting = countViews(ctx, may, all);
    const facts = await ctx.host.reader<TodayFacts>('today.read', {
      now,
      day,
      certificateDay: addDays(day, 30),
      oldPartDay: addDays(day, 3),
      ...scope,
      may: {
        stock: all('stock.read'),
        money: all('money.read'),
        staff: all('staff.read'),
        platforms: permissions.has('platforms.read'),
        review: may('orders.review'),
        accounts: !off.has('worker_accounts'),
      },
    });
    const counts = await counting;
    const clock = (text: string) => atLocal(day, parseClock(text) ?? 0, zone);
    const slots = read.get<{ first: string | null; last: string | null }>(
      'SELECT min(from_clock) AS first, max(to_clock) AS last FROM slot WHERE retired_at IS NULL',
    );
    const fromAt = Math.min(clock(dayFrom), clock(slots?.first ?? dayFrom));
    const toAt = Math.max(clock(dayTo), clock(slots?.last ?? dayTo));
    const away = facts.leave.map((leave) => ({ ...leave, ...personOf(facts, leave.staffId) }));
    const next = nextActions(read, may('orders.assign') ? facts.urgent : facts.urgent.map(withoutRanking), {
      day,
      mayPrint: may('print.run'),
    });
    return {
      day,
      fromAt,
      toAt,
      visits: facts.visits,
      onDuty: facts.people.filter((person) => !away.some((leave) => isWholeDay(leave, person.staffId)))
        .length,
      away: away.flatMap(({ name, fromClock, toClock, kind }) =>
        name === null ? [] : [{ name, fromClock, toClock, kind }],
      ),
      tiles: makeTiles(facts, counts, { may, all, isOff: (feature) => off.has(feature) }),
      late: counts.late ?? 0,
      urgent: facts.urgent.map(({ staffId: _staffId, slips: _slips, ...row }, index) => ({
        ...row,
        ...(next[index] ?? { action: { code: 'open', staffId: null, name: null }, reasons: [] }),
      })),
      platforms: facts.platforms.map((platform) => platformOf(platform, now)),
      outbox: facts.outbox,
      lastBackupAt: facts.lastBackupAt,
      people: facts.people.map((person) => {
        const jobs = facts.jobs.filter((job) => job.staffId === person.staffId);
        const bars = layBars(jobs, now);
        return {
          ...person,
          jobs: jobs.length,
          done: bars.filter((bar) => bar.kind === 'done').length,
          takenMinutes: jobs.reduce((sum, job) => sum + job.minutes, 0),
          away: facts.leave
            .filter((leave) => leave.staffId === person.staffId)
            .map((leave) => ({
              fromAt: clock(leave.fromClock),
              toAt: clock(leave.toClock),
              kind: leave.kind,
            })),
          bars,
        };
      }),
      alarms: findAlarms(facts, { now, day, clockBack: ctx.gate.clockBack, counts }),
    };
  },
} satisfies Handlers;

const personOf = (facts: TodayFacts, staffId: string) => ({
  name: facts.people.find((person) => person.staffId === staffId)?.name ?? null,
});

const isWholeDay = (leave: { staffId: string; fromClock: string; toClock: string }, staffId: string) =>
  leave.staffId === staffId && leave.fromClock <= '09:00' && leave.toClock >= '18:00';

/** Someone who may not assign is not told who would be proposed. */
const withoutRanking = (row: TodayFacts['urgent'][number]) =>
  row.queue === 'dispatch' ? { ...row, queue: '' } : row;

function platformOf(row: PlatformRow, now: number) {
  const { pausedAt, faultSince, failures, ...shown } = row;
  const light: 'green' | 'amber' | 'red' | 'grey' =
    pausedAt !== null || row.mode !== 'api' || (row.lastOkAt === null && faultSince === null)
      ? 'grey'
      : faultSince !== null && (failures >= 5 || row.faultCode === 'platform_auth_failed')
        ? 'red'
        : faultSince !== null || (row.lastOkAt !== null && now - row.lastOkAt > slowMs)
          ? 'amber'
          : 'green';
  return { ...shown, light, paused: pausedAt !== null };
}
