import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { masksFor, type PaperMasks } from '../../masks.ts';
import { baseOf, inLanguage, staffName, voidWords, type BuiltPaper, type Printing } from '../common.ts';
import { finishOf } from './slip-finish.ts';

type SlipData = DocumentData['service_slip'];

export interface SlipFacts {
  id: string;
  number: string;
  state: string;
  visit_id: string | null;
  staff_id: string | null;
  void_reason: string | null;
}

interface OrderFacts {
  id: string;
  number: string;
  title: string;
  service_type: string;
  warranty: string | null;
  upstream_number: string | null;
  staff_id: string | null;
  appointment_start_at: number | null;
  appointment_end_at: number | null;
  remark: string;
  fault_text: string;
  urgent: number;
  rank: number;
  complaint: number;
  is_rework: number;
  urges: number;
  key_id: number;
  dispatched_at: number | null;
  customer_name: string;
  phone: string | null;
  phone2: string | null;
  virtual_phone: string | null;
  address: string;
  floor: number | null;
  elevator: number | null;
  estate: string | null;
  connection_zh: string | null;
  connection_en: string | null;
  payer_zh: string | null;
  payer_en: string | null;
  wish_name: string | null;
}

const orderSql = `SELECT w.id, w.number, w.title, w.service_type, w.warranty, w.upstream_number, w.staff_id, w.appointment_start_at,
  w.appointment_end_at, w.remark, w.fault_text, w.urgent, w.rank, w.complaint, w.is_rework, w.urges, w.key_id, w.dispatched_at,
  c.name AS customer_name, c.phone, c.phone2, c.virtual_phone, a.county || a.town || a.detail AS address, a.floor, a.elevator,
  e.name AS estate, k.name_zh AS connection_zh, k.name_en AS connection_en, p.name_zh AS payer_zh, p.name_en AS payer_en, t.name AS wish_name
  FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
  LEFT JOIN estate e ON e.id = a.estate_id LEFT JOIN connection k ON k.id = w.connection_id LEFT JOIN payer p ON p.id = w.payer_id
  LEFT JOIN staff t ON t.id = w.wish_staff_id
  WHERE w.id = ?`;

/** 派工单, 维修服务单 or 安装服务单 of an order as it stands. Faults: `not_found`. */
export function buildServiceSlip(
  read: RowReader,
  orderId: string,
  slip: SlipFacts | null,
  printing: Printing,
): BuiltPaper {
  const order = read.get<OrderFacts>(orderSql, orderId);
  if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: orderId });
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const staffId = slip?.staff_id ?? order.staff_id;
  const number = slip?.number ?? order.number;
  const replaced = replacedBy(read, { id: slip?.id ?? null, work_order_id: orderId });
  const data: SlipData = {
    ...baseOf(read, printing),
    number,
    voided: slip?.state === 'void' ? { reason: voidWords(read, slip.void_reason, language) } : null,
    slip: slipKind(order.service_type),
    part: printing.part ?? null,
    replaces:
      replaced === null
        ? null
        : { number: replaced.number, reason: voidWords(read, replaced.void_reason, language) },
    brand: brandOf(read, orderId, language),
    platform: inLanguage(
      language,
      order.connection_zh ?? order.payer_zh ?? '',
      order.connection_en ?? order.payer_en ?? '',
    ),
    upstreamNumber: order.upstream_number,
    serviceType: order.title,
    warranty: warrantyWord(order.warranty, language),
    marks: marksOf(order, language),
    user: {
      name: masks.name(order.customer_name),
      phone: masks.phone(order.phone ?? order.virtual_phone ?? ''),
      sparePhone: maybe(order.phone2 ?? (order.phone === null ? null : order.virtual_phone), masks.phone),
      address: masks.address(order.address),
      estate: maybe(order.estate, masks.address),
      floor: printing.reveals.address ? floorOf(order, language) : null,
    },
    machines: machinesOf(read, orderId, language),
    request: {
      symptom: masks.text(order.fault_text),
      appointmentStartMs: order.appointment_start_at,
      appointmentEndMs: order.appointment_end_at,
      wish: wishOf(order, masks, language),
      noteToTechnician: notesOf(read, orderId).map(masks.text).join('\n'),
    },
    dispatch: dispatchOf(read, order, slip, staffId, language),
    ...finishOf(read, order, slip?.visit_id ?? null, printing, masks),
    installRecord: installKind(read, order),
  };
  return {
    kind: 'service_slip',
    documentId: slip?.id ?? orderId,
    number,
    orderId,
    keyId: order.key_id,
    staffId,
    data,
  };
}

