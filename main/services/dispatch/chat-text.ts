import { maskPhone } from '../../../domain/customers/phone.ts';
import { localMinutes } from '../../../domain/time/business-day.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Db } from '../../../db/connection.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';

type Card = OutputOf<'dispatch.day'>['cards'][number];

const words = {
  zh: { urgent: '加急', complaint: '投诉单', rework: '返修单', bring: '带件', and: '、' },
  en: { urgent: 'urgent', complaint: 'complaint', rework: 'rework', bring: 'bring', and: ', ' },
} as const;

function clockText(ms: number, zone: string): string {
  const minutes = localMinutes(ms, zone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * The message a dispatcher pastes into a chat, in the order a technician reads it: which, when, who, where, what,
 * with which parts. The user's own number never stands in a chat: the platform's virtual one, else a masked one.
 */
export function chatText(
  db: Db,
  card: Card,
  { zone, language, nowMs }: { zone: string; language: 'zh' | 'en'; nowMs: number },
): string {
  const word = words[language];
  const more = statement(
    db,
    `SELECT w.remark, w.fault_text AS faultText, c.virtual_phone AS virtualPhone, c.virtual_phone_expires_at AS virtualUntil
     FROM work_order w JOIN customer c ON c.id = w.customer_id WHERE w.id = ?`,
  ).get(card.id) as {
    remark: string;
    faultText: string;
    virtualPhone: string | null;
    virtualUntil: number | null;
  };
  const machines = statement(
    db,
    'SELECT product_name AS name, model, quantity FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
  ).all(card.id) as { name: string; model: string; quantity: number }[];
  const parts = statement(
    db,
    "SELECT p.name_zh AS name, p.unit, r.quantity_milli AS milli FROM reservation r JOIN part p ON p.id = r.part_id WHERE r.work_order_id = ? AND r.state IN ('held', 'issued')",
  ).all(card.id) as { name: string; unit: string; milli: number }[];
  const lives = more.virtualUntil === null || more.virtualUntil > nowMs;
  const phone =
    (lives ? more.virtualPhone : null) ?? (card.customerPhone === null ? '' : maskPhone(card.customerPhone));
  const when =
    card.appointmentDay === null || card.appointmentStartAt === null
      ? ''
      : `${card.appointmentDay.slice(5)} ${clockText(card.appointmentStartAt, zone)}${
          card.appointmentEndAt === null ? '' : `–${clockText(card.appointmentEndAt, zone)}`
        }`;
  const marks = [
    card.urgent ? word.urgent : '',
    card.complaint ? word.complaint : '',
    card.isRework ? word.rework : '',
  ];
  const lines = [
    [card.number, card.title, ...marks].filter(Boolean).join(' '),
    when,
    `${card.customerName} ${phone}`.trim(),
    card.address,
    ...machines.map((one) => `${one.name} ${one.model}${one.quantity > 1 ? ` ×${one.quantity}` : ''}`.trim()),
    more.faultText,
    more.remark,
    parts.length === 0
      ? ''
      : `${word.bring} ${parts.map((one) => `${one.name} ${one.milli / 1000}${one.unit}`).join(word.and)}`,
  ];
  return lines.filter((line) => line.trim() !== '').join('\n');
}
