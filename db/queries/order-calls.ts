import type { Db } from '../connection.ts';
import { orderRowColumns, orderRowJoins, typedOrderRow } from './orders.ts';
import { statement } from './statements.ts';
import { countTries } from '../../domain/orders/call-tries.ts';

export interface CallQueueParams {
  now: number;
  view: 'due' | 'waiting';
  limit: number;
  tries: number;
  apartMs: number;
  onlyStaffId: string | null;
  onlyTeamId: string | null;
}

type Cause = 'first' | 'again' | 'back' | 'part' | 'unbooked' | 'missed';

interface Candidate {
  seq: number;
  id: string;
  next_contact_at: number | null;
  appointment_state: string;
  first_connected_at: number | null;
  deadline_at: number | null;
  calls: number;
}

interface Call {
  work_order_id: string;
  at: number;
  result: string;
  direction: string;
}

interface Waiting {
  seq: number;
  cause: Cause;
  dueAt: number | null;
  waitsUntil: number | null;
  tries: number;
  lastResult: string | null;
  lastCallAt: number | null;
  sortAt: number;
}

/** Lists in which a user may have to be called; a booked order stays in it only while a call was promised. */
const queues = [
  'dispatch',
  'acceptance',
  'appointment',
  'visit',
  'hold_user_later',
  'hold_unreachable',
  'hold_site_not_ready',
  'hold_quote',
  'hold_weather',
];

/**
 * Booked while it waited for a part that is here since: the visit can be made as agreed, or sooner, and the user does
 * not know. A booking made after the part came knows it.
 */
const partCame = `EXISTS (SELECT 1 FROM reservation r WHERE r.work_order_id = work_order.id AND r.state = 'held' AND r.reason = 'arrived'
  AND r.at > coalesce((SELECT max(a.at) FROM appointment a WHERE a.work_order_id = work_order.id), 0))`;

/** What it waited for came, and nobody has spoken with the user since: that is the reason to call. */
function causeOf(row: Candidate, calls: readonly Call[], cameAt: number | undefined): Cause | null {
  if (row.appointment_state === 'agreed' && row.next_contact_at === null)
    return cameAt !== undefined && !calls.some((call) => call.result === 'connected' && call.at >= cameAt)
      ? 'part'
      : null;
  if (row.next_contact_at !== null) return 'back';
  if (row.appointment_state === 'missed') return 'missed';
  if (cameAt !== undefined && !calls.some((call) => call.result === 'connected' && call.at >= cameAt))
    return 'part';
  if (row.first_connected_at !== null || calls.some((call) => call.result === 'connected')) return 'unbooked';
  return calls.length === 0 ? 'first' : 'again';
}

