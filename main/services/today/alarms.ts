import type { TodayFacts } from '../../../db/queries/today.ts';
import type { ViewCounts } from './view-counts.ts';
import { daysBetween } from '../../../domain/time/business-day.ts';

export interface Alarm {
  code: string;
  severity: 'warn' | 'stop';
  params: Record<string, string | number>;
}

const hourMs = 3_600_000;
/** A copy a day, with half a day's grace for a shop that was closed. */
const backupHours = 36;

/** What is not as it should be outside the orders themselves, most serious first. */
export function findAlarms(
  facts: TodayFacts,
  about: {
    now: number;
    day: string;
    clockBack: { nowMs: number; lastMs: number } | null;
    /** What the views behind the alarms count; those the reader may not open are not there. */
    counts: ViewCounts;
  },
): Alarm[] {
  const alarms: Alarm[] = [];
  const add = (severity: Alarm['severity'], code: string, params: Alarm['params'] = {}) =>
    alarms.push({ code, severity, params });
  if (about.clockBack !== null)
    add('stop', 'clock_back', { nowMs: about.clockBack.nowMs, lastMs: about.clockBack.lastMs });
  if (facts.halted) add('stop', 'outbox_halted');
  if ((about.counts.dead_letters ?? 0) > 0)
    add('stop', 'dead_letters', { n: about.counts.dead_letters ?? 0 });
  if (facts.urges > 0) add('stop', 'urges_late', { n: facts.urges });
  if (facts.outbox.quarantined > 0) add('warn', 'quarantine', { n: facts.outbox.quarantined });
  const { counts } = about;
  const counted = (code: string, severity: Alarm['severity']) => {
    const n = counts[code] ?? 0;
    if (n > 0) add(severity, code, { n });
  };
  counted('accept_late', 'stop');
  counted('told_me', 'stop');
  counted('claims_over', 'stop');
  counted('changed', 'warn');
  counted('unreachable', 'warn');
  counted('prints', 'warn');
  counted('watched', 'warn');
  counted('claims_tell', 'warn');
  counted('deliveries_late', 'warn');
  const [first] = facts.certificates;
  if (first !== undefined)
    add(first.day < about.day ? 'stop' : 'warn', 'certificates', {
      n: facts.certificates.length,
      name: first.name,
      kindZh: first.kindZh,
      kindEn: first.kindEn,
      days: daysBetween(about.day, first.day),
    });
  const [account] = facts.accounts;
  if (account !== undefined)
    add(account.day !== null && account.day < about.day ? 'stop' : 'warn', 'accounts', {
      n: facts.accounts.length,
      name: account.name,
      kindZh: account.platformZh,
      kindEn: account.platformEn,
      days: account.day === null ? -1 : daysBetween(about.day, account.day),
    });
  const [uncovered] = facts.patternGap;
  if (uncovered !== undefined)
    add('warn', 'pattern_gap', { n: facts.patternGap.length, name: uncovered.name });
  if (facts.slotsClosed.n > 0)
    add(facts.slotsClosed.orders > 0 ? 'stop' : 'warn', 'slot_closed', {
      n: facts.slotsClosed.n,
      day: facts.slotsClosed.day ?? about.day,
      orders: facts.slotsClosed.orders,
    });
  if (facts.tools > 0) add('warn', 'tools', { n: facts.tools });
  if (facts.custodyDue > 0) add('warn', 'custody_due', { n: facts.custodyDue });
  if (facts.stockLow !== undefined) add('warn', 'stock_low', facts.stockLow);
  const since = facts.lastBackupAt ?? facts.outletSince;
  if (since !== null && about.now - since > backupHours * hourMs)
    add('warn', facts.lastBackupAt === null ? 'backup_never' : 'backup_old', {
      hours: Math.floor((about.now - since) / hourMs),
    });
  return alarms;
}
