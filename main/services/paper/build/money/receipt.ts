import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import { baseOf, staffName, type BuiltPaper, type Printing } from '../common.ts';

/** 收据 of one payment. Faults: `not_found`. */
export function buildReceipt(read: RowReader, paymentId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const payment = read.get<{
    number: string;
    work_order_id: string | null;
    order_number: string | null;
    title: string | null;
    key_id: number | null;
    customer: string | null;
    method: string;
    amount_fen: number;
    receipt_number: string;
    staff_id: string | null;
  }>(
    `SELECT p.number, p.work_order_id, w.number AS order_number, w.title, w.key_id, c.name AS customer, p.method, p.amount_fen,
       p.receipt_number, p.staff_id
     FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id LEFT JOIN customer c ON c.id = w.customer_id WHERE p.id = ?`,
    paymentId,
  );
  if (payment === undefined) throw new Fault('not_found', { entity: 'payment', id: paymentId });
  const fees =
    payment.work_order_id === null
      ? []
      : read.all<{ name: string; quantity_milli: number; unit_fen: number; amount_fen: number }>(
          "SELECT name, quantity_milli, unit_fen, amount_fen FROM fee_line WHERE work_order_id = ? AND party = 'user' AND state NOT IN ('estimate', 'void') ORDER BY seq",
          payment.work_order_id,
        );
  const agree = fees.reduce((sum, fee) => sum + fee.amount_fen, 0) === payment.amount_fen;
  const number = payment.receipt_number === '' ? payment.number : payment.receipt_number;
  const data: DocumentData['receipt'] = {
    ...baseOf(read, printing),
    number: asciiOr(number, payment.number),
    receivedFrom: masksFor(printing.reveals).name(payment.customer ?? ''),
    workOrderNumber: payment.order_number,
    // Part payments and payments over several fees show what was paid for as one line: lines that do not add up mislead.
    items: agree
      ? fees.map((fee) => ({
          name: fee.name,
          quantityMilli: fee.quantity_milli,
          unitPriceFen: fee.unit_fen,
          amountFen: fee.amount_fen,
        }))
      : [
          {
            name: payment.title ?? '',
            quantityMilli: 1000,
            unitPriceFen: payment.amount_fen,
            amountFen: payment.amount_fen,
          },
        ],
    totalFen: payment.amount_fen,
    paymentMethod: methodWords[payment.method]?.[language] ?? payment.method,
    cashier: staffName(read, payment.staff_id),
  };
  return {
    kind: 'receipt',
    documentId: paymentId,
    number: data.number,
    orderId: payment.work_order_id,
    keyId: payment.key_id,
    staffId: payment.staff_id,
    data,
  };
}

const methodWords: Record<string, { zh: string; en: string }> = {
  cash: { zh: '现金', en: 'Cash' },
  qr: { zh: '扫码', en: 'QR' },
  transfer: { zh: '转账', en: 'Transfer' },
  platform: { zh: '平台支付', en: 'Platform' },
};

/** Codes in a corner are printable ASCII; a hand-written receipt number may be anything. */
const asciiOr = (text: string, fallback: string) => (/^[\x20-\x7e]+$/u.test(text) ? text : fallback);
