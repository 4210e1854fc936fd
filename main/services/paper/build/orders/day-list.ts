import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import { formatClocks } from '../../../../printing/documents/format.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import {
  baseOf,
  inLanguage,
  ownerByStaff,
  type BuiltPaper,
  type PaperOwner,
  type Printing,
} from '../common.ts';

interface DayListId {
  day: string;
  staffId: string | null;
}

/** `2026-11-22` is the whole day, `2026-11-22:STAFF` one person's part. Faults: `not_found`. */
function readId(read: RowReader, id: string): DayListId {
  const found = /^(\d{4}-\d{2}-\d{2})(?::(.+))?$/u.exec(id);
  const [, day, staffId] = found ?? [];
  const known = staffId === undefined || read.get('SELECT 1 FROM staff WHERE id = ?', staffId) !== undefined;
  if (day === undefined || !known) throw new Fault('not_found', { entity: 'day_list', id });
  return { day, staffId: staffId ?? null };
}

/** One person's list is theirs, the whole day's the outlet's. Faults: `not_found`. */
export function ownerOfDayList(read: RowReader, id: string): PaperOwner {
  return ownerByStaff(read, readId(read, id).staffId);
}

interface VisitRow {
  staff_id: string;
  technician: string;
  staff_phone: string;
  number: string;
  start_at: number | null;
  end_at: number | null;
  title: string;
  user: string;
  phone: string | null;
  virtual_phone: string | null;
  address: string;
  models: string | null;
  remark: string;
  bring: string | null;
  bring_en: string | null;
}

/** 日派工表 as the day stands now. Faults: `not_found`, `paper_empty`. */
export function buildDayList(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const zone = getZone(read);
  const { day, staffId } = readId(read, id);
  const rows = read.all<VisitRow>(
    `SELECT w.staff_id, s.name AS technician, s.phone AS staff_phone, w.number, w.appointment_start_at AS start_at, w.appointment_end_at AS end_at,
       w.title, c.name AS user, c.phone, c.virtual_phone, a.county || a.town || a.detail AS address, w.remark,
       (SELECT group_concat(coalesce(nullif(m.model, ''), m.product_name), ' ') FROM machine_line m WHERE m.work_order_id = w.id) AS models,
       (SELECT group_concat(p.name_zh, ' ') FROM reservation r JOIN part p ON p.id = r.part_id WHERE r.work_order_id = w.id AND r.state IN ('held', 'issued')) AS bring,
       (SELECT group_concat(coalesce(nullif(p.name_en, ''), p.name_zh), ' ') FROM reservation r JOIN part p ON p.id = r.part_id WHERE r.work_order_id = w.id AND r.state IN ('held', 'issued')) AS bring_en
     FROM work_order w JOIN staff s ON s.id = w.staff_id JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
     WHERE w.appointment_day = ? AND w.side_state IS NULL AND w.state NOT IN ('received', 'in_review', 'closed') AND (? IS NULL OR w.staff_id = ?)
     ORDER BY s.seq, w.appointment_start_at IS NULL, w.appointment_start_at, w.seq`,
    day,
    staffId,
    staffId,
  );
  if (rows.length === 0) throw new Fault('paper_empty', { document: 'day_list' });
  const people = new Map<string, DocumentData['day_list']['people'][number]>();
  for (const row of rows) {
    const person = people.get(row.staff_id) ?? {
      technician: row.technician,
      phone: row.staff_phone,
      rows: [],
    };
    people.set(row.staff_id, person);
    person.rows.push({
      window: formatClocks(row.start_at, row.end_at, zone),
      orderNumber: row.number,
      user: masks.name(row.user),
      phone: masks.phone(row.phone ?? row.virtual_phone ?? ''),
      address: masks.address(row.address),
      what: [row.title, row.models ?? ''].filter((text) => text !== '').join(' '),
      bring: inLanguage(language, row.bring ?? '', row.bring_en ?? ''),
      remark: masks.text(row.remark),
    });
  }
  const seq =
    staffId === null
      ? ''
      : `-${read.get<{ seq: number }>('SELECT seq FROM staff WHERE id = ?', staffId)?.seq ?? 0}`;
  const number = `RP${day.slice(2).replaceAll('-', '')}${seq}`;
  const data: DocumentData['day_list'] = {
    ...baseOf(read, printing),
    number,
    day,
    people: [...people.values()],
  };
  return { kind: 'day_list', documentId: id, number, orderId: null, keyId: null, staffId, data };
}
