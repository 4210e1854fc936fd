import { maskPhone } from '../../../domain/customers/phone.ts';
import { formatFen, formatMilli } from '../../../domain/money/fen.ts';
import { fillTemplate, usualDispatchText, type DispatchField } from '../../../domain/text/template.ts';
import { clockAt } from '../../../domain/time/business-day.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Db } from '../../../db/connection.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';

type Card = OutputOf<'dispatch.day'>['cards'][number];
export type Language = 'zh' | 'en';

const words = {
  zh: { urgent: '加急', complaint: '投诉单', rework: '返修单', lift: '有电梯', stairs: '没电梯', and: '、' },
  en: {
    urgent: 'urgent',
    complaint: 'complaint',
    rework: 'rework',
    lift: 'lift',
    stairs: 'no lift',
    and: ', ',
  },
} as const;

interface More {
  itemZh: string | null;
  itemEn: string | null;
  remark: string;
  faultText: string;
  virtualPhone: string | null;
  virtualUntil: number | null;
  floor: number | null;
  elevator: number | null;
  distanceM: number | null;
  dueFen: number;
}

/**
 * The message a dispatcher pastes into a chat, by the template of whoever gets it. The user's own number never stands
 * in a chat: the platform's virtual one, else a masked one.
 */
export function chatText(
  db: Db,
  card: Card,
  options: { zone: string; language: Language; nowMs: number; template?: string },
): string {
  return fillTemplate(
    options.template ?? templateFor(db, card.staffId, options.language),
    valuesOf(db, card, options),
  );
}

/** The text of a person's template in his language, else the usual one. */
export function templateFor(db: Db, staffId: string | null, language: Language): string {
  const row = statement(
    db,
    'SELECT t.text_zh AS zh, t.text_en AS en FROM staff s JOIN chat_template t ON t.id = s.chat_template_id WHERE s.id = ? AND t.retired_at IS NULL',
  ).get(staffId) as { zh: string; en: string } | undefined;
  if (row === undefined) return usualDispatchText[language];
  return language === 'en' && row.en !== '' ? row.en : row.zh;
}

/** Work of the own catalogue in English, with its number of machines; what a platform called otherwise keeps its words. */
function titleEn(title: string, { itemZh, itemEn }: Pick<More, 'itemZh' | 'itemEn'>): string {
  if (!itemZh || !itemEn) return title;
  return title === itemZh || title.startsWith(`${itemZh} ×`) ? itemEn + title.slice(itemZh.length) : title;
}

function valuesOf(
  db: Db,
  card: Card,
  { zone, language, nowMs }: { zone: string; language: Language; nowMs: number },
): Record<DispatchField, string> {
  const word = words[language];
  const more = statement(
    db,
    `SELECT i.name_zh AS itemZh, i.name_en AS itemEn, w.remark, w.fault_text AS faultText, c.virtual_phone AS virtualPhone, c.virtual_phone_expires_at AS virtualUntil, a.floor, a.elevator,
       w.distance_m AS distanceM, (SELECT coalesce(sum(f.amount_fen - f.paid_fen), 0) FROM fee_line f
         WHERE f.work_order_id = w.id AND f.party = 'user' AND f.state NOT IN ('void', 'paid', 'waived')) AS dueFen
     FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
     LEFT JOIN service_item i ON i.id = w.service_item_id WHERE w.id = ?`,
  ).get(card.id) as More;
  const machines = statement(
    db,
    'SELECT product_name AS name, model, quantity FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
  ).all(card.id) as { name: string; model: string; quantity: number }[];
  const parts = statement(
    db,
    `SELECT CASE WHEN @language = 'en' AND p.name_en <> '' THEN p.name_en ELSE p.name_zh END AS name, p.unit, r.quantity_milli AS milli
     FROM reservation r JOIN part p ON p.id = r.part_id WHERE r.work_order_id = @id AND r.state IN ('held', 'issued')`,
  ).all({ id: card.id, language }) as { name: string; unit: string; milli: number }[];
  const lives = more.virtualUntil === null || more.virtualUntil > nowMs;
  const from = card.appointmentStartAt;
  return {
    number: card.number,
    tail: card.number.slice(-4),
    title: language === 'en' ? titleEn(card.title, more) : card.title,
    model: [...new Set(machines.map((one) => one.model).filter(Boolean))].join(word.and),
    machines: machines
      .map((one) => `${one.name} ${one.model}${one.quantity > 1 ? ` ×${one.quantity}` : ''}`.trim())
      .join(word.and),
    marks: [
      card.urgent ? word.urgent : '',
      card.complaint ? word.complaint : '',
      card.isRework ? word.rework : '',
    ]
      .filter(Boolean)
      .join(' '),
    day: card.appointmentDay?.slice(5) ?? '',
    slot:
      from === null
        ? ''
        : `${clockAt(from, zone)}${card.appointmentEndAt === null ? '' : `–${clockAt(card.appointmentEndAt, zone)}`}`,
    name: card.customerName,
    phone:
      (lives ? more.virtualPhone : null) ??
      (card.customerPhone === null ? '' : maskPhone(card.customerPhone)),
    address: card.address,
    floor: more.floor === null ? '' : String(more.floor),
    elevator: more.elevator === null ? '' : more.elevator === 1 ? word.lift : word.stairs,
    distance: more.distanceM === null ? '' : `${(more.distanceM / 1000).toFixed(1)} km`,
    parts: parts.map((one) => `${one.name} ${formatMilli(one.milli)}${one.unit}`).join(word.and),
    price: more.dueFen > 0 ? formatFen(more.dueFen) : '',
    fault: more.faultText,
    remark: more.remark,
  };
}
