import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { capitalAmount } from '../capital-amount.ts';
import { type DocumentBase, markLine, optional, voidBanner, writeIn } from '../common.ts';
import { formatFen, formatMilli } from '../format.ts';

/** 收据: what a user paid at the door or at the counter. Usually on a 58 mm roll. */
export interface ReceiptData extends DocumentBase {
  receivedFrom: string;
  workOrderNumber?: string | null;
  items: { name: string; quantityMilli: number; unitPriceFen: number; amountFen: number }[];
  totalFen: number;
  receivedFen?: number | null;
  changeFen?: number | null;
  /** 现金, 扫码 … in words. */
  paymentMethod: string;
  cashier: string;
}

/** The receipt as a tree. Pure. */
export function receipt(data: ReceiptData): Paper {
  const words = paperWords(data.language);
  return {
    title: `${words.receipt} ${data.number}`,
    language: data.language,
    nodes: [
      ...voidBanner(data.voided, words),
      {
        kind: 'corner',
        code: data.number,
        children: [
          { kind: 'line', text: data.outlet.name, bold: true, size: 'tall' },
          { kind: 'line', text: words.receipt, size: 'big', bold: true },
          { kind: 'line', text: `${words.slipNumber} ${data.number}`, bold: true },
        ],
      },
      {
        kind: 'fields',
        items: [
          { label: words.receivedFrom, value: data.receivedFrom },
          ...optional(words.workOrderNumber, data.workOrderNumber),
          { label: words.paymentMethod, value: data.paymentMethod },
        ],
      },
      { kind: 'rule' },
      {
        kind: 'table',
        columns: [
          { title: words.receivedFor, weight: 5 },
          { title: words.quantity, width: 4, weight: 1, align: 'right' },
          { title: words.unitPrice, weight: 2, align: 'right', below: true },
          { title: words.amount, width: 9, weight: 2, align: 'right' },
        ],
        rows: data.items.map((item) => [
          item.name,
          formatMilli(item.quantityMilli),
          item.quantityMilli === 1000 ? '' : formatFen(item.unitPriceFen),
          formatFen(item.amountFen),
        ]),
        foot: [
          { label: words.total, value: `￥${formatFen(data.totalFen)}` },
          ...(data.receivedFen ? [{ label: words.received, value: formatFen(data.receivedFen) }] : []),
          ...(data.changeFen ? [{ label: words.change, value: formatFen(data.changeFen) }] : []),
        ],
      },
      {
        kind: 'fields',
        items: [
          { label: words.totalInWords, value: capitalAmount(data.totalFen), span: 12 },
          { label: words.cashier, value: data.cashier },
          { label: words.servicePhone, value: data.outlet.servicePhone },
          { label: words.complaintPhone, value: data.outlet.complaintPhone },
          writeIn(words.outletStamp, '', { span: 12 }),
        ],
      },
      { kind: 'line', text: words.receiptThanks },
      ...voidBanner(data.voided ? { reason: '' } : null, words),
      markLine(data.mark, words),
      { kind: 'cut' },
    ],
  };
}