/** Who must be called: what is due now and how much waits for its hour, the most urgent first. */
function callQueue(db: Db, params: CallQueueParams) {
  const candidates = statement(
    db,
    `SELECT seq, id, next_contact_at, appointment_state, first_connected_at, deadline_at, calls FROM work_order
     WHERE queue IN (${queues.map((queue) => `'${queue}'`).join(', ')})
       AND (next_contact_at IS NOT NULL OR (side_state IS NULL AND (appointment_state <> 'agreed' OR ${partCame})))
       AND (@onlyStaffId IS NULL OR staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR team_id = @onlyTeamId)`,
  ).all({ onlyStaffId: params.onlyStaffId, onlyTeamId: params.onlyTeamId }) as Candidate[];
  const called = new Map<string, Call[]>();
  const ids = candidates.flatMap((row) => (row.calls > 0 ? [row.id] : []));
  const calls = statement(
    db,
    'SELECT work_order_id, at, result, direction FROM call_log WHERE work_order_id IN (SELECT value FROM json_each(?)) ORDER BY at',
  ).all(JSON.stringify(ids)) as Call[];
  for (const call of calls) {
    const of = called.get(call.work_order_id);
    if (of === undefined) called.set(call.work_order_id, [call]);
    else of.push(call);
  }
  const came = new Map(
    (
      statement(
        db,
        `SELECT work_order_id AS id, max(at) AS at FROM reservation
         WHERE work_order_id IN (SELECT value FROM json_each(?)) AND state = 'held' AND reason = 'arrived' GROUP BY work_order_id`,
      ).all(JSON.stringify(candidates.map((row) => row.id))) as { id: string; at: number }[]
    ).map((row) => [row.id, row.at]),
  );
  const all = candidates.flatMap((row): Waiting[] => {
    const own = called.get(row.id) ?? [];
    const cause = causeOf(row, own, came.get(row.id));
    if (cause === null) return [];
    const { count, nextAt } = countTries(
      own
        .filter((call) => call.direction === 'out' || call.result === 'connected')
        .map((call) => ({ at: call.at, connected: call.result === 'connected' })),
      params.apartMs,
    );
    const dueAt = row.next_contact_at ?? (cause === 'again' ? nextAt : null) ?? row.deadline_at;
    const from = row.next_contact_at ?? (cause === 'again' ? nextAt : null);
    const last = own.at(-1);
    return [
      {
        seq: row.seq,
        cause,
        dueAt,
        waitsUntil: from !== null && from > params.now ? from : null,
        tries: count,
        lastResult: last?.result ?? null,
        lastCallAt: last?.at ?? null,
        sortAt: Math.min(row.deadline_at ?? Number.MAX_SAFE_INTEGER, from ?? Number.MAX_SAFE_INTEGER),
      },
    ];
  });
  const due = all.filter((row) => row.waitsUntil === null);
  const waiting = all.filter((row) => row.waitsUntil !== null);
  const list = (params.view === 'due' ? due : waiting)
    .sort(
      (a, b) =>
        (params.view === 'due' ? a.sortAt - b.sortAt : (a.waitsUntil ?? 0) - (b.waitsUntil ?? 0)) ||
        a.seq - b.seq,
    )
    .slice(0, params.limit);
  const rows = new Map(
    (
      statement(
        db,
        `SELECT ${orderRowColumns}, w.customer_id AS customerId, w.state AS mainState, c.phone2 AS customerPhone2, c.virtual_phone AS virtualPhone,
         w.first_call_at AS firstCallAt, w.first_connected_at AS firstConnectedAt, w.calls
         ${orderRowJoins} WHERE w.seq IN (SELECT value FROM json_each(?))`,
      ).all(JSON.stringify(list.map((row) => row.seq))) as ({ seq: number } & Record<string, unknown>)[]
    ).map((row) => [row.seq, typedOrderRow(row)]),
  );
  return {
    due: due.length,
    waiting: waiting.length,
    rows: list.flatMap(({ sortAt: _sortAt, ...row }) => {
      const found = rows.get(row.seq);
      return found === undefined ? [] : [{ ...found, ...row, triesNeeded: params.tries }];
    }),
  };
}

/** Bookings that look as if nobody made them. */
function suspicions(db: Db, params: { decided: number; offset: number; limit: number }) {
  const where = `a.suspicious IS NOT NULL AND (a.cleared_at IS NOT NULL) = @decided`;
  const total = statement(db, `SELECT count(*) FROM appointment a WHERE ${where}`)
    .pluck()
    .get({ decided: params.decided }) as number;
  const rows = statement(
    db,
    `SELECT a.id AS appointmentId, w.id AS orderId, w.number, w.title, c.name AS customerName, a.suspicious AS code, a.at,
       s.name AS bookedBy, a.day, a.start_at AS startAt, a.end_at AS endAt, a.source,
       (SELECT count(*) FROM call_log l WHERE l.work_order_id = w.id AND l.at <= a.at) AS calls,
       (SELECT max(l.seconds) FROM call_log l WHERE l.work_order_id = w.id AND l.result = 'connected' AND l.at <= a.at) AS connectedSeconds,
       a.cleared_at AS decidedAt, d.name AS decidedBy
     FROM appointment a JOIN work_order w ON w.id = a.work_order_id JOIN customer c ON c.id = w.customer_id
     LEFT JOIN staff s ON s.id = a.staff_id LEFT JOIN staff d ON d.id = a.cleared_by
     WHERE ${where} ORDER BY a.seq DESC LIMIT @limit OFFSET @offset`,
  ).all(params);
  return { total, rows };
}

export const orderCallQueries = { 'orders.callQueue': callQueue, 'orders.suspicions': suspicions };
