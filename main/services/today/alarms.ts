import type { TodayFacts } from '../../../db/queries/today.ts';
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
  about: { now: number; day: string; clockBack: { nowMs: number; lastMs: number } | null },
): Alarm[] {
  const alarms: Alarm[] = [];
  const add = (severity: Alarm['severity'], code: string, params: Alarm['params'] = {}) =>
    alarms.push({ code, severity, params });
  if (about.clockBack !== null)
    add('stop', 'clock_back', { nowMs: about.clockBack.nowMs, lastMs: about.clockBack.lastMs });
  if (facts.halted) add('stop', 'outbox_halted');
  if (facts.outbox.dead > 0) add('stop', 'dead_letters', { n: facts.outbox.dead });
  if (facts.urges > 0) add('stop', 'urges_late', { n: facts.urges });
  if (facts.outbox.quarantined > 0) add('warn', 'quarantine', { n: facts.outbox.quarantined });
  if (facts.changes > 0) add('warn', 'changes', { n: facts.changes });
  if (facts.prints > 0) add('warn', 'prints', { n: facts.prints });
  const [first] = facts.certificates;
  if (first !== undefined)
    add(first.day < about.day ? 'stop' : 'warn', 'certificates', {
      n: facts.certificates.length,
      name: first.name,
      kindZh: first.kindZh,
      kindEn: first.kindEn,
      days: daysBetween(about.day, first.day),
    });
  if (facts.tools > 0) add('warn', 'tools', { n: facts.tools });
  if (facts.stockLow !== undefined) add('warn', 'stock_low', facts.stockLow);
  const since = facts.lastBackupAt ?? facts.outletSince;
  if (since !== null && about.now - since > backupHours * hourMs)
    add('warn', facts.lastBackupAt === null ? 'backup_never' : 'backup_old', {
      hours: Math.floor((about.now - since) / hourMs),
    });
  return alarms;
}
