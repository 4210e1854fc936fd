import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, type BuiltPaper, type PaperOwner, type Printing } from '../common.ts';

const isDay = /^\d{4}-\d{2}-\d{2}$/u;

/** Anybody who prints may hand out the posted prices. Faults: `not_found` for what is no day. */
export function ownerOfPriceList(_read: RowReader, id: string): PaperOwner {
  if (!isDay.test(id)) throw new Fault('not_found', { entity: 'price_list', id });
  return { staff_id: null, team_id: null };
}

/** 收费公示表 as posted on a day: what a user pays for work, extras and the outlet's own parts. Faults: `paper_empty`. */
export function buildPriceList(read: RowReader, day: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const name = (row: { name_zh: string; name_en: string }) => inLanguage(language, row.name_zh, row.name_en);
  const items = read.all<{
    category: string;
    category_en: string | null;
    name_zh: string;
    name_en: string;
    unit: string;
    fen: number;
    note: string;
  }>(
    `SELECT i.category, c.name_en AS category_en, i.name_zh, i.name_en, i.unit, i.customer_price_fen AS fen, i.note FROM service_item i
     LEFT JOIN category c ON c.code = i.category WHERE i.retired_at IS NULL AND i.customer_price_fen > 0 ORDER BY c.seq IS NULL, c.seq, i.seq`,
  );
  const extras = read.all<{ name_zh: string; name_en: string; unit: string; fen: number; note: string }>(
    `SELECT name_zh, name_en, unit, customer_price_fen AS fen, rule AS note FROM extra_charge
     WHERE retired_at IS NULL AND who_pays <> 'payer' AND customer_price_fen > 0 ORDER BY seq`,
  );
  const parts = read
    .all<{ name_zh: string; name_en: string; unit: string; fen: number; code: string }>(
      `SELECT p.name_zh, p.name_en, p.unit, p.code,
       coalesce((SELECT r.customer_price_fen FROM part_price r WHERE r.part_id = p.id AND r.from_day <= ? ORDER BY r.from_day DESC LIMIT 1), p.customer_price_fen) AS fen
     FROM part p WHERE p.retired_at IS NULL AND p.owner_kind = 'own' AND p.kind IN ('part', 'material', 'consumable') ORDER BY p.code`,
      day,
    )
    .filter((part) => part.fen > 0);
  if (items.length + extras.length + parts.length === 0)
    throw new Fault('paper_empty', { document: 'price_list' });
  const groups = new Map<string, DocumentData['price_list']['services'][number]>();
  for (const item of items) {
    const category = inLanguage(language, item.category, item.category_en ?? '');
    const group = groups.get(category) ?? { category, rows: [] };
    groups.set(category, group);
    group.rows.push({
      name: name(item),
      unit: item.unit,
      fen: item.fen,
      note: inChinese(item.note, language),
    });
  }
  const number = `SF${day.slice(2).replaceAll('-', '')}`;
  const data: DocumentData['price_list'] = {
    ...baseOf(read, printing),
    number,
    day,
    services: [...groups.values()],
    extras: extras.map((extra) => ({
      name: name(extra),
      unit: extra.unit,
      fen: extra.fen,
      note: inChinese(extra.note, language),
    })),
    parts: parts.map((part) => ({ name: name(part), unit: part.unit, fen: part.fen, note: part.code })),
  };
  return { kind: 'price_list', documentId: day, number, orderId: null, keyId: null, staffId: null, data };
}

/** Notes of the catalogue are written in the outlet's own language; an English list goes without them. */
const inChinese = (note: string, language: Printing['language']): string => (language === 'zh' ? note : '');