/** The void slip this one stands for: the last of the order made before it. */
export const replacedBy = (
  read: RowReader,
  slip: { id: string | null; work_order_id: string },
): { number: string; void_reason: string | null } | null =>
  read.get<{ number: string; void_reason: string | null }>(
    `SELECT number, void_reason FROM slip WHERE work_order_id = ? AND state = 'void' AND copies > 0
       AND (? IS NULL OR seq < (SELECT seq FROM slip WHERE id = ?)) ORDER BY seq DESC LIMIT 1`,
    slip.work_order_id,
    slip.id,
    slip.id,
  ) ?? null;

/** Brands of the machines, as the head names them. */
const brandOf = (read: RowReader, orderId: string, language: PaperLanguage): string =>
  read
    .all<{ name_zh: string; name_en: string }>(
      'SELECT DISTINCT b.name_zh, b.name_en FROM machine_line m JOIN brand b ON b.id = m.brand_id WHERE m.work_order_id = ?',
      orderId,
    )
    .map((row) => inLanguage(language, row.name_zh, row.name_en))
    .join(' ');

/** 用户要求: what the user said with the order, and whom he asked for. */
function wishOf(order: OrderFacts, masks: PaperMasks, language: PaperLanguage): string {
  const named =
    order.wish_name === null ? '' : `${language === 'zh' ? '点名' : 'asked for'} ${order.wish_name}`;
  return [masks.text(order.remark), named].filter((text) => text !== '').join('\n');
}

/** 师傅备注: what the desk wrote for the technician. */
const notesOf = (read: RowReader, orderId: string): string[] =>
  read
    .all<{ text: string }>(
      "SELECT text FROM note WHERE work_order_id = ? AND reach = 'technician' ORDER BY seq DESC LIMIT 3",
      orderId,
    )
    .map((row) => row.text)
    .reverse();

const maybe = (text: string | null, mask: (text: string) => string) => (text === null ? null : mask(text));

/** Service types as the catalogue has them. */
const installs = ['安装', '送装', '移机', '测量'];
const repairs = ['维修', '返修', '送修', '保养', '清洗', '调试', '鉴定'];
const slipKind = (serviceType: string): SlipData['slip'] =>
  installs.includes(serviceType) ? 'install' : repairs.includes(serviceType) ? 'repair' : 'dispatch';

const warrantyWords: Record<string, Record<PaperLanguage, string>> = {
  in_warranty: { zh: '保内', en: 'In warranty' },
  out_of_warranty: { zh: '保外', en: 'Out of warranty' },
  extended: { zh: '延保', en: 'Extended warranty' },
  joint: { zh: '联保', en: 'Joint warranty' },
};

export const warrantyWord = (warranty: string | null, language: PaperLanguage): string =>
  warrantyWords[warranty ?? '']?.[language] ?? '';

function marksOf(order: OrderFacts, language: PaperLanguage): string[] {
  const zh = language === 'zh';
  return [
    ...(order.urgent === 1 ? [zh ? '加急' : 'URGENT'] : []),
    ...(order.rank > 0 ? ['VIP'] : []),
    ...(order.complaint === 1 ? [zh ? '投诉' : 'COMPLAINT'] : []),
    ...(order.is_rework === 1 ? [zh ? '返修' : 'REWORK'] : []),
    ...(order.urges > 0 ? [`${zh ? '催单' : 'urged'}×${order.urges}`] : []),
  ];
}

function floorOf(order: OrderFacts, language: PaperLanguage): string | null {
  if (order.floor === null) return null;
  const lift =
    order.elevator === null
      ? ''
      : language === 'zh'
        ? order.elevator === 1
          ? ' 有电梯'
          : ' 无电梯'
        : order.elevator === 1
          ? ' lift'
          : ' no lift';
  return language === 'zh' ? `${order.floor}楼${lift}` : `floor ${order.floor}${lift}`;
}

