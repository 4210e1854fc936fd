import type { UrgentRow } from '../../../db/queries/today.ts';
import { rankPeople } from '../../../domain/dispatch/eligibility.ts';
import { jobFacts, type JobRow } from '../dispatch/facts.ts';
import { peopleFacts } from '../dispatch/people-facts.ts';
import type { RowReader } from '../masters.ts';

export interface NextAction {
  action: { code: string; staffId: string | null; name: string | null };
  reasons: string[];
}

const byQueue: Record<string, string> = {
  intake: 'review',
  dispatch: 'assign',
  acceptance: 'call_staff',
  appointment: 'book',
  visit: 'call_staff',
  on_the_way: 'call_staff',
  on_site: 'call_staff',
  slip_return: 'key_slip',
  papers: 'complete_papers',
  audit: 'audit',
  interception: 'confirm_interception',
};

/** Ranking everyone for one order reads a few dozen rows per person: only the first few orders are worth it. */
const rankedAtMost = 3;

/** The next best step of each urgent order; for the first unassigned ones with the person who would be proposed. */
export function nextActions(
  read: RowReader,
  rows: readonly UrgentRow[],
  about: { day: string; mayPrint: boolean },
): NextAction[] {
  let ranked = 0;
  return rows.map((row) => {
    const code = codeOf(row, about.mayPrint);
    const named = code === 'call_staff' || code === 'key_slip';
    const action = { code, staffId: named ? row.staffId : null, name: named ? row.staffName : null };
    if (code !== 'assign' || ranked >= rankedAtMost) return { action, reasons: [] };
    ranked += 1;
    const best = bestPerson(read, row.id, about.day);
    if (best === null) return { action, reasons: [] };
    return { action: { code, staffId: best.staffId, name: best.name }, reasons: best.reasons };
  });
}

/** A visit without its paper begins with the paper. */
function codeOf(row: UrgentRow, mayPrint: boolean): string {
  if (row.queue.startsWith('hold_')) return 'call_user';
  if (row.queue === 'visit' && row.slips === 0 && mayPrint) return 'print';
  return byQueue[row.queue] ?? 'open';
}

function bestPerson(
  read: RowReader,
  orderId: string,
  today: string,
): { staffId: string; name: string; reasons: string[] } | null {
  const order = read.get<JobRow>('SELECT * FROM work_order WHERE id = ?', orderId);
  if (order === undefined) return null;
  const job = jobFacts(read, order);
  const people = peopleFacts(read, job, order, today);
  const [best] = rankPeople(job, people, today);
  if (best === undefined || best.refusals.length > 0) return null;
  return {
    staffId: best.staffId,
    name: read.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', best.staffId)?.name ?? '',
    reasons: best.reasons
      .filter((reason) => reason.points > 0)
      .sort((left, right) => right.points - left.points)
      .slice(0, 2)
      .map((reason) => reason.code),
  };
}
