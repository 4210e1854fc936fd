import { Fault } from '../../../../../domain/kernel/fault.ts';
import { queueWords, type QueueName } from '../../../../../domain/orders/queue.ts';
import { openStates } from '../../../../../domain/orders/states.ts';
import { businessDay, dayEndMs, dayStartMs } from '../../../../../domain/time/business-day.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import {
  baseOf,
  ownerByStaff,
  staffName,
  type BuiltPaper,
  type PaperOwner,
  type Printing,
} from '../common.ts';

/** Orders somebody has to hear of; more than a page of them is no handover. */
const mostOrders = 40;

/** `2026-11-22:STAFF`: the shift of one person. Faults: `not_found`. */
function readId(read: RowReader, id: string): { day: string; staffId: string } {
  const [, day, staffId] = /^(\d{4}-\d{2}-\d{2}):(.+)$/u.exec(id) ?? [];
  if (
    day === undefined ||
    staffId === undefined ||
    read.get('SELECT 1 FROM staff WHERE id = ?', staffId) === undefined
  )
    throw new Fault('not_found', { entity: 'shift_handover', id });
  return { day, staffId };
}

export const ownerOfShift = (read: RowReader, id: string): PaperOwner =>
  ownerByStaff(read, readId(read, id).staffId);

const open = `coalesce(w.side_state, w.state) IN (${openStates.map((state) => `'${state}'`).join(', ')})`;

/** 交接班单: how the desk stands now, and what one person takes off it. Faults: `not_found`. */
export function buildShiftHandover(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { day, staffId } = readId(read, id);
  const zone = getZone(read);
  const span = [dayStartMs(day, zone), dayEndMs(day, zone)];
  const one = (sql: string, ...params: unknown[]) => read.get<{ n: number }>(sql, ...params)?.n ?? 0;
  const orders = (where: string, ...params: unknown[]) =>
    one(`SELECT count(*) AS n FROM work_order w WHERE ${where}`, ...params);
  const taken = (method: string) =>
    one(
      'SELECT coalesce(sum(amount_fen), 0) AS n FROM payment WHERE staff_id = ? AND method = ? AND handover_id IS NULL AND day <= ?',
      staffId,
      method,
      day,
    );
  const seq = one('SELECT seq AS n FROM staff WHERE id = ?', staffId);
  const number = `JB${day.slice(2).replaceAll('-', '')}-${seq}`;
  const data: DocumentData['shift_handover'] = {
    ...baseOf(read, printing),
    number,
    day,
    from: staffName(read, staffId),
    counts: {
      receivedCount: orders('w.received_day = ?', day),
      finishedCount: orders('w.finished_at >= ? AND w.finished_at < ?', ...span),
      openCount: orders(open),
      unassignedCount: orders("w.queue = 'dispatch'"),
      unbookedCount: orders("w.queue = 'appointment'"),
      heldCount: orders("w.side_state = 'on_hold'"),
      urgedCount: one('SELECT count(*) AS n FROM urge WHERE answered_at IS NULL'),
      slipsOutCount: one("SELECT count(*) AS n FROM slip WHERE state = 'out'"),
      printTroubleCount: one("SELECT count(*) AS n FROM print_job WHERE state IN ('failed', 'unknown')"),
    },
    cashFen: taken('cash'),
    qrFen: taken('qr'),
    tell: toTell(read, printing, businessDay(printing.atMs, zone)),
  };
  return { kind: 'shift_handover', documentId: id, number, orderId: null, keyId: null, staffId, data };
}

interface TellRow {
  number: string;
  user: string;
  title: string;
  queue: string;
  urgent: number;
  complaint: number;
  urges: number;
  due_day: string | null;
}

/** Open orders that are urgent, complained of, urged and not answered, or whose day is past. */
function toTell(read: RowReader, printing: Printing, today: string): DocumentData['shift_handover']['tell'] {
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const late = 'w.appointment_day < ? AND w.finished_at IS NULL';
  return read
    .all<TellRow>(
      `SELECT w.number, c.name AS user, w.title, w.queue, w.urgent, w.complaint,
         (SELECT count(*) FROM urge u WHERE u.work_order_id = w.id AND u.answered_at IS NULL) AS urges, CASE WHEN ${late} THEN w.appointment_day END AS due_day
       FROM work_order w JOIN customer c ON c.id = w.customer_id
       WHERE ${open} AND w.finished_at IS NULL AND (w.urgent = 1 OR w.complaint = 1 OR (${late}) OR EXISTS (SELECT 1 FROM urge u WHERE u.work_order_id = w.id AND u.answered_at IS NULL))
       ORDER BY w.complaint DESC, w.urgent DESC, w.deadline_at IS NULL, w.deadline_at, w.seq LIMIT ${mostOrders}`,
      today,
      today,
    )
    .map((row) => ({
      orderNumber: row.number,
      user: masks.name(row.user),
      what: row.title,
      marks: marksOf(row, language),
      next: queueWords(row.queue as QueueName)[language],
    }));
}

const marksOf = (row: TellRow, language: PaperLanguage): string => {
  const zh = language === 'zh';
  return [
    ...(row.complaint === 1 ? [zh ? '投诉' : 'complaint'] : []),
    ...(row.urgent === 1 ? [zh ? '加急' : 'urgent'] : []),
    ...(row.urges > 0 ? [`${zh ? '催单' : 'urged'}×${row.urges}`] : []),
    ...(row.due_day === null ? [] : [`${zh ? '过期' : 'late since'} ${row.due_day}`]),
  ].join(' ');
};