function machinesOf(read: RowReader, orderId: string, language: PaperLanguage): SlipData['machines'] {
  return read
    .all<{
      brand_zh: string | null;
      brand_en: string | null;
      category: string;
      category_en: string | null;
      model: string;
      product_name: string;
      indoor_code: string | null;
      outdoor_code: string | null;
      purchased_day: string | null;
      quantity: number;
      codes: string | null;
      bought_at: string | null;
      invoice_number: string | null;
      device_day: string | null;
    }>(
      `SELECT b.name_zh AS brand_zh, b.name_en AS brand_en, m.category, g.name_en AS category_en, m.model, m.product_name, m.indoor_code,
         m.outdoor_code, m.purchased_day, m.quantity, d.codes_to_collect AS codes, v.bought_at, v.invoice_number, v.purchased_day AS device_day
       FROM machine_line m LEFT JOIN brand b ON b.id = m.brand_id LEFT JOIN category g ON g.code = m.category LEFT JOIN product_model d ON d.model = m.model
         LEFT JOIN device v ON v.id = m.device_id
       WHERE m.work_order_id = ? ORDER BY m.line_no`,
      orderId,
    )
    .map((row) => {
      const split = row.outdoor_code !== null || (row.codes !== null && row.codes.includes('外机'));
      return {
        brand: inLanguage(language, row.brand_zh ?? '', row.brand_en ?? ''),
        category: inLanguage(language, row.category, row.category_en ?? ''),
        model: row.model === '' ? row.product_name : row.model,
        indoorCode: row.indoor_code,
        ...(split ? { outdoorCode: row.outdoor_code ?? '' } : {}),
        purchaseDay: row.purchased_day ?? row.device_day,
        purchasePlace: row.bought_at,
        invoiceNumber: row.invoice_number,
        quantityMilli: row.quantity * 1000,
      };
    });
}

function dispatchOf(
  read: RowReader,
  order: OrderFacts,
  slip: SlipFacts | null,
  staffId: string | null,
  language: PaperLanguage,
): SlipData['dispatch'] {
  const staff =
    staffId === null
      ? undefined
      : read.get<{ name: string; phone: string }>('SELECT name, phone FROM staff WHERE id = ?', staffId);
  const assignment = read.get<{ assigned_by: string | null; at: number }>(
    'SELECT assigned_by, at FROM assignment WHERE work_order_id = ? ORDER BY assign_no DESC LIMIT 1',
    order.id,
  );
  const helpers = read.all<{ name: string }>(
    `SELECT s.name FROM visit_person p JOIN staff s ON s.id = p.staff_id JOIN visit v ON v.id = p.visit_id
     WHERE v.work_order_id = ? AND v.state <> 'void' AND p.part <> 'lead' AND (? IS NULL OR v.id = ?)
       AND v.visit_no = (SELECT max(visit_no) FROM visit WHERE work_order_id = v.work_order_id AND state <> 'void') ORDER BY p.seq`,
    order.id,
    slip?.visit_id ?? null,
    slip?.visit_id ?? null,
  );
  const parts = read.all<{ code: string; name_zh: string; name_en: string; unit: string; milli: number }>(
    `SELECT p.code, p.name_zh, p.name_en, p.unit, sum(r.quantity_milli) AS milli FROM reservation r JOIN part p ON p.id = r.part_id
     WHERE r.work_order_id = ? AND r.state IN ('held', 'issued') GROUP BY p.id ORDER BY p.code`,
    order.id,
  );
  return {
    technician: staff?.name ?? '',
    technicianPhone: staff?.phone ?? null,
    helpers: helpers.map((helper) => helper.name),
    dispatchedBy: staffName(read, assignment?.assigned_by ?? null),
    dispatchedAtMs: assignment?.at ?? order.dispatched_at,
    partsToBring: parts.map((part) => ({
      code: part.code,
      name: inLanguage(language, part.name_zh, part.name_en),
      quantityMilli: part.milli,
      unit: part.unit,
    })),
  };
}

const recordKinds: Record<string, NonNullable<SlipData['installRecord']>> = {
  空调: 'air_conditioner',
  净水: 'water_purifier',
  净水器: 'water_purifier',
  燃气热水器: 'gas',
  灶具: 'gas',
  智能锁: 'lock',
  门锁: 'lock',
  家具: 'furniture',
};

function installKind(read: RowReader, order: OrderFacts): SlipData['installRecord'] {
  if (order.service_type === '测量') return 'measure';
  if (!installs.includes(order.service_type)) return null;
  const first = read.get<{ category: string }>(
    'SELECT category FROM machine_line WHERE work_order_id = ? ORDER BY line_no LIMIT 1',
    order.id,
  );
  return recordKinds[first?.category ?? ''] ?? null;
}
